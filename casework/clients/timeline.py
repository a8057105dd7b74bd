"""Everything dated on a woman's file, the latest first. Rooms add what they keep when the service starts.

A room registers from the app's ``ready()``, so that this one never imports it::

    timeline.register(Source("contact", "Contacts", "casework/contacts/_timeline_contact.html", rows, "at", load))

However much there is, a page costs the same: one query says which rows are on it, and one each loads them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from casework.clients.models import Client
from dussk.staff.models import Staff
from dussk.ui.when import local

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Source:
    """One kind of dated rows.

    Attributes:
        name: of this source alone: "follow_up_done".
        label: what the reader narrows by: "Follow-ups". Sources with one label are one kind.
        template: a partial that shows one; it has ``entry`` (with ``thing``, the row), ``client`` and ``mine``.
        rows: the rows on a woman's file, as the wall lets the reader see them.
        at: the column that dates them: a moment, or a day.
        load: rows by primary key, with all that the template shows, in one query or a few: never one a row.
        who: the column that says who did it.
    """

    name: str
    label: str
    template: str
    rows: Callable[[Client], Rows]
    at: str
    load: Callable[[Collection[int]], Iterable[models.Model]]
    who: str = "made_by"

    @property
    def kind(self) -> str:
        """What stands for its label in an address."""
        return self.label.lower().replace(" ", "-")


@dataclass(frozen=True)
class Narrowed:
    """What the reader wants to see of it. Empty: everything."""

    kind: str = ""
    worker: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """One thing on the page. ``timed``: the time of day is known, and not the day alone."""

    at: datetime
    source: Source
    thing: Any

    @property
    def month(self) -> date:
        """The first of its month, here."""
        return timezone.localdate(self.at).replace(day=1)

    @property
    def timed(self) -> bool:
        """Whether the time of day is known, and not the day alone."""
        return isinstance(getattr(self.thing, self.source.at), datetime)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source. Registering the same name again replaces it."""
    _sources[source.name] = source


def kinds() -> list[tuple[str, str]]:
    """What can be narrowed to: the kind as an address says it, and its words, in the order they were registered."""
    return list({source.kind: source.label for source in _sources.values()}.items())


def dated(client: Client, narrowed: Narrowed) -> Rows:
    """Which rows there are, the latest first, as one query of (when, source, primary key) for a page to be cut from."""
    parts = [_part(client, source, narrowed) for source in _sources.values() if narrowed.kind in ("", source.kind)]
    if not parts:
        return _cut(Client.objects.none(), F("made_at"), "")
    first, *rest = parts
    whole = first.union(*rest, all=True) if rest else first
    return whole.order_by("-when", "source", "-row")


def _part(client: Client, source: Source, narrowed: Narrowed) -> Rows:
    rows = source.rows(client).order_by()
    if narrowed.worker is not None:
        rows = rows.filter(**{f"{source.who}__uid": narrowed.worker})
    timed = isinstance(rows.model._meta.get_field(source.at), models.DateTimeField)
    if narrowed.since is not None:
        rows = rows.filter(**{f"{source.at}__gte": _midnight(narrowed.since) if timed else narrowed.since})
    if narrowed.until is not None:
        after = narrowed.until + timedelta(days=1)
        rows = rows.filter(**{f"{source.at}__lt": _midnight(after) if timed else after})
    return _cut(rows, Cast(F(source.at), models.DateTimeField()), source.name)


def _midnight(day: date) -> datetime:
    return local(day, time())


def _cut(rows: Rows, when: Any, name: str) -> Rows:
    cut: Rows = rows.annotate(when=when, source=Value(name), row=F("pk")).values_list("when", "source", "row")
    return cut


def entries(found: Sequence[tuple[datetime, str, int]]) -> list[Entry]:
    """What a page shows of what :func:`dated` found: each row loaded, one load a source."""
    by_source: dict[str, list[int]] = {}
    for _when, name, pk in found:
        by_source.setdefault(name, []).append(pk)
    things: dict[str, Mapping[int, Any]] = {
        name: {thing.pk: thing for thing in _sources[name].load(pks)} for name, pks in by_source.items()
    }
    return [Entry(when, _sources[name], things[name][pk]) for when, name, pk in found if pk in things[name]]


def workers(client: Client) -> list[Staff]:
    """Everybody who did something that the reader sees on her timeline, in the order of their names."""
    parts = [source.rows(client).order_by().values_list(source.who, flat=True) for source in _sources.values()]
    if not parts:
        return []
    return list(Staff.objects.filter(pk__in=parts[0].union(*parts[1:])).order_by("name", "pk"))
