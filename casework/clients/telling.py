"""A row on a woman's file told in full: every field in words, who wrote it and when, and what it said before.

For what she may see herself (subject access). Nothing is summed up and nothing is chosen: a field is told unless the
kind says why it is not (``left_out``), so that a field which somebody adds is told from that day on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dussk.audit.tracking import events_of, history_of
from dussk.staff.models import Staff
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
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    hanging: tuple[Hanging, ...] = ()
    first: Callable[[Any], Line] | None = None
    loads: tuple[str, ...] = ()

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
            str(getattr(row, "made_by", "") or ""),
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


_Found = tuple[int, datetime, int | None, Line]


def _changes(model: type[models.Model], pks: list[int], telling: Telling) -> dict[int, list[Change]]:
    """What rows said before, by row: their own fields and what hangs on them, in the order of the changes."""
    found = list(_of_fields(model, pks, telling)) if hasattr(model, "pgh_event_model") else []
    for hanging in telling.hanging:
        found += _of_hanging(hanging, pks)
    return _told(found)


def _of_fields(model: type[models.Model], pks: list[int], telling: Telling) -> Iterable[_Found]:
    fields = [each for each in telling.fields(events_of(model)) if not each.name.startswith("pgh_")]
    relations = [each.name for each in fields if each.is_relation]
    for before, after in _pairs(model, pks, relations):
        for each in fields:
            if getattr(before, each.attname) != getattr(after, each.attname):
                label, said = telling.line(before, each)
                yield after.pgh_obj_id, after.pgh_created_at, after.pgh_staff_id, (label, said or _NOTHING)


def _of_hanging(hanging: Hanging, pks: list[int]) -> Iterable[_Found]:
    if not hasattr(hanging.model, "pgh_event_model"):
        return
    parents = {child.pk: getattr(child, f"{hanging.parent}_id") for child in _children(hanging, pks)}
    for before, after in _pairs(hanging.model, list(parents), list(hanging.loaded)):
        label, said = hanging.line(before)
        if (label, said) != hanging.line(after):
            yield parents[after.pgh_obj_id], after.pgh_created_at, after.pgh_staff_id, (label, said or _NOTHING)


def _pairs(model: type[models.Model], pks: list[int], relations: list[str]) -> Iterable[tuple[Any, Any]]:
    """Of each row, one after another, what it said before and what it said then."""
    events = history_of(model).filter(pgh_obj_id__in=pks).order_by("pgh_obj_id", "pgh_id")
    events = events.select_related(*relations) if relations else events
    return ((before, after) for before, after in pairwise(events) if before.pgh_obj_id == after.pgh_obj_id)


def _told(found: list[_Found]) -> dict[int, list[Change]]:
    if not found:
        return {}
    names = {one.pk: str(one) for one in Staff.objects.filter(pk__in={staff for _r, _at, staff, _l in found if staff})}
    together: dict[tuple[int, datetime, int | None], list[Line]] = {}
    for row, at, staff, line in sorted(found, key=lambda one: (one[0], one[1])):
        together.setdefault((row, at, staff), []).append(line)
    changes: dict[int, list[Change]] = {}
    for (row, at, staff), lines in together.items():
        changes.setdefault(row, []).append(Change(at, names.get(staff or 0, ""), tuple(lines)))
    return changes
