"""The kinds of rows that a woman's file is made of. Rooms add theirs when the service starts.

For what goes through all of them: what another agency sees of a file, what is held about her, what an agency wrote
itself. A room registers from the app's ``ready()``, so that this one never imports it::

    kinds.register(Kind("contacts", Contact, Category.CASEWORK, as_written("casework_contact"), "...", at="at"))

Every table about a woman is of a kind, hangs on one (``with_it``), or is exempt with a reason (:func:`exempt`); a test
fails until it is. What an agency holds besides what a share opens (who opened her file, who is kept from it) is told to
her alone: ``besides``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import models
from django.db.models import QuerySet

from casework.clients.models import Alert, Client, ClientName, SafeContact, StatusChange
from casework.clients.queries.joining import WrittenKind, written_kind
from casework.clients.telling import InFull, Telling, in_full, loaded, to_her
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
        full: how one is told to her in full.
        besides: no share opens it: told to her, and to nobody else as part of her file.
        whose: the column that says which agency holds it.
        file: the column that says whose file it is on.
        tell: tells what an agency holds of files until a moment, where that is not one telling for each row.
    """

    name: str
    model: type[models.Model]
    category: Category | None
    told: Callable[[], WrittenKind]
    for_her: str
    at: str = "made_at"
    with_it: tuple[type[models.Model], ...] = ()
    sent_to: str = ""
    full: Telling = field(default_factory=Telling)
    besides: bool = False
    whose: str = "agency"
    file: str = "client"
    tell: Callable[[Sequence[int], int, datetime], list[InFull]] | None = None

    @property
    def label(self) -> str:
        """What they are called among staff."""
        return self.told().label

    @property
    def written(self) -> str:
        """The column that says when one was written."""
        return "made_at" if any(each.name == "made_at" for each in self.model._meta.concrete_fields) else self.at

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

    def told_in_full(self, files: Sequence[int], agency: int, part: Category, until: datetime) -> list[InFull]:
        """What an agency holds of it on a woman's files, each in full, the latest first.

        Args:
            files: the numbers of hers: the one that is kept, and those that were joined into it.
            agency: whose; what others wrote is theirs to tell.
            part: which part of her file.
            until: what was written before then.
        """
        if self.category not in (None, part):
            return []
        if self.tell is not None:
            return self.tell(files, agency, until)
        rows = self.model._default_manager.filter(**{f"{self.file}__in": files, self.whose: agency})
        rows = rows.filter(**{f"{self.written}__lt": until})
        if self.category is None:
            rows = rows.filter(audience=part)
        points_at = loaded(self.model, self.full)
        rows = rows.select_related(*points_at) if points_at else rows
        return in_full(list(rows.order_by(f"-{self.at}", "-pk")), self.model, self.full, self.at)

    def dated(self, row: Any) -> date | datetime:
        """When it was, or was written."""
        when: date | datetime = getattr(row, self.at)
        return when


def as_written(table: str) -> Callable[[], WrittenKind]:
    """How rows of a table are told where somebody has to say whose they are: its room says it once for both."""
    return partial(written_kind, table)


_kinds: dict[str, Kind] = {}
_exempt: dict[type[models.Model], str] = {}


def register(kind: Kind) -> None:
    """Add a kind. Registering the same name again replaces it."""
    _kinds[kind.name] = kind


def exempt(model: type[models.Model], reason: str) -> None:
    """Name a table that holds rows about a woman and is not told to her by itself, and why not."""
    _exempt[model] = reason


def exempted() -> dict[type[models.Model], str]:
    """Every table that is not told, and why."""
    return dict(_exempt)


def all_kinds() -> list[Kind]:
    """Everything that is held about a woman, in the order in which the parts of a file are always named."""
    order = list(Category)
    return sorted(_kinds.values(), key=lambda kind: order.index(kind.category or Category.IDENTITY))


def kinds() -> list[Kind]:
    """Those that a share can open, in the same order."""
    return [kind for kind in all_kinds() if not kind.besides]


def kind_named(name: str) -> Kind | None:
    """The one with a name; None where there is none."""
    return _kinds.get(name)


#: How many of a kind are read at once.
MOST = 50
_FOR_WHOM = {"identity": "Everyone who may see your name", "casework": "Workers who do casework with you"}
_SEARCHED = "made from her name, to find her by"


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
    name = Telling(
        labels={"starts": "From", "ends": "Until"},
        left_out=dict.fromkeys(("plain", "sounds"), _SEARCHED),
        words={"kind": to_her("kind", {"called": "What you want to be called"})},
    )
    names = as_written("casework_clientname")
    register(Kind("names", ClientName, who, names, "Your names", full=name))
    way = Telling(labels={"from_time": "From", "to_time": "Until", "when_note": "When", "ended_at": "Used until"})
    register(
        Kind("reaching", SafeContact, who, as_written("casework_safecontact"), "How to reach you safely", full=way)
    )
    alerts, status = as_written("casework_alert"), as_written("casework_statuschange")
    alert = Telling(
        labels={"audience": "Who it is for", "starts": "From", "ends": "Until", "end_reason": "Why it ended"},
        words={"audience": to_her("audience", _FOR_WHOM)},
    )
    register(Kind("alerts", Alert, None, alerts, "Things that workers need to know", at="starts", full=alert))
    stood = Telling(labels={"word": "In our own word"})
    hers = "How we were in touch with you"
    register(Kind("status", StatusChange, Category.CASEWORK, status, hers, at="on", full=stood))
