"""Forms and pages that exercise every part of the interface, for its tests alone."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import include, path
from django.utils import timezone

from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form
from dussk.ui.formsets import FormSet
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Fieldset, Side
from dussk.ui.widgets import Checkboxes, Radios


class Contact(Form):
    """One field of every kind."""

    submit_label = "Save contact"
    required_messages = {
        "name": "Enter the name she wants used",
        "kind": "Choose where it was",
        "by": "Choose how to reach her",
        "count": "Enter how many",
        "password": "Enter your password",
        "agreed": "Tick to say she agreed",
    }
    name = forms.CharField(label="Name <she> wants", help_text="What she asked <b>for</b>")
    seen = DateField(label="When was she seen?", what="the date she was seen", latest=timezone.localdate)
    began = TimeField(label="What time?", what="the time it began", required=False)
    kind = forms.ChoiceField(
        label="Where was it?", choices=[("d", "Drop-in"), ("v", "Van")], widget=Radios(inline=True)
    )
    given = forms.MultipleChoiceField(
        label="What was she given?",
        required=False,
        choices=[("Food", [("hf", "Hot food"), ("hd", "Hot drink")]), ("Health", [("n", "Naloxone")])],
        widget=Checkboxes(),
    )
    by = forms.ChoiceField(
        label="How to reach her?", choices=[("p", "Phone"), ("n", "Not at all")], widget=Radios(hints={"n": "For now"})
    )
    number = forms.CharField(label="Phone number", required=False)
    worker = forms.ChoiceField(
        label="Keyworker", required=False, choices=[("", "Nobody yet"), ("Ours", [("a", "Asha")])]
    )
    several = forms.MultipleChoiceField(
        label="Several", required=False, choices=[("a", "A")], widget=forms.SelectMultiple
    )
    count = forms.IntegerField(label="How many?", min_value=0, max_value=99)
    password = forms.CharField(label="Your password", widget=forms.PasswordInput)
    link = forms.URLField(label="Web page", required=False, assume_scheme="https")
    note = TextField(label="Note", required=False, counted=True)
    agreed = forms.BooleanField(label="She agreed")

    def layout(self) -> list[Any]:
        return [
            "name",
            Fieldset(Side("seen", "began"), legend="When & where"),
            "kind",
            "given",
            ConditionalRadios("by", ConditionalQuestion("Phone", "number"), "Not at all"),
            *("worker", "several", "count", "password", "link", "note", "agreed"),
        ]


GOOD = {
    "name": "Ruby",
    "seen_day": "21",
    "seen_month": "11",
    "seen_year": "2026",
    "kind": "d",
    "by": "n",
    "count": "3",
    "password": "a pass word",
    "agreed": "on",
}


class Child(Form):
    submit_label = ""
    required_messages = {"name": "Enter the child's name"}
    name = forms.CharField(label="Name")
    born = DateField(label="Date of birth", what="the child's date of birth", required=False)


class Children(FormSet):
    row_label = "Child"


ChildRows = formset_factory(Child, formset=Children, extra=2)


class Person:
    is_authenticated = True

    def __str__(self) -> str:
        return "Asha Bellweather"


def request(where: str = "/", *, signed_in: bool = True) -> HttpRequest:
    """A request as the middleware leaves it."""
    made: Any = RequestFactory().get(where)
    if signed_in:
        made.user, made.agency, made.may = Person(), "Night Lantern", lambda _permission: True
    return made  # type: ignore[no-any-return]


def render(source: str, **values: object) -> str:
    """Render template source with `request` and a CSRF token in its context."""
    return Template("{% load crispy_forms_tags dussk_forms dussk_ui %}" + source).render(
        Context({"csrf_token": "the-token", "request": request(), **values})
    )


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page")


def unlock(asked: HttpRequest) -> JsonResponse:
    right = asked.POST.get("secret") == "right"
    return JsonResponse({"unlocked": True, "csrf_token": "renewed"} if right else {"error": "That is not right"})


_today = [path(f"{at}/" if at else "", page, name=at or "today") for at in ("", "hidden", "list", "help")]
_staff = [
    path(f"{name}/", page, name=name) for name in ("sign_in", "sign_out", "change_agency", "account", "lock", "alive")
]
_drafts = [path(f"{name}/", page, name=name) for name in ("keep", "kept")]
urlpatterns = [
    path("not-saved/", include((_drafts, "drafts"))),
    path("", include((_today, "today"))),
    path("staff/", include(([*_staff, path("unlock/", unlock, name="unlock")], "staff"))),
]
