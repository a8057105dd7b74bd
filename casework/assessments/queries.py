"""Reading assessments: one with all that is on it, all of hers, the one to compare with, and what it said before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from casework.assessments import rules
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Compared, Prompt, Rated
from casework.assessments.wording import PROMPTS, TO_HER, InPlainWords
from casework.clients import timeline
from casework.clients.models import Client
from casework.clients.queries import goes_on
from casework.contacts.queries.history import Change, EarlierText, changes, in_words
from dussk.access.asking import Worker
from dussk.audit.tracking import history_of
from dussk.ui.when import on

#: Those that are being gone through: neither completed nor left.
UNFINISHED = Q(completed_on=None, left_at=None)
#: How completed ones follow each other: two that were completed on one day, as they were begun.
IN_TURN = ("completed_on", "started_on", "pk")
LATEST_FIRST = tuple(f"-{column}" for column in IN_TURN)


def before_or_after(one: Mapping[str, Any], *, after: bool = False) -> Q:
    """Of other completed ones: those that come before one, or ``after`` it, in that order.

    Args:
        one: by the columns of :data:`IN_TURN`, what it says; or references to it in a query.
        after: the later ones instead.
    """
    than, found, same = "gt" if after else "lt", Q(), Q()
    for column in IN_TURN:
        found |= same & Q(**{f"{column}__{than}": one[column]})
        same &= Q(**{column: one[column]})
    return found


def assessments(client: Client) -> QuerySet[Assessment]:
    """Hers, the latest first, as the wall lets the reader see them."""
    rows = Assessment.objects.filter(client=client).select_related("client", "made_by", "agency")
    return rows.order_by("-started_on", "-id")


def counted(client: Client) -> QuerySet[Assessment]:
    """Hers for a list, each with how many areas she and her worker rated, and how many prompts have a note."""
    said = {
        "by_her": Count("ratings", Q(ratings__hers__isnull=False), distinct=True),
        "by_worker": Count("ratings", Q(ratings__workers__isnull=False), distinct=True),
        "noted": Count("notes", ~Q(notes__note=""), distinct=True),
    }
    return assessments(client).annotate(**said)


def in_full(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Assessments with their ratings and notes: two statements however many there are."""
    return rows.prefetch_related(Prefetch("ratings", Rating.objects.all()), Prefetch("notes", PromptNote.objects.all()))


def unfinished(client: Client) -> Assessment | None:
    """The latest that is being gone through with her, if one is."""
    return assessments(client).filter(UNFINISHED).first()


def last_completed(client: Client, *, before: Assessment | None = None) -> Assessment | None:
    """The latest that was completed, with all that is on it; with ``before``, the one that came before that one."""
    rows = assessments(client).filter(completed_on__isnull=False).order_by(*LATEST_FIRST)
    if before is not None and before.completed_on is not None:
        rows = rows.filter(before_or_after({column: getattr(before, column) for column in IN_TURN}))
    return in_full(rows).first()


def rated(one: Assessment) -> dict[Area, Rated]:
    """Both views of every area of which anything was said."""
    return {Area(row.area): Rated(row.hers, row.workers) for row in one.ratings.all()}


def plans_of(one: Assessment) -> list[rules.Planned]:
    """What is planned in each area."""
    return [rules.Planned(Area(row.area), row.plan, row.review_on) for row in one.ratings.all()]


def rating_of(one: Assessment, area: Area) -> Rating | None:
    """What is said of one area; None where nothing is yet."""
    return next((row for row in one.ratings.all() if row.area == area), None)


def note_of(one: Assessment, prompt: Prompt) -> PromptNote | None:
    """What is noted of one prompt; None where nothing ever was."""
    return next((row for row in one.notes.all() if row.prompt == prompt), None)


#: More characters than this in one row of the paper may be more than a sheet holds.
_A_SHEET = 1_200


class Point(NamedTuple):
    """One point of the scale: its number, and its words."""

    number: int
    words: str


SCALE = tuple(Point(number, words) for number, words in rules.SCALE.items())


@dataclass(frozen=True)
class AreaLine:
    """One of the ten areas, in the order of the form, whatever was said of it.

    Attributes:
        area: which; ``slug`` in an address.
        label: as the form calls it.
        plain: as it stands on her own screen.
        row: what is said of it; None where nothing is.
        compared: what became of it since the last time; None where there is none, or nothing was said either time.
    """

    area: Area
    label: str
    plain: InPlainWords
    row: Rating | None
    compared: Compared | None = None

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.area.value

    @property
    def is_long(self) -> bool:
        """Whether its texts may not fit on one sheet of paper, so that the row may be broken."""
        return self.row is not None and len(self.row.plan) + len(self.row.her_words) > _A_SHEET

    @property
    def hers(self) -> str:
        """How she says it goes, in words."""
        return rules.in_words(self.row.hers if self.row else None)

    @property
    def workers(self) -> str:
        """How her worker sees it, in words."""
        return rules.in_words(self.row.workers if self.row else None)

    @property
    def her_point(self) -> str:
        """The words of her point alone; empty where there is none."""
        return rules.SCALE.get(self.row.hers or 0, "") if self.row else ""

    @property
    def workers_point(self) -> str:
        """The words of her worker's point alone; empty where there is none."""
        return rules.SCALE.get(self.row.workers or 0, "") if self.row else ""


def area_lines(one: Assessment, last: Assessment | None = None) -> list[AreaLine]:
    """Every area of an assessment, compared with the last where there is one."""
    rows = {row.area: row for row in one.ratings.all()}
    since = {each.area: each for each in rules.compared(rated(last), rated(one))} if last is not None else {}
    return [AreaLine(area, rules.AREAS[area], TO_HER[area], rows.get(area), since.get(area)) for area in Area]


@dataclass(frozen=True)
class PromptLine:
    """One prompt, in the order of the form, with its cues and what is noted of it."""

    prompt: Prompt
    label: str
    cues: tuple[str, ...]
    note: str

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.prompt.value


def prompt_lines(one: Assessment | None) -> list[PromptLine]:
    """Every prompt of the form; with what is noted, where an assessment is given."""
    notes: Mapping[str, str] = {row.prompt: row.note for row in one.notes.all()} if one is not None else {}
    return [PromptLine(each, PROMPTS[each].label, PROMPTS[each].cues, notes.get(each, "")) for each in Prompt]


def begun_by(by: Worker) -> QuerySet[Assessment]:
    """Those that are being gone through by this worker, or with a woman whose keyworker she is, the oldest first.

    Of a woman with whom nothing more is to be done, nothing waits.
    """
    hers = Q(made_by=by.staff) | Q(client__keyworker=by.staff)
    rows = Assessment.objects.filter(UNFINISHED, hers, goes_on(), agency=by.agency, owner=by.agency)
    return rows.select_related("client").order_by("started_on", "id")


# What it said before


def _days(event: Any) -> str:
    completed = f"completed on {on(event.completed_on, short=True)}" if event.completed_on else "not completed"
    review = f", to be looked at again on {on(event.review_on, short=True)}" if event.review_on else ""
    return f"Begun on {on(event.started_on, short=True)}, {completed}{review}"


def _day(day: date | None) -> str:
    return on(day) if day else ""


_DETAILS = (
    ("Project name", lambda event: event.project),
    ("Days", _days),
    ("Completed by", lambda event: event.get_completed_by_display()),
)
_RATING = (
    ("how she says it goes", lambda event: rules.in_words(event.hers)),
    ("how her worker sees it", lambda event: rules.in_words(event.workers)),
    ("what she says about it", lambda event: event.her_words),
    ("plan", lambda event: event.plan),
    ("review date", lambda event: _day(event.review_on)),
)
_NOTE = (("note", lambda event: event.note),)


def corrections(one: Assessment) -> list[EarlierText]:
    """What a completed assessment said and says no more, the latest correction first. None before that."""
    if one.completed_on is None:
        return []
    own = list(history_of(Assessment).filter(pgh_obj_id=one.pk).order_by("pgh_id"))
    completed = next((event.pgh_created_at for event in own if event.completed_on is not None), None)
    if completed is None:
        return []
    ratings = history_of(Rating).filter(assessment_id=one.pk).order_by("pgh_id")
    notes = history_of(PromptNote).filter(assessment_id=one.pk).order_by("pgh_id")
    found: list[Change] = list(changes(own, _DETAILS))
    for code, events in _by(ratings, "area").items():
        found += changes(events, [(f"{rules.AREAS[Area(code)]}, {what}", says) for what, says in _RATING])
    for code, events in _by(notes, "prompt").items():
        found += changes(events, [(f"{PROMPTS[Prompt(code)].label}, {what}", says) for what, says in _NOTE])
    return in_words([change for change in found if change[3].pgh_created_at > completed])


def _by(events: Iterable[Any], name: str) -> dict[str, list[Any]]:
    sorted_out: dict[str, list[Any]] = {}
    for event in events:
        sorted_out.setdefault(getattr(event, name), []).append(event)
    return sorted_out


# Her timeline


def _completed(client: Client) -> QuerySet[Assessment]:
    return Assessment.objects.filter(client=client, completed_on__isnull=False)


def _begun(client: Client) -> QuerySet[Assessment]:
    return Assessment.objects.filter(client=client, completed_on=None)


def _load(pks: Collection[int]) -> Iterable[Assessment]:
    return Assessment.objects.filter(pk__in=pks).select_related("made_by", "agency").prefetch_related("ratings")


def put_on_timeline() -> None:
    """Register what this room has there; called once, when the app starts."""
    template, label = "casework/assessments/_timeline.html", "Assessments"
    timeline.register(timeline.Source("assessment", label, template, _completed, "completed_on", _load))
    timeline.register(timeline.Source("assessment_begun", label, template, _begun, "started_on", _load))
