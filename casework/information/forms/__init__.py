"""What people type on the information sheet."""

from casework.information.forms.entries import FORMS, EndForm, EntryForm, KeptEndForm
from casework.information.forms.sheets import BesideForm, DetailsForm, GPForm, PhoneForm, SectionForm

__all__ = [
    "FORMS",
    "BesideForm",
    "DetailsForm",
    "EndForm",
    "EntryForm",
    "GPForm",
    "KeptEndForm",
    "PhoneForm",
    "SectionForm",
]
