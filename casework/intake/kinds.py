"""What offers and screenings are, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Hanging, Line, Telling, to_her
from casework.intake.models import Recruitment, Screening, ScreeningAnswer
from casework.intake.rules import Result
from dussk.access.categories import Category

_MISTAKE = {"at": "When", "mistake_at": "Found to be a mistake", "mistake_by": "Who said so"}
_RESULTS = {
    Result.ELIGIBLE: "You could take part",
    Result.NOT_ELIGIBLE: "You could not take part",
    Result.INCOMPLETE: "Something was still to be answered",
}

_ANSWERS = {
    "offered": "You had not decided",
    "declined": "You did not want to be asked the questions",
    "screened": "You were asked the questions",
}
_DECISIONS = {
    "consented": "You take part",
    "declined": "You do not want to take part",
    "cannot": "You could not be asked then",
}


def _answered(row: ScreeningAnswer) -> Line:
    said = {"yes": "Yes", "no": "No", "not_known": "Not known"}[row.said]
    return row.criterion.question, f"{said}{f'. {row.note}' if row.note else ''}"


def _result(row: Screening) -> str:
    return _RESULTS[Result(row.result)]


_OFFER = Telling(
    labels=_MISTAKE
    | {
        "setting": "Where",
        "brought_by": "How you heard of it",
        "answer": "What you said",
        "reason": "Why you said no",
        "reason_words": "Your reason",
        "description": "How somebody described you who did not know you yet",
    },
    words={
        "brought_by": to_her("brought_by", {"worker": "A worker told you"}),
        "answer": to_her("answer", _ANSWERS),
    },
)
_SCREENED = Telling(
    labels=_MISTAKE
    | {
        "criteria": "The questions were",
        "result": "What came of it",
        "safeguarding": "You were, or might have been, under 18",
        "decision": "What you said about taking part",
        "decided_on": "When you said so",
        "because": "Why it could not be asked",
        "ask_again_on": "When we ask you again",
    },
    left_out={"recruitment": "the time we told you about it: told beside it"},
    words={
        "result": _result,
        "decision": to_her("decision", _DECISIONS),
        "because": to_her("because", {"health": "Your health"}),
    },
    hanging=(Hanging(ScreeningAnswer, "screening", _answered, ("criterion",)),),
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    offers, hers = as_written("casework_recruitment"), "Times we told you about the programme"
    register(Kind("offers", Recruitment, Category.CASEWORK, offers, hers, at="at", full=_OFFER))
    screened = as_written("casework_screening")
    answers = (ScreeningAnswer,)
    hers = "Questions about joining the programme"
    register(Kind("screenings", Screening, Category.CASEWORK, screened, hers, at="at", with_it=answers, full=_SCREENED))
