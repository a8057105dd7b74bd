"""Steps that are to be done: those of a worker, and those of her agency."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from casework.care_plans.models import Step
from casework.contacts.queries.nights import staff_who_may
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Staff


def open_steps(by: Worker) -> QuerySet[Step]:
    """Steps of plans and goals that go on, of ``by``'s agency, what is due first; those without a day come last."""
    rows = Step.objects.filter(agency=by.agency, done_on=None, dropped_on=None, goal__end="", goal__plan__ended_at=None)
    return rows.select_related("client", "goal", "worker", "client__keyworker").order_by("due_on", "pk")


def steps_due(by: Worker, today: date) -> QuerySet[Step]:
    """What is due or overdue for ``by``: what names her, and of her key clients what names nobody who can do it."""
    return mine(by).filter(due_on__lte=today)


def mine(by: Worker) -> QuerySet[Step]:
    """What is to be done by ``by``, with or without a day, or looked after by her as keyworker."""
    able = staff_who_may(by.agency, Permission.READ_PLANS).order_by().values("pk")
    nobodys = Q(worker=None) | ~Q(worker__in=able)
    return open_steps(by).filter(Q(worker=by.staff) | (Q(client__keyworker=by.staff) & nobodys))


def who_could(by: Worker) -> QuerySet[Staff]:
    """Whoever could have a step at the agency, in the order of their names."""
    return staff_who_may(by.agency, Permission.READ_PLANS)


def everybodys(by: Worker, *, of: UUID | None = None) -> QuerySet[Step]:
    """What is to be done at the agency by a day, whoever has it. ``of``: of one member of staff alone."""
    rows = open_steps(by).filter(due_on__isnull=False)
    return rows if of is None else rows.filter(Q(worker__uid=of) | Q(worker=None, client__keyworker__uid=of))
