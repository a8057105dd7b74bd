"""Every model of casework, room by room, for Django to find."""

from casework.assessments.models import Assessment, PromptNote, Rating
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.change.models import JourneyMark
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
from casework.information.models import Child, ImportantDate, InformationSheet, KeptFact, OtherAgency, SignificantOther
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from casework.looking.models import EmergencyReview
from casework.printing.models import PaperChoice

__all__ = [
    "Alert",
    "Assessment",
    "Block",
    "BroughtIn",
    "CarePlan",
    "Child",
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
    "Goal",
    "ImportBatch",
    "ImportFinding",
    "ImportantDate",
    "InformationSheet",
    "Item",
    "JoinedRow",
    "JoinedShare",
    "Joining",
    "JourneyMark",
    "KeptFact",
    "OtherAgency",
    "OwnRecord",
    "PaperChoice",
    "Place",
    "PlanReview",
    "PlanVersion",
    "PromptNote",
    "Rating",
    "Recruitment",
    "Restriction",
    "SafeContact",
    "Screening",
    "ScreeningAnswer",
    "Session",
    "Shift",
    "SignificantOther",
    "StatusChange",
    "StatusWord",
    "Step",
    "Topic",
]
