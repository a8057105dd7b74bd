"""Contacts outside a session: logging one, trying to reach her, and putting one right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page
from casework.contacts import actions, queries
from casework.contacts.forms import ClosedNoteForm, ContactForm, CorrectionForm, NotHerForm, UnknownContactForm
from casework.contacts.forms.contacts import NEVER, TRIES
from casework.contacts.models import Contact
from casework.contacts.views.showing import UNPROCESSABLE
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once

BOTH = ["GET", "HEAD", "POST"]


def found(request: StaffRequest, uid: UUID, reference: str | None) -> tuple[Contact, Client | None]:
    """A contact on the file of the woman with this reference; or with a woman nobody knew, where there is none.

    Raises:
        Http404: there is none, or this reader may not see it.
    """
    her = her_file(request, reference) if reference else None
    return get_object_or_404(queries.contacts(her, request.worker), uid=uid), her


def shown(
    request: StaffRequest, her: Client | None, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about one contact: among her pages, or by itself where nobody knows who she is."""
    if her is not None:
        answer = her_page(request, her, template, around="casework/clients/her_page.html", **context)
    else:
        answer = render(request, template, {"around": "casework/contacts/unknown_page.html", **context})
    answer.status_code = status
    return answer


def address(name: str, contact: Contact, her: Client | None) -> str:
    """Where a page about a contact is."""
    if her is not None:
        return reverse(f"her:{name}", args=[her.reference, contact.uid])
    return reverse(f"contacts:unknown_{name}", args=[contact.uid])


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
@once
def log(request: StaffRequest, reference: str) -> HttpResponse:
    """Log a contact with her: where, when, whether she was reached, what came of it."""
    her = her_file(request, reference)
    ways, never = queries.ways_of(her)
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        by=request.worker,
        who=queries.can_follow_up(request.agency, her),
        items=queries.choosable_items(request.agency),
        topics=queries.choosable_topics(request.agency),
        never=never,
    )
    form.cancel_url = her.get_absolute_url()
    if acted(form, lambda: actions.log_contact(by=request.worker, client=her, said=form.as_said, to_do=form.to_do)):
        _say(request, "The contact is saved.", form.clocks_word)
        return redirect(her)
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/contacts/contact_form.html", form=form, ways=ways, status=status)


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
@once
def tried(request: StaffRequest, reference: str) -> HttpResponse:
    """Log, by one press, that somebody tried to reach her just now."""
    her = her_file(request, reference)
    ways, never = queries.ways_of(her)
    pressed = TRIES.get(request.POST.get("tried", "")) if request.method == "POST" else None
    if pressed is not None:
        said = queries.Said(setting=pressed.setting, outcome=pressed.outcome, at=timezone.now())
        actions.log_contact(by=request.worker, client=her, said=said)
        warning = f"{NEVER}: look at how to reach her before the next time." if pressed.setting in never else ""
        _say(request, f"{pressed.words}: saved.", warning)
        return redirect(her)
    tries = [(key, one, never.get(one.setting)) for key, one in TRIES.items()]
    status = UNPROCESSABLE if request.method == "POST" else 200
    return shown(request, her, "casework/contacts/contact_tried.html", tries=tries, ways=ways, status=status)


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
@once
def log_unknown(request: StaffRequest) -> HttpResponse:
    """Log a contact with a woman nobody knows."""
    form = UnknownContactForm(
        request.POST if request.method == "POST" else None,
        by=request.worker,
        who=queries.can_follow_up(request.agency, None),
        items=queries.choosable_items(request.agency),
        topics=queries.choosable_topics(request.agency),
    )
    form.cancel_url = reverse("contacts:unknown_women")

    def save() -> None:
        description = form.cleaned_data["description"]
        actions.log_contact(
            by=request.worker, client=None, said=form.as_said, description=description, to_do=form.to_do
        )

    if acted(form, save):
        _say(request, "The contact is saved.", form.clocks_word)
        return redirect("contacts:unknown_women")
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, None, "casework/contacts/contact_form.html", form=form, status=status)


def _say(request: StaffRequest, done: str, warning: str) -> None:
    messages.success(request, done)
    if warning:
        messages.warning(request, warning)


@requires(Permission.VIEW_CLIENT)
@require_GET
def contact(request: StaffRequest, uid: UUID, reference: str) -> HttpResponse:
    """One contact of hers: what it says, who wrote it, what it said before, and what can be put right."""
    return _contact(request, uid, reference)


@requires(Permission.LOG_CONTACT)
@require_GET
def unknown_contact(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The same of a contact with a woman nobody knew. Where it is known by now who she was, hers."""
    try:
        return _contact(request, uid, None)
    except Http404:
        known = get_object_or_404(Contact.objects.select_related("client"), uid=uid, agency=request.agency)
        if known.client is None:
            raise
        return redirect("her:contact", known.client.reference, uid)


def _contact(request: StaffRequest, uid: UUID, reference: str | None) -> HttpResponse:
    row, her = found(request, uid, reference)
    ours = row.agency_id == request.agency.pk and request.may(Permission.LOG_CONTACT)
    on_register = row.session is not None and row.session.is_open
    context: dict[str, Any] = {
        "row": row,
        "earlier": queries.earlier_texts(row),
        "taken_off": queries.taken_off(row),
        "ours": ours,
        "on_register": on_register,
        "urls": {name: address(name, row, her) for name in ("correct", "mistake", "put_back")},
    }
    return shown(request, her, "casework/contacts/contact.html", **context)


def _to_correct(request: StaffRequest, uid: UUID, reference: str | None) -> tuple[Contact, Client | None]:
    """A contact that her own agency made, as it stands; locked once the form is sent.

    Raises:
        Http404: it is not there for her.
        PermissionDenied: another agency made it.
    """
    row, her = found(request, uid, reference)
    if row.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency wrote this.")
    if request.method == "POST":
        Contact.objects.select_for_update(of=("self",)).get(pk=row.pk)
        row = queries.contacts(her, request.worker).get(pk=row.pk)
    return row, her


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Put a contact right; of a line whose register is closed, its note."""
    row, her = _to_correct(request, uid, reference)
    back = address("contact", row, her)
    if row.mistake_at is not None:
        messages.warning(request, "This was entered by mistake. Put it back before you write on it.")
        return nothing_saved(redirect(back))
    if row.session is not None and row.session.is_open:
        return nothing_saved(redirect("contacts:line", row.session.uid, row.uid))
    form = _correction(request, row, her)
    form.cancel_url = back

    def save() -> None:
        if isinstance(form, CorrectionForm):
            actions.correct_contact(by=request.worker, contact=row, said=form.as_said)
        else:
            actions.correct_note(by=request.worker, contact=row, note=form.cleaned_data["note"])

    if acted(form, save):
        _say(request, "Saved. What stood there before is kept below.", getattr(form, "clocks_word", ""))
        return redirect(back)
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/contacts/contact_correct.html", form=form, row=row, back=back, status=status)


def _correction(request: StaffRequest, row: Contact, her: Client | None) -> CorrectionForm | ClosedNoteForm:
    data = request.POST if request.method == "POST" else None
    if row.session is not None:
        return ClosedNoteForm(data, contact=row)
    never = queries.ways_of(her)[1] if her is not None else {}
    held = {given.item_id: given.count for given in row.items.all()}
    return CorrectionForm(
        data,
        contact=row,
        items=queries.choosable_items(request.agency, held),
        topics=queries.choosable_topics(request.agency, frozenset(one.topic_id for one in row.topics.all())),
        never=never,
    )


@requires(Permission.LOG_CONTACT)
@require_POST
def mistake(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Say that a contact was entered by mistake: it stays, marked, and counts no more."""
    row, her = _to_correct(request, uid, reference)
    try:
        actions.mark_mistake(by=request.worker, line=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is marked as a mistake and counts no more. You can put it back.")
    return redirect(address("contact", row, her))


@requires(Permission.LOG_CONTACT)
@require_POST
def put_back(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Let a contact count again."""
    row, her = _to_correct(request, uid, reference)
    try:
        actions.put_back(line=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It counts again.")
    return redirect(address("contact", row, her))


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
@once
def not_her(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take a contact off her file: it was somebody else."""
    row, her = _to_correct(request, uid, reference)
    form = NotHerForm(request.POST if request.method == "POST" else None, initial={"description": row.description})
    form.cancel_url = address("contact", row, her)
    if acted(form, lambda: actions.not_her(by=request.worker, contact=row, **form.cleaned_data)):
        messages.success(request, "It is off her file, and is with the women nobody knows.")
        return redirect("contacts:unknown_contact", uid)
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/contacts/contact_not_her.html", form=form, row=row, status=status)
