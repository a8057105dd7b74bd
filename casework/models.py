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
    OwnRecord,
    Restriction,
    SafeContact,
    StatusChange,
    StatusWord,
)
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Place, Session, Shift, Topic
from casework.importing.models import BroughtIn, ImportBatch, ImportFinding
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from casework.looking.models import EmergencyReview

__all__ = [
    "Alert",
    "Block",
    "BroughtIn",
    "Client",
    "ClientName",
    "ClientShare",
    "Contact",
    "ContactItem",
    "ContactTopic",
    "CriteriaSet",
    "Criterion",
    "EmergencyAccess",
    "EmergencyAttempt",
    "EmergencyReview",
    "FollowUp",
    "ImportBatch",
    "ImportFinding",
    "Item",
    "JoinedRow",
    "JoinedShare",
    "Joining",
    "OwnRecord",
    "Place",
    "Recruitment",
    "Restriction",
    "SafeContact",
    "Screening",
    "ScreeningAnswer",
    "Session",
    "Shift",
    "StatusChange",
    "StatusWord",
    "Topic",
]
