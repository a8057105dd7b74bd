"""What stood on the sheet before somebody put it right, with who wrote it, who changed it, and when."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from casework.clients.models import Client
from casework.contacts.queries.history import Change, EarlierText, changes, in_words
from casework.information.models import InformationSheet
from casework.information.queries.lists import Listed, entries, lists_of
from casework.information.queries.sheets import FIELDS, label_of, words_of
from casework.information.rules import Section
from dussk.audit.tracking import history_of

#: How far back is looked (changes of one list, or of the sheet).
_FAR = 1000

#: What each kind of line says that can be put right.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "child": ("name", "born", "sex", "lives", "location", "proceedings"),
    "other": ("name", "relationship", "phone", "may_contact", "knows", "address"),
    "emergency": ("name", "relationship", "phone", "may_contact", "knows", "address"),
    "agency": ("name", "worker", "phone", "address", "about"),
    "fact": ("topic", "words"),
    "date": ("kind", "on", "at", "where", "note"),
}


def corrections(client: Client, section: Section) -> list[EarlierText]:
    """All that was put right in a section of hers, the latest first.

    Of what she wanted kept, that of lines which still stand there: what she does not want kept is shown nowhere.
    """
    found: list[Change] = []
    if section in FIELDS:
        sheets = InformationSheet.objects.filter(client=client)
        found += _changes(InformationSheet, sheets, FIELDS[section], label=label_of)
    for one in lists_of(section):
        rows = entries(client, one)
        rows = rows.filter(ended_at=None) if one.is_wanted else rows
        found += _changes(one.model, rows, _COLUMNS[one.code], label=_label(one))
    return in_words(found)


def _label(listed: Listed) -> Callable[[str], str]:
    def label(column: str) -> str:
        said = str(getattr(listed.model._meta.get_field(column), "verbose_name", column))
        return said[:1].upper() + said[1:]

    return label


def _changes(model: Any, rows: Any, columns: tuple[str, ...], *, label: Callable[[str], str]) -> list[Change]:
    events = history_of(model).filter(pgh_obj_id__in=rows.order_by().values("pk"))
    latest = sorted(events.order_by("-pgh_id")[:_FAR], key=lambda event: (event.pgh_obj_id, event.pgh_id))
    fields = [(label(column), _says(column)) for column in columns]
    return [
        change
        for _row, of_one in groupby(latest, key=lambda event: event.pgh_obj_id)
        for change in changes(of_one, fields)
    ]


def _says(column: str) -> Callable[[Any], str]:
    return lambda event: words_of(event, column)
