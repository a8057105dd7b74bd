"""A row on a woman's file told in full: every field in words, who wrote it and when, and what it said before.

For what she may see herself (subject access). Nothing is summed up and nothing is chosen: a field is told unless the
kind says why it is not (``left_out``), so that a field which somebody adds is told from that day on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby, pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from dussk.audit.tracking import events_of, history_of
from dussk.staff.models import Post, Staff
from dussk.staff.roles import Role
from dussk.ui import when

#: What every row has. Whose it is goes without saying; who wrote it and when is told of each row by itself.
EVERY_ROW_HAS = frozenset({"id", "uid", "client", "owner", "agency", "made_by", "made_at"})

Line = tuple[str, str]
_NOTHING = "Nothing"


@dataclass(frozen=True)
class Change:
    """What a row said before somebody changed it.

    Attributes:
        at: when it was changed.
        by: who did; empty where that is not known.
        before: what it said until then, of what was changed.
    """

    at: datetime
    by: str
    before: tuple[Line, ...]


@dataclass(frozen=True)
class InFull:
    """One row in full.

    Attributes:
        row: its number, which tells it from others of its kind.
        at: when it was.
        made_at: when it was written.
        by: who wrote it; empty where nobody did.
        lines: what each field is called, and what it says; fields that say nothing are left out.
        changes: the earliest first.
    """

    row: int
    at: date | datetime
    made_at: datetime
    by: str
    lines: tuple[Line, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Hanging:
    """Rows that hang on a row and are told with it.

    Attributes:
        model: whose rows.
        parent: the column that names what they hang on.
        line: what one is called and says; what says nothing is not told. Asked of what it said before too.
        loaded: what ``line`` looks at besides the row itself.
    """

    model: type[models.Model]
    parent: str
    line: Callable[[Any], Line]
    loaded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """How rows of a kind are told in full.

    Attributes:
        labels: what a field is called to her, where its own name will not do.
        left_out: fields that are not told, each with the reason.
        words: how a field is told, where its own words will not do.
        hanging: what hangs on it.
        first: told before its fields: what two of them say together, or whose it is where that is what it says.
        loads: what ``first`` looks at besides.
        by_role: whoever wrote such a row looked at her file by that: she stands by what she does, and is not named.
        mistakes: of rows, the moments at which what they say was changed by mistake, and put back (:class:`Mistakes`).
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    hanging: tuple[Hanging, ...] = ()
    first: Callable[[Any], Line] | None = None
    loads: tuple[str, ...] = ()
    by_role: bool = False
    mistakes: "Callable[[Sequence[int]], Mistakes] | None" = None

    def fields(self, model: type[models.Model]) -> "list[models.Field[Any, Any]]":
        """The fields that are told, in their order."""
        kept_out = EVERY_ROW_HAS | set(self.left_out)
        return [each for each in model._meta.concrete_fields if each.name not in kept_out]

    def label(self, of: "models.Field[Any, Any]") -> str:
        """What a field is called to her."""
        said = self.labels.get(of.name) or str(of.verbose_name)
        return said[:1].upper() + said[1:]

    def line(self, row: Any, of: "models.Field[Any, Any]") -> Line:
        """What a field is called, and what it says."""
        told = self.words.get(of.name)
        return self.label(of), told(row) if told else in_words(row, of)

    def lines(self, row: Any, model: type[models.Model]) -> list[Line]:
        """What each field of a row says, those that say anything."""
        before = [self.first(row)] if self.first else []
        return [said for said in (*before, *(self.line(row, each) for each in self.fields(model))) if said[1]]


def to_her(name: str, said: Mapping[str, str]) -> Callable[[Any], str]:
    """How a choice is told whose own words are about her, for ``Telling.words``.

    Args:
        name: the field.
        said: what is said to her, by value; any other value has its own words.
    """
    return lambda row: said.get(getattr(row, name)) or str(getattr(row, f"get_{name}_display")() or "")


@dataclass(frozen=True)
class Mistakes:
    """Moments at which rows came to say what was never about her, each as (row, moment).

    Attributes:
        made: what they say from then on is another woman's: it is not told as what they said before.
        undone: what they say from then on is hers again: that they changed is not told, and what they say is.
    """

    made: frozenset[tuple[int, datetime]] = frozenset()
    undone: frozenset[tuple[int, datetime]] = frozenset()


class Roles:
    """What workers did on a day: as what they stand on the paper that a manager prints of who looked, too."""

    def __init__(self, staff: Iterable[int]) -> None:
        self._posts: dict[tuple[int, int], list[Post]] = defaultdict(list)
        for post in Post.objects.filter(staff__in=set(staff)).order_by("pk"):
            self._posts[post.staff_id, post.agency_id].append(post)

    def of(self, staff: int, agency: int, day: date) -> str:
        """The role in which somebody works at an agency on a day. That is past, so it says the same tomorrow."""
        held = (
            post
            for post in self._posts[staff, agency]
            if timezone.localdate(post.starts_at) <= day
            and (post.ended_at is None or timezone.localdate(post.ended_at) >= day)
        )
        return next((Role(post.role).label for post in held), "Worker")


def in_words(row: Any, of: "models.Field[Any, Any]") -> str:
    """What a field of a row says; empty where it says nothing."""
    value = getattr(row, of.name)
    if value is None or value in ("", []):
        return ""
    if isinstance(of, ArrayField):
        chosen = dict(of.base_field.flatchoices or ())
        return ", ".join(str(chosen.get(each, each)) for each in value)
    if of.choices:
        return str(dict(of.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{when.on(value)}, {when.at(value)}"
    if isinstance(value, date):
        return when.on(value)
    return when.at(value) if isinstance(value, time) else str(value)


def in_full(rows: Sequence[Any], model: type[models.Model], telling: Telling, at: str) -> list[InFull]:
    """Rows in full, in the order in which they come; in as many queries for a thousand as for one.

    Args:
        rows: of ``model``, with what its fields point at loaded (:func:`loaded`).
        model: theirs.
        telling: how they are told.
        at: the column that dates one.
    """
    if not rows:
        return []
    pks = [row.pk for row in rows]
    roles = Roles(row.made_by_id for row in rows) if telling.by_role else None
    changes = _changes(model, pks, telling)
    hang: dict[int, list[Line]] = {}
    for hanging in telling.hanging:
        for child in _children(hanging, pks):
            label, said = hanging.line(child)
            if said:
                hang.setdefault(getattr(child, f"{hanging.parent}_id"), []).append((label, said))
    return [
        InFull(
            row.pk,
            getattr(row, at),
            getattr(row, "made_at", None) or getattr(row, at),
            roles.of(row.made_by_id, row.agency_id, timezone.localdate(row.made_at))
            if roles
            else str(getattr(row, "made_by", "") or ""),
            (*telling.lines(row, model), *hang.get(row.pk, ())),
            tuple(changes.get(row.pk, ())),
        )
        for row in rows
    ]


def loaded(model: type[models.Model], telling: Telling) -> list[str]:
    """What has to be loaded with a row to tell it: whatever its fields point at, and who wrote it."""
    told = [each.name for each in telling.fields(model) if each.is_relation] + list(telling.loads)
    return told + [each.name for each in model._meta.concrete_fields if each.name == "made_by"]


def _children(hanging: Hanging, pks: Iterable[int]) -> Iterable[Any]:
    rows = hanging.model._default_manager.filter(**{f"{hanging.parent}__in": list(pks)})
    return rows.select_related(*hanging.loaded).order_by("pk") if hanging.loaded else rows.order_by("pk")


#: Of which row, when, who changed it as which agency, and what it said before.
_Found = tuple[int, datetime, tuple[int | None, int | None], Line]


def _changes(model: type[models.Model], pks: list[int], telling: Telling) -> dict[int, list[Change]]:
    """What rows said before, by row: their own fields and what hangs on them, in the order of the changes."""
    found = list(_of_fields(model, pks, telling)) if hasattr(model, "pgh_event_model") else []
    for hanging in telling.hanging:
        found += _of_hanging(hanging, pks)
    return _told(found, by_role=telling.by_role)


def _of_fields(model: type[models.Model], pks: list[int], telling: Telling) -> Iterable[_Found]:
    fields = [each for each in telling.fields(events_of(model)) if not each.name.startswith("pgh_")]
    relations = [each.name for each in fields if each.is_relation]
    mistakes = telling.mistakes(pks) if telling.mistakes else Mistakes()
    for _row, past in groupby(_events(model, pks, relations), lambda each: each.pgh_obj_id):
        yield from _of_one(list(past), fields, telling, mistakes)


def _of_one(
    past: Sequence[Any], fields: "Iterable[models.Field[Any, Any]]", telling: Telling, mistakes: Mistakes
) -> Iterable[_Found]:
    """What one row said before, of its own: what it said by mistake in between is passed over."""
    said = {each.attname: past[0] for each in fields}
    for last, now in pairwise(past):
        moment = now.pgh_obj_id, now.pgh_created_at
        for each in fields:
            name = each.attname
            if getattr(last, name) == getattr(now, name) or moment in mistakes.made:
                continue
            before, said[name] = said[name], now
            if moment not in mistakes.undone and getattr(before, name) != getattr(now, name):
                label, words = telling.line(before, each)
                yield *moment, (now.pgh_staff_id, now.pgh_agency_id), (label, words or _NOTHING)


def _of_hanging(hanging: Hanging, pks: list[int]) -> Iterable[_Found]:
    if not hasattr(hanging.model, "pgh_event_model"):
        return
    parents = {child.pk: getattr(child, f"{hanging.parent}_id") for child in _children(hanging, pks)}
    for before, after in _pairs(hanging.model, list(parents), list(hanging.loaded)):
        label, said = hanging.line(before)
        if (label, said) != hanging.line(after):
            who = after.pgh_staff_id, after.pgh_agency_id
            yield parents[after.pgh_obj_id], after.pgh_created_at, who, (label, said or _NOTHING)


def _pairs(model: type[models.Model], pks: list[int], relations: list[str]) -> Iterable[tuple[Any, Any]]:
    """Of each row, one after another, what it said before and what it said then."""
    past = pairwise(_events(model, pks, relations))
    return ((before, after) for before, after in past if before.pgh_obj_id == after.pgh_obj_id)


def _events(model: type[models.Model], pks: list[int], relations: list[str]) -> Iterable[Any]:
    events = history_of(model).filter(pgh_obj_id__in=pks).order_by("pgh_obj_id", "pgh_id")
    return events.select_related(*relations) if relations else events


def _told(found: list[_Found], *, by_role: bool) -> dict[int, list[Change]]:
    if not found:
        return {}
    people = {staff for _row, _at, (staff, _agency), _line in found if staff}
    names = {} if by_role else {one.pk: str(one) for one in Staff.objects.filter(pk__in=people)}
    roles = Roles(people) if by_role else None
    together: dict[tuple[int, datetime, tuple[int | None, int | None]], list[Line]] = {}
    for row, at, who, line in sorted(found, key=lambda one: (one[0], one[1])):
        together.setdefault((row, at, who), []).append(line)
    changes: dict[int, list[Change]] = {}
    for (row, at, (staff, agency)), lines in together.items():
        by = roles.of(staff, agency or 0, timezone.localdate(at)) if roles and staff else names.get(staff or 0, "")
        changes.setdefault(row, []).append(Change(at, by, tuple(lines)))
    return changes
