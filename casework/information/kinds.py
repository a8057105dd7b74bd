"""What the information sheet is made of, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Telling, to_her
from casework.information import rules
from casework.information.models import Child, ImportantDate, InformationSheet, KeptFact, OtherAgency, SignificantOther
from dussk.access.categories import Category

_ENDED = {"ended_at": "Kept until", "ended_by": "Who took it off"}
_WANTED = {**_ENDED, "wanted_on": "When you said that you want it kept"}


_SECTIONS = {**rules.LABELS, rules.Section.KEPT: "What else you want kept"}


def _sections(row: InformationSheet) -> str:
    return ", ".join(_SECTIONS[rules.Section(each)] for each in row.finished)


_SHEET = Telling(
    labels={
        "sheet_on": "Date of the sheet",
        "ethnicity_words": "Your ethnicity in your own words",
        "referred_by": "Who sent you to us",
        "gp_registered": "Whether you have a GP",
        "finished": "What we went through with you",
        "aside_at": "Put aside",
        "aside_by": "Who put it aside",
    },
    left_out={"written_at": "when it was last changed: told with what it said before"},
    words={
        "ethnicity": to_her("ethnicity", {"not_said": "You would rather not say"}),
        "ni_number": lambda row: rules.spaced_ni_number(row.ni_number),
        "finished": _sections,
    },
)
_CHILD = Telling(labels=_ENDED, words={"lives": to_her("lives", {"with_her": "With you"})})
_PERSON = Telling(
    labels={
        **_ENDED,
        "relationship": "Who they are to you",
        "may_contact": "Whether we may get in touch with them",
        "knows": "What they know about you coming here",
    },
    words={"kind": to_her("kind", {"other": "Somebody who matters to you"})},
)
_AGENCY = Telling(labels={**_ENDED, "worker": "Who you see there"})


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    part = Category.CASEWORK

    sheets, children, people = (as_written(f"casework_{t}") for t in ("informationsheet", "child", "significantother"))
    agencies, facts, dates = (as_written(f"casework_{t}") for t in ("otheragency", "keptfact", "importantdate"))
    hers = "What you told us about yourself"
    register(Kind("sheet", InformationSheet, part, sheets, hers, at="sheet_on", full=_SHEET))
    register(Kind("children", Child, part, children, "Your children", full=_CHILD))
    people_hers = "People who matter to you, and whom to ring in an emergency"
    register(Kind("others", SignificantOther, part, people, people_hers, full=_PERSON))
    register(Kind("agencies", OtherAgency, part, agencies, "Others who work with you", full=_AGENCY))
    register(Kind("kept-facts", KeptFact, part, facts, "What you wanted us to keep", full=Telling(labels=_WANTED)))
    register(Kind("dates", ImportantDate, part, dates, "Dates you wanted us to keep", full=Telling(labels=_WANTED)))
