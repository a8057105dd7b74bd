"""Reading what is printed: plans with all that belongs to them, and what each woman's own paper leaves out.

Plans are read many at a time: in as many statements for fifty as for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet
from django.utils.crypto import salted_hmac

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.queries import plan_for_paper
from casework.care_plans.rules.content import Content
from casework.change.queries import Areas, areas_of
from casework.clients.models import Client, ClientName
from casework.clients.queries import goes_on
from casework.printing import rules
from casework.printing.models import PaperChoice
from casework.printing.naming import services
from casework.printing.rules import Choice, Edition, Names, Part
from dussk.access.asking import Worker
from dussk.staff.models import Post, Staff


@dataclass(frozen=True)
class PlanPaper:
    """A plan with everything that its papers say.

    Attributes:
        plan: with her file and her keyworker.
        content: what it says: as it stands, or as ``version`` kept it.
        version: which is printed; None where it is the plan as it stands.
        agreed: the latest version that she agreed to.
        as_agreed: whether the plan still is what she agreed to, but for what was done since.
        versions: all of them, the latest first.
        reviews: those that were held, the latest first.
        choice: what her own paper leaves out.
        names: who is named on it, where it is printed for her.
        areas: where it is printed for the file, how the ten areas went over all assessments that were completed.
    """

    plan: CarePlan
    content: Content
    version: PlanVersion | None
    agreed: PlanVersion | None
    as_agreed: bool
    versions: tuple[PlanVersion, ...]
    reviews: tuple[PlanReview, ...]
    choice: Choice
    names: Names
    areas: Areas

    @property
    def her(self) -> Client:
        """Whose it is."""
        return self.plan.client

    def for_her(self) -> rules.Hers:
        """Her edition."""
        return rules.her_edition(self.content, self.choice, self.names)


def _plans() -> QuerySet[CarePlan]:
    steps = Prefetch("steps", Step.objects.select_related("worker"))
    versions = Prefetch("versions", PlanVersion.objects.select_related("made_by", "countersigned_by"))
    return CarePlan.objects.select_related("client__keyworker", "client__agency", "agency").prefetch_related(
        Prefetch("goals", Goal.objects.prefetch_related(steps)),
        versions,
        Prefetch("reviews", PlanReview.objects.select_related("made_by")),
    )


def plans_of(client: Client) -> QuerySet[CarePlan]:
    """Her plans that have not ended, the latest first: more than one only where files were joined."""
    return CarePlan.objects.filter(client=client, ended_at=None)


def paper_of(
    client: Client, by: Worker, edition: Edition, *, plan: UUID | None = None, number: int | None = None
) -> PlanPaper | None:
    """What is printed of a woman; None where there is nothing.

    Args:
        client: whose.
        by: who prints.
        edition: for whom: what the other edition alone says is not read.
        plan: which of her plans; otherwise her latest that has not ended.
        number: of a version; otherwise the plan as it stands.
    """
    plans = _plans().filter(client=client)
    plans = plans.filter(uid=plan) if plan else plans.filter(ended_at=None)
    found = plans.first()
    if found is None:
        return None
    version = None
    if number is not None:
        version = next((each for each in found.versions.all() if each.number == number), None)
        if version is None:
            return None
    (paper,) = _papers([found], by, edition, {found.pk: version})
    return paper


def papers(plans: Sequence[UUID], by: Worker, edition: Edition) -> list[PlanPaper]:
    """What is printed of these plans, in this order, without those that the reader may not see, or not print."""
    found = {plan.uid: plan for plan in _plans().filter(uid__in=plans, agency=by.agency, client__agency=by.agency)}
    return _papers([found[uid] for uid in plans if uid in found], by, edition, {})


def _papers(
    plans: list[CarePlan], by: Worker, edition: Edition, printed: dict[int, PlanVersion | None]
) -> list[PlanPaper]:
    women = [plan.client_id for plan in plans]
    choices = choices_of(women)
    names = names_on(plans, by) if edition is Edition.HERS else {}
    areas = areas_of(women) if edition is Edition.FILE else {}
    return [
        _paper(plan, printed.get(plan.pk), choices[plan.client_id], names.get(plan.pk), areas.get(plan.client_id))
        for plan in plans
    ]


def _paper(
    plan: CarePlan, version: PlanVersion | None, choice: Choice, names: Names | None, areas: Areas | None
) -> PlanPaper:
    versions = tuple(plan.versions.all())
    now = plan_for_paper(plan)
    agreed = next((each for each in versions if each.agreed_at), None)
    return PlanPaper(
        plan,
        plan_for_paper(version) if version else now,
        version,
        agreed,
        agreed is not None and rules.same(now, plan_for_paper(agreed)),
        versions,
        tuple(plan.reviews.all()),
        choice,
        names or Names(),
        areas or Areas((), (), ()),
    )


def choices_of(women: Iterable[int]) -> dict[int, Choice]:
    """What the papers of each leave out, by the numbers of their files."""
    numbers = list(women)
    found: dict[int, list[Choice]] = defaultdict(list)
    for row in PaperChoice.objects.filter(client__in=numbers, ended_at=None):
        parts = frozenset(Part(each) for each in row.leaves_out)
        found[row.client_id].append(Choice(parts, tuple(row.words), row.no_paper, asked=True))
    return {number: rules.both(found[number]) for number in numbers}


def choice_rows(client: Client) -> QuerySet[PaperChoice]:
    """What she has said of it that holds now: more than one only where files were joined."""
    return PaperChoice.objects.filter(client=client, ended_at=None).select_related("made_by")


def earlier_choices(client: Client) -> QuerySet[PaperChoice]:
    """What she had said before, the latest first."""
    return PaperChoice.objects.filter(client=client, ended_at__isnull=False).select_related("made_by", "ended_by")


def names_on(plans: Sequence[CarePlan], by: Worker) -> dict[int, Names]:
    """Who may be named on each plan: the service, others, everybody who works there, and all her names."""
    hers = _names_of(plan.client_id for plan in plans)
    agency, others = by.agency, services()
    service = tuple(dict.fromkeys((settings.SERVICE_NAME, agency.name, agency.short_name)))
    everybody = list(Post.objects.filter(agency=agency).values_list("staff__name", flat=True).distinct())
    return {
        plan.pk: Names(
            service,
            _each([*_workers(plan), by.staff.name], everybody),
            _each([plan.client.called, *hers[plan.client_id]]),
            plan.client.called,
            others,
        )
        for plan in plans
    }


def _names_of(women: Iterable[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for client, name in ClientName.objects.filter(client__in=list(women)).values_list("client_id", "name"):
        names[client].append(name)
    return names


def _workers(plan: CarePlan) -> Iterable[str]:
    """Those who have to do with her: their first names are left out too."""
    if plan.client.keyworker:
        yield plan.client.keyworker.name
    for goal in plan.goals.all():
        yield from (step.worker.name for step in goal.steps.all() if step.worker)
    for version in plan.versions.all():
        yield version.made_by.name


def _each(names: Iterable[str], whole: Iterable[str] = ()) -> tuple[str, ...]:
    """Names, and what each is made of; those of ``whole`` only as they are."""
    listed = list(names)
    parts = [part for name in listed for part in name.split() if len(part) > 1]
    return tuple(dict.fromkeys([*listed, *parts, *whole]))


def _ours(by: Worker) -> QuerySet[CarePlan]:
    """Every plan that a manager's batch can hold: of a file that her agency keeps, and still to be worked with."""
    return CarePlan.objects.filter(goes_on(), agency=by.agency, client__agency=by.agency, ended_at=None)


def of_keyworker(by: Worker, keyworker: Staff) -> QuerySet[CarePlan]:
    """Plans of the women whose keyworker somebody is, by name."""
    return _ours(by).filter(client__keyworker=keyworker).order_by("client__sort_key", "client", "-made_at")


def of_nobody(by: Worker) -> QuerySet[CarePlan]:
    """Plans of the women who have no keyworker, by name."""
    return every(by).filter(client__keyworker=None)


def every(by: Worker) -> QuerySet[CarePlan]:
    """All that a batch can hold, by name."""
    return _ours(by).order_by("client__sort_key", "client", "-made_at")


def for_review(by: Worker, until: date) -> QuerySet[CarePlan]:
    """Plans whose review is due by a day, the longest due first."""
    return _ours(by).filter(review_on__lte=until).order_by("review_on", "client__sort_key", "client")


@dataclass(frozen=True)
class Keyworker:
    """A keyworker, or nobody, and how many plans a batch of hers holds."""

    staff: Staff | None
    plans: int
    due: int


def keyworkers(by: Worker, until: date) -> list[Keyworker]:
    """Whoever is keyworker of women with a plan, by name, with how many there are and how many are due by a day.

    Last come those of whom nobody is keyworker.
    """
    due, counts = _counted(for_review(by, until)), _counted(_ours(by))
    staff = Staff.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("name")
    listed = [Keyworker(each, counts[each.pk], due.get(each.pk, 0)) for each in staff]
    return [*listed, *([Keyworker(None, counts[None], due.get(None, 0))] if None in counts else [])]


def _counted(plans: QuerySet[CarePlan]) -> dict[int | None, int]:
    counted = plans.order_by().values_list("client__keyworker").annotate(n=Count("pk"))
    return dict(counted)


def open_plans(by: Worker, plans: Sequence[UUID]) -> int:
    """How many of these plans somebody may still print."""
    return CarePlan.objects.filter(uid__in=plans, agency=by.agency, client__agency=by.agency).count()


def fingerprint(by: Worker, plans: Sequence[UUID]) -> str:
    """What the women of these plans want on paper, as a mark that says nothing: another one, where any of it is other.

    It is of what holds for each and not of what was written, because a joining, or one that is undone, changes that
    too. So does whose file a plan is on, and names count where they are left out: a joining brings the other file's.
    """
    women = dict(CarePlan.objects.filter(uid__in=plans, agency=by.agency).values_list("uid", "client_id"))
    choices, names = choices_of(women.values()), _names_of(women.values())
    marks = [f"{uid} {women[uid]} {rules.mark(choices[women[uid]], names[women[uid]])}" for uid in sorted(women)]
    return salted_hmac("casework.printing", "\n".join(marks), algorithm="sha256").hexdigest()
