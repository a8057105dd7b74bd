"""Reading plans: hers, the one that stands, its versions and reviews, and whom a step can be given to."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from casework.assessments.models import Assessment
from casework.assessments.queries import LATEST_FIRST
from casework.assessments.rules import Area
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion
from casework.care_plans.queries.content import STEPS, plan_for_paper
from casework.care_plans.rules.changes import changes
from casework.care_plans.rules.content import Content
from casework.care_plans.rules.proposing import Proposed, Rated, proposals
from casework.clients.models import Client
from casework.clients.queries import open_blocks
from casework.contacts.queries.nights import staff_who_may
from dussk.access.categories import Permission
from dussk.staff.models import Agency, Staff


def plans_of(client: Client) -> QuerySet[CarePlan]:
    """All of hers: those that stand first, the newest first. Of two joined files, both plans may stand."""
    rows = CarePlan.objects.filter(client=client).select_related("client", "agency", "made_by", "ended_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-made_at", "-pk")


def current(client: Client) -> CarePlan | None:
    """The plan that stands: of several, the newest; None where there is none, or every one was ended."""
    return whole(plans_of(client).filter(ended_at=None)).first()


def whole(plans: QuerySet[CarePlan]) -> QuerySet[CarePlan]:
    """Plans with their goals and steps, in three statements however many."""
    return plans.prefetch_related(Prefetch("goals", Goal.objects.order_by("pk").prefetch_related(STEPS)))


def versions_of(plan: CarePlan) -> list[PlanVersion]:
    """What was put to her of a plan, the latest first; what each says is read where it is asked for."""
    return list(_versions().filter(plan=plan).order_by("-number", "-pk"))


def versions_of_woman(client: Client) -> QuerySet[PlanVersion]:
    """All that was ever put to her: that of the plan that stands first, the latest first.

    What each says, and the lines she drew, are read where they are asked for.
    """
    rows = _versions().filter(client=client)
    return rows.order_by(F("plan__ended_at").desc(nulls_first=True), "-plan__made_at", "-plan_id", "-number")


def _versions() -> QuerySet[PlanVersion]:
    rows = PlanVersion.objects.defer("content", "drawn")
    return rows.select_related("client", "plan", "agency", "made_by", "taken_up_by", "countersigned_by")


def waiting(versions: list[PlanVersion]) -> PlanVersion | None:
    """The one that was put to her and is neither agreed nor taken back; there is one at most of each plan."""
    return next((one for one in versions if one.agreed_at is None and one.taken_back_at is None), None)


def last_agreed(versions: list[PlanVersion]) -> PlanVersion | None:
    """The latest that she agreed to."""
    return next((one for one in versions if one.agreed_at is not None), None)


def version_before(version: PlanVersion) -> PlanVersion | None:
    """The one that was put to her before, of the same plan."""
    earlier = PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def changed_since(version: PlanVersion, plan: CarePlan) -> list[str]:
    """What is different in the plan since it was put to her, in words."""
    return changes(plan_for_paper(version), plan_for_paper(plan))


def reviews_of(plan: CarePlan) -> QuerySet[PlanReview]:
    """The reviews that were held of a plan, the latest first."""
    return PlanReview.objects.filter(plan=plan).select_related("made_by").order_by("-on", "-pk")


def last_review(plan: CarePlan) -> PlanReview | None:
    """The latest that was held."""
    return reviews_of(plan).first()


def later_review(plan: CarePlan, on: date) -> bool:
    """Whether a review was held after a day."""
    return PlanReview.objects.filter(plan=plan, on__gt=on).exists()


def changed_since_review(plan: CarePlan, review: PlanReview | None) -> list[str]:
    """What is different in the plan since a review was held, in words; since it was first put to her where none was."""
    if review is not None:
        return changes(Content.from_json(review.content), plan_for_paper(plan))
    first = PlanVersion.objects.filter(plan=plan).order_by("number").first()
    return [] if first is None else changed_since(first, plan)


def proposals_of(assessment: Assessment) -> list[Proposed]:
    """The goals that an assessment proposes."""
    return proposals(
        Rated(Area(row.area), row.hers, row.workers, row.her_words, row.plan) for row in assessment.ratings.all()
    )


def assessments_to_begin_from(client: Client) -> QuerySet[Assessment]:
    """Those of hers that are completed, the latest first."""
    rows = Assessment.objects.filter(client=client, completed_on__isnull=False)
    return rows.order_by(*LATEST_FIRST).prefetch_related("ratings")


def can_do_steps(agency: Agency, client: Client) -> QuerySet[Staff]:
    """Who can be given a step: whoever may read the plan at the agency, and is not blocked from her file."""
    people = staff_who_may(agency, Permission.READ_PLANS)
    return people.exclude(pk__in=open_blocks(client).values("blocked"))


def or_this(people: QuerySet[Staff], staff: int) -> QuerySet[Staff]:
    """The same people, and whoever has it already: a step is not taken from her by correcting its words."""
    return Staff.objects.filter(Q(pk__in=people.order_by().values("pk")) | Q(pk=staff)).order_by("name", "pk")
