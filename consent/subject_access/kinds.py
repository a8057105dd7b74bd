"""What requests are, among all that is held about her; and what of them is not told by itself."""

from casework.clients.kinds import Kind, exempt, register
from casework.clients.queries import WrittenKind
from casework.clients.telling import Hanging, Line, Telling
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    Pack,
    PackPart,
    PackRecord,
    Passage,
    RequestStep,
    SealedPack,
    SubjectAccessRequest,
)
from consent.subject_access.rules import State, Step
from consent.subject_access.wording import DONE, STATES
from dussk.access.categories import Category
from dussk.ui import when

#: How she asked, said to her.
_HOW = {
    SubjectAccessRequest.How.TOLD: "You told a worker",
    SubjectAccessRequest.How.WRITTEN: "You wrote",
    SubjectAccessRequest.How.FOR_HER: "Somebody asked for you",
    SubjectAccessRequest.How.PASSED_ON: "Another agency passed it on, as you wished",
}
_STATES = STATES | {State.CLARIFYING: "Waits for your answer", State.WITHDRAWN: "You took it back"}
_DONE = DONE | {
    Step.CLARIFY: "You were asked what you mean",
    Step.CLARIFIED: "You answered",
    Step.EXTEND: "Two months more, and you were told",
    Step.MISSED: "You did not come",
    Step.WITHDRAW: "You took your request back",
    Step.REFUSE: "Refused, and you were told that you can complain",
}


def _how(row: SubjectAccessRequest) -> str:
    return _HOW[SubjectAccessRequest.How(row.how)]


def _state(row: SubjectAccessRequest) -> str:
    return _STATES[State(row.state)]


def _step(row: RequestStep) -> Line:
    said = f": {row.said}" if row.said else ""
    to = f" to {row.to_agency.name}" if row.to_agency else ""
    return when.on(row.on), f"{_DONE[Step(row.step)]}{to}{said}"


def _appointment(row: Appointment) -> Line:
    came = {True: "you came", False: "you did not come", None: ""}[row.came]
    said = "; ".join(filter(None, (row.where, row.with_her, came, row.said)))
    return f"Appointment on {when.on(row.at)}, {when.at(row.at)}", said


def _correction(row: Correction) -> Line:
    done = f". {row.get_outcome_display()}: {row.done}" if row.done else ""
    return "What you said is wrong", f"{row.wrong}{done}"


_REQUEST = Telling(
    labels={
        "called": "What you are called",
        "how": "How you asked",
        "for_her": "Who asked for you",
        "authority": "How we knew that you wanted it",
        "asked_on": "When you asked",
        "wants": "What you wanted",
        "wanted": "In your words",
        "identity": "How we knew that it is you",
        "way": "How you wanted it",
        "safe_way": "How to reach you about it",
        "state": "What came of it",
    },
    words={"state": _state, "how": _how},
    hanging=(
        Hanging(RequestStep, "request", _step, ("to_agency",)),
        Hanging(Appointment, "request", _appointment),
        Hanging(Correction, "request", _correction),
    ),
)


def _told(row: SubjectAccessRequest) -> str:
    return f"Asked on {when.on(row.asked_on)}: {STATES[State(row.state)].lower()}"


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    asked = WrittenKind("Requests to see what is held", _told)
    register(
        Kind(
            "requests",
            SubjectAccessRequest,
            Category.CASEWORK,
            lambda: asked,
            "Times you asked to see what we hold",
            at="asked_on",
            with_it=(RequestStep, Appointment, Correction),
            full=_REQUEST,
            besides=True,
        )
    )
    copies = "made to answer her request: copies of what is told here, and what was taken out of them"
    for model in (PackPart, PackRecord, Passage, Pack, SealedPack):
        exempt(model, copies)
    exempt(
        HarmDecision, "what a health professional decided about telling her: to tell it would tell what it keeps back"
    )
