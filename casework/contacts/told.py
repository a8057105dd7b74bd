"""How contacts are told where somebody has to say whose they are (undoing a joining)."""

from casework.clients.queries import WrittenKind, register_written
from casework.contacts.models import Contact, FollowUp
from dussk.ui import when


def _contact(row: Contact) -> str:
    where = f"{row.get_setting_display()}, {when.on(row.at, short=True)}, {when.at(row.at)}"
    return f"{where}{f': {row.note}' if row.note else ''}"


def _follow_up(row: FollowUp) -> str:
    return row.what


def put_in_place() -> None:
    """Register it all; called once, when the app starts."""
    register_written("casework_contact", WrittenKind("Contacts", _contact))
    register_written("casework_followup", WrittenKind("Follow-ups", _follow_up))
