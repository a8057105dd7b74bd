"""What consent keeps, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, register
from casework.clients.queries import WrittenKind
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice, PartnerChoice, Withdrawal
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


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    signed, people = WrittenKind("What she agreed to", _agreement), WrittenKind("People not to be told", _person)
    back, waits = WrittenKind("What she took back", _withdrawal), WrittenKind("Longer waits for her answer", _wait)
    choices = (OutsideChoice, PartnerChoice)
    of = Category.CASEWORK
    register(Kind("agreements", Agreement, of, lambda: signed, "What you agreed to", with_it=choices))
    register(Kind("not-told", NotToBeTold, of, lambda: people, "People we tell nothing to"))
    register(Kind("taken-back", Withdrawal, of, lambda: back, "What you took back"))
    register(Kind("waits", LongerWait, of, lambda: waits, "That we wait to ask you"))
