"""What a manager says of a file that she brings in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile

from casework.importing.columns import FIELDS, LEFT
from casework.importing.dates import IN_WORDS as ORDERS
from casework.importing.dates import Order
from casework.importing.reading import ENCODINGS, SEPARATORS
from dussk.ui.forms import Form
from dussk.ui.layout import Fieldset, Size
from dussk.ui.text import has_forbidden_characters, tidied
from dussk.ui.uploads import LARGEST
from dussk.ui.widgets import Checkboxes, Radios

_LONGEST_NAME = 100


def _not_too_large(file: InMemoryUploadedFile) -> None:
    if (file.size or 0) > LARGEST:
        raise ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB. Part it into several")


class FileForm(Form):
    """Chooses the file."""

    submit_label = "Look at the file"
    required_messages = {"file": "Choose a CSV file"}
    file = forms.FileField(
        label="The file",
        help_text=f"A CSV file of at most {LARGEST // 1_000_000} MB and 20,000 rows. Its first row names the columns.",
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,  # which is said in words of its own
        validators=[_not_too_large],
    )

    def name(self) -> str:
        """What the file is called, as far as that can be kept."""
        said = tidied(str(self.cleaned_data["file"].name), lines=False)
        return "a file" if not said or has_forbidden_characters(said) else said[-_LONGEST_NAME:]


class ReadingForm(Form):
    """Says how the file's letters and cells are to be read."""

    submit_label = "Read it so"
    submit_style = "secondary"
    keeps_draft = False
    required_messages = {"encoding": "Choose how it is written", "separator": "Choose what parts its cells"}
    encoding = forms.ChoiceField(label="Letters", choices=list(ENCODINGS.items()))
    separator = forms.ChoiceField(label="Between two cells", choices=list(SEPARATORS.items()))


class ColumnsForm(Form):
    """Says what each column is, and how dates are written."""

    submit_label = "Save and check every row"
    mark_optional = False
    order = forms.ChoiceField(
        label="How are dates of birth written?",
        choices=[(each.value, ORDERS[each]) for each in Order],
        widget=Radios(),
        required=False,
    )

    def __init__(self, *args: Any, header: Sequence[str], examples: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = []
        for at, name in enumerate(header):
            field = forms.ChoiceField(
                label=name or f"Column {at + 1}, which has no name",
                help_text=" · ".join(examples[at]) or "Nothing is in this column",
                choices=[(LEFT, "Leave out"), *((key, data.label) for key, data in FIELDS.items())],
                required=False,
            )
            self.fields[f"column_{at}"] = field
            self._columns.append(f"column_{at}")

    def clean(self) -> dict[str, Any] | None:
        """Ask for the order of dates where there are any."""
        data = super().clean()
        if "born" in self.chosen() and not self.cleaned_data.get("order"):
            self.add_error("order", "Choose how dates of birth are written")
        return data

    def layout(self) -> Sequence[Any]:
        """The columns first, as they stand in the file."""
        return [Fieldset(*self._columns, legend="What each column says", legend_size=Size.MEDIUM), "order"]

    def chosen(self) -> list[str]:
        """What each column says, in their order."""
        return [self.cleaned_data.get(name, LEFT) for name in self._columns]

    def chosen_order(self) -> Order:
        """How dates are written; where there are none it does not matter."""
        return Order(self.cleaned_data.get("order") or Order.DMY)

    @staticmethod
    def said(columns: Sequence[str], order: str) -> Mapping[str, str]:
        """What the form begins with."""
        return {f"column_{at}": field for at, field in enumerate(columns)} | {"order": order}


class BringInForm(Form):
    """Says which rows are brought in."""

    submit_label = "Bring it in"
    required_messages = {"which": "Choose whether bad rows stop it"}
    which = forms.ChoiceField(
        label="If a row cannot be brought in",
        choices=[
            ("all", "Bring in nothing: all rows or none"),
            ("good", "Bring in the good rows, and leave the bad ones out"),
        ],
        widget=Radios(),
        initial="all",
    )
    doubles = forms.MultipleChoiceField(
        label="Women who may be here already",
        choices=[("too", "Start a file for these rows too: somebody has looked at each, and none is here")],
        widget=Checkboxes(),
        required=False,
    )

    def __init__(self, *args: Any, bad: int, doubles: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not bad:
            del self.fields["which"]
        if not doubles:
            del self.fields["doubles"]

    @property
    def good_rows(self) -> bool:
        """Whether bad rows are left out."""
        return self.cleaned_data.get("which") == "good"

    @property
    def with_doubles(self) -> bool:
        """Whether rows of women who may be here already are brought in."""
        return bool(self.cleaned_data.get("doubles"))


class UndoForm(Form):
    """Takes a batch back."""

    submit_label = "Take it back"
    submit_style = "warning"
