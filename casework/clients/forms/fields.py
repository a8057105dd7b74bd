"""Fields that several forms about a woman ask."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.clients import rules
from dussk.staff.models import Staff
from dussk.ui.fields import DateField

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


class StaffChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """A member of staff, known to the browser by her random id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Staff.objects.none(), to_field_name="uid", **kwargs)

    def to_python(self, value: Any) -> Staff | None:
        """The member of staff; what cannot be an id is no choice."""
        try:
            uid = str(UUID(str(value))) if value else ""
        except ValueError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
        staff: Staff | None = super().to_python(uid)
        return staff
