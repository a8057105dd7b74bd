"""Two files that may be one woman's, side by side; which were joined; and what was written since."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.models import Adjustment, Client, Joining, Status
from casework.clients.queries.access import open_blocks
from casework.clients.queries.file import coming_alerts, names_of, safe_contacts_of
from casework.clients.queries.shares import open_shares
from dussk.staff.models import Agency
from dussk.ui import text, when


@dataclass(frozen=True)
class Side:
    """One of two files, as far as it helps to tell whether both are one woman's."""

    client: Client

    @cached_property
    def names(self) -> list[str]:
        """Her other names, those that may be shown."""
        return [name.name for name in names_of(self.client)]

    @cached_property
    def contacts(self) -> int:
        """How many contacts of hers the reader may see."""
        return self.client.contacts.filter(mistake_at=None).count()

    @cached_property
    def ways(self) -> list[str]:
        """How she is reached, and what must never be used."""
        rows = safe_contacts_of(self.client)
        return [
            f"{row}{f', {row.detail}' if row.detail else ''}{'' if row.is_safe else ' (never use)'}" for row in rows
        ]

    @cached_property
    def alerts(self) -> list[str]:
        """What staff must know."""
        return [alert.text for alert in coming_alerts(self.client)]

    @cached_property
    def blocked(self) -> list[str]:
        """Who is blocked from it."""
        return sorted({block.blocked.name for block in open_blocks(self.client).select_related("blocked")})

    @cached_property
    def shared(self) -> dict[str, set[str]]:
        """What is open today: the agency's name to categories."""
        shares: dict[str, set[str]] = {}
        for share in open_shares(timezone.now()).filter(client=self.client).select_related("agency"):
            shares.setdefault(share.agency.name, set()).add(share.category)
        return shares

    @cached_property
    def facts(self) -> dict[str, str]:
        """What each fact of ``rules.FACTS`` says on this file; empty where nothing is known."""
        her = self.client
        said = {
            name: str(getattr(her, name)) for name in rules.FACTS if name not in ("age", "keyworker", "adjustments")
        }
        said["interpreter"] = "" if her.interpreter == "not_known" else her.get_interpreter_display()
        said["adjustments"] = ", ".join(str(Adjustment(value).label) for value in sorted(her.adjustments))
        said["keyworker"] = her.keyworker.name if her.keyworker else ""
        said["age"] = ""
        if her.age is not None and her.born is not None:
            said["age"] = f"{her.age.in_words}, born {when.on(her.born)}"
        elif her.age is not None and her.estimated_on is not None:
            said["age"] = f"{her.age.in_words}, guessed {when.on(her.estimated_on, short=True)}"
        return said

    @property
    def status(self) -> str:
        """How the service stands with her."""
        since = when.on(self.client.status_on, short=True)
        return f"{Status(self.client.status).label} since {since}"


@dataclass(frozen=True)
class Pair:
    """The file that would be kept, and the one that would lead to it."""

    kept: Side
    joined: Side

    @classmethod
    def of(cls, kept: Client, joined: Client) -> "Pair":
        """Two files, as they stand."""
        return cls(Side(kept), Side(joined))

    @property
    def mark(self) -> str:
        """A short text that differs when what is asked about either differs."""
        return text.fingerprint([*self.kept.facts.values(), *self.joined.facts.values()])

    @property
    def differing(self) -> list[str]:
        """The facts in which they differ and both say something, so that somebody has to choose."""
        kept, joined = self.kept.facts, self.joined.facts
        return [name for name in rules.FACTS if kept[name] and joined[name] and kept[name] != joined[name]]

    @property
    def filled(self) -> list[str]:
        """The facts of which only the joined file says anything: it is taken over."""
        return [name for name in rules.FACTS if not self.kept.facts[name] and self.joined.facts[name]]

    @property
    def taken_over(self) -> list[tuple[str, str]]:
        """The same in words: what each is called, and what it will say."""
        return [(rules.FACTS[name], self.joined.facts[name]) for name in self.filled]

    @property
    def sharing(self) -> list[str]:
        """Which agency will see less than on either file, and what is left."""
        agencies = sorted(self.kept.shared | self.joined.shared)
        pairs = (
            (agency, self.kept.shared.get(agency, set()), self.joined.shared.get(agency, set())) for agency in agencies
        )
        return [rules.narrowing_in_words(agency, kept, joined) for agency, kept, joined in pairs]

    @property
    def blocked(self) -> list[str]:
        """Who is blocked from either, and so will be from the one."""
        return sorted({*self.kept.blocked, *self.joined.blocked})


def joinings_of(client: Client) -> QuerySet[Joining]:
    """The files that were joined into hers and still are, the latest first."""
    into = Joining.objects.filter(Q(client=client) | Q(client__joined_into=client), undone_at=None)
    return into.select_related("joined", "client", "made_by")


def joined_on(joining: Joining) -> Joining | None:
    """What joined the kept file of a joining into another one: that has to be undone first."""
    return Joining.objects.filter(joined=joining.client_id, undone_at=None).select_related("client", "joined").first()


@dataclass(frozen=True)
class WrittenKind:
    """How rows of one table are named and told where somebody has to say whose they are.

    Attributes:
        label: what they are, in the plural: "Contacts".
        words: what one says, short.
        loaded: what ``words`` looks at besides the row itself (``select_related``).
    """

    label: str
    words: Callable[[Any], str] = str
    loaded: tuple[str, ...] = ()


_kinds: dict[str, WrittenKind] = {}


def register_written(table: str, kind: WrittenKind) -> None:
    """Say how rows of a table are told. A room does so for its own tables when the service starts."""
    _kinds[table] = kind


def written_kind(table: str) -> WrittenKind:
    """How rows of a table are told, as its room has said."""
    return _kinds[table]


@dataclass(frozen=True)
class Written:
    """One row that was written on the kept file after the joining.

    ``key`` names it to ``wall.undo_joining``; ``words`` is empty where the reader may not read it.
    """

    key: str
    label: str
    words: str
    agency: Agency
    at: datetime


def written_since(joining: Joining) -> list[Written]:
    """All that every agency wrote on the kept file since, kind by kind, each in the order in which it was written."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "table", "row", agency_id, at FROM wall.written_since(%s)', [joining.pk])
        found = cursor.fetchall()
    agencies = Agency.objects.in_bulk({agency for _table, _row, agency, _at in found})
    told = {table: _told(table, [row for of, row, *_ in found if of == table]) for table in {of for of, *_ in found}}
    return [
        Written(f"{table}-{row}", _kind(table).label, told[table].get(row, ""), agencies[agency], at)
        for table, row, agency, at in found
    ]


def _model(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _kind(table: str) -> WrittenKind:
    return _kinds.get(table) or WrittenKind(str(_model(table)._meta.verbose_name_plural).capitalize())


def _told(table: str, pks: Iterable[int]) -> dict[int, str]:
    """What the reader may read of rows, by primary key."""
    kind = _kind(table)
    rows = _model(table)._default_manager.filter(pk__in=pks).select_related(*kind.loaded)
    return {row.pk: kind.words(row) for row in rows}
