"""Parts to lay a form out with, where the order of its fields is not enough.

All of crispy-forms-gds' are here by name, so that pages import from one place.
"""

from typing import Any

from crispy_forms.layout import TemplateNameMixin
from crispy_forms_gds.layout import (
    HTML,
    Button,
    ConditionalQuestion,
    ConditionalRadios,
    Div,
    Field,
    Fieldset,
    Fluid,
    Hidden,
    Layout,
    Size,
)
from django.template import Context
from django.template.loader import render_to_string

__all__ = [
    "HTML",
    "Actions",
    "Button",
    "ConditionalQuestion",
    "ConditionalRadios",
    "Div",
    "Field",
    "Fieldset",
    "Fluid",
    "Hidden",
    "Include",
    "Layout",
    "Side",
    "Size",
]


class Actions(TemplateNameMixin):  # type: ignore[misc]
    """The buttons that end a form: one to send it, perhaps a link out of it.

    Args:
        label: words of the button.
        cancel_url: where "Cancel" leads; no link when empty.
        style: "" | "secondary" | "warning".
        name: name the button is sent under, with `value`, where a form has more than one.
        value: what is sent.
    """

    template = "gds/layout/actions.html"

    def __init__(self, label: str, *, cancel_url: str = "", style: str = "", name: str = "", value: str = "") -> None:
        self.context = {"label": label, "cancel_url": cancel_url, "style": style, "name": name, "value": value}

    def render(self, _form: object, _context: Context, **_options: object) -> str:
        """Return the HTML; crispy-forms calls this."""
        return render_to_string(self.template, {"actions": self.context})


class Include(TemplateNameMixin):  # type: ignore[misc]
    """A template inside a form, rendered with the page's context and `form`."""

    def __init__(self, template: str, **values: object) -> None:
        self.template, self.values = template, values

    def render(self, form: object, context: Context, **_options: object) -> str:
        """Return the HTML; crispy-forms calls this."""
        page: dict[Any, Any] = context.flatten()
        return render_to_string(self.template, page | {"form": form} | self.values)


class Side(Div):  # type: ignore[misc]
    """Fields beside each other on a wide screen, under each other on a phone."""

    css_class = "dussk-side"
