"""What a manager types into the agency's own lists."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.clients.models import Status
from casework.lists.queries import ListKind
from dussk.ui.forms import Form
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios


def _has_letters(name: str) -> None:
    if not any(character.isalnum() for character in name):
        raise ValidationError("Enter a name with at least one letter or number")


def _name_field(label: str, longest: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, validators=[_has_letters])


def _standing_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="What does it count as?",
        help_text="Every rule and total goes by this. The word itself is what people read.",
        choices=Status,
        coerce=Status,
        widget=Radios(small=True),
    )


class AddForm(Form):
    """Adds to one of the lists."""

    submit_label = "Add"
    required_messages = {"name": "Enter a name"}
    name = _name_field("Name", 60)

    def __init__(self, *args: Any, kind: ListKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field(f"Add a {kind.one}", kind.longest)


class AddWordForm(AddForm):
    """Adds a word for how a woman and the service stand."""

    required_messages = {"name": "Enter a name", "counts_as": "Choose what it counts as"}
    counts_as = _standing_field()


class RenameForm(EditForm):
    """Calls a thing on a list something else."""

    submit_label = "Save the name"
    required_messages = {"name": "Enter a name"}
    name = _name_field("Name", 60)

    def __init__(self, *args: Any, kind: ListKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field("Name", kind.longest)


class RenameWordForm(RenameForm):
    """Changes a word that no file says yet: then what it counts as is open too."""

    submit_label = "Save"
    required_messages = {"name": "Enter a name", "counts_as": "Choose what it counts as"}
    counts_as = _standing_field()
