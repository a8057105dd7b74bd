"""Printing many plans, which is long work: one PDF, each plan beginning on a right-hand page.

It names plans and no woman. Everything is asked of the wall anew when it is done, and once more when it is fetched.
"""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from casework.clients.queries.file import OVER
from casework.printing import documents, queries
from casework.printing.actions import KIND
from casework.printing.documents import Listed
from casework.printing.queries import PlanPaper
from casework.printing.rules import Edition
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.jobs.models import Job
from dussk.jobs.registry import File, Kind, Made, NotDoneError, Work, register
from dussk.ui.binding import Paper, bind, first_pages, pages_of

#: How many plans are read from the database at once.
_AT_ONCE = 25
_CLOSED = "A plan is not open to you any more that was when you asked, so nothing was printed. Ask for it again"
_NO_PAPER = "She takes no paper home"
_CHANGED = (
    "What a woman wants on paper is not what it was when you asked, so nothing was printed. Ask for it again: the new "
    "one leaves out what she wants left out now"
)
_ENDED = "Her plan has ended since it was asked for"
_OVER = "Her file is closed, or she has died, since it was asked for"
_NOTHING_LEFT = "Nothing of her plan is left of what she wants on paper"


def _asked(job: Job) -> tuple[list[UUID], Edition]:
    return [UUID(uid) for uid in job.asked["plans"]], Edition(job.asked["edition"])


class Printed:
    """One plan, printed; or, without content, why not. All else of the plan is let go: there may be hundreds."""

    def __init__(self, paper: PlanPaper, content: bytes, note: str) -> None:
        self.her, self.review_on = paper.her, paper.content.review_on
        self.content, self.note = content, note
        self.pages = pages_of(content) if content else 0


def run(work: Work) -> Made:
    """Print them, as whoever asked: all of them, or nothing."""
    plans, edition = _asked(work.job)
    at = timezone.localtime()
    if queries.open_plans(work.by, plans) != len(plans):
        raise NotDoneError(_CLOSED)
    if not _as_wanted(work.by, work.job):
        raise NotDoneError(_CHANGED)
    work.tell(0, len(plans) + 1)
    printed: list[Printed] = []
    for begin in range(0, len(plans), _AT_ONCE):
        some = plans[begin : begin + _AT_ONCE]
        found = queries.papers(some, work.by, edition)
        if len(found) != len(some):
            raise NotDoneError(_CLOSED)
        for paper in found:
            printed.append(_print(paper, edition, by=work.by, at=at))
            work.tell(len(printed), len(plans) + 1)
    inside = [one for one in printed if one.content]
    _log(work, printed)
    content = bound(printed, edition=edition, by=work.by, at=at)
    many = "1 plan is" if len(inside) == 1 else f"{len(inside):,} plans are"
    without = len(printed) - len(inside)
    more = f". The first sheet says which {without} could not be, and why" if without else ""
    return Made(f"{many} ready to print{more}", File(documents.BATCH_NAME, "application/pdf", content))


def _log(work: Work, printed: list[Printed]) -> None:
    """Whoever is inside was printed; whoever is only on the cover was named there."""
    inside = {one.her.pk: one.her for one in printed if one.content}
    named = {one.her.pk: one.her for one in printed if one.her.pk not in inside}
    for women, kind in ((inside, ViewKind.PRINTED), (named, ViewKind.LISTED)):
        record_views(by=work.by, clients=women.values(), kind=kind, page="paper:batch", request_id=work.job.uid)


def _print(paper: PlanPaper, edition: Edition, *, by: Worker, at: datetime) -> Printed:
    if paper.plan.ended_at or paper.her.status in OVER:
        return Printed(paper, b"", _ENDED if paper.plan.ended_at else _OVER)
    if edition is Edition.FILE:
        return Printed(paper, documents.for_file(paper, by=by, at=at), "")
    if paper.choice.no_paper:
        return Printed(paper, b"", _NO_PAPER)
    hers = paper.for_her()
    if hers.is_empty:
        return Printed(paper, b"", _NOTHING_LEFT)
    lines = len(hers.left_out)
    asked = "" if paper.choice.asked else "She was not asked yet. "
    note = f"{asked}{lines} line{'' if lines == 1 else 's'} left out" if lines else asked.strip()
    return Printed(paper, documents.for_her(paper, by=by, at=at, hers=hers), note)


def bound(printed: list[Printed], *, edition: Edition, by: Worker, at: datetime) -> bytes:
    """All of them behind a cover that says on which sheet each begins."""
    covered, cover = 0, b""
    for _turn in range(3):  # how long the list is, does not depend on the numbers in it, but for their width
        counts = [covered, *(one.pages for one in printed if one.content)]
        begins = iter(first_pages(counts)[1:])
        listed = [
            Listed(one.her, one.review_on, next(begins) if one.content else None, one.pages, one.note)
            for one in printed
        ]
        cover = documents.cover(listed, edition=edition, by=by, at=at)
        if covered == (covered := pages_of(cover)):
            break
    return bind(cover, [Paper(one.content, one.her.shown_reference) for one in printed if one.content])


def may_have(by: Worker, job: Job) -> bool:
    """Whether every plan in it is still open to her, and leaves out what its woman wants left out today."""
    plans, _edition = _asked(job)
    if queries.open_plans(by, plans) != len(plans):
        return False
    return _as_wanted(by, job)


def _as_wanted(by: Worker, job: Job) -> bool:
    """Whether every woman in it still wants left out what she did when it was asked for, file by file."""
    plans, edition = _asked(job)
    return edition is Edition.FILE or queries.fingerprint(by, plans) == job.asked.get("wanted")


def _leads_to(_job: Job) -> str:
    return reverse("paper:batch")


def put_in_place() -> None:
    """Register the work; called once, when the app starts."""
    register(Kind(KIND, Permission.COUNTERSIGN, run, may_have=may_have, leads_to=_leads_to))
