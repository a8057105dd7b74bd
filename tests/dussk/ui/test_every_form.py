"""Every form of every app keeps the rules of dussk.ui.forms. A new one is found by itself."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

from dussk.ui.forms import Form, FormRules, ModelForm
from dussk.ui.words import unworded

PACKAGES = ("dussk", "casework", "consent", "pathway")


def our_modules() -> Iterator[str]:
    for name in PACKAGES:
        package = import_module(name)
        for module in walk_packages(package.__path__, f"{name}."):
            if module.name.rpartition(".")[2] == "forms" or ".forms." in module.name:
                yield module.name


def our_forms() -> list[type[forms.BaseForm]]:
    return [
        found
        for name in our_modules()
        for found in vars(import_module(name)).values()
        if isinstance(found, type) and issubclass(found, forms.BaseForm) and found.__module__ == name
    ]


FORMS = [form for form in our_forms() if form not in {Form, FormRules, ModelForm}]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_a_form_of_ours_keeps_the_rules(form: type[forms.BaseForm]) -> None:
    assert issubclass(form, FormRules), "begin the form with dussk.ui.forms.Form, ModelForm or FormRules"
    fields = getattr(form, "base_fields", {})
    assert unworded(fields, dict(form.required_messages)) == []
    if issubclass(form, Form | ModelForm):  # other packages' forms add fields when they are made
        assert set(form.required_messages) <= set(fields), "a message for a field that is not there"
