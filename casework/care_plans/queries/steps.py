"""Steps that are to be done: those of a worker, those of her agency, and those that belong to nobody."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from casework.care_plans.models import Step
from casework.clients.models import Block
from casework.clients.queries import goes_on
from casework.contacts.queries.nights import staff_who_may
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Staff


def open_steps(by: Worker) -> QuerySet[Step]:
    """Steps of plans and goals that go on, of ``by``'s agency, what is due first; those without a day come last.

    ``has``: the id of whoever has it: the worker it names where she can do it, or else the woman's keyworker where that
    one can. Whoever is not at work, may not see plans, or is blocked from the file has none: nobody would ever see it.
    """
    able = staff_who_may(by.agency, Permission.READ_PLANS).order_by().values("pk")
    has = Case(
        When(Q(worker__in=able) & ~_blocked("worker"), then=F("worker")),
        When(Q(client__keyworker__in=able) & ~_blocked("client__keyworker"), then=F("client__keyworker")),
        default=Value(None),
    )
    rows = Step.objects.filter(
        goes_on(), agency=by.agency, done_on=None, dropped_on=None, goal__end="", goal__plan__ended_at=None
    )
    loaded = rows.select_related("client", "goal__plan", "worker", "client__keyworker")
    return loaded.annotate(has=has).order_by("due_on", "pk")


def _blocked(whom: str) -> Q:
    """Whether a member of staff is blocked from the file of a step, or from one that was joined into it.

    Two questions and not one with "or" in it: the database can answer each for all steps at once.
    """
    open_ones = Block.objects.filter(blocked=OuterRef(whom), ended_at=None)
    hers, joined = open_ones.filter(client=OuterRef("client")), open_ones.filter(client__joined_into=OuterRef("client"))
    return Q(Exists(hers)) | Q(Exists(joined))


def steps_due(by: Worker, today: date) -> QuerySet[Step]:
    """What is due or overdue for ``by``: what names her, and of her key clients what names nobody who can do it."""
    return mine(by).filter(due_on__lte=today)


def mine(by: Worker) -> QuerySet[Step]:
    """What is to be done by ``by``, with or without a day, or looked after by her as keyworker."""
    near = Q(worker=by.staff) | Q(client__keyworker=by.staff)
    return open_steps(by).filter(near, Q(has=by.staff.pk))


def nobodys(by: Worker) -> QuerySet[Step]:
    """What nobody at the agency has: it stands on no Today until a manager gives it to somebody."""
    return open_steps(by).filter(Q(has=None))


def who_could(by: Worker) -> QuerySet[Staff]:
    """Whoever could have a step at the agency, in the order of their names."""
    return staff_who_may(by.agency, Permission.READ_PLANS)


def everybodys(by: Worker, *, of: UUID | None = None) -> QuerySet[Step]:
    """What is to be done at the agency, with or without a day, whoever has it. ``of``: of one member of staff alone."""
    rows = open_steps(by)
    return rows if of is None else rows.filter(Q(has__in=Staff.objects.filter(uid=of).values("pk")))
