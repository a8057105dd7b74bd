"""What contacts are, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp
from dussk.access.categories import Category


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    met = as_written("casework_contact")
    hang_on = (ContactItem, ContactTopic)
    register(Kind("contacts", Contact, Category.CASEWORK, met, "Notes of the times we met", at="at", with_it=hang_on))
    to_do = as_written("casework_followup")
    register(Kind("follow-ups", FollowUp, Category.CASEWORK, to_do, "Things we said we would do"))
