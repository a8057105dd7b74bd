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
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from consent.referrals.models import Referral, ReferralStep, Service, ServiceHours
from consent.sharing.models import LongerWait
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    Pack,
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
    "Disclosure",
    "DisclosureApproval",
    "DisclosureMatch",
    "FormPart",
    "HarmDecision",
    "LongerWait",
    "NotToBeTold",
    "OutsideChoice",
    "Pack",
    "PackPart",
    "PackRecord",
    "PartnerChoice",
    "Passage",
    "Referral",
    "ReferralStep",
    "RequestStep",
    "SealedPack",
    "Service",
    "ServiceHours",
    "SubjectAccessRequest",
    "Withdrawal",
]
