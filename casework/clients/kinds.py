"""The kinds of rows that a woman's file is made of. Rooms add theirs when the service starts.

For what goes through all of them: what another agency sees of a file, what is held about her, what an agency wrote
itself. A room registers from the app's ``ready()``, so that this one never imports it::

    kinds.register(Kind("contacts", Contact, Category.CASEWORK, as_written("casework_contact"), "...", at="at"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import models
from django.db.models import QuerySet

from casework.clients.models import Alert, Client, ClientName, SafeContact, StatusChange
from casework.clients.queries.joining import WrittenKind, written_kind
from dussk.access.categories import Category


@dataclass(frozen=True)
class Kind:
    """One kind of rows on a woman's file.

    Attributes:
        name: stands for it in an address: "contacts".
        model: whose rows; each has ``client``, ``agency`` and ``made_at``.
        category: which part of her file they are; None where each row says so itself (``audience``).
        told: what they are called among staff, and what one says.
        for_her: what they are called to her: "Notes of the times we met".
        at: the column that dates one.
        with_it: tables whose rows hang on these and are seen with them.
        sent_to: the column that names an agency to which a row was sent, and which sees it where it knows who she is.
    """

    name: str
    model: type[models.Model]
    category: Category | None
    told: Callable[[], WrittenKind]
    for_her: str
    at: str = "made_at"
    with_it: tuple[type[models.Model], ...] = ()
    sent_to: str = ""

    @property
    def label(self) -> str:
        """What they are called among staff."""
        return self.told().label

    def words(self, row: Any) -> str:
        """What one says, short."""
        return self.told().words(row)

    def rows(self, client: Client) -> QuerySet[Any]:
        """Those on her file that the reader may see, the latest first."""
        rows = self.model._default_manager.filter(client=client).select_related("agency", *self.told().loaded)
        return rows.order_by(f"-{self.at}", "-pk")

    def category_of(self, row: Any) -> Category:
        """Which part of her file a row is."""
        return self.category or Category(row.audience)

    def dated(self, row: Any) -> date | datetime:
        """When it was, or was written."""
        when: date | datetime = getattr(row, self.at)
        return when


def as_written(table: str) -> Callable[[], WrittenKind]:
    """How rows of a table are told where somebody has to say whose they are: its room says it once for both."""
    return partial(written_kind, table)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. Registering the same name again replaces it."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """All of them, in the order in which the parts of a file are always named."""
    order = list(Category)
    return sorted(_kinds.values(), key=lambda kind: order.index(kind.category or Category.IDENTITY))


def kind_named(name: str) -> Kind | None:
    """The one with a name; None where there is none."""
    return _kinds.get(name)


#: How many of a kind are read at once.
MOST = 50


def written_by(agency: int, client: int) -> list[tuple[Kind, list[Any]]]:
    """What an agency's own workers wrote about a woman, kind by kind, the latest first: no share is needed for that.

    Args:
        agency: its number.
        client: of the file.
    """
    found: list[tuple[Kind, list[Any]]] = []
    for kind in kinds():
        rows = kind.model._default_manager.filter(client=client, agency=agency)
        rows = rows.select_related("made_by", *kind.told().loaded).order_by(f"-{kind.at}", "-pk")
        if written := list(rows[:MOST]):
            found.append((kind, written))
    return found


def put_in_place() -> None:
    """Register this room's own; called once, when the app starts."""
    who = Category.IDENTITY
    register(Kind("names", ClientName, who, as_written("casework_clientname"), "Your names"))
    register(Kind("reaching", SafeContact, who, as_written("casework_safecontact"), "How to reach you safely"))
    alerts, status = as_written("casework_alert"), as_written("casework_statuschange")
    register(Kind("alerts", Alert, None, alerts, "Things that workers need to know", at="starts"))
    register(Kind("status", StatusChange, Category.CASEWORK, status, "How we were in touch with you", at="on"))
