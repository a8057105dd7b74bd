"""Fields that several forms about a woman ask."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.models import StatusWord
from dussk import typed
from dussk.staff.models import Staff
from dussk.ui.fields import DateField
from dussk.ui.widgets import Radios

LONGEST_NAME = 100


def oldest_birth() -> date:
    """The earliest date of birth that is believed."""
    today = timezone.localdate()
    return today.replace(year=today.year - rules.OLDEST, month=1, day=1)


def name_field(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """A name. Nothing is asked of it but that some letter or number is in it: search needs one to find her by."""

    def has_letters(value: str) -> None:
        if not rules.plain(value):
            raise ValidationError("Enter a name with at least one letter or number")

    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_NAME, required=required, validators=[has_letters]
    )


def birth_field(**kwargs: Any) -> DateField:
    """Her date of birth: not after today, and within the longest lives."""
    return DateField(what="her date of birth", earliest=oldest_birth, latest=timezone.localdate, **kwargs)


class _ByUid(typed.ModelChoiceField):
    """One of a few records, known to the browser by its random id."""

    def __init__(self, *, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(queryset=queryset, to_field_name="uid", **kwargs)

    def to_python(self, value: Any) -> Any:
        """The record; what cannot be an id is no choice."""
        try:
            uid = str(UUID(str(value))) if value else ""
        except ValueError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
        return super().to_python(uid)


class StaffChoice(_ByUid):
    """A member of staff."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Staff.objects.none(), **kwargs)


class WordChoice(_ByUid):
    """One of an agency's words for how a woman and the service stand."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": "This answer is not offered any more. Choose another"}
        super().__init__(
            queryset=StatusWord.objects.none(), empty_label=None, widget=Radios(), error_messages=messages, **kwargs
        )

    def offer(self, words: QuerySet[StatusWord]) -> None:
        """Let it be answered with these, each saying what it counts as where its name does not."""
        self.queryset = words
        self.widget.hints = {
            str(word.uid): f"Counts as {word.get_counts_as_display().lower()}"
            for word in words
            if word.name != word.get_counts_as_display()
        }
