"""What states, steps, parts and reasons are called among staff, and to her."""

from consent.subject_access.rules import Releaser, State, Step, Volume, Whose
from dussk.access.categories import Category

STATES: dict[State, str] = {
    State.ASKED: "Asked",
    State.CLARIFYING: "Waits for her answer",
    State.PREPARING: "Being prepared",
    State.READY: "Ready",
    State.APPOINTMENT: "Appointment made",
    State.GIVEN: "Seen and given",
    State.WITHDRAWN: "She took it back",
    State.REFUSED: "Refused",
}
COLOURS: dict[State, str] = {
    State.ASKED: "blue",
    State.CLARIFYING: "yellow",
    State.PREPARING: "blue",
    State.READY: "green",
    State.APPOINTMENT: "green",
    State.GIVEN: "green",
    State.WITHDRAWN: "grey",
    State.REFUSED: "grey",
}

#: What is pressed to take a step.
PRESSED: dict[Step, str] = {
    Step.BEGIN: "Begin to prepare it",
    Step.CLARIFY: "Ask her what she means",
    Step.CLARIFIED: "She has answered",
    Step.EXTEND: "Take two months more",
    Step.PASS_ON: "Pass it on to another agency",
    Step.RELEASE: "Everything is released: it is ready",
    Step.REOPEN: "Prepare it again",
    Step.ARRANGE: "Make the appointment",
    Step.MISSED: "She did not come",
    Step.GIVE: "She has seen it, or has it",
    Step.WITHDRAW: "She takes her request back",
    Step.REFUSE: "Refuse the request",
    Step.AGAIN: "Take it up again",
}
#: What was done, in the list of what happened.
DONE: dict[Step, str] = {
    Step.BEGIN: "Preparing begun",
    Step.CLARIFY: "She was asked what she means",
    Step.CLARIFIED: "She answered",
    Step.EXTEND: "Two months more, and she was told",
    Step.PASS_ON: "Passed on",
    Step.RELEASE: "Everything was released",
    Step.REOPEN: "To be prepared again",
    Step.ARRANGE: "Appointment made",
    Step.MISSED: "She did not come",
    Step.GIVE: "Seen and given",
    Step.WITHDRAW: "She took her request back",
    Step.REFUSE: "Refused, and she was told that she can complain",
    Step.AGAIN: "Taken up again",
}

PARTS: dict[Category, str] = {
    Category.IDENTITY: "Who she is",
    Category.CASEWORK: "Contacts and support",
    Category.PATHWAY: "The pathway",
    Category.SAFETY: "Risk and safety",
    Category.CLINICAL: "Screening and therapy",
    Category.SUPERVISION: "Supervision",
    Category.VIEW_LOG: "Who looked",
}
PARTS_FOR_HER: dict[Category, str] = {
    Category.IDENTITY: "Who you are",
    Category.CASEWORK: "How we met and what we did",
    Category.PATHWAY: "Your steps and your groups",
    Category.SAFETY: "Your safety",
    Category.CLINICAL: "Tests and therapy",
    Category.SUPERVISION: "What workers said about their work with you",
    Category.VIEW_LOG: "Who looked at your file",
}
RELEASERS: dict[Releaser, str] = {
    Releaser.MANAGER: "A manager releases it",
    Releaser.PSYCHOLOGIST: "A clinical psychologist decides about serious harm, and releases it",
    Releaser.KEEPER: "The two whose it is release it",
}
VOLUMES: dict[Volume, str] = {
    Volume.FILE: "What is held",
    Volume.CLINICAL: "What is held about tests and therapy",
    Volume.SUPERVISION: "What is held of supervision",
}
WHOSE: dict[Whose, str] = {
    Whose.THIRD: "It is about somebody else",
    Whose.CONFIDENCE: "Somebody told us in confidence",
    Whose.HARM: "It would harm somebody seriously",
    Whose.PRIVILEGE: "A lawyer’s advice, or made for a court",
}
