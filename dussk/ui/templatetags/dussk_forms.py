"""Tags behind the form templates in templates/gds/. Pages use `{% crispy form %}`; they need none of these."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.widgets import Input
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dussk.ui.forms import FormRules
from dussk.ui.layout import Layout
from dussk.ui.widgets import widget_classes

register = template.Library()

# The first that fits is taken, so the particular stand before the general.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (Input, "govuk-input"),
)


class Item(NamedTuple):
    """One radio button or tick box as the templates draw it."""

    id: str
    value: str
    label: str
    hint: str
    divider: str
    checked: bool
    group: str  # heading shown above it: the name of a group of choices, at its first item


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Render a field's input with its style, and tie it to its hint and errors for screen readers."""
    widget = field.field.widget
    base = next((css for kind, css in _CLASSES if isinstance(widget, kind)), "")
    error = f"{base}--error" if field.errors and base and base != "govuk-checkboxes__input" else ""
    counted = "govuk-js-character-count" if counts_to(field) else ""
    reveal = "govuk-password-input__input govuk-js-password-input-input" if is_password(field) else ""
    attrs: dict[str, str | bool] = {
        "class": widget_classes([base, error, counted, reveal, str(widget.attrs.get("class", ""))])
    }
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of the field's hint, errors and character count."""
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_{number}_error" for number, _ in enumerate(field.errors, start=1)]
    ids += [f"{field.auto_id}-info"] if counts_to(field) else []
    own = str(field.field.widget.attrs.get("aria-describedby", ""))
    return " ".join([*ids, own] if own else ids)


@register.filter
def counts_to(field: BoundField) -> int:
    """Return the character limit to count down to while typing, or 0 for no counting."""
    return int(getattr(field.field, "max_length", 0) or 0) if getattr(field.field, "counted", False) else 0


@register.filter
def is_password(field: BoundField) -> bool:
    """Say whether the field is a password."""
    return isinstance(field.field.widget, forms.PasswordInput)


@register.filter
def optional(field: BoundField) -> bool:
    """Say whether "(optional)" follows the field's label."""
    marks = getattr(field.form, "mark_optional", False)
    return bool(marks and not field.field.required and not isinstance(field.field.widget, forms.CheckboxInput))


@register.filter
def items(field: BoundField) -> list[Item]:
    """List a field's choices. The first has the field's own id, which is where error links lead."""
    chosen = _chosen(field)
    hints = getattr(field.field.widget, "hints", {})
    return [
        Item(
            id=field.auto_id if number == 1 else f"{field.auto_id}_{number}",
            value=value,
            label=str(choice[1]),
            hint=str(getattr(choice, "hint", "") or hints.get(value, "")),
            divider=str(getattr(choice, "divider", "") or ""),
            checked=value in chosen,
            group=group,
        )
        for number, (value, choice, group) in enumerate(_flat(getattr(field.field, "choices", ())), start=1)
    ]


@register.filter
def item_of(field: BoundField, value: object) -> Item:
    """Return the item of one choice by its value."""
    return next(item for item in items(field) if item.value == _text(value))


@register.simple_tag(takes_context=True)
def fields_of(context: Context, form: FormRules) -> SafeString:
    """Render a form's fields alone, for a page or formset that has its own <form> and button."""
    helper = form.helper
    whole = helper.layout
    helper.layout = Layout(*form.layout())
    helper.render_hidden_fields = True
    try:
        inside = context.__copy__()
        inside.update({"form_show_errors": helper.form_show_errors, "form_show_labels": helper.form_show_labels})
        return SafeString(helper.render_layout(form, inside))
    finally:
        helper.layout = whole


@register.simple_tag
def once_field(form: object = None, *, each_press: bool = False) -> SafeString:
    """The hidden key under which a form is saved once, made anew each time it is drawn (``dussk.drafts.once``).

    Args:
        form: the form it stands in. Sent back with something to mend, it keeps its key: nothing was saved under it.
        each_press: every press counts, as on a + button: the page's script makes a new key for each.
    """
    sent = form.data if isinstance(form, BaseForm) and form.is_bound else {}
    key, draft = _uuid(sent.get("once")) or uuid.uuid4(), _uuid(sent.get("draft"))
    return format_html(
        '<input type="hidden" name="once" value="{}"{}>{}',
        key,
        mark_safe(" data-each-press") if each_press else "",
        format_html('<input type="hidden" name="draft" value="{}">', draft) if draft else "",
    )


def _uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _chosen(field: BoundField) -> set[str]:
    value = field.value()
    if isinstance(value, bool):
        return {str(value)}
    if value is None:
        return {""}
    if isinstance(value, list | tuple | set):
        return {str(_plain(each)) for each in value}
    return {str(_plain(value))}


def _plain(value: object) -> object:
    """Return an enumeration member's value, a model's key, or the value itself."""
    return getattr(value, "pk", getattr(value, "value", value))


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, Any, str]]:
    """Walk choices and groups of choices: value as text, choice, and the group's name at its first choice."""
    for choice in choices:
        value, label = choice[0], choice[1]
        if isinstance(label, list | tuple):
            for number, inner in enumerate(label):
                yield _text(inner[0]), inner, "" if number else str(value)
        else:
            yield _text(value), choice, ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
