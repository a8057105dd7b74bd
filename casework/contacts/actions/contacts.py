"""Contacts outside a session, what was talked about, and what is put right on a contact afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts import rules
from casework.contacts.actions.follow_ups import note_follow_up
from casework.contacts.actions.holding import count_her, hold_line, one
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Session, Setting, Topic
from casework.contacts.queries.contacts import Said
from dussk.access.asking import Worker
from dussk.staff.models import Staff

_NIGHTS = (Setting.DROP_IN, Setting.VAN)

TO_COME = "That time is still to come. Enter a time that has passed"
ON_REGISTER = "This is a line of a register: its time and what was given are put right there. Nothing was changed."


@dataclass(frozen=True)
class ToDo:
    """Something to do after a contact: what, by when, and who will do it."""

    what: str
    due: date
    assigned_to: Staff


@transaction.atomic
def log_contact(
    *, by: Worker, client: Client | None, said: Said, description: str = "", to_do: ToDo | None = None
) -> Contact:
    """Keep a contact outside a session, also one in which nobody was reached.

    Args:
        by: who met her, or tried to.
        client: with whom; None for a woman nobody knows, who is then described.
        said: where, when, whether she was reached, and what came of it.
        description: how a woman nobody knows will be recognised.
        to_do: what is to be done after it.

    Raises:
        RefusedError: it would be in the future, or somebody was chosen who cannot take the follow-up.
        PermissionDenied: a thing or a topic of another agency's list.
    """
    if said.at > timezone.now():
        raise RefusedError(TO_COME, "clock")
    contact = Contact.objects.create(
        client=client,
        owner_id=client.agency_id if client else None,
        description="" if client else description,
        agency=by.agency,
        made_by=by.staff,
        **_columns(said),
    )
    _write_given(by, contact, said.given)
    _write_topics(by, contact, said.topics)
    if to_do is not None:
        note_follow_up(
            by=by, client=client, contact=contact, what=to_do.what, due=to_do.due, assigned_to=to_do.assigned_to
        )
    return contact


def _columns(said: Said) -> dict[str, object]:
    return {
        "setting": said.setting,
        "outcome": said.outcome,
        "at": said.at,
        "night": rules.contact_night(said.at, on_the_street=said.setting in _NIGHTS),
        "note": said.note,
        "worry": said.worry,
    }


def _write_given(by: Worker, contact: Contact, given: Mapping[int, int]) -> None:
    """Make what was given be this and nothing else. What is taken back is counted as none."""
    there = {row.item_id: row for row in ContactItem.objects.filter(contact=contact)}
    _ours(Item, given.keys() - there.keys(), by)
    for item_id in given.keys() | there.keys():
        count = given.get(item_id, 0)
        if item_id not in there and count:
            ContactItem.objects.create(contact=contact, item_id=item_id, count=count)
        elif item_id in there and there[item_id].count != count:
            one(ContactItem.objects.filter(pk=there[item_id].pk).update(count=count))


def _write_topics(by: Worker, contact: Contact, topics: Collection[int]) -> None:
    """Make what was talked about be this and nothing else. A topic that is taken back keeps its row, which says so."""
    there = {row.topic_id: row for row in ContactTopic.objects.filter(contact=contact)}
    _ours(Topic, set(topics) - there.keys(), by)
    for topic_id in {*topics, *there}:
        talked = topic_id in topics
        if topic_id not in there:
            ContactTopic.objects.create(contact=contact, topic_id=topic_id)
        elif there[topic_id].talked != talked:
            one(ContactTopic.objects.filter(pk=there[topic_id].pk).update(talked=talked))


def _ours(model: type[Item | Topic], ids: Collection[int], by: Worker) -> None:
    if ids and model.objects.filter(pk__in=ids, agency=by.agency).count() != len(ids):
        raise PermissionDenied("This is on another agency's list.")


@transaction.atomic
def set_topic(*, by: Worker, line: Contact, topic: Topic, talked: bool) -> None:
    """Mark that something was talked about, or that it was not after all. Done twice, it is the same.

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    if topic.agency_id != by.agency.pk:
        raise PermissionDenied("This is on another agency's list.")
    ContactTopic.objects.update_or_create(contact=line, topic=topic, defaults={"talked": talked})


@transaction.atomic
def correct_contact(*, by: Worker, contact: Contact, said: Said) -> None:
    """Put a contact outside a session right. What it said before stays in its history.

    Args:
        by: who corrects it, at the agency that made it.
        contact: which.
        said: what it says now.

    Raises:
        RefusedError: it is a line of a register, was marked as a mistake, or would be in the future.
        PermissionDenied: another agency made it.
    """
    now = take_up(contact, by)
    if now.session_id is not None:
        raise RefusedError(ON_REGISTER)
    if said.at > timezone.now():
        raise RefusedError(TO_COME, "clock")
    one(Contact.objects.filter(pk=now.pk).update(**_columns(said)))
    _write_given(by, now, said.given)
    _write_topics(by, now, said.topics)


@transaction.atomic
def correct_note(*, by: Worker, contact: Contact, note: str) -> None:
    """Put right what was written on the line of a register that is closed. What stood there stays in its history.

    Raises:
        RefusedError: the register is open, where the note is written, or the line was marked as a mistake.
        PermissionDenied: another agency made it.
    """
    now = take_up(contact, by)
    if now.session_id is not None and Session.objects.filter(pk=now.session_id, closed_at=None).exists():
        raise RefusedError("This register is open: the note is written there. Nothing was changed.")
    one(Contact.objects.filter(pk=now.pk).update(note=note))


def take_up(contact: Contact, by: Worker) -> Contact:
    """A contact as it stands, locked until the change is saved.

    Raises:
        PermissionDenied: another agency made it.
        RefusedError: it was marked as a mistake.
    """
    if contact.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency wrote this.")
    now = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if now.mistake_at is not None:
        raise RefusedError("This was entered by mistake. Put it back before you write on it.")
    return now


@transaction.atomic
def not_her(*, by: Worker, contact: Contact, description: str) -> None:
    """Take a contact off a woman's file, as she was somebody else: it is with a woman nobody knows again.

    What she was given, what was talked about and what is to be done go with it, and its history says that it was there.

    Args:
        by: who says so, at the agency that made it.
        contact: which.
        description: how the woman it was with will be recognised.

    Raises:
        RefusedError: it is on no file, or was marked as a mistake.
        PermissionDenied: another agency made it.
    """
    now = take_up(contact, by)
    if now.client_id is None or now.client_id != contact.client_id:
        raise RefusedError("Somebody else has changed whose contact this is. Look at it again.")
    nobody = {"client": None, "owner": None}
    FollowUp.objects.filter(contact=now).update(**nobody)
    one(Contact.objects.filter(pk=now.pk).update(**nobody, description=description, second_line=False))
    count_her(contact.session, contact.client)
