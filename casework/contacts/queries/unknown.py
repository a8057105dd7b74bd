"""Contacts with women nobody knew."""

from datetime import date, time, timedelta

from django.db.models import QuerySet

from casework.contacts.models import Contact
from casework.contacts.queries.contacts import with_all
from dussk.access.asking import Worker
from dussk.ui.when import local


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
