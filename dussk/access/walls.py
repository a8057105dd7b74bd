"""What each table shows and to whom, as data beside the models.

``raising.py`` puts these into PostgreSQL after every migrate; ``standing.py`` checks that they are there. A
:class:`Wall` holds one SQL condition for each command; ``None`` means that the application's login has no right to
that command at all. ``{t}`` stands for the table, so that a column is never captured by a sub-select. A call in a
sub-select, ``(SELECT wall.x())``, is evaluated once a statement and not once a row.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import models

from dussk.access.categories import EMERGENCY, Category

M = TypeVar("M", bound=type[models.Model])

#: The condition of a table that holds nothing about clients and is needed by everybody, or before sign-in.
ANYONE = "true"

ME = "(SELECT wall.staff())"
MY_AGENCY = "(SELECT wall.agency())"


@dataclass(frozen=True)
class Wall:
    """Row conditions for one table. Public: ``docs/access.md`` prints which tables are open to anyone and why."""

    select: str
    insert: str | None = None
    update: str | None = None
    delete: str | None = None

    def read_only(self) -> "Wall":
        """The same rows, to read: for a history table, which only the database's own triggers write."""
        return replace(self, insert=None, update=None, delete=None)


def reads(category: Category) -> str:
    """The agency she works as, where her role there reads ``category``; null otherwise, which equals nothing."""
    return f"(SELECT wall.reads('{category}'))"


def not_blocked(column: str) -> str:
    """Rows of a woman from whose file she is blocked do not exist for her, by any way."""
    return f"({{t}}.{column} IS NULL OR {{t}}.{column} <> ALL ((SELECT wall.blocked())::bigint[]))"


def shared(category: Category, client: str) -> str:
    """An open share of this category with her agency; any share lets her agency know who the woman is.

    Asked of the database's own function, a row at a time and of other agencies' rows only: written out, the shares with
    their own policy would be planned again with every query of every page.
    """
    return f"wall.is_shared('{category}', {{t}}.{client}, {{t}}.made_at)"


def known_by_share(client: str) -> str:
    """As :func:`shared` of identity, written out: for the list of all the women there are, where rows are many."""
    return (
        f"EXISTS (SELECT FROM casework_clientshare s WHERE s.client_id = {{t}}.{client}"
        f" AND s.agency_id = {reads(Category.IDENTITY)} AND s.starts <= statement_timestamp()"
        " AND (s.ends IS NULL OR s.ends > statement_timestamp()))"
    )


def emergency(category: Category, client: str) -> str:
    """Opened by her in an emergency, for the categories that emergency access opens."""
    if category not in EMERGENCY:
        return "false"
    return f"{{t}}.{client} = ANY ((SELECT wall.emergency('{category}'))::bigint[])"


def on_my_shifts(column: str) -> str:
    """Rows of a session on whose register she works, for roles that read registers only."""
    return f"{{t}}.{column} = ANY ((SELECT wall.shifts())::bigint[])"


#: The woman must be visible to whoever hangs a row on her: a foreign key is checked past row security, and would tell
#: of her.
HER_CLIENT = "({t}.client_id IS NULL OR EXISTS (SELECT FROM casework_client c WHERE c.id = {t}.client_id))"


# What is asked in a sub-select costs planning time, in every query of every page: each is asked once where it can be.
def _seen(category: Category) -> str:
    return (
        f"({reads(category)} IN ({{t}}.agency_id, {{t}}.owner_id)"
        f" OR {emergency(category, 'client_id')} OR {shared(category, 'client_id')})"
    )


def client_row(category: Category) -> Wall:
    """A row about a client: seen by the agency that made it, the file's owner, a share or in an emergency."""
    mine = f"{{t}}.agency_id = {reads(category)}"
    clear = not_blocked("client_id")
    return Wall(
        select=f"({_seen(category)} AND {clear})",
        insert=f"({mine} AND {{t}}.made_by_id = {ME} AND {HER_CLIENT} AND {clear})",
        update=f"({mine} AND {HER_CLIENT} AND {clear})",
    )


def own_file_row(category: Category) -> Wall:
    """A client row that only the agency that keeps the file writes; seen as :func:`client_row` is."""
    wall = client_row(category)
    kept = "{t}.owner_id = {t}.agency_id"
    return replace(wall, insert=f"({wall.insert} AND {kept})", update=f"({wall.update} AND {kept})")


def register_row(category: Category) -> Wall:
    """A client row that may lie on a session's register: also for those who work on that register."""
    on_it = f"({{t}}.agency_id = {MY_AGENCY} AND {on_my_shifts('session_id')})"
    mine = f"({{t}}.agency_id = {reads(category)} OR {on_it})"
    clear = not_blocked("client_id")
    return Wall(
        select=f"(({_seen(category)} OR {on_it}) AND {clear})",
        insert=f"({mine} AND {{t}}.made_by_id = {ME} AND {HER_CLIENT} AND {clear})",
        update=f"({mine} AND {HER_CLIENT} AND {clear})",
    )


def addressed_row(column: str, audiences: tuple[Category, ...]) -> Wall:
    """A client row that names its own audience: a category, one of ``audiences``, in ``column``.

    It is seen as :func:`client_row` of that category is. Written out for each audience, the condition would be four
    times as long, and PostgreSQL plans it for every page of a woman.
    """
    each = {audience: own_file_row(audience) for audience in audiences}
    of_hers = f"{{t}}.{column} = ANY ((SELECT wall.categories())::text[])"
    in_an_emergency = ", ".join(f"'{audience}'" for audience in audiences if audience in EMERGENCY)
    seen = (
        f"({MY_AGENCY} IN ({{t}}.agency_id, {{t}}.owner_id)"
        f" OR ({{t}}.{column} IN ({in_an_emergency}) AND {{t}}.client_id = ANY ((SELECT wall.emergencies())::bigint[]))"
        f" OR wall.is_shared({{t}}.{column}, {{t}}.client_id, {{t}}.made_at))"
    )

    def either(command: str) -> str:
        return "(" + " OR ".join(f"({{t}}.{column} = '{a}' AND {getattr(w, command)})" for a, w in each.items()) + ")"

    return Wall(
        select=f"({of_hers} AND {seen} AND {not_blocked('client_id')})",
        insert=either("insert"),
        update=either("update"),
    )


def own_list(*, added_by: Category | None = None) -> Wall:
    """A list of the agency's own, that says nothing about anyone: read by all, edited by its managers.

    Args:
        added_by: whoever reads this category may add to it too.
    """
    managed = f"({{t}}.agency_id = {MY_AGENCY} AND (SELECT wall.holds('manager')))"
    added = managed if added_by is None else f"({managed} OR {{t}}.agency_id = {reads(added_by)})"
    return Wall(select=ANYONE, insert=added, update=managed)


def administered(column: str = "", parent: str = "") -> Wall:
    """A form's own words, which say nothing about anyone: read by all, written by the agency's administrators.

    Args:
        column, parent: for a part of such a form, the column that names the form, and the form's table.
    """
    held = "(SELECT wall.holds('administrator'))"
    if not parent:
        written = f"({{t}}.agency_id = {MY_AGENCY} AND {held})"
    else:
        ours = f"EXISTS (SELECT FROM {parent} p WHERE p.id = {{t}}.{column} AND p.agency_id = {MY_AGENCY})"
        written = f"({held} AND {ours})"
    return Wall(select=ANYONE, insert=written, update=written)


def row_of(column: str, parent: str) -> Wall:
    """A row of a client row: seen where its parent is, and written where the parent is her own agency's to write."""
    seen = f"EXISTS (SELECT FROM {parent} p WHERE p.id = {{t}}.{column})"
    her_client = "(p.client_id IS NULL OR EXISTS (SELECT FROM casework_client c WHERE c.id = p.client_id))"
    written = (
        f"EXISTS (SELECT FROM {parent} p WHERE p.id = {{t}}.{column} AND p.agency_id = {MY_AGENCY} AND {her_client})"
    )
    return Wall(select=seen, insert=written, update=written)


def own_file_row_of(column: str, parent: str) -> Wall:
    """A row of a client row that only the agency that keeps the file writes; seen as :func:`row_of` is."""
    wall = row_of(column, parent)
    kept = f"EXISTS (SELECT FROM {parent} k WHERE k.id = {{t}}.{column} AND k.owner_id = k.agency_id)"
    return replace(wall, insert=f"({wall.insert} AND {kept})", update=f"({wall.update} AND {kept})")


_declared: dict[type[models.Model], Wall] = {}
_open: dict[str, tuple[str, str]] = {}


def walled(wall: Wall) -> Callable[[M], M]:
    """Class decorator: this model's table stands behind ``wall``."""

    def declare(model: M) -> M:
        _declared[model] = wall
        return model

    return declare


def leave_open(label: str, rights: str, reason: str) -> None:
    """Name a table of a library that holds nothing about clients: the rights the application has, and why no wall.

    Args:
        label: ``app_label.ModelName``.
        rights: SQL privileges, comma-separated; empty for none at all.
        reason: one plain sentence, printed in ``docs/access.md``.
    """
    _open[label] = (rights, reason)


def open_tables() -> dict[str, tuple[str, str]]:
    """Every table named open: label to (rights, reason)."""
    return dict(_open)


def wall_of(model: type[models.Model]) -> Wall | None:
    """The wall of a model, or None where none is declared.

    A history table has its tracked model's wall, to read only: the database's own triggers write it. A history row
    holds what the row said then, and so whose it was then; where rows are never deleted, it is seen only by who sees
    the row as it stands now. Otherwise a file that another was joined with for a day would show that one's rows ever
    after.
    """
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is None:
        return _declared.get(model)
    wall = _declared.get(tracked)
    if wall is None:
        return None
    if wall.delete is not None:
        return wall.read_only()
    row = f'EXISTS (SELECT FROM "{tracked._meta.db_table}" r WHERE r.id = {{t}}.pgh_obj_id)'
    return replace(wall.read_only(), select=f"({wall.select} AND {row})")
