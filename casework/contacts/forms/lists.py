"""What a manager types into the charity's own lists."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dussk.ui.forms import Form
from dussk.ui.layout import Actions


class ListForm(Form):
    """Adds to what the agency gives out, or to where it works."""

    required_messages = {"name": "Enter a name"}
    submit_style = "secondary"
    name = forms.CharField(max_length=60)

    def __init__(self, *args: Any, label: str, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = label
        self.button = button

    def actions(self) -> Sequence[Any]:
        """The button says which list it adds to."""
        return [Actions(self.button, style="secondary")]
