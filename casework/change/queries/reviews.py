"""What is to be reviewed: care plans, assessments, and areas with a review date of their own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from casework.assessments.models import Assessment, Rating
from casework.assessments.queries import IN_TURN, LATEST_FIRST, before_or_after
from casework.assessments.rules import AREAS, Area
from casework.care_plans.models import CarePlan, Goal, PlanReview, Step
from casework.change.rules import reviews as rules
from casework.change.rules.reviews import GoalSaid, Rated, StepSaid
from casework.clients.models import Client
from casework.clients.queries import goes_on
from dussk.access.asking import Worker
from dussk.staff.models import Agency, Staff
from dussk.ui.charts import short as on_short

#: How many areas that moved are named in a list.
_TOLD = 4
#: Two assessments of a woman are compared: the latest and the one before.
_COMPARED = 2

Rows = QuerySet[Any]
#: By when, what, its number, hers, and the area: a row of :func:`reviews`.
Found = tuple[date, str, int, int, str]


class What(StrEnum):
    """What is to be reviewed."""

    PLAN = "plan"
    ASSESSMENT = "assessment"
    AREA = "area"


@dataclass(frozen=True)
class Narrowed:
    """What of it is shown. Empty: everything. ``none``: of women without a keyworker."""

    worker: int | None = None
    none: bool = False
    area: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Due:
    """Something of a woman's that is to be reviewed.

    Attributes:
        on: by when.
        what: a plan, an assessment, or one area of it.
        client: whose, with her keyworker.
        row: the plan, or the assessment.
        area: which area; empty of the whole.
        overdue: by how many days; none or fewer where it is still to come.
        changed: what changed since the last, in words; empty where nothing did.
        since: since when that is told; None where there was nothing before.
    """

    on: date
    what: What
    client: Client
    row: CarePlan | Assessment
    area: str
    overdue: int
    changed: tuple[str, ...]
    since: date | None

    @property
    def words(self) -> str:
        """What is to be reviewed, in words."""
        if self.what is What.AREA:
            return AREAS[Area(self.area)]
        return "Care plan" if self.what is What.PLAN else "Assessment"

    @property
    def told(self) -> str:
        """What changed, in a line. Of many areas that moved, the first few and how many more."""
        some = list(self.changed[:_TOLD])
        if more := len(self.changed) - len(some):
            some.append(f"and {more} more area{'' if more == 1 else 's'}")
        if self.what is What.PLAN:
            since = f"since {on_short(self.since)}" if self.since else "since it was begun"
            return f"{', '.join(some) or 'no step done or dropped'} {since}"
        if self.since is None:
            return "the first: there is nothing to compare it with"
        return f"since {on_short(self.since)}: {' · '.join(some) or 'nothing has moved'}"

    @property
    def address(self) -> str:
        """Where it is reviewed: of two plans that files brought together, the one that is meant."""
        name = "her_plan:one" if self.what is What.PLAN else "her_assessments:assessment"
        return reverse(name, args=[self.client.reference, self.row.uid])


@dataclass
class OfWorker:
    """How many reviews a keyworker's women have, for a manager. ``worker``: None of those without a keyworker."""

    worker: Staff | None
    overdue: int = 0
    due: int = 0


def reviews(agency: Agency, narrowed: Narrowed, today: date) -> Rows:
    """What is overdue or due of an agency's own files, the longest overdue first, to be cut into pages.

    A review date stands until there is something later: of a woman's assessments only the latest counts, and of its
    areas those with a date of their own. Nothing of a woman who has died or whose file is closed is asked for.
    """
    until = rules.until(today)
    parts = []
    for rows, what, her, area in _sources(agency):
        of_it = _narrowed(rows.filter(review_on__lte=until), narrowed, what, today)
        if of_it is not None:
            columns = {"what": Value(what.value), "row": F("pk"), "her": F(f"{her}_id"), "which": area}
            parts.append(of_it.order_by().annotate(**columns).values_list("review_on", "what", "row", "her", "which"))
    first, *rest = parts
    whole: Rows = first.union(*rest, all=True) if rest else first
    return whole.order_by("review_on", "what", "row")


def _sources(agency: Agency) -> list[tuple[Rows, What, str, Any]]:
    """Each kind of what is reviewed: its rows, the way from them to the woman, and the area."""
    later = Assessment.objects.filter(completed_on__isnull=False)
    plans = CarePlan.objects.filter(agency=agency, ended_at=None)
    whole = Assessment.objects.filter(agency=agency, completed_on__isnull=False)
    whole = whole.filter(~Exists(later.filter(_after(""), client=OuterRef("client"))))
    areas = Rating.objects.filter(assessment__agency=agency, assessment__completed_on__isnull=False)
    areas = areas.filter(~Exists(later.filter(_after("assessment__"), client=OuterRef("assessment__client"))))
    return [
        (plans.filter(goes_on()), What.PLAN, "client", Value("")),
        (whole.filter(goes_on()), What.ASSESSMENT, "client", Value("")),
        (areas.filter(goes_on("assessment__client")), What.AREA, "assessment__client", F("area")),
    ]


def _after(way: str) -> Q:
    """Of another assessment: that it was completed after the one to which the way leads."""
    return before_or_after({column: OuterRef(f"{way}{column}") for column in IN_TURN}, after=True)


def _narrowed(rows: Rows, narrowed: Narrowed, what: What, today: date) -> Rows | None:
    """Rows of a kind as far as they are asked for; None where the kind is not."""
    her = "assessment__client" if what is What.AREA else "client"
    if narrowed.standing == rules.Standing.OVERDUE:
        rows = rows.filter(review_on__lt=today)
    elif narrowed.standing == rules.Standing.DUE:
        rows = rows.filter(review_on__gte=today)
    if narrowed.none:
        rows = rows.filter(**{f"{her}__keyworker": None})
    elif narrowed.worker is not None:
        rows = rows.filter(**{f"{her}__keyworker": narrowed.worker})
    if not narrowed.area:
        return rows
    if what is What.ASSESSMENT:
        return None
    if what is What.AREA:
        return rows.filter(area=narrowed.area)
    return rows.filter(Exists(Goal.objects.filter(plan=OuterRef("pk"), area=narrowed.area, end="")))


def by_worker(agency: Agency, today: date) -> list[OfWorker]:
    """How many reviews are overdue and due for the women of each keyworker, the most overdue first."""
    totals: dict[int | None, OfWorker] = {}
    for rows, what, _her, _area in _sources(agency):
        worker = "assessment__client__keyworker" if what is What.AREA else "client__keyworker"
        counted = rows.filter(review_on__lte=rules.until(today)).order_by().values(worker)
        for row in counted.annotate(overdue=Count("pk", filter=Q(review_on__lt=today)), all=Count("pk")):
            of = totals.setdefault(row[worker], OfWorker(None))
            of.overdue += row["overdue"]
            of.due += row["all"] - row["overdue"]
    people = Staff.objects.in_bulk([pk for pk in totals if pk is not None])
    for pk, total in totals.items():
        total.worker = people.get(pk) if pk is not None else None
    return sorted(totals.values(), key=lambda of: (-of.overdue, -of.due, str(of.worker or "")))


def keyworkers(agency: Agency) -> list[Staff]:
    """Everybody who is the keyworker of one of an agency's women, in the order of their names."""
    hers = Client.objects.filter(agency=agency, keyworker=OuterRef("pk"))
    return list(Staff.objects.filter(Exists(hers)).order_by("name", "pk"))


def told(found: Sequence[Found], today: date) -> list[Due]:
    """What a page shows of what :func:`reviews` found, in the same number of statements however much there is."""
    women = _women(found)
    plans = _plans(found)
    assessed = _assessed([row[3] for row in found if row[1] != What.PLAN])
    became = _became(list(plans.values()))
    dues = []
    for on, what, row, her, which in found:
        kind, overdue = What(what), (today - on).days
        if her not in women:
            continue
        if kind is What.PLAN and row in plans:
            dues.append(Due(on, kind, women[her], plans[row], "", overdue, *became[row]))
        elif kind is not What.PLAN and her in assessed:
            latest = assessed[her]
            dues.append(Due(on, kind, women[her], latest.row, which, overdue, latest.moved(which), latest.before_on))
    return dues


def named(found: Sequence[Found], today: date) -> list[Due]:
    """The same for Today, without what changed: at most four statements."""
    women = _women(found)
    rows: dict[tuple[What, int], CarePlan | Assessment] = {(What.PLAN, pk): plan for pk, plan in _plans(found).items()}
    whole = [row for _on, what, row, *_rest in found if what == What.ASSESSMENT]
    if whole:
        rows |= {(What.ASSESSMENT, pk): one for pk, one in Assessment.objects.in_bulk(whole).items()}
    if areas := [row for _on, what, row, *_rest in found if what == What.AREA]:
        loaded = Rating.objects.filter(pk__in=areas).select_related("assessment")
        rows |= {(What.AREA, one.pk): one.assessment for one in loaded}
    return [
        Due(on, What(what), women[her], rows[What(what), row], which, (today - on).days, (), None)
        for on, what, row, her, which in found
        if her in women and (What(what), row) in rows
    ]


def _women(found: Sequence[Found]) -> dict[int, Client]:
    return Client.objects.select_related("keyworker", "agency").in_bulk({row[3] for row in found})


def _plans(found: Sequence[Found]) -> dict[int, CarePlan]:
    pks = [row for _on, what, row, *_rest in found if what == What.PLAN]
    return CarePlan.objects.in_bulk(pks) if pks else {}


@dataclass
class _Assessed:
    """A woman's latest assessment and the ratings of it and of the one before."""

    row: Assessment
    now: dict[str, Rated] = field(default_factory=dict)
    before_on: date | None = None
    before: dict[str, Rated] = field(default_factory=dict)

    def moved(self, area: str) -> tuple[str, ...]:
        names = {each.value: name for each, name in AREAS.items() if area in ("", each.value)}
        return tuple(rules.ratings_moved(self.before, self.now, names))


def _assessed(women: Iterable[int]) -> dict[int, _Assessed]:
    """Of each woman, by her number. Two statements."""
    if not (women := set(women)):
        return {}
    completed = Assessment.objects.filter(client__in=women, completed_on__isnull=False)
    placed = completed.annotate(place=Window(RowNumber(), partition_by=F("client_id"), order_by=LATEST_FIRST))
    rows = {row.pk: row for row in placed.filter(place__lte=_COMPARED).order_by("client_id", "place")}
    rated: dict[int, dict[str, Rated]] = defaultdict(dict)
    for rating in Rating.objects.filter(assessment__in=rows):
        rated[rating.assessment_id][rating.area] = Rated(rating.hers, rating.workers)
    of: dict[int, _Assessed] = {}
    for row in rows.values():
        if row.client_id not in of:
            of[row.client_id] = _Assessed(row, rated[row.pk])
        else:
            of[row.client_id].before_on, of[row.client_id].before = row.completed_on, rated[row.pk]
    return of


def _became(plans: list[CarePlan]) -> dict[int, tuple[tuple[str, ...], date | None]]:
    """What became of each plan since its last review, or since it was begun. Three statements."""
    if not plans:
        return {}
    pks = [plan.pk for plan in plans]
    latest = PlanReview.objects.filter(plan__in=pks).order_by("plan", "-on", "-id").distinct("plan")
    reviewed = dict(latest.values_list("plan", "on"))
    steps: dict[int, list[StepSaid]] = defaultdict(list)
    goals: dict[int, list[GoalSaid]] = defaultdict(list)
    for plan, set_on, done_on, dropped_on in Step.objects.filter(goal__plan__in=pks).values_list(
        "goal__plan", "set_on", "done_on", "dropped_on"
    ):
        steps[plan].append(StepSaid(set_on, done_on, dropped_on))
    for plan, made_at, end, ended_on in Goal.objects.filter(plan__in=pks).values_list(
        "plan", "made_at", "end", "ended_on"
    ):
        goals[plan].append(GoalSaid(timezone.localdate(made_at), end, ended_on))
    return {
        plan.pk: (
            tuple(rules.plan_changed(steps[plan.pk], goals[plan.pk], reviewed.get(plan.pk))),
            reviewed.get(plan.pk),
        )
        for plan in plans
    }


def of_whom(by: Worker, *, all_of_them: bool) -> Narrowed:
    """What Today shows: her own women's, or everybody's for a manager."""
    return Narrowed() if all_of_them else Narrowed(worker=by.staff.pk)
