"""Releases among the kinds of rows that a woman's file is made of: where files are joined, and in full for her."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.queries import WrittenKind, register_written
from casework.clients.telling import Hanging, Line, Telling
from consent.agreements.rules import Ground
from consent.disclosures import rules
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from dussk.access.categories import Category
from dussk.ui import when

_TABLE = "consent_disclosure"

#: What is chosen among staff, said to her, where it is about her.
_ASKED = {
    Disclosure.Asked.THEY: "They asked us",
    Disclosure.Asked.SHE: "You asked us to",
    Disclosure.Asked.WE: "Nobody asked: we thought that it was needed",
}
_GROUNDS: dict[str, str] = {
    rules.CONSENT: "Your consent: you said yes to this agency on the form",
    Ground.SELF_HARM: "D: we thought that you were at risk of serious self-harm",
    Ground.PERMISSION: "E: you gave permission for exactly this",
}
_NOT_TALKED: dict[str, str] = {
    rules.Reason.UNSAFE: "It would have put you in danger",
    rules.Reason.DANGER: "It would have put somebody else in danger",
    rules.Reason.NOT_REACHED: "We could not reach you",
}
_REFUSALS: dict[str, str] = {
    Disclosure.Refusal.SHE_SAID_NO: "You did not want it, and there was no other ground",
    Disclosure.Refusal.ON_HER_LIST: "They may be on your list",
}


def _release(row: Disclosure) -> str:
    return f"To {row.to_whom}: {row.what} ({row.get_state_display().lower()})"


def _asked(row: Disclosure) -> str:
    return _ASKED[Disclosure.Asked(row.asked)]


def _ground(row: Disclosure) -> str:
    return _GROUNDS.get(row.ground, row.get_ground_display())


def _not_talked(row: Disclosure) -> str:
    return _NOT_TALKED.get(row.not_talked, row.get_not_talked_display())


def _refusal(row: Disclosure) -> str:
    return _REFUSALS.get(row.refusal, row.get_refusal_display())


def _bases(row: Disclosure) -> str:
    return "; ".join(rules.BASES[code].label if code in rules.BASES else code for code in row.bases)


def _approval(row: DisclosureApproval) -> Line:
    label = "A manager approved it" if row.approved else "A manager said no"
    return label, f"{row.made_by}, {when.on(row.made_at)}: {row.reason}"


def _match(row: DisclosureMatch) -> Line:
    """Whom of her own list it was like, and what was said to that."""
    listed = f"{row.listed_name}{f' ({row.listed_as})' if row.listed_as else ''}"
    said = f"“{row.typed}” is like {listed}. {row.get_how_display()}"
    if row.dismissed_at:
        said += f". {row.dismissed_by} said that it is somebody else: {row.dismissed_because}"
    if row.gone_at:
        said += ". Then somebody else was to be told"
    return "Like a name on your list", said


_FULL = Telling(
    labels={
        "what": "What was to be told",
        "to_kind": "What kind of agency",
        "to_words": "Who was to be told",
        "to_person": "The person there",
        "way": "How it was to be told",
        "asked": "Who asked for it",
        "asked_who": "Their name",
        "asked_on": "When they asked",
        "ground": "On what ground",
        "bases": "What the law allows it by",
        "why": "Why",
        "talked_on": "When we talked with you about it",
        "talked_by": "Who talked with you",
        "she_said": "What you said",
        "not_talked": "Why nobody talked with you",
        "not_talked_words": "In words",
        "state": "What came of it",
        "written_by": "Who wrote down what was to be told",
        "put_forward_by": "Who put it to a manager",
        "put_forward_at": "When it was put to a manager",
        "sent": "What was told, word by word",
        "sent_at": "When it was told",
        "sent_way": "How it was told",
        "sent_note": "To whom, and how",
        "closed_words": "Why not, in words",
        "told_them": "How they were told that we said no",
        "closed_at": "When this was over",
        "closed_by": "Who ended it",
    },
    left_out={
        "to_agency": "told by what the agency is called",
        "to_name": "told by what the agency is called",
        "choice": "which answer of hers it rests on: told by the ground, and by what she agreed to",
        "checked": "numbers of the entries of her list that it was compared with: those that were like it are told",
        "had_part": "numbers of all who asked for it, changed it or put it forward: told by those, and by each change",
        "round": "how often it was put forward: told by what managers decided",
    },
    words={"asked": _asked, "ground": _ground, "not_talked": _not_talked, "refusal": _refusal, "bases": _bases},
    hanging=(
        Hanging(DisclosureApproval, "disclosure", _approval, ("made_by",)),
        Hanging(DisclosureMatch, "disclosure", _match, ("dismissed_by",)),
    ),
)


def put_in_place() -> None:
    """Register both; called once, when the app starts."""
    register_written(_TABLE, WrittenKind("Releases to others", _release))
    hang_on_it = (DisclosureApproval, DisclosureMatch)
    words = "What we told others about you, or were asked to"
    written = as_written(_TABLE)
    register(Kind("releases", Disclosure, Category.CASEWORK, written, words, with_it=hang_on_it, full=_FULL))
