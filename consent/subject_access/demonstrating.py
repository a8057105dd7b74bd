"""What some of the invented women asked to see, for the demonstration. Nobody here exists."""

from dataclasses import dataclass
from datetime import timedelta

from casework.demonstration.chance import Chance
from casework.demonstration.people import HARBOUR, LANTERN
from casework.demonstration.women import Known, Service
from consent.subject_access.models import Appointment, Correction, PackPart, RequestStep, SubjectAccessRequest
from consent.subject_access.rules import State, Step

How, Wants, Way = SubjectAccessRequest.How, SubjectAccessRequest.Wants, SubjectAccessRequest.Way


@dataclass(frozen=True)
class _Asked:
    """A request: days ago, what she said, and what was done with it (days after she asked, what, in words)."""

    key: str
    days: int
    state: State
    by: str
    wants: str = Wants.EVERYTHING
    wanted: str = ""
    identity: str = "Her keyworker knows her"
    way: str = Way.BOTH
    safe_way: str = ""
    done: tuple[tuple[int, Step, str], ...] = ()


_REQUESTS = (
    _Asked("mo", 4, State.ASKED, "jo", identity="", safe_way="At the hatch. Nothing by post: her landlord opens it."),
    _Asked(
        "kelly",
        12,
        State.PREPARING,
        "marta",
        safe_way="Marta keeps it for her in the office.",
        done=((1, Step.BEGIN, ""), (1, Step.PASS_ON, "She goes to the group there on Fridays.")),
    ),
    _Asked(
        "steph",
        9,
        State.CLARIFYING,
        "temi",
        Wants.QUESTION,
        "Who told the hostel?",
        done=((3, Step.CLARIFY, "Which hostel does she mean: this winter’s, or the one before?"),),
    ),
    _Asked(
        "leanne",
        58,
        State.GIVEN,
        "dilys",
        Wants.PARTS,
        "The notes since summer",
        way=Way.TOGETHER,
        done=(
            (2, Step.BEGIN, ""),
            (11, Step.RELEASE, ""),
            (11, Step.ARRANGE, ""),
            (16, Step.GIVE, "She read all of it with Dilys, and took none of it away."),
        ),
    ),
)


def ask_to_see(service: Service, known: dict[str, Known]) -> None:
    """Write down the requests. As the owner, as all of the demonstration."""
    for asked in _REQUESTS:
        chance = service.chance.of(f"asked to see: {asked.key}")
        request = _ask(service, known[asked.key], asked, chance)
        if asked.state is State.PREPARING:
            for category in ("identity", "casework", "view_log"):
                PackPart.objects.create(uid=chance.uid(), request=request, category=category)
        if asked.state is State.GIVEN:
            _afterwards(service, request, asked, chance)


def _ask(service: Service, known: Known, asked: _Asked, chance: Chance) -> SubjectAccessRequest:
    day = service.today - timedelta(days=asked.days)
    at, by = chance.office_hours(day), service.people[asked.by]
    words = {
        "called": known.client.called,
        "asked_on": day,
        "wants": asked.wants,
        "wanted": asked.wanted,
        "way": asked.way,
        "safe_way": asked.safe_way,
    }
    request = SubjectAccessRequest.objects.create(
        **service.row(known.client, by, at, chance), **words, how=How.TOLD, identity=asked.identity, state=asked.state
    )
    for after, step, said in asked.done:
        passed = step is Step.PASS_ON
        on = day + timedelta(days=after)
        moment = max(chance.office_hours(on), at)
        RequestStep.objects.create(
            uid=chance.uid(),
            request=request,
            step=step,
            on=on,
            said=said,
            made_by=by,
            made_at=moment,
            to_agency=service.people.agencies[HARBOUR] if passed else None,
        )
        if passed:
            there = words | {"asked_on": on, "safe_way": f"{said}\n{asked.safe_way}"}
            SubjectAccessRequest.objects.create(
                **service.row(known.client, by, moment, chance, HARBOUR),
                **there,
                how=How.PASSED_ON,
                passed_on_by=service.people.agencies[LANTERN],
            )
    return request


def _afterwards(service: Service, request: SubjectAccessRequest, asked: _Asked, chance: Chance) -> None:
    after, _step, said = asked.done[-1]
    on = request.asked_on + timedelta(days=after)
    held = chance.office_hours(on)
    by = service.people[asked.by]
    made = {"request": request, "made_by": by}
    Appointment.objects.create(
        uid=chance.uid(),
        **made,
        made_at=held - timedelta(days=5),
        at=held,
        where="The quiet room upstairs",
        with_her="Dilys",
        came=True,
        said=said,
    )
    Correction.objects.create(
        uid=chance.uid(),
        **made,
        made_at=held,
        wrong="She did not miss the appointment in August: it was cancelled.",
        outcome=Correction.Outcome.CORRECTED,
        done="The note says now that the surgery cancelled it.",
        done_on=on,
        done_by=by,
    )
