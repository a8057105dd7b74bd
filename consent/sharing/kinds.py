"""What consent keeps, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, register
from casework.clients.queries import WrittenKind
from casework.clients.rules import SHARED_TO_HER
from casework.clients.telling import Hanging, Line, Telling, to_her
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice, PartnerChoice, Withdrawal
from consent.agreements.rules import Outside
from consent.agreements.wording import OUTSIDE
from consent.sharing.models import LongerWait
from dussk.access.categories import Category
from dussk.ui import when


def _agreement(row: Agreement) -> str:
    if row.signed_on is None:
        return "Given up, not signed" if row.left_at else "Being filled in, not signed yet"
    over = ", taken back" if row.withdrawn_at else ", replaced by a later one" if row.replaced_at else ""
    return f"Signed on {when.on(row.signed_on)}{over}"


def _person(row: NotToBeTold) -> str:
    return f"{row.name}{f', {row.relationship}' if row.relationship else ''}"


def _withdrawal(row: Withdrawal) -> str:
    return f"Told us on {when.on(row.told_on)}{f': {row.note}' if row.note else ''}"


def _wait(row: LongerWait) -> str:
    return f"Waits until {when.on(row.until)}: {row.reason}"


def _outside(row: OutsideChoice) -> Line:
    return f"We may tell {row.name or OUTSIDE[Outside(row.kind)]}", _said(row)


def _partner(row: PartnerChoice) -> Line:
    newer = ", only what is written from then on" if row.from_today else ""
    until = f", until {when.on(row.until)}" if row.until else ""
    return f"{row.agency.name} may see {SHARED_TO_HER[row.category]}", f"{_said(row)}{newer}{until}"


def _said(row: OutsideChoice | PartnerChoice) -> str:
    back = f", taken back on {when.on(row.withdrawn_at)}" if row.withdrawn_at else ""
    return f"{'Yes' if row.agreed else 'No'}{back}"


_AGREEMENT = Telling(
    labels={
        "form": "The form",
        "service": "You wanted support",
        "storing": "We may keep information about you",
        "research": "You wanted to take part in research",
        "print_name": "Your name, as you wrote it",
        "born": "Your date of birth",
        "witness": "Who saw you sign",
        "signed_on": "Signed on",
        "replaced_at": "You signed another one",
        "withdrawn_at": "You took it back",
        "left_at": "Given up without signing",
    },
    left_out={
        "drawn": "her signature is lines and no words: it is printed on the agreement itself, which she is given",
        "answered": "which pages were gone through: told by what she said on each",
    },
    words={"signature": to_her("signature", {"typed": "Your name, typed"})},
    hanging=(
        Hanging(OutsideChoice, "agreement", _outside),
        Hanging(PartnerChoice, "agreement", _partner, ("agency",)),
    ),
)
_PERSON = Telling(
    labels={"relationship": "Who this is to you", "ended_at": "May be told again since", "ended_by": "You told"},
    left_out={"agreement": "on which form she named them: told by the form"},
)
_BACK = Telling(
    labels={"everything": "All of it", "service": "Support", "storing": "Keeping it", "told_on": "You told us on"},
    left_out={"agreement": "which form it was: told by its day"},
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    signed, people = WrittenKind("What she agreed to", _agreement), WrittenKind("People not to be told", _person)
    back, waits = WrittenKind("What she took back", _withdrawal), WrittenKind("Longer waits for her answer", _wait)
    choices = (OutsideChoice, PartnerChoice)
    of = Category.CASEWORK
    hers = "What you agreed to"
    register(Kind("agreements", Agreement, of, lambda: signed, hers, with_it=choices, full=_AGREEMENT))
    register(Kind("not-told", NotToBeTold, of, lambda: people, "People we tell nothing to", full=_PERSON))
    register(Kind("taken-back", Withdrawal, of, lambda: back, "What you took back", full=_BACK))
    register(Kind("waits", LongerWait, of, lambda: waits, "That we wait to ask you"))
