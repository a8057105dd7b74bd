"""What is typed about consent: her answers, her signature, what she takes back, and the words of the form."""

from consent.agreements.forms.answers import (
    AnswerForm,
    BeginForm,
    ChoiceForm,
    OutsideForm,
    PartnersForm,
    PeopleForm,
    ReadForm,
    standing_of,
)
from consent.agreements.forms.signing import PaperForm, SignForm
from consent.agreements.forms.taking_back import EVERYTHING, PersonForm, SureForm, WithdrawForm
from consent.agreements.forms.texts import NewVersionForm, PartForm, VersionForm

__all__ = [
    "EVERYTHING",
    "AnswerForm",
    "BeginForm",
    "ChoiceForm",
    "NewVersionForm",
    "OutsideForm",
    "PaperForm",
    "PartForm",
    "PartnersForm",
    "PeopleForm",
    "PersonForm",
    "ReadForm",
    "SignForm",
    "SureForm",
    "VersionForm",
    "WithdrawForm",
    "standing_of",
]
