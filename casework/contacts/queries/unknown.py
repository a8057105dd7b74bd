"""Contacts with women nobody knew."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from casework.clients.models import Client, ClientRow
from casework.contacts.models import Contact
from casework.contacts.queries.contacts import with_all
from dussk.access.asking import Worker
from dussk.audit.tracking import history_of
from dussk.staff.models import Staff
from dussk.ui.when import local


@dataclass(frozen=True)
class TakenOff:
    """One time that a contact was taken off a woman's file, because it was not her: by whom, when, and off which."""

    client: Client | None
    by: str
    at: datetime


def taken_off(contact: Contact) -> list[TakenOff]:
    """How a contact came off files, the latest first."""
    return files_it_came_off(contact)


def files_it_came_off(row: ClientRow) -> list[TakenOff]:
    """How a record came off files, the latest first. A file that the reader may not see is not named."""
    events = list(history_of(type(row)).filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    offs = [(was, now) for was, now in pairwise(events) if was.client_id is not None and now.client_id is None]
    if not offs:
        return []
    files = Client.objects.in_bulk({was.client_id for was, _now in offs})
    names = Staff.objects.in_bulk({now.pgh_staff_id for _was, now in offs})
    return [
        TakenOff(files.get(was.client_id), str(names.get(now.pgh_staff_id, "Somebody")), now.pgh_created_at)
        for was, now in reversed(offs)
    ]


def unknown_women(by: Worker, *, since: date | None = None, until: date | None = None) -> QuerySet[Contact]:
    """Those that ``by``'s agency met and that count, the latest first.

    Args:
        by: who asks.
        since: the first day, where only some are wanted.
        until: the last day.
    """
    rows = Contact.objects.counted().filter(agency=by.agency, client=None)
    if since is not None:
        rows = rows.filter(at__gte=local(since, time()))
    if until is not None:
        rows = rows.filter(at__lt=local(until + timedelta(days=1), time()))
    return with_all(rows).order_by("-at", "-id")
