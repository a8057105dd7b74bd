"""What stood on a contact before it was corrected, with who wrote it, who changed it, and when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.contacts.models import Contact, ContactItem, ContactTopic
from dussk.audit.tracking import history_of
from dussk.staff.models import Staff
from dussk.ui.when import at, on


@dataclass(frozen=True)
class EarlierText:
    """One thing that a contact said, and says no more.

    Attributes:
        what: of what it was, as the page names it: "Note", "Time", the name of a thing given.
        was: what stood there.
        by: who had written it.
        at: when she had.
        changed_by: who put something else there.
        changed_at: when she did.
    """

    what: str
    was: str
    by: str
    at: datetime
    changed_by: str
    changed_at: datetime


#: Something that a record says, as a reader is shown it. Nothing where there is nothing to keep in view.
Says = Callable[[Any], str]

#: What it was of, what stood there, the event that wrote it, and the event that put something else there.
Change = tuple[str, str, Any, Any]


def _when(event: Any) -> str:
    return f"{on(event.at)}, {at(event.at)}"


def _who(event: Any) -> str:
    return event.description if event.client_id is None else ""


_FIELDS: tuple[tuple[str, Says], ...] = (
    ("Note", lambda event: event.note),
    ("Unknown woman", _who),
    ("Time", _when),
    ("Where", lambda event: event.get_setting_display()),
    ("Place", lambda event: str(event.place or "")),
    ("Register", lambda event: str(event.session or "")),
    ("Reached", lambda event: event.get_outcome_display()),
    ("Worry", lambda event: "Somebody was worried about her" if event.worry else ""),
    ("Mistake", lambda event: "Entered by mistake" if event.mistake_at else ""),
)


def earlier_texts(contact: Contact) -> list[EarlierText]:
    """All that was corrected on a contact, the latest correction first.

    That is its note, description, time, place, register, outcome and marks, and things and topics that were taken
    back. What was only added to stands there still, and is not among it.

    Args:
        contact: any, on a register or not. Whoever may read it may read its history.
    """
    own = history_of(Contact).filter(pgh_obj_id=contact.pk).select_related("place", "session__place")
    given = history_of(ContactItem).filter(contact_id=contact.pk).select_related("item")
    topics = history_of(ContactTopic).filter(contact_id=contact.pk).select_related("topic")
    return in_words(
        [*changes(own.order_by("pgh_id"), _FIELDS), *_taken_back(given.order_by("pgh_id")), *_not_talked(topics)]
    )


def in_words(found: list[Change]) -> list[EarlierText]:
    """Changes as a page tells them, the latest first: who wrote what stood there, and who changed it."""
    names = Staff.objects.in_bulk({pk for change in found for pk in (change[2].pgh_staff_id, change[3].pgh_staff_id)})

    def name(event: Any) -> str:
        return str(names.get(event.pgh_staff_id, "Somebody"))

    # What one request changed has one time, so that the order of writing has to tell.
    found.sort(key=lambda change: (change[3].pgh_created_at, change[3].pgh_id), reverse=True)
    return [
        EarlierText(what, was, name(before), before.pgh_created_at, name(after), after.pgh_created_at)
        for what, was, before, after in found
    ]


def changes(events: Iterable[Any], fields: Iterable[tuple[str, Says]]) -> Iterable[Change]:
    """What one record said and says no more, from its history.

    Args:
        events: the history of one record, the first first.
        fields: what it can say, each with its name.
    """
    rows = list(events)
    for what, says in fields:
        wrote = None
        for event in rows:
            if wrote is not None and says(wrote) == says(event):
                continue
            if wrote is not None and says(wrote):
                yield what, says(wrote), wrote, event
            wrote = event


def _taken_back(events: Iterable[Any]) -> Iterable[Change]:
    """Counts that went down; of several presses by one person in a row, the count before the first."""
    last: dict[int, Any] = {}
    open_runs: dict[int, Change] = {}
    for event in events:
        before = last.get(event.item_id)
        if before is not None and event.count < before.count:
            run = open_runs.get(event.item_id)
            if run is not None and run[3].pgh_staff_id == event.pgh_staff_id:
                open_runs[event.item_id] = (*run[:3], event)
            else:
                if run is not None:
                    yield run
                open_runs[event.item_id] = (str(event.item), str(before.count), before, event)
        elif event.item_id in open_runs:
            yield open_runs.pop(event.item_id)
        last[event.item_id] = event
    yield from open_runs.values()


def _not_talked(events: Any) -> Iterable[Change]:
    talked: dict[int, Any] = {}
    for event in events.order_by("pgh_id"):
        before = talked.get(event.topic_id)
        if before is not None and before.talked and not event.talked:
            yield "Talked about", str(event.topic), before, event
        talked[event.topic_id] = event
