"""Taking and finishing follow-ups."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
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
        RefusedError: the register is closed.
    """
    hold_line(line)
    return FollowUp.objects.create(
        client_id=line.client_id,
        owner_id=line.owner_id,
        agency=by.agency,
        made_by=by.staff,
        contact=line,
        session=line.session,
        what=what,
        due=due,
        assigned_to=assigned_to,
    )


@transaction.atomic
def finish_follow_up(*, by: Worker, follow_up: FollowUp, outcome: str) -> None:
    """Say that it is done, and what came of it.

    Raises:
        RefusedError: it was done already; what was said then stands.
    """
    now = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if now.done_at is not None:
        raise RefusedError("This was done already. Nothing was changed.")
    one(FollowUp.objects.filter(pk=follow_up.pk).update(done_at=timezone.now(), done_by=by.staff, outcome=outcome))
