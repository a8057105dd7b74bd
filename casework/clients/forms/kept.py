"""What people fill in about an agency's own record of a woman, and about files that are restricted."""

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import LONGEST_NAME, birth_field
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.meanwhile import EditForm


def _called() -> forms.CharField:
    return forms.CharField(label="What she wants to be called", max_length=LONGEST_NAME)


def _contact() -> TextField:
    return TextField(
        label="How you reach her",
        help_text="What she told you herself, and what makes it safe or not.",
        rows=3,
        required=False,
    )


def _risk() -> TextField:
    return TextField(label="Risk, as you know it", rows=3, required=False)


_MISSING = {"called": "Enter what she wants to be called"}


class OwnRecordForm(Form):
    """Begins an agency's own record."""

    submit_label = "Save our record"
    required_messages = _MISSING
    called = _called()
    born = birth_field(label="Her date of birth", required=False)
    contact = _contact()
    risk = _risk()


class OwnRecordChangeForm(EditForm):
    """Changes it."""

    submit_label = "Save our record"
    required_messages = _MISSING
    keeps_both = ("contact", "risk")
    called = _called()
    born = birth_field(label="Her date of birth", required=False)
    contact = _contact()
    risk = _risk()


class WhyKeptForm(EditForm):
    """Says what of a restricted file must be kept."""

    submit_label = "Save why it is kept"
    required_messages = {"because": "Enter what must be kept, and which law asks for it"}
    because = TextField(
        label="What must be kept, and by which law",
        help_text="Such as: the safeguarding record of 3 May, kept under the Children Act.",
        rows=4,
    )
    until = DateField(
        label="Until when?",
        what="the day",
        help_text="On that day you are asked again. Leave it empty if nobody knows yet.",
        required=False,
        earliest=timezone.localdate,
    )


class LiftForm(Form):
    """Has a restricted file worked with again."""

    submit_label = "Open this file to the team again"
    submit_style = "warning"
    required_messages = {"because": "Enter why the team may work with this file again"}
    because = TextField(
        label="Why may the team work with it again?",
        help_text="Such as: she came back and asked for it. Go through consent with her next.",
        rows=3,
    )
