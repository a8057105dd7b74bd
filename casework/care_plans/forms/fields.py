"""Fields that forms of this room share with those of referrals."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.care_plans.rules import treatment


class WhatField(forms.ChoiceField):
    """What somebody is referred for, or what treatment a goal is. Cleans to :class:`treatment.What`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("", "Choose"), *treatment.choices()], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the browser sends it."""
        return value.key if isinstance(value, treatment.What) else value

    def to_python(self, value: Any) -> Any:
        """The tier and the kind."""
        if isinstance(value, treatment.What) or not value:
            return value or None
        what = treatment.read(str(value))
        if what is None:
            raise ValidationError("Choose one of the list", code="invalid_choice")
        return what

    def validate(self, value: Any) -> None:
        """That it is there, where it has to be."""
        forms.Field.validate(self, value)
