"""What contacts are, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Hanging, Line, Telling, to_her
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp
from dussk.access.categories import Category
from dussk.ui import when


def _given(row: ContactItem) -> Line:
    return "Given", f"{row.item.name}{f' × {row.count}' if row.count > 1 else ''}" if row.count else ""


def _register(row: Contact | FollowUp) -> str:
    return row.session.get_kind_display() if row.session else ""


def _talked(row: ContactTopic) -> Line:
    return "We talked about", row.topic.name if row.talked else ""


_CONTACT = Telling(
    labels={
        "at": "When",
        "session": "On the register of",
        "outcome": "Whether we reached you",
        "worry": "Somebody was worried about you",
        "description": "How somebody described you who did not know you yet",
        "mistake_at": "Found to be a mistake",
        "mistake_by": "Who said so",
    },
    left_out={
        "night": "the night it counts for: told by when it was",
        "second_line": "that two lines of one register are one woman's since her files were joined",
        "changed_in": "the number of a transaction",
    },
    words={"session": _register, "outcome": to_her("outcome", {"not_there": "You were not there"})},
    hanging=(
        Hanging(ContactItem, "contact", _given, ("item",)),
        Hanging(ContactTopic, "contact", _talked, ("topic",)),
    ),
)
_TO_DO = Telling(
    labels={"contact": "After we met", "session": "On the register of", "done_at": "Done", "done_by": "Done by"},
    words={"contact": lambda row: when.on(row.contact.at) if row.contact else "", "session": _register},
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    met = as_written("casework_contact")
    hang_on = (ContactItem, ContactTopic)
    hers = "Notes of the times we met"
    register(Kind("contacts", Contact, Category.CASEWORK, met, hers, at="at", with_it=hang_on, full=_CONTACT))
    to_do = as_written("casework_followup")
    register(Kind("follow-ups", FollowUp, Category.CASEWORK, to_do, "Things we said we would do", full=_TO_DO))
