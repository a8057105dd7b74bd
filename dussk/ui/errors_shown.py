"""Which errors a page's summary lists, and which element each one leads to."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.forms import BaseForm, BoundField, Widget
from django.forms.formsets import BaseFormSet

from dussk.ui.widgets import DateParts

#: The id of what stands in a record now, on the page that shows both texts.
MEANWHILE = "meanwhile"


class Shown(NamedTuple):
    """One error: what it says and the id of the input to mend (empty when there is none to lead to)."""

    target: str
    message: str


def shown(parts: Iterable[object]) -> list[Shown]:
    """List the errors of forms and formsets in the order they stand on the page. Other objects are passed over."""
    errors: list[Shown] = []
    for part in parts:
        if isinstance(part, BaseFormSet) and part.is_bound:
            errors += _of_formset(part)
        elif isinstance(part, BaseForm) and part.is_bound:
            errors += _of_form(part)
    return errors


def target(field: BoundField) -> str:
    """Return the id of the input an error about this field leads to."""
    widget: Widget = field.field.widget
    if isinstance(widget, DateParts):
        return f"{field.auto_id}_{widget.first_fault()}"
    return field.auto_id  # also of the first radio button or tick box: see gds/layout/radios.html


def _of_formset(formset: "BaseFormSet[BaseForm]") -> Iterator[Shown]:
    first = next((_first(form) for form in formset.forms), "")
    yield from (Shown(first, str(message)) for message in formset.non_form_errors())
    label = getattr(formset, "row_label", "Row")
    for number, form in enumerate(formset.forms, start=1):
        yield from (Shown(error.target, f"{label} {number}: {error.message}") for error in _of_form(form))


def _of_form(form: BaseForm) -> Iterator[Shown]:
    # Where somebody else saved in the meantime, to what stands there now (dussk.ui.meanwhile).
    first = MEANWHILE if getattr(form, "meanwhile", None) else _first(form)
    yield from (Shown(first, str(message)) for message in form.non_field_errors())
    # A hidden field cannot be led to, but what is wrong with it must still be said.
    yield from (Shown("", str(message)) for field in form.hidden_fields() for message in field.errors)
    yield from (Shown(target(field), str(message)) for field in form.visible_fields() for message in field.errors)


def _first(form: BaseForm) -> str:
    return next((target(field) for field in form.visible_fields()), "")
