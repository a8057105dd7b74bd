"""The tables of ``docs/access.md``, made from what the code says, so that the page cannot go stale."""

import re
from collections.abc import Iterable
from pathlib import Path

from dussk.access.categories import DOES, MEANING, Category, Permission
from dussk.access.walls import open_tables
from dussk.staff.roles import ROLES

_BLOCK = re.compile(r"(<!-- made: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    out = [f"| {' | '.join(cells)} |" for cells in lines]
    out.insert(1, f"|{'---|' * len(lines[0])}")
    return "\n".join(out) + "\n"


def roles_table() -> str:
    """What each role is for."""
    return _table(("Role", "What it is for"), ((role.label, data.description) for role, data in ROLES.items()))


def categories_table() -> str:
    """Categories against the roles that read them."""
    return _table(
        ("Category", *(role.label for role in ROLES), "What is in it"),
        (
            (category.value, *("yes" if category in data.reads else "" for data in ROLES.values()), MEANING[category])
            for category in Category
        ),
    )


def permissions_table() -> str:
    """Permissions against the roles that hold them."""
    return _table(
        ("May", *(role.label for role in ROLES)),
        ((DOES[permission], *("yes" if permission in data.may else "" for data in ROLES.values())) for permission in Permission),
    )


def open_table() -> str:
    """Tables of libraries that stand behind no wall, and why."""
    return _table(
        ("Table", "The application may", "Why there is no wall"),
        ((label, rights or "nothing", why) for label, (rights, why) in sorted(open_tables().items())),
    )


TABLES = {
    "roles": roles_table,
    "categories": categories_table,
    "permissions": permissions_table,
    "open-tables": open_table,
}


def filled(page: str) -> str:
    """The page with every marked block made anew.

    Raises:
        KeyError: the page marks a block that nobody makes.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}{TABLES[block['name']]()}{block[3]}", page)


def fill(path: Path) -> bool:
    """Make the blocks of the file at ``path`` anew; True when that changed it."""
    before = path.read_text()
    after = filled(before)
    path.write_text(after)
    return after != before
