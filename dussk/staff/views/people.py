"""Members of staff, for those who look after their accounts."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.staff import mail, queries
from dussk.staff.actions import accounts, invitations
from dussk.staff.forms import NewAccountForm
from dussk.staff.models import Post, Staff
from dussk.staff.roles import Role
from dussk.staff.rules import in_groups
from dussk.ui.paging import page_of

_EVENTS_SHOWN = 20


#: For administrators and managers: the pages that both have. What each sees on them is in the queries.
for_staff_keepers = requires(Permission.MANAGE_STAFF, Permission.APPROVE_STAFF)


def somebody(request: StaffRequest, uid: uuid.UUID) -> Staff:
    """A member of staff whose account she looks after; a 404 for anybody else."""
    return get_object_or_404(queries.people(request.worker), uid=uid)


@for_staff_keepers
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Everybody, or her agency's staff; what waits for her approval first."""
    context = {
        "page": page_of(queries.people(request.worker), request),
        "waiting": queries.requests_for(request.worker),
        "administers": request.may(Permission.MANAGE_STAFF),
    }
    return render(request, "staff/people.html", context)


@for_staff_keepers
@never_cache
@require_safe
def person(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """One member of staff: her posts, what is asked for her, how she signs in, what happened to her account."""
    staff = somebody(request, uid)
    administers = request.may(Permission.MANAGE_STAFF)
    context = {
        "person": staff,
        "herself": staff.pk == request.user.pk,
        "administers": administers,
        "posts": [(post, _may_end(request, post)) for post in staff.posts_held],  # type: ignore[attr-defined]
        "asked": queries.open_requests_about(request.worker, staff),
        "closed": queries.closed_requests_about(staff),
        "factors": queries.factors_of(staff),
        "invitation": queries.open_invitation(staff),
        "can_be_invited": administers and not staff.has_usable_password() and staff.pk != request.user.pk,
        "events": queries.events_of(staff)[:_EVENTS_SHOWN] if administers else (),
    }
    return render(request, "staff/person.html", context)


def _may_end(request: StaffRequest, post: Post) -> bool:
    return post.staff_id != request.user.pk and queries.may_ask_at(request.worker, post.agency)


@requires(Permission.MANAGE_STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def new_account(request: StaffRequest) -> HttpResponse:
    """Make an account, ask for its roles, and invite its owner."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("staff:people")
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            with transaction.atomic():
                staff = invitations.make_account(
                    by=request.worker,
                    name=wanted["name"],
                    email=wanted["email"],
                    agency=wanted["agency"],
                    roles=[Role(role) for role in wanted["roles"]],
                )
        except IntegrityError:  # somebody else made it at the same moment
            form.add_error("email", "There is an account with this e-mail address already")
        else:
            return _invite(request, staff, by_email=wanted["way"] == "email")
    return render(request, "staff/new_account.html", {"form": form})


@requires(Permission.MANAGE_STAFF)
@never_cache
@require_POST
def invite_again(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """A new invitation, which ends the one before."""
    return _invite(request, somebody(request, uid), by_email=request.POST.get("way") == "email")


def _invite(request: StaffRequest, staff: Staff, *, by_email: bool) -> HttpResponse:
    """Send the link, or show the letter: on this very answer, since the code is kept nowhere."""
    try:
        code = invitations.invite(by=request.worker, staff=staff, by_email=by_email)
    except invitations.TakenUpError:
        messages.warning(request, "She has taken up her account already.")
        return redirect("staff:person", uid=staff.uid)
    if not by_email:
        return letter(request, staff, code)
    link = request.build_absolute_uri(reverse("staff:invitation_link", args=[code]))
    invitation = queries.open_invitation(staff)
    if mail.send_invitation(
        staff.email, {"person": staff, "link": link, "expires": invitation and invitation.expires_at}
    ):
        messages.success(request, "The invitation is sent.")
    else:
        messages.warning(request, "The invitation could not be sent. Try again, or print a letter.")
    return redirect("staff:person", uid=staff.uid)


def letter(request: StaffRequest, staff: Staff, code: str) -> HttpResponse:
    """The printed sheet, seen exactly once."""
    context = {
        "person": staff,
        "code": in_groups(code),
        "address": request.build_absolute_uri(reverse("staff:invitation")),
        "invitation": queries.open_invitation(staff),
        "today": timezone.localdate(),
    }
    return render(request, "staff/letter.html", context)


@requires(Permission.MANAGE_STAFF)
@require_POST
def cancel_invitation(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """End an invitation that is still good."""
    invitations.cancel_invitations(staff=somebody(request, uid))
    messages.success(request, "The invitation is cancelled.")
    return redirect("staff:person", uid=uid)


@requires(Permission.MANAGE_STAFF)
@require_POST
def suspend(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Let her sign in no more, at once."""
    accounts.suspend(by=request.worker, staff=somebody(request, uid))
    messages.success(request, "The account is suspended. She is signed out everywhere.")
    return redirect("staff:person", uid=uid)


@requires(Permission.MANAGE_STAFF)
@require_POST
def restore(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Let her sign in again."""
    accounts.restore(by=request.worker, staff=somebody(request, uid))
    messages.success(request, "She can sign in again.")
    return redirect("staff:person", uid=uid)


@for_staff_keepers
@require_POST
def end_post(request: StaffRequest, uid: uuid.UUID, pk: int) -> HttpResponse:
    """Take a role from her."""
    post = get_object_or_404(Post, pk=pk, staff=somebody(request, uid))
    access_lost = f"{post.get_role_display()} at {post.agency} is ended."
    accounts.end_post(by=request.worker, post=post)
    messages.success(request, access_lost)
    return redirect("staff:person", uid=uid)
