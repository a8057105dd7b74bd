"""The base classes of every form.

A form says which fields it has and, for each required one, what to do when it is empty. From here it gets GOV.UK
markup, an error summary, plain words, length limits, tidied text and the refusal of characters that must not be stored.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from dussk import typed
from dussk.ui import again, text, words
from dussk.ui.layout import Actions, Layout
from dussk.ui.widgets import OneTimeCode

CRISPY_CLASS_CONVERTERS = {
    "textinput": "govuk-input",
    "numberinput": "govuk-input",
    "dateinput": "govuk-input",
    "timeinput": "govuk-input",
    "datetimeinput": "govuk-input",
    "urlinput": "govuk-input",
    "searchinput": "govuk-input",
    "telinput": "govuk-input",
    "select": "govuk-select",
    "nullbooleanselect": "govuk-select",
    "selectmultiple": "govuk-select",
    "fileinput": "govuk-file-upload",
    "clearablefileinput": "govuk-file-upload",
}
"""For settings: style sheet classes for widgets that crispy-forms-gds leaves bare."""


class FormRules(forms.BaseForm):
    """What all forms share. Mix it before a form class of another package: `class SignIn(FormRules, LoginForm)`."""

    submit_label: ClassVar[str] = "Save"
    submit_style: ClassVar[str] = ""
    required_messages: ClassVar[Mapping[str, str]] = {}
    """For each required field, what to do when it is empty: "Enter the name she wants used"."""
    label_size: ClassVar[str] = "s"
    mark_optional: ClassVar[bool] = True
    """Whether "(optional)" follows the label of a field that may stay empty."""

    keeps_draft: ClassVar[bool] = True
    """Whether what is typed is kept until it is saved, and the form carries the key that saves it once. Not for
    searches, which save nothing; never where a secret is asked."""

    use_required_attribute = False
    cancel_url: str = ""
    """Where "Cancel" leads. A view sets it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words.word(self.fields, dict(self.required_messages), of=type(self).__qualname__)
        self.data = self._tidied_data()

    @cached_property
    def helper(self) -> FormHelper:
        """How crispy-forms shows this form. Made when first asked for, so fields added later are in it."""
        words.word(self.fields, dict(self.required_messages), of=type(self).__qualname__)
        helper = FormHelper()
        helper.form_tag = True
        helper.form_class = "dussk-form"
        helper.attrs = {"novalidate": True, "autocomplete": "off"}  # a shared computer must not offer her name
        if self.is_kept:
            helper.attrs |= {"data-draft": type(self).__name__} | ({"data-typed": True} if self.is_bound else {})
        helper.label_size = helper.legend_size = self.label_size
        helper.render_hidden_fields = True  # also those that a layout does not name
        helper.layout = Layout(*self.layout(), *self.actions())
        return helper

    @property
    def is_kept(self) -> bool:
        """Whether what is typed into it is kept until it is saved."""
        asks_secret = any(isinstance(field.widget, forms.PasswordInput | OneTimeCode) for field in self.fields.values())
        return self.keeps_draft and not asks_secret and not any(map(again.is_secret, self.fields))

    def layout(self) -> Sequence[Any]:
        """Return field names and layout objects in the order shown. Override to group fields."""
        return list(self.fields)

    def actions(self) -> Sequence[Any]:
        """Return what ends the form: its button. Override for several; empty for a form inside another."""
        if not self.submit_label:
            return []
        return [Actions(self.submit_label, cancel_url=self.cancel_url, style=self.submit_style)]

    def full_clean(self) -> None:
        """Check everything, including fields added since the form was made."""
        words.word(self.fields, dict(self.required_messages), of=type(self).__qualname__)
        super().full_clean()

    def _tidied_data(self) -> Mapping[str, Any]:
        """Return what was sent, with the text of this form's text fields tidied. Passwords stay as typed."""
        changed = {}
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.PasswordInput):
                continue
            lines = isinstance(field.widget, forms.Textarea | forms.HiddenInput)
            typed = self.data.get(key)
            if isinstance(typed, str) and (tidy := text.tidied(typed, lines=lines)) != typed:
                changed[key] = tidy
        return with_values(self.data, changed) if changed else self.data


class Form(FormRules, forms.Form):
    """The base of plain forms."""


class ModelForm(FormRules, typed.ModelForm):
    """The base of forms that save one model. Declare dates and times with the fields of `dussk.ui.fields`."""


def among(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field for one record, or for several, be answered with these records only."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Let a field for a choice be answered with these only: each what is sent, and what people read."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def with_values(data: Mapping[str, Any], changed: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the data with some values replaced; the original, which the request holds, is left alone."""
    if isinstance(data, MultiValueDict):
        copy = data.copy()
        for key, value in changed.items():
            copy[key] = value
        return copy
    return {**data, **changed}
