"""Every model of casework, room by room, for Django to find."""

from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    JoinedRow,
    JoinedShare,
    Joining,
    SafeContact,
    StatusChange,
    StatusWord,
)
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Place, Session, Shift, Topic

__all__ = [
    "Alert",
    "Block",
    "Client",
    "ClientName",
    "ClientShare",
    "Contact",
    "ContactItem",
    "ContactTopic",
    "EmergencyAccess",
    "EmergencyAttempt",
    "FollowUp",
    "Item",
    "JoinedRow",
    "JoinedShare",
    "Joining",
    "Place",
    "SafeContact",
    "Session",
    "Shift",
    "StatusChange",
    "StatusWord",
    "Topic",
]
