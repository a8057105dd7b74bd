"""The recruitment flow of an agency, read from its offers and screenings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONArray

from casework.clients.models import Client
from casework.intake.flow import SEVERAL, Offered, Placed, Screened, Step, placed, steps
from casework.intake.models import Criterion, Recruitment, Screening, ScreeningAnswer
from casework.intake.queries.offers import with_all
from casework.intake.rules import Result, Stage
from dussk.access.asking import Worker
from dussk.staff.models import Agency
from dussk.ui.when import local


@dataclass(frozen=True)
class Flow:
    """The flow: its numbers from the top, and beside it how many offers were made."""

    steps: Sequence[Step]
    offers: int

    def step(self, key: str) -> Step | None:
        """The number with this key."""
        return next((one for one in self.steps if one.key == key), None)


def flow(by: Worker, *, since: date | None = None, until: date | None = None) -> Flow:
    """The flow of ``by``'s agency: of all its offers, or of those made between two days and what came of them.

    A woman whose file is closed to the reader is not in it, as everywhere.
    """
    rows = Recruitment.objects.filter(agency=by.agency, mistake_at=None)
    screenings = Screening.objects.filter(agency=by.agency, mistake_at=None)
    if since is not None:
        begins = local(since, time())
        rows, screenings = rows.filter(at__gte=begins), screenings.filter(recruitment__at__gte=begins)
    if until is not None:
        ends = local(until + timedelta(days=1), time())
        rows, screenings = rows.filter(at__lt=ends), screenings.filter(recruitment__at__lt=ends)
    offered = _offered(rows)
    women = placed(offered, _screened(screenings))
    return Flow(steps(women, _words(by.agency)), len(offered))


def _offered(rows: QuerySet[Recruitment]) -> list[Offered]:
    named = rows.order_by().values_list("pk", "client_id", "at", "answer", "reason")
    return [Offered(*row) for row in named]


def _screened(rows: QuerySet[Screening]) -> list[Screened]:
    refused = ScreeningAnswer.objects.filter(
        screening__in=rows.filter(result=Result.NOT_ELIGIBLE).values("pk"), said="no"
    )
    failed: dict[int, list[str]] = {}
    for screening, code in refused.order_by("criterion__order", "criterion_id").values_list(
        "screening_id", "criterion__code"
    ):
        failed.setdefault(screening, []).append(code)
    named = rows.order_by().values_list("pk", "recruitment_id", "client_id", "at", "result", "decision", "because")
    return [
        Screened(pk, offer, woman, at, Result(result), decision, because, tuple(failed.get(pk, ())))
        for pk, offer, woman, at, result, decision, because in named
    ]


def _words(agency: Agency) -> dict[Stage, dict[str, str]]:
    """What each part of a place is called: of criteria, in the words of the latest version that asks for them."""
    asked = Criterion.objects.filter(set__agency=agency).order_by("order", "set__number")
    criteria = {code: f"No to: {question}" for code, question in asked.values_list("code", "question")}
    return {
        Stage.DECLINED_SCREENING: dict(Recruitment.Reason.choices),
        Stage.NOT_ELIGIBLE: {**criteria, SEVERAL: "More than one of these"},
        Stage.CANNOT_CONSENT: dict(Screening.Because.choices),
    }


def of_step(women: Sequence[Placed]) -> list[tuple[Placed, Recruitment]]:
    """The women on a page of a number, each with the offer that says where she stands."""
    rows = with_all(Recruitment.objects.filter(pk__in=[one.offer for one in women])).in_bulk()
    return [(one, rows[one.offer]) for one in women if one.offer in rows]


def known_of_her() -> ArraySubquery:
    """Of a file (``OuterRef("pk")``): every offer with its screening, told to :func:`place_of` with the file itself."""
    return ArraySubquery(_hers(OuterRef("pk")).values(one=_told()))


def place_of(client: Client) -> Placed | None:
    """Where one woman stands, as far as the reader may know; None where nothing is known of an offer.

    Why she is not eligible is not looked for.
    """
    told: list[list[Any]] | None = getattr(client, "programme", None)
    if told is None:
        told = list(_hers(client.pk).values_list(_told(), flat=True))
    offered, screened = [], []
    for row, at, answer, reason, mistake, screening, screened_at, result, decision, because, undone in told:
        if mistake is None:
            offered.append(Offered(row, client.pk, datetime.fromisoformat(at), answer, reason))
        if screening is not None and undone is None:
            found = datetime.fromisoformat(screened_at)
            screened.append(Screened(screening, row, client.pk, found, Result(result), decision, because))
    women = placed(offered, screened)
    return women[0] if women else None


def _hers(client: Any) -> QuerySet[Recruitment]:
    return Recruitment.objects.filter(client=client).order_by()


def _told() -> JSONArray:
    screening = (f"screening__{name}" for name in ("pk", "at", "result", "decision", "because", "mistake_at"))
    return JSONArray("pk", "at", "answer", "reason", "mistake_at", *screening)
