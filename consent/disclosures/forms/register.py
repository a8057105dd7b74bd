"""What of the register of releases a manager wants to see. Sent by GET: it holds nobody's name."""

from collections.abc import Sequence

from django import forms

from casework.contacts.forms import PeriodForm
from consent.disclosures import wording
from consent.disclosures.models import Disclosure, ToKind
from consent.disclosures.queries import Narrowed

_ANY = ("", "Any")
_GROUNDS = [(str(ground), words) for ground, words in wording.GROUNDS.items()]


class RegisterForm(PeriodForm):
    """Where a release stands, on what ground and to what kind of agency it is made, and when it was asked for."""

    state = forms.ChoiceField(label="Where it stands", choices=[_ANY, *Disclosure.StateChoice.choices], required=False)
    ground = forms.ChoiceField(label="Ground", choices=[_ANY, *_GROUNDS], required=False)
    to_kind = forms.ChoiceField(label="To whom", choices=[_ANY, *ToKind.choices], required=False)

    def first(self) -> Sequence[str]:
        """What it is, before the period."""
        return ["state", "ground", "to_kind"]

    @property
    def narrowed(self) -> Narrowed:
        """What is wanted."""
        same = {name: self.cleaned_data.get(name, "") for name in self.first()}
        since, until = self.between
        return Narrowed(**same, since=since, until=until)
