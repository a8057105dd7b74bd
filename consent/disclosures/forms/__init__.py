"""What people type about releases."""

from consent.disclosures.forms.preparing import ChangeForm, ReleaseForm, SaidNoForm
from consent.disclosures.forms.register import RegisterForm
from consent.disclosures.forms.steps import DecideForm, DismissForm, DropForm, RefuseForm, SendForm

__all__ = [
    "ChangeForm",
    "DecideForm",
    "DismissForm",
    "DropForm",
    "RefuseForm",
    "RegisterForm",
    "ReleaseForm",
    "SaidNoForm",
    "SendForm",
]
