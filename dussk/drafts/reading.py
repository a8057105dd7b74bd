"""What somebody typed, as the form it was typed into asks and answers it."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from dussk.drafts import rules
from dussk.drafts.rules import Field
from dussk.ui.forms import FormRules
from dussk.ui.meanwhile import in_words


def in_its_words(form: str, fields: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    """Short answers, then longer texts, each under its question; what nobody typed is left out.

    Args:
        form: what tells the form from others, beginning with the name of its class, as its page says it.
        fields: names and values, as they were sent.
    """
    return rules.shown([*_asked(_class_of(form.partition(" ")[0], fields), fields)])


def beginning(form: str, fields: Sequence[Field]) -> str:
    """What tells one draft from the next in a list of them: what she wrote, or else what she answered.

    Args:
        form, fields: as for :func:`in_its_words`.
    """
    answers, texts = in_its_words(form, fields)
    if texts:
        return texts[0][1]
    return ". ".join(f"{asked}{'' if asked.endswith('?') else ':'} {words}" for asked, words in answers)


def _asked(kind: type[forms.BaseForm] | None, fields: Sequence[Field]) -> Iterator[Field]:
    sent = QueryDict(mutable=True)
    for name, value in fields:
        sent.appendlist(name, value)
    asked, read = _fields_of(kind), set()
    for name, field in asked.items():
        read |= {each for each in sent if each == name or (each.startswith(f"{name}_") and each not in asked)}
        value = field.widget.value_from_datadict(sent, cast("Any", {}), name)
        if isinstance(field.widget, forms.MultiWidget):
            value = " ".join(filter(None, value))
        if value not in (None, "", []):
            yield str(field.label or rules.as_question(name)), in_words(field, value)
    yield from ((rules.as_question(name), value) for name, value in fields if name not in read)


def _fields_of(kind: type[forms.BaseForm] | None) -> dict[str, forms.Field]:
    return {} if kind is None else getattr(kind, "base_fields", {})


def _class_of(name: str, fields: Sequence[Field]) -> type[forms.BaseForm] | None:
    """The form of this name that asks for most of these fields; None where there is none."""
    sent = {name for name, _value in fields}
    found = [kind for kind in _every(FormRules) if kind.__name__ == name]
    return max(found, key=lambda kind: len(sent & _fields_of(kind).keys()), default=None)


def _every(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from _every(each)
