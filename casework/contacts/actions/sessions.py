"""Opening and closing a session, and who is on shift."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts import rules
from casework.contacts.actions.holding import hold, hold_alone, one
from casework.contacts.actions.lists import place_named
from casework.contacts.models import Place, Session, Shift
from dussk.access.asking import Worker
from dussk.staff.models import Staff
from dussk.ui.when import on


def start_session(
    *,
    by: Worker,
    kind: str,
    place: Place | None,
    new_place: str,
    started_at: datetime,
    staff: Iterable[Staff],
    from_paper: bool = False,
) -> Session:
    """Open a register.

    Args:
        by: who opens it.
        kind: one of :class:`Session.Kind`.
        place: where, of the agency's own places.
        new_place: or the name of a place that is not among them yet.
        started_at: not in the future.
        staff: who is on shift.
        from_paper: whether it was written on paper, and is now typed in. That may be any night, also while another
            register is open there.

    Raises:
        RefusedError: one of this kind is open there already, this night was typed in from paper already, or it would
            start in the future.
    """
    if started_at > timezone.now():
        raise RefusedError("It cannot start in the future. Enter when it started", "clock")
    started_at = started_at.replace(second=0, microsecond=0)
    night = rules.session_night(started_at, daytime=kind == Session.Kind.CENTRE)
    try:
        with transaction.atomic():
            if place is None:
                place = place_named(by=by, name=new_place)
            session = Session.objects.create(
                agency=by.agency,
                made_by=by.staff,
                kind=kind,
                place=place,
                night=night,
                started_at=started_at,
                from_paper=from_paper,
            )
            Shift.objects.bulk_create(
                Shift(session=session, agency=by.agency, staff=one, made_by=by.staff) for one in staff
            )
    except IntegrityError as fault:
        if "session_from_paper_once" in str(fault):
            raise RefusedError(
                f"{on(night, weekday=True)} was typed in from paper already, for this kind of session and this place."
                " Look for it on the Nights page"
            ) from fault
        raise RefusedError("A register of this kind is open there already. Use that one, or close it first") from fault
    return session


@transaction.atomic
def set_team(*, by: Worker, session: Session, staff: Iterable[Staff]) -> None:
    """Say who is on shift. A volunteer who is taken off no longer sees the register.

    Raises:
        RefusedError: the register is closed.
    """
    hold(session)
    wanted = {one.pk for one in staff}
    shifts = Shift.objects.filter(session=session)
    here = set(shifts.values_list("staff_id", flat=True))
    gone = here - wanted
    if shifts.filter(staff__in=gone).delete()[0] != len(gone):
        raise PermissionDenied("This team is not hers to change.")
    Shift.objects.bulk_create(
        (Shift(session=session, agency=by.agency, staff_id=pk, made_by=by.staff) for pk in sorted(wanted - here)),
        ignore_conflicts=True,
    )


@transaction.atomic
def close_session(*, by: Worker, session: Session, ended_at: datetime, closing_note: str) -> None:
    """Close a register. From then on it is read only.

    Args:
        by: who closes it.
        session: which.
        ended_at: not before it started, and not in the future. Where the server's clock was put back to before it
            started, it can end as it started.
        closing_note: what the next team should know.

    Raises:
        RefusedError: it is closed already, or the end cannot be.
    """
    hold_alone(session)
    now = Session.objects.select_related("closed_by").get(pk=session.pk)
    if now.closed_at is not None:
        raise RefusedError(f"{now.closed_by} has closed this register already. Nothing was changed.")
    if ended_at < now.started_at:
        raise RefusedError("It cannot end before it started. Enter when it ended", "clock")
    if ended_at > max(timezone.now(), now.started_at):
        raise RefusedError("It cannot end in the future. Enter when it ended", "clock")
    one(
        Session.objects.filter(pk=session.pk, closed_at=None).update(
            closed_at=ended_at, closed_by=by.staff, closing_note=closing_note
        )
    )
