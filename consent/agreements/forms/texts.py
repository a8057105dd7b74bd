"""What an administrator types into a version of the form."""

from typing import Any

from django import forms

from consent.agreements import rules
from consent.agreements.rules import Part
from dussk.ui.fields import TextField
from dussk.ui.forms import Form
from dussk.ui.meanwhile import EditForm

_LONGEST_PAGE = 2_000


def _why() -> forms.CharField:
    return forms.CharField(label="Why is there a new version?", max_length=200)


class NewVersionForm(Form):
    """Begins a new version, in a language there is or in a new one."""

    submit_label = "Begin a draft"
    required_messages = {"language": "Enter the language", "why": "Enter why there is a new version"}
    language = forms.CharField(
        label="In which language?",
        max_length=60,
        help_text="In a language that is new here, the draft begins with the words of your latest English version.",
    )
    why = _why()


class VersionForm(EditForm):
    """What is said of a version as a whole."""

    required_messages = {"why": "Enter why there is a new version", "review_months": "Enter a number of months"}
    why = _why()
    review_months = forms.IntegerField(
        label="After how many months is it talked through again?",
        min_value=1,
        max_value=rules.LONGEST_REVIEW,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )


class PartForm(EditForm):
    """The words of one page."""

    required_messages = {"heading": "Enter a heading", "words": "Enter what she is asked or told"}
    heading = forms.CharField(label="Heading", max_length=100)
    words = TextField(label="What she is asked or told", rows=14, max_length=_LONGEST_PAGE)
    explained = TextField(label="What it means", rows=4, max_length=_LONGEST_PAGE, required=False)

    def __init__(self, *args: Any, part: Part, wanted: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = "ground" if part is Part.GROUNDS else "tick"
        if wanted:
            self.fields[
                "words"
            ].help_text = f"Keep the {wanted} lines that begin with a dash, in this order: each stands for one {kind}."
        self.fields["explained"].help_text = "It stands under the question: what a yes means, and what a no means."
