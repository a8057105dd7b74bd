"""Offers one by one, each with its screening, and what a screening comes to in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, QuerySet

from casework.clients.models import Client
from casework.contacts.queries.unknown import TakenOff, files_it_came_off
from casework.intake.models import Criterion, Recruitment, Screening, ScreeningAnswer
from casework.intake.rules import Result
from dussk.access.asking import Worker
from dussk.ui.when import local


@dataclass(frozen=True)
class Said:
    """What one offer says, as a form gives it."""

    setting: str
    at: datetime
    brought_by: str
    answer: str
    brought_by_words: str = ""
    reason: str = ""
    reason_words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answered:
    """What she said to one criterion, with a note."""

    said: str
    note: str = ""


@dataclass(frozen=True)
class Decided:
    """What an eligible woman said to taking part, and when. ``decision`` is empty where she has not said yet."""

    decision: str
    on: date | None = None
    because: str = ""
    because_words: str = ""
    ask_again_on: date | None = None


def with_all(rows: QuerySet[Recruitment]) -> QuerySet[Recruitment]:
    """Offers with all that is on them: her screening, its answers, what they are answers to."""
    answers = Prefetch("screening__answers", ScreeningAnswer.objects.select_related("criterion"))
    return rows.select_related(
        "client", "made_by", "agency", "mistake_by", "screening__criteria", "screening__made_by"
    ).prefetch_related(answers)


def offers(client: Client | None, by: Worker) -> QuerySet[Recruitment]:
    """Offers to a woman, whoever made them; or to women nobody knew, of ``by``'s agency."""
    rows = Recruitment.objects.filter(client=client)
    return with_all(rows if client is not None else rows.filter(agency=by.agency))


def screening_of(offer: Recruitment) -> Screening | None:
    """The screening that came of an offer; None where none did, or where the reader may not see it."""
    return getattr(offer, "screening", None)


def unknown_women(by: Worker, *, since: date | None = None, until: date | None = None) -> QuerySet[Recruitment]:
    """Offers that ``by``'s agency made to women nobody knew and that count, the latest first, within some days."""
    rows = Recruitment.objects.filter(agency=by.agency, client=None, mistake_at=None)
    if since is not None:
        rows = rows.filter(at__gte=local(since, time()))
    if until is not None:
        rows = rows.filter(at__lt=local(until + timedelta(days=1), time()))
    return with_all(rows).order_by("-at", "-id")


def taken_off(offer: Recruitment) -> list[TakenOff]:
    """How an offer came off files, the latest first."""
    return files_it_came_off(offer)


@dataclass(frozen=True)
class Told:
    """What a screening comes to, for the worker in a few words and for the woman in sentences to be read to her."""

    result: Result
    heading: str
    sentences: Sequence[str]
    safeguarding: bool


_HEADINGS = {
    Result.ELIGIBLE: "She is eligible",
    Result.NOT_ELIGIBLE: "She is not eligible",
    Result.INCOMPLETE: "Answers are still missing",
}

#: Said to every woman, whatever her answers are: screening never closes a door.
STAYS_OPEN = "Everything else here stays open to you, just as it was: the drop-in, the van, food, and us."


def answers_of(screening: Screening) -> list[tuple[Criterion, ScreeningAnswer | None]]:
    """Every question of the version a screening was done by, with what was answered; None where nothing was yet."""
    answers = {answer.criterion_id: answer for answer in screening.answers.all()}
    asked = Criterion.objects.filter(set=screening.criteria_id, left_out=False).order_by("order", "id")
    return [(one, answers.get(one.pk)) for one in asked]


def told(screening: Screening, answers: Sequence[tuple[Criterion, ScreeningAnswer | None]]) -> Told:
    """What the answers of a screening come to, in words."""
    failed = [one.failed for one, answer in answers if answer is not None and answer.said == "no"]
    missing = [one.missing for one, answer in answers if answer is None or answer.said == "not_known"]
    result = Result(screening.result)
    said = {
        Result.ELIGIBLE: [
            "You can take part in the programme, if you want to.",
            "It is your choice. You can say no, or take your time, and you can stop at any time.",
        ],
        Result.NOT_ELIGIBLE: [*failed, "You can be asked again when things have changed."],
        Result.INCOMPLETE: [*missing, "There is no hurry: we can ask again another time."],
    }[result]
    return Told(result, _HEADINGS[result], [*said, STAYS_OPEN], screening.safeguarding)
