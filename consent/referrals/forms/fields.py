"""Fields that the forms of this room share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from consent.referrals.rules import kinds


class WhatField(forms.ChoiceField):
    """What somebody is referred for, tier by tier. Cleans to :class:`kinds.What`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("", "Choose"), *kinds.choices()], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the browser sends it."""
        return value.key if isinstance(value, kinds.What) else value

    def to_python(self, value: Any) -> Any:
        """The tier and the kind."""
        if isinstance(value, kinds.What) or not value:
            return value or None
        what = kinds.read(str(value))
        if what is None:
            raise ValidationError("Choose one of the list", code="invalid_choice")
        return what

    def validate(self, value: Any) -> None:
        """That it is there, where it has to be."""
        forms.Field.validate(self, value)
