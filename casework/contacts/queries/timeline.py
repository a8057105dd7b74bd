"""What this room has on a woman's timeline: contacts and lines of registers, and follow-ups taken and done."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from casework.contacts.models import Contact, FollowUp
from casework.contacts.queries.contacts import with_all

_OWN = "casework/contacts/"


def _lines(client: Client) -> QuerySet[Contact]:
    return Contact.objects.counted().filter(client=client, session__isnull=False)


def _others(client: Client) -> QuerySet[Contact]:
    return Contact.objects.counted().filter(client=client, session=None)


def _load_contacts(pks: Collection[int]) -> Iterable[Contact]:
    return with_all(Contact.objects.filter(pk__in=pks))


def _taken(client: Client) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(client=client, contact__mistake_at=None)


def _done(client: Client) -> QuerySet[FollowUp]:
    return _taken(client).filter(done_at__isnull=False)


def _load_follow_ups(pks: Collection[int]) -> Iterable[FollowUp]:
    return FollowUp.objects.filter(pk__in=pks).select_related("made_by", "assigned_to", "done_by", "agency")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    contact = _OWN + "_timeline_contact.html"
    timeline.register(timeline.Source("line", "Registers", contact, _lines, "at", _load_contacts))
    timeline.register(timeline.Source("contact", "Other contacts", contact, _others, "at", _load_contacts))
    taken, done = _OWN + "_timeline_follow_up.html", _OWN + "_timeline_follow_up_done.html"
    timeline.register(timeline.Source("follow_up", "Follow-ups", taken, _taken, "made_at", _load_follow_ups))
    timeline.register(
        timeline.Source("follow_up_done", "Follow-ups", done, _done, "done_at", _load_follow_ups, who="done_by")
    )
