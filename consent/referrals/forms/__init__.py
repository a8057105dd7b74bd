"""What people type about referrals and services."""

from consent.referrals.forms.directory import DirectoryForm, ServiceChangeForm, ServiceForm
from consent.referrals.forms.referrals import BEGIN, ReferralChangeForm, ReferralForm, ReferralsForm, StepForm

__all__ = [
    "BEGIN",
    "DirectoryForm",
    "ReferralChangeForm",
    "ReferralForm",
    "ReferralsForm",
    "ServiceChangeForm",
    "ServiceForm",
    "StepForm",
]
