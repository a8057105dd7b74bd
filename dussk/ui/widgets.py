"""Inputs that know how they are shown, so that a form needs no layout for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms


class Radios(forms.RadioSelect):
    """Radio buttons.

    Args:
        inline: beside each other, also on a phone as far as they fit. For short answers such as yes and no.
        small: smaller buttons, still 44 px to touch.
        hints: a line under a choice, by the choice's value.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.inline = inline
        self.small = small
        self.hints = hints or {}


class Checkboxes(forms.CheckboxSelectMultiple):
    """Tick boxes of which any number may be ticked. Arguments as for Radios."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.inline = inline
        self.small = small
        self.hints = hints or {}


class DateParts(forms.MultiWidget):
    """Day, month and year in three inputs named `<field>_day`, `_month`, `_year` (ids `<id>_0`, `_1`, `_2`)."""

    template_name = "gds/widgets/date.html"
    use_fieldset = True

    def __init__(self, *, birthday: bool = False) -> None:
        labels = {"day": ("Day", 2), "month": ("Month", 2), "year": ("Year", 4)}
        self.faulty: frozenset[int] = frozenset()
        super().__init__(
            {
                name: forms.TextInput(
                    {
                        "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}",
                        "inputmode": "numeric",
                        "data-label": label,
                    }
                    | ({"autocomplete": f"bday-{name}"} if birthday else {})
                )
                for name, (label, width) in labels.items()
            }
        )

    def decompress(self, value: date | None) -> list[str]:
        """Split a date into the three texts shown."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add each part's label and whether it is at fault."""
        context = super().get_context(name, value, attrs)
        for index, part in enumerate(context["widget"]["subwidgets"]):
            part["label"] = part["attrs"].pop("data-label")
            part["attrs"].pop("aria-invalid", None)  # Django marks all three; only those at fault are to be mended
            if index in self.faulty:
                part["attrs"] |= {"class": part["attrs"]["class"] + " govuk-input--error", "aria-invalid": "true"}
        return context

    def first_fault(self) -> int:
        """Return the index of the input an error link leads to."""
        return min(self.faulty, default=0)


class OneTimeCode(forms.TextInput):
    """A six-digit code, offered from the phone's messages where it can be."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"})


def widget_classes(classes: Sequence[str]) -> str:
    """Join class names, each once, in order."""
    return " ".join(dict.fromkeys(name for part in classes for name in part.split()))
