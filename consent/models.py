"""Every model of consent, room by room, for Django to find."""

from consent.agreements.models import (
    Agreement,
    ConsentForm,
    FormPart,
    NotToBeTold,
    OutsideChoice,
    PartnerChoice,
    Withdrawal,
)
from consent.sharing.models import LongerWait
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    PackPart,
    PackRecord,
    Passage,
    RequestStep,
    SealedPack,
    SubjectAccessRequest,
)

__all__ = [
    "Agreement",
    "Appointment",
    "ConsentForm",
    "Correction",
    "FormPart",
    "HarmDecision",
    "LongerWait",
    "NotToBeTold",
    "OutsideChoice",
    "PackPart",
    "PackRecord",
    "PartnerChoice",
    "Passage",
    "RequestStep",
    "SealedPack",
    "SubjectAccessRequest",
    "Withdrawal",
]
