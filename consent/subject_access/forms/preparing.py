"""What is filled in about a record: words to take out, a whole record to keep back, and serious harm."""

from django import forms

from consent.subject_access.models import HarmDecision
from consent.subject_access.wording import WHOSE
from dussk.ui.fields import TextField
from dussk.ui.forms import Form
from dussk.ui.widgets import Checkboxes, Radios

_WHOSE = [(whose.value, words) for whose, words in WHOSE.items()]


class TakeOutForm(Form):
    """Words that she is not shown."""

    submit_label = "Take these words out"
    submit_style = "secondary"
    required_messages = {
        "text": "Enter the words to take out, exactly as they stand in the record",
        "whose": "Choose why she cannot see them",
    }
    text = TextField(
        label="Words to take out",
        help_text="Exactly as they stand above. They are taken out wherever they stand in this record.",
        rows=2,
        max_length=2000,
    )
    whose = forms.ChoiceField(label="Why can she not see them?", choices=_WHOSE, widget=Radios(small=True))
    why = forms.CharField(
        label="More about it, for us", help_text="She does not see this.", max_length=200, required=False
    )
    everywhere = forms.MultipleChoiceField(
        label="Where else?",
        choices=[("yes", "Take them out of every record of this part")],
        widget=Checkboxes(small=True),
        required=False,
    )


class WithholdForm(Form):
    """A whole record that she is not given."""

    submit_label = "Keep this record back"
    submit_style = "warning"
    required_messages = {
        "whose": "Choose why she cannot see this record",
        "because": "Enter why taking words out of it is not enough",
    }
    whose = forms.ChoiceField(label="Why can she not see this record?", choices=_WHOSE, widget=Radios())
    because = TextField(
        label="Why is it not enough to take words out of it?", help_text="She does not see this.", rows=3
    )


class HarmForm(Form):
    """A health professional decides about serious harm."""

    submit_label = "Save the decision"
    required_messages = {"outcome": "Choose whether it can be given", "why": "Enter what you considered"}
    outcome = forms.ChoiceField(
        label="Would seeing it seriously harm her, or somebody else, in body or mind?",
        choices=[
            (HarmDecision.Outcome.GIVE.value, "No: it can all be given"),
            (HarmDecision.Outcome.SOME.value, "Not without what is taken out of it"),
            (HarmDecision.Outcome.NONE.value, "Yes: none of it can be given"),
        ],
        widget=Radios(),
    )
    why = TextField(label="What did you consider?", help_text="She does not see this.", rows=4)
