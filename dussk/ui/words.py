"""Error messages in plain words, in place of Django's."""

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import MaxLengthValidator

from dussk.ui import text

# Fields whose stock widgets ask for one format and answer with an exception's own words.
_REPLACED: dict[type[forms.Field], str] = {
    forms.DateField: "dussk.ui.fields.DateField",
    forms.TimeField: "dussk.ui.fields.TimeField",
    forms.DateTimeField: "separate dussk.ui.fields.DateField and TimeField",
    forms.SplitDateTimeField: "separate dussk.ui.fields.DateField and TimeField",
}

_INVALID: dict[type[forms.Field], str] = {
    forms.FloatField: "{label} must be a number, like 3.5",
    forms.DecimalField: "{label} must be a number, like 3.5",
    forms.IntegerField: "{label} must be a whole number, like 3",
    forms.EmailField: "Enter an email address in full, like name@example.org",
    forms.URLField: "Enter a web address in full, like https://www.example.org",
    forms.Field: "{label} is not in the right format",
}


def reject_forbidden(value: str) -> None:
    """Field validator: refuse control and direction-override characters.

    Raises:
        ValidationError: the text holds one.
    """
    if text.has_forbidden_characters(value):
        raise ValidationError(text.FORBIDDEN_MESSAGE.format(label="This"), code="forbidden_characters")


def is_stock(field: forms.Field, code: str) -> bool:
    """Say whether the field still answers `code` with the message Django came with."""
    message = str(field.error_messages.get(code, ""))
    return any(
        cls.__module__.startswith("django.") and str(cls.__dict__["default_error_messages"].get(code, "")) == message
        for cls in type(field).__mro__
        if "default_error_messages" in cls.__dict__ and code in cls.__dict__["default_error_messages"]
    )


def unworded(fields: dict[str, forms.Field], required: dict[str, str]) -> list[str]:
    """Name what a form still has to say in its own words, for each field at fault; empty when the form is ready.

    Args:
        fields: the form's fields by name.
        required: the form's own messages for empty required fields, by name.
    """
    faults = []
    for name, field in fields.items():
        if stand_in := next((own for stock, own in _REPLACED.items() if isinstance(field, stock)), None):
            faults.append(f"{name}: use {stand_in}")
        if field.required and not field.disabled and name not in required and is_stock(field, "required"):
            faults.append(f"{name}: say in required_messages what to do when it is empty")
    return faults


def word(fields: dict[str, forms.Field], required: dict[str, str], *, of: str) -> None:
    """Give every field plain messages, a length limit and the refusal of odd characters. Safe to do twice.

    Args:
        fields: one form instance's own fields (Django copies them for each form).
        required: messages for empty required fields, by field name.
        of: the form class's name, for the message to its author.

    Raises:
        ImproperlyConfigured: the form leaves a field with Django's own words.
    """
    if faults := unworded(fields, required):
        raise ImproperlyConfigured(f"{of}: " + "; ".join(faults))
    for name, field in fields.items():
        if name in required:
            field.error_messages["required"] = required[name]
        label = str(field.label or name.replace("_", " ").capitalize())
        if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField | forms.JSONField):
            _limit(field, label)
        for code, message in _plain(field, label).items():
            if code not in field.error_messages or is_stock(field, code):
                field.error_messages[code] = message


def _limit(field: forms.CharField, label: str) -> None:
    """Give a text field its longest length and its validators.

    The browser is not told the length: it would cut a pasted note without saying so.
    """
    if field.max_length is None:
        field.max_length = text.LONG_TEXT if isinstance(field.widget, forms.Textarea) else text.SHORT_TEXT
        field.validators.append(MaxLengthValidator(field.max_length))
    field.widget.attrs.pop("maxlength", None)
    if reject_forbidden not in field.validators:
        field.validators.append(reject_forbidden)
    field.error_messages.setdefault(
        "max_length", f"{label} must be {field.max_length:,} characters or fewer. It has %(show_value)s"
    )


def _plain(field: forms.Field, label: str) -> dict[str, str]:
    """Return plain messages by Django's error codes, for this field."""
    invalid = next(message for kind, message in _INVALID.items() if isinstance(field, kind))
    choice = f"Choose from the answers given for “{label}”"
    return {
        "invalid": invalid.format(label=label),
        "invalid_choice": choice,
        "invalid_list": choice,
        "invalid_pk_value": choice,
        "min_value": f"{label} must be %(limit_value)s or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "min_length": f"{label} must be %(limit_value)s characters or more. It has %(show_value)s",
        "max_digits": f"{label} has too many digits",
        "max_decimal_places": f"{label} must have no more than %(max)s decimal places",
        "max_whole_digits": f"{label} is too large",
        "null_characters_not_allowed": text.FORBIDDEN_MESSAGE.format(label=label),
        "forbidden_characters": text.FORBIDDEN_MESSAGE.format(label=label),
        "missing": f"Choose a file for “{label}”",
        "empty": "The file you chose is empty. Choose another",
    }
