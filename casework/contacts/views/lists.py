"""The agency's own lists: what it gives out, and where it works."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.contacts import actions, queries
from casework.contacts.forms import ListForm
from casework.contacts.models import Item, Place
from casework.contacts.views.showing import UNPROCESSABLE
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires


def _item_form(data: object = None) -> ListForm:
    form = ListForm(data, label="Something else you give out", button="Add it", auto_id="item_%s")
    form.helper.form_action = reverse("contacts:add_item")
    return form


def _place_form(data: object = None) -> ListForm:
    form = ListForm(data, label="Another place", button="Add the place", auto_id="place_%s")
    form.helper.form_action = reverse("contacts:add_place")
    return form


def _show(request: StaffRequest, item_form: ListForm, place_form: ListForm) -> HttpResponse:
    wrong = next((form for form in (item_form, place_form) if form.errors), None)
    context = {
        "items": queries.items(request.agency),
        "places": queries.places(request.agency),
        "item_form": item_form,
        "place_form": place_form,
        "form": wrong,
    }
    return render(request, "casework/contacts/lists.html", context, status=UNPROCESSABLE if wrong else 200)


@requires(Permission.RUN_SESSION)
@require_GET
def lists(request: StaffRequest) -> HttpResponse:
    """Both lists."""
    return _show(request, _item_form(), _place_form())


@requires(Permission.RUN_SESSION)
@require_POST
def add_item(request: StaffRequest) -> HttpResponse:
    """Add to what is given out."""
    form = _item_form(request.POST)
    if not form.is_valid():
        return _show(request, form, _place_form())
    actions.add_item(by=request.worker, name=form.cleaned_data["name"])
    return redirect("contacts:lists")


@requires(Permission.RUN_SESSION)
@require_POST
def add_place(request: StaffRequest) -> HttpResponse:
    """Add a place."""
    form = _place_form(request.POST)
    if not form.is_valid():
        return _show(request, _item_form(), form)
    actions.add_place(by=request.worker, name=form.cleaned_data["name"])
    return redirect("contacts:lists")


@requires(Permission.RUN_SESSION)
@require_POST
def take_off_item(request: StaffRequest, thing_uid: UUID) -> HttpResponse:
    """Give something out no more."""
    thing = get_object_or_404(Item, uid=thing_uid, agency=request.agency)
    return _take_off(request, thing)


@requires(Permission.RUN_SESSION)
@require_POST
def take_off_place(request: StaffRequest, thing_uid: UUID) -> HttpResponse:
    """Offer a place no more."""
    thing = get_object_or_404(Place, uid=thing_uid, agency=request.agency)
    return _take_off(request, thing)


def _take_off(request: StaffRequest, thing: Item | Place) -> HttpResponse:
    actions.take_off(by=request.worker, thing=thing)
    messages.success(request, f"{thing} is off the list. Add it again to have it back")
    return redirect("contacts:lists")
