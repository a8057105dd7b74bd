"""Taking follow-ups, passing them on, and finishing them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts import queries
from casework.contacts.actions.holding import hold_line, one
from casework.contacts.models import Contact, FollowUp
from dussk.access.asking import Worker
from dussk.staff.models import Staff


@transaction.atomic
def take_follow_up(*, by: Worker, line: Contact, what: str, due: date, assigned_to: Staff) -> FollowUp:
    """Note something to do after a contact.

    Args:
        by: who notes it.
        line: the contact it comes from; it goes where that goes, into her file or none.
        what: what needs doing.
        due: by when.
        assigned_to: who will do it.

    Raises:
        RefusedError: the register is closed, or that person cannot take it.
    """
    hold_line(line)
    return note_follow_up(by=by, client=line.client, contact=line, what=what, due=due, assigned_to=assigned_to)


@transaction.atomic
def note_follow_up(
    *, by: Worker, client: Client | None, what: str, due: date, assigned_to: Staff, contact: Contact | None = None
) -> FollowUp:
    """Note something to do about a woman, after a contact or without one.

    Raises:
        RefusedError: that person cannot take it: she is suspended, has left, or is blocked from the file.
    """
    _must_be_able(by, client, assigned_to)
    return FollowUp.objects.create(
        client=client,
        owner_id=client.agency_id if client else None,
        agency=by.agency,
        made_by=by.staff,
        contact=contact,
        session_id=contact.session_id if contact else None,
        what=what,
        due=due,
        assigned_to=assigned_to,
    )


def _must_be_able(by: Worker, client: Client | None, staff: Staff) -> None:
    if not queries.can_follow_up(by.agency, client).filter(pk=staff.pk).exists():
        raise RefusedError(queries.cannot_take(staff), "who")


@transaction.atomic
def pass_on(*, by: Worker, follow_up: FollowUp, to: Staff, why: str) -> None:
    """Give a follow-up to somebody else. Who had it, who passed it on and why stay in its history.

    Raises:
        RefusedError: it is done, she has it already, or she cannot take it.
        PermissionDenied: it is another agency's, or the woman's file is closed to ``by`` by now.
    """
    now = _open(by, follow_up)
    if now.assigned_to_id == to.pk:
        raise RefusedError(f"{to} has it already. Choose somebody else", "who")
    _must_be_able(by, now.client, to)
    one(FollowUp.objects.filter(pk=now.pk).update(assigned_to=to, passed_why=why))


@transaction.atomic
def finish_follow_up(*, by: Worker, follow_up: FollowUp, outcome: str) -> None:
    """Say that it is done, and what came of it. Anybody of the agency may, whoever took it.

    Raises:
        RefusedError: it was done already; what was said then stands.
        PermissionDenied: it is another agency's, or the woman's file is closed to ``by`` by now.
    """
    now = _open(by, follow_up)
    one(FollowUp.objects.filter(pk=now.pk).update(done_at=timezone.now(), done_by=by.staff, outcome=outcome))


def _open(by: Worker, follow_up: FollowUp) -> FollowUp:
    if follow_up.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency has this to do.")
    now = FollowUp.objects.select_for_update(of=("self",)).filter(pk=follow_up.pk).first()
    if now is None:  # her file is closed to this agency by now
        raise PermissionDenied("This follow-up is not hers to change.")
    if now.done_at is not None:
        raise RefusedError("This was done already. Nothing was changed.")
    return now
