"""Every model of casework, room by room, for Django to find."""

from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    SafeContact,
    StatusChange,
)
from casework.contacts.models import Contact, ContactItem, FollowUp, Item, Place, Session, Shift

__all__ = [
    "Alert",
    "Block",
    "Client",
    "ClientName",
    "ClientShare",
    "Contact",
    "ContactItem",
    "EmergencyAccess",
    "EmergencyAttempt",
    "FollowUp",
    "Item",
    "Place",
    "SafeContact",
    "Session",
    "Shift",
    "StatusChange",
]
