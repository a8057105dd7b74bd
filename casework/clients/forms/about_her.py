"""Finding her, starting her file, and what is known of her: age, languages, names."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.clients import rules
from casework.clients.actions import OldName
from casework.clients.forms.fields import birth_field, name_field
from casework.clients.models import Adjustment, ClientName, Interpreter
from casework.clients.queries import LONGEST_SEARCH, Details
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import Fieldset, Size
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Checkboxes, Radios


class FindForm(Form):
    """What is searched for."""

    required_messages = {"q": "Enter a name, a reference or a date of birth"}
    q = forms.CharField(label="Name, reference or date of birth", max_length=LONGEST_SEARCH)


class AgeForm(Form):
    """Her date of birth, or how old she may be: never both."""

    born = birth_field(label="Her date of birth, if she says it", required=False)
    estimated_age = forms.IntegerField(
        label="Or how old she may be",
        help_text=f"Your best guess in years. It is kept as a guess, {rules.ESTIMATE_MARGIN} years either way.",
        min_value=rules.YOUNGEST,
        max_value=rules.OLDEST,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a date of birth together with a guess."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("born") and data.get("estimated_age") is not None:
            self.add_error("estimated_age", "Give her date of birth or how old she may be, not both")
        return data


class NewFileForm(AgeForm):
    """A new file. What she wants to be called is enough."""

    submit_label = "Start her file"
    required_messages = {"called": "Enter what she wants to be called"}
    called = name_field("What she wants to be called", "Any name she gives you. This is the name every page shows.")
    working_name = name_field("A working name", "Kept for finding her. It is not shown as her name.", required=False)
    legal_name = name_field("Her legal name", required=False)
    field_order = ["called", "working_name", "legal_name", "born", "estimated_age"]

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, as the names and values that bring this form back."""
        names = [*self.fields, "born_day", "born_month", "born_year"]
        return [(name, self.data[name]) for name in names if self.data.get(name)]


class DetailsForm(EditForm, AgeForm):
    """What is known of her, changed together."""

    language = forms.CharField(label="Language she prefers", max_length=60, required=False)
    interpreter = forms.ChoiceField(label="Interpreter", choices=Interpreter, widget=Radios(small=True))
    never_through = TextField(
        label="Never interpreted by",
        help_text="Anyone who must not interpret for her, such as a relative or another woman.",
        rows=2,
        required=False,
    )
    adjustments = forms.MultipleChoiceField(
        label="What makes things harder for her",
        choices=Adjustment,
        widget=Checkboxes(small=True),
        required=False,
    )
    adjustments_note = TextField(label="What we do about it", rows=2, required=False)
    what_helps = TextField(label="What helps her", rows=2, required=False)
    what_to_avoid = TextField(label="What to avoid", rows=2, required=False)

    required_messages = {"interpreter": "Choose whether she needs an interpreter"}
    keeps_both = ("never_through", "adjustments_note", "what_helps", "what_to_avoid")

    def layout(self) -> Sequence[Any]:
        """Group the questions as they are talked about."""
        return [
            Fieldset("born", "estimated_age", legend="Age", legend_size=Size.MEDIUM),
            Fieldset(
                "language",
                "interpreter",
                "never_through",
                legend="Language",
                legend_size=Size.MEDIUM,
            ),
            Fieldset(
                "adjustments",
                "adjustments_note",
                "what_helps",
                "what_to_avoid",
                legend="What makes it easier",
                legend_size=Size.MEDIUM,
            ),
        ]

    @property
    def details(self) -> Details:
        """What the form says now."""
        return Details(**self.cleaned_data)


class CalledForm(Form):
    """What she wants to be called from now on."""

    required_messages = {"called": "Enter what she wants to be called", "old": "Choose what becomes of the old name"}
    called = name_field("What she wants to be called")
    old = forms.ChoiceField(
        label="The name she was called until now",
        choices=[
            (OldName.GIVEN_UP, "She no longer uses it"),
            (OldName.WORKING, "She still uses it as a working name"),
            (OldName.OTHER, "She still uses it in other ways"),
            (OldName.WRONG, "We had it wrong"),
        ],
        widget=Radios(
            hints={
                OldName.GIVEN_UP: "It is never shown again. Search still finds her by it.",
                OldName.WRONG: "For a name that was misspelt or misheard.",
            }
        ),
    )

    def clean_old(self) -> OldName:
        """Which of the four it is."""
        return OldName(self.cleaned_data["old"])


class _WrittenForm(Form):
    """A name as it is written, and since when she has used it."""

    required_messages = {"name": "Enter the name"}
    name = name_field("Name")
    starts = DateField(
        label="Used since", what="the day she began to use it", latest=timezone.localdate, required=False
    )


class NameForm(_WrittenForm):
    """A legal, working or other name."""

    required_messages = {"name": "Enter the name", "kind": "Choose what kind of name it is"}
    kind = forms.ChoiceField(
        label="What kind of name is it?",
        choices=[choice for choice in ClientName.Kind.choices if choice[0] != ClientName.Kind.CALLED],
        widget=Radios(
            hints={
                ClientName.Kind.LEGAL: "A legal name she has on file already becomes her former one.",
                ClientName.Kind.WORKING: "Never shown as her name on other pages.",
            }
        ),
    )
    field_order = ["name", "kind", "starts"]


class NameCorrectionForm(EditForm, _WrittenForm):
    """How a name is written. Its kind stays what it is."""


class GiveUpNameForm(Form):
    """Since when she has not used a name."""

    submit_label = "She no longer uses it"
    on = DateField(
        label="Since when?", what="the day she gave it up", latest=timezone.localdate, initial=timezone.localdate
    )
