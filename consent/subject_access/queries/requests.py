"""Requests of the reader's agency, where each stands, and how long there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from casework.clients.models import Client
from casework.clients.queries.kept import Known
from consent.agreements.queries import of_file
from consent.subject_access import rules
from consent.subject_access.models import Appointment, PackPart, RequestStep, SubjectAccessRequest
from consent.subject_access.rules import Clocks, Pause, State, Step
from consent.subject_access.wording import STATES
from consent.subject_access.working_days import is_working
from dussk.access.asking import Worker
from dussk.staff.models import Agency

_ENDS = [state.value for state in State if state not in rules.OPEN]


def own_requests(agency: Agency) -> QuerySet[SubjectAccessRequest]:
    """The agency's requests, the one that was asked first before all others. Her file may be closed to the reader."""
    rows = SubjectAccessRequest.objects.filter(agency=agency).select_related("agency", "made_by", "passed_on_by")
    steps = Prefetch("steps", RequestStep.objects.select_related("made_by", "to_agency").order_by("pk"))
    return rows.prefetch_related(steps).order_by("asked_on", "pk")


def own_request(by: Worker, uid: UUID) -> SubjectAccessRequest | None:
    """One of them; None where there is none that the reader may see."""
    return own_requests(by.agency).filter(uid=uid).first()


def her_requests(client: Client, by: Worker) -> QuerySet[SubjectAccessRequest]:
    """What she asked the reader's agency, the latest first."""
    return own_requests(by.agency).filter(of_file(client)).order_by("-asked_on", "-pk")


def open_request(client_id: int, agency: Agency) -> SubjectAccessRequest | None:
    """The request of hers that an agency is dealing with."""
    rows = SubjectAccessRequest.objects.filter(client=client_id, agency=agency)
    return rows.exclude(state__in=_ENDS).first()


def whom(request: SubjectAccessRequest) -> Known:
    """The woman who asked, for the view log."""
    return Known(request.client_id, request.owner_id)


def known_file(request: SubjectAccessRequest) -> Client | None:
    """Her file, where it is open to the reader; the one that it was joined into, where it was."""
    her = Client.objects.filter(pk=request.client_id).select_related("joined_into").first()
    return her.joined_into or her if her is not None else None


def files(request: SubjectAccessRequest) -> list[int]:
    """The numbers of her files, as far as the reader may see that they are one woman's. Nothing is locked."""
    seen = Client.objects.filter(Q(pk=request.client_id) | Q(joined_into=request.client_id)).values_list(
        "pk", "joined_into"
    )
    return sorted({request.client_id} | {number for row in seen for number in row if number})


def appointment_to_come(request: SubjectAccessRequest) -> Appointment | None:
    """The appointment that was made and has not been held yet."""
    return request.appointments.filter(came=None, moved_at=None).first()


@dataclass(frozen=True)
class Standing:
    """A request, where it stands, and how long there is."""

    request: SubjectAccessRequest
    today: date

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.request.state)

    @property
    def words(self) -> str:
        """The same in words."""
        return STATES[self.state]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in rules.OPEN

    @cached_property
    def steps(self) -> list[RequestStep]:
        """What was done with it, the first first."""
        return list(self.request.steps.all())

    @cached_property
    def clocks(self) -> Clocks:
        """How long there is."""
        return rules.clocks(
            self.request.asked_on,
            self._pauses(),
            extended=any(one.step == Step.EXTEND for one in self.steps),
            today=self.today,
            is_working=is_working,
        )

    def _pauses(self) -> Iterable[Pause]:
        since: date | None = None
        for one in self.steps:
            if one.step == Step.CLARIFY:
                since = one.on
            elif since is not None and one.step in (Step.CLARIFIED, Step.WITHDRAW, Step.REFUSE):
                yield Pause(since, one.on)
                since = None
        if since is not None:
            yield Pause(since)

    @property
    def ended_on(self) -> date | None:
        """The day on which it came to its end; None while it is open."""
        return None if self.is_open or not self.steps else self.steps[-1].on


def standing(request: SubjectAccessRequest, today: date) -> Standing:
    """Where one stands."""
    return Standing(request, today)


def standings(agency: Agency, today: date, *, over: bool = False) -> list[Standing]:
    """Where the agency's requests stand: those that are open, the fewest days left first; or those that are over."""
    rows = own_requests(agency)
    if over:
        return [Standing(row, today) for row in rows.filter(state__in=_ENDS).order_by("-asked_on", "-pk")]
    found = [Standing(row, today) for row in rows.exclude(state__in=_ENDS)]
    return sorted(found, key=lambda one: (one.clocks.fewest, one.request.asked_on, one.request.pk))


@dataclass(frozen=True)
class ToShorten:
    """A request on somebody's Today, and which parts of it wait for her."""

    standing: Standing
    parts: tuple[PackPart, ...]


def to_shorten(by: Worker, today: date, *, manager: bool) -> list[ToShorten]:
    """Requests that somebody can shorten: those with parts that she may read; a manager's, all.

    The fewest days left first.
    """
    open_ones = standings(by.agency, today)
    waiting: dict[int, list[PackPart]] = {}
    requests = [one.request.pk for one in open_ones if one.state is State.PREPARING]
    for part in PackPart.objects.filter(request__in=requests, released_at=None).order_by("pk"):
        waiting.setdefault(part.request_id, []).append(part)
    found = [ToShorten(one, tuple(waiting.get(one.request.pk, ()))) for one in open_ones]
    return [one for one in found if manager or one.parts or one.standing.state is not State.PREPARING]
