"""What people fill in about requests to see what is held."""

from consent.subject_access.forms.afterwards import AppointmentForm, HeldForm, SettleForm, WrongForm
from consent.subject_access.forms.asking import AskForm, RequestForm, StepForm
from consent.subject_access.forms.preparing import HarmForm, TakeOutForm, WithholdForm

__all__ = [
    "AppointmentForm",
    "AskForm",
    "HarmForm",
    "HeldForm",
    "RequestForm",
    "SettleForm",
    "StepForm",
    "TakeOutForm",
    "WithholdForm",
    "WrongForm",
]
