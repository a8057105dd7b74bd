"""Editing the agency's own lists. Nothing is ever taken away: what is not offered any longer stays on old records."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Status, StatusWord
from casework.contacts.actions.holding import one
from casework.contacts.rules import alike
from casework.lists import queries, rules
from casework.lists.queries import Listed, ListKind
from dussk.access.asking import Worker

IN_USE = (
    "Files say this word already, so what it counts as cannot be changed: it would rewrite the past."
    " Offer it no longer, and add another"
)


def add(*, by: Worker, kind: ListKind, name: str, counts_as: Status | None = None) -> Listed:
    """Put a new thing at the end of a list.

    Args:
        by: a manager.
        kind: which list.
        name: what it is called.
        counts_as: of a word for how a woman and the service stand, what it counts as.

    Raises:
        RefusedError: the name is on the list, or was.
    """
    _refuse_alike(by, kind, name)
    last = kind.model._default_manager.filter(agency=by.agency).aggregate(last=Max("order"))["last"]
    fields: dict[str, Any] = {"name": name, "order": rules.next_order(last)}
    if counts_as is not None:
        fields["counts_as"] = counts_as
    try:
        with transaction.atomic():
            made: Listed = kind.model._default_manager.create(agency=by.agency, **fields)
    except IntegrityError as fault:  # somebody else added it in this very moment
        raise RefusedError(_on_the_list(name), "name") from fault
    return made


@transaction.atomic
def rename(*, by: Worker, kind: ListKind, thing: Listed, name: str, counts_as: Status | None = None) -> None:
    """Call a thing something else, on old records too.

    Args:
        by: a manager.
        kind: its list.
        thing: which.
        name: what it is called from now on.
        counts_as: of a word that no file says yet, what it counts as from now on.

    Raises:
        RefusedError: another thing on the list has the name; or files say the word, or it is the last of its standing.
    """
    _refuse_alike(by, kind, name, but=thing)
    fields: dict[str, Any] = {"name": name}
    if isinstance(thing, StatusWord) and counts_as not in (None, thing.counts_as):
        if thing.retired_at is None:
            _keep_one(by, thing)
        fields["counts_as"] = counts_as
    try:
        with transaction.atomic():
            one(_mine(by, thing).update(**fields))
    except IntegrityError as fault:
        if "counts_as" in fields and "true_word" in str(fault):
            raise RefusedError(IN_USE, "counts_as") from fault
        raise RefusedError(_on_the_list(name), "name") from fault


@transaction.atomic
def move(*, by: Worker, kind: ListKind, thing: Listed, up: bool) -> None:
    """Move a thing one place in its list. At the end of the list, or offered no longer, it stays where it is."""
    list(queries.offered(kind, by.agency).order_by("pk").select_for_update())  # of two who move, one goes first
    rows = list(queries.offered(kind, by.agency))
    place = next((place for place, row in enumerate(rows) if row.pk == thing.pk), None)
    if place is None:
        return
    for at, order in rules.moved([row.order for row in rows], place, up=up).items():
        one(_mine(by, rows[at]).update(order=order))


@transaction.atomic
def retire(*, by: Worker, thing: Listed) -> None:
    """Offer a thing no longer. On old records, in totals and in print it stays as it is.

    Raises:
        RefusedError: it is the last word for a standing that rules need.
    """
    rows = _mine(by, thing)
    if rows.filter(retired_at__isnull=False).exists():
        return
    if isinstance(thing, StatusWord):
        _keep_one(by, thing)
    one(rows.update(retired_at=timezone.now()))


def bring_back(*, by: Worker, thing: Listed) -> None:
    """Offer a thing again, where it stood in its list."""
    one(_mine(by, thing).update(retired_at=None))


def _mine(by: Worker, thing: Listed) -> QuerySet[Any]:
    rows: QuerySet[Any] = type(thing)._default_manager.filter(pk=thing.pk, agency=by.agency)
    return rows


def _refuse_alike(by: Worker, kind: ListKind, name: str, *, but: Listed | None = None) -> None:
    rows: QuerySet[Any] = queries.things(kind, by.agency)
    same = [row for row in rows if alike(row.name) == alike(name) and row.pk != (but and but.pk)]
    if same and same[0].retired_at is not None:
        raise RefusedError(
            f"“{same[0].name}” was on this list and is no longer offered. Bring that one back instead", "name"
        )
    if same:
        raise RefusedError(_on_the_list(same[0].name), "name")


def _on_the_list(name: str) -> str:
    return f"“{name}” is on this list already"


def _keep_one(by: Worker, word: StatusWord) -> None:
    """Hold all words of the agency, so that two who retire one each leave one; and refuse to lose the last."""
    words = list(StatusWord.objects.select_for_update().filter(agency=by.agency, retired_at=None))
    others = [other for other in words if other.counts_as == word.counts_as and other.pk != word.pk]
    if word.counts_as in rules.ALWAYS_NEEDED and not others:
        standing = word.get_counts_as_display().lower()
        raise RefusedError(f"“{word.name}” is your only word that counts as {standing}. Add another first")
