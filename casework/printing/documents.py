"""Plans as tagged PDFs: the file's edition, hers, and the cover of a batch. Neither names nor titles name her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.clients.models import Client
from casework.printing import rules
from casework.printing.queries import PlanPaper
from casework.printing.rules import Edition, Hers, Part
from casework.printing.rules.editions import AGREED, CHANGED, NOT_AGREED, TITLE
from casework.printing.rules.parts import ALONE
from dussk.access.asking import Worker
from dussk.ui import documents as papers

NAMES = {Edition.FILE: "care-plan.pdf", Edition.HERS: "my-plan.pdf"}
BATCH_NAME = "care-plans.pdf"


def for_file(paper: PlanPaper, *, by: Worker, at: datetime) -> bytes:
    """The file's edition: everything, with every version and review."""
    done, of = rules.steps_done(paper.content)
    context = {
        "paper": paper,
        "plan": paper.plan,
        "client": paper.her,
        "content": paper.content,
        "done": done,
        "of": of,
    }
    return papers.pdf(
        "casework/printing/file_document.html",
        context,
        title="Care plan",
        printed_by=by.staff.name,
        printed_at=at,
        service=by.agency.name,
    )


def for_her(paper: PlanPaper, *, by: Worker, at: datetime, hers: Hers | None = None) -> bytes:
    """Her edition: what she leaves out is nowhere in it, nor in what a viewer shows of it."""
    parts, words = paper.choice.parts, paper.choice.words

    def may_say(part: Part, said: str) -> bool:
        return part not in parts and not rules.holds(said, words)

    return papers.pdf(
        "casework/printing/her_document.html",
        {"hers": hers or paper.for_her(), "standing": _standing(paper)},
        title=TITLE,
        printed_by=by.staff.name if not ALONE & parts and may_say(Part.WORKERS, by.staff.name) else "",
        printed_at=at if may_say(Part.DATES, rules.day_in_words(at.date())) else None,
        service=by.agency.name if may_say(Part.SERVICE, by.agency.name) else "",
    )


def _standing(paper: PlanPaper) -> str:
    """What her paper says of whether she agreed: that there is somebody to agree with, where that may be said."""
    if ALONE & paper.choice.parts:
        return ""
    version = paper.version or (paper.agreed if paper.as_agreed else None)
    if version is None or version.agreed_on is None:
        return f"{NOT_AGREED if paper.agreed is None else CHANGED}."
    day = rules.day_in_words(version.agreed_on)
    if Part.DATES in paper.choice.parts or rules.holds(day, paper.choice.words):
        return f"{AGREED}."
    return f"{AGREED} on {day}."


@dataclass(frozen=True)
class Listed:
    """A line on the cover of a batch.

    Attributes:
        her: whose.
        review_on: when her plan is looked at again.
        begins: on which sheet it begins; None where it is not in the batch.
        pages: how many it has.
        note: what whoever prints should know.
    """

    her: Client
    review_on: date | None
    begins: int | None
    pages: int
    note: str


def cover(listed: Sequence[Listed], *, edition: Edition, by: Worker, at: datetime) -> bytes:
    """The list of what is in a batch. It stays with whoever printed it."""
    return papers.pdf(
        "casework/printing/cover_document.html",
        {"listed": listed, "hers": edition is Edition.HERS, "inside": sum(one.begins is not None for one in listed)},
        title="Care plans",
        printed_by=by.staff.name,
        printed_at=at,
        service=by.agency.name,
    )
