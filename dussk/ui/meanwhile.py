"""Two people saving one record: whoever saves second is shown what stands there now, and loses nothing she typed.

A form that changes what is there already begins with :class:`EditForm`. It carries a fingerprint of what the record
said when it was opened. Where the record says something else by the time it is saved, the form is not valid: the page
shows what stands there now and who wrote it, with her own text still in the form, and nothing is saved until she
chooses.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, NamedTuple, cast

from django import forms

from dussk.ui import text, when
from dussk.ui.forms import Form, with_values
from dussk.ui.layout import Include

CHANGED = (
    "Somebody else saved this while you were writing, so yours is not saved yet. What you wrote is still here. Read"
    " what stands there now, then choose"
)

#: The name that the two buttons are sent under, and what they send.
CHOICE, MINE, BOTH = "meanwhile", "mine", "both"


@dataclass(frozen=True)
class Standing:
    """What a record says now.

    Args:
        values: by the names of the form's fields, as the form's ``cleaned_data`` gives them.
        written: asked only where it has to be shown: who wrote that, and when; None where nobody knows
            (``dussk.audit.queries.written``).
        mark: its fingerprint, where more than these values belongs to it; made of the values otherwise.
    """

    values: Mapping[str, Any]
    written: Callable[[], tuple[str, datetime] | None] = lambda: None
    mark: str = ""

    @property
    def fingerprint(self) -> str:
        """A short text that differs when anything in it does."""
        return self.mark or text.fingerprint(part for name in sorted(self.values) for part in (name, self.values[name]))


class Difference(NamedTuple):
    """One answer that stands there now and is not what she typed."""

    label: str
    words: str


class EditForm(Form):
    """The base of forms that change a record that is there already.

    Make it with ``standing=``, read with the record locked where the request is a POST; it gives the form its initial
    values. ``cleaned_data`` holds what is to be saved, and nothing else.
    """

    keeps_both: ClassVar[Sequence[str]] = ()
    """Notes that can keep both texts, theirs above and hers below. Empty offers no such button."""

    opened_with = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        initial = {**standing.values, **(kwargs.pop("initial", None) or {}), "opened_with": standing.fingerprint}
        super().__init__(*args, initial=initial, **kwargs)
        self.standing = standing
        self.meanwhile: list[Difference] = []
        """What stands there now where it is not what she typed; empty where nobody saved in the meantime."""

    def full_clean(self) -> None:
        """Check the answers, then whether the record still says what the form was opened with."""
        self.meanwhile = []
        super().full_clean()
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return
        opened_with = self.cleaned_data.pop("opened_with", "")
        if self.errors:
            return
        differing = [name for name in self.standing.values if self.cleaned_data.get(name) != self.standing.values[name]]
        if opened_with == self.standing.fingerprint:
            self._keep_both()
        elif differing:
            self.meanwhile = [self._difference(name) for name in differing]
            # Whatever she chooses now, she chooses knowing what stands there.
            changed = {self.add_prefix("opened_with"): self.standing.fingerprint}
            self.data = with_values(self.data, changed)
            self.add_error(None, CHANGED)

    def _keep_both(self) -> None:
        """Where she chose to, put her notes below those that stand there."""
        if self.data.get(self.add_prefix(CHOICE)) != BOTH:
            return
        for name in self.keeps_both:
            both = text.kept_both(self.standing.values.get(name) or "", self.cleaned_data.get(name) or "")
            longest = getattr(self.fields[name], "max_length", None)
            if longest is not None and len(both) > longest:
                self.add_error(name, f"Both together are longer than {longest:,} characters. Shorten yours")
            else:
                self.cleaned_data[name] = both

    def _difference(self, name: str) -> Difference:
        field = self.fields[name]
        return Difference(str(field.label or name), in_words(field, self.standing.values[name]))

    def actions(self) -> Sequence[Any]:
        """The button that saves; the choice, where somebody else saved in the meantime."""
        if not self.meanwhile:
            return super().actions()
        choices = [(MINE, "Save mine in its place")] + ([(BOTH, "Keep both")] if self.keeps_both else [])
        by, at = self.standing.written() or ("", None)
        shown = {"meanwhile": self.meanwhile, "by": by, "at": at, "choice": CHOICE, "choices": choices}
        return [Include("_meanwhile.html", **shown, cancel_url=self.cancel_url)]


def in_words(field: forms.Field, value: Any) -> str:
    """An answer as people read it."""
    if isinstance(value, list | tuple | set):
        return ", ".join(in_words(field, each) for each in value)
    coerce = getattr(field, "coerce", lambda key: key)
    for key, label in _choices(field):
        if value in (key, coerce(key)):
            return str(label)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return when.on(value)
    if isinstance(value, time):
        return when.at(value)
    return "" if value is None else str(value)


def _choices(field: forms.Field) -> list[tuple[Any, Any]]:
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return []
    return [(key, label) for key, label in cast("Iterable[Any]", field.choices) if not isinstance(label, list | tuple)]
