"""Sessions, their registers, and every contact with a woman, known or not."""

from casework.contacts.models.contacts import (
    Contact,
    ContactItem,
    ContactQuerySet,
    ContactTopic,
    FollowUp,
    Outcome,
    Setting,
)
from casework.contacts.models.lists import Item, Place, Topic
from casework.contacts.models.sessions import Session, Shift

__all__ = [
    "Contact",
    "ContactItem",
    "ContactQuerySet",
    "ContactTopic",
    "FollowUp",
    "Item",
    "Outcome",
    "Place",
    "Session",
    "Setting",
    "Shift",
    "Topic",
]
