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

__all__ = [
    "Agreement",
    "ConsentForm",
    "Disclosure",
    "DisclosureApproval",
    "DisclosureMatch",
    "FormPart",
    "LongerWait",
    "NotToBeTold",
    "OutsideChoice",
    "PartnerChoice",
    "Referral",
    "ReferralStep",
    "Service",
    "ServiceHours",
    "Withdrawal",
]
