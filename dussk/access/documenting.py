"""What the pages in ``docs/`` say of the code, made from the code, so that they cannot go stale."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from dussk.access.categories import DOES, MEANING, Category, Permission
from dussk.access.raising import tables
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
        (
            (DOES[permission], *("yes" if permission in data.may else "" for data in ROLES.values()))
            for permission in Permission
        ),
    )


def open_table() -> str:
    """Tables of libraries that stand behind no wall, and why."""
    return _table(
        ("Table", "The application may", "Why there is no wall"),
        ((label, rights or "nothing", why) for label, (rights, why) in sorted(open_tables().items())),
    )


#: Apps whose models are drawn, with what a diagram leaves out because every row has it.
_DRAWN = ("staff", "audit", "casework", "consent", "pathway")
_EVERY_ROW_HAS = ("owner", "agency", "made_by")


def models_diagram() -> str:
    """Our own models and how they point at each other, as Mermaid. History tables are left out."""
    drawn = [model for _table, model in tables() if model._meta.app_label in _DRAWN and not _is_history(model)]
    lines = ["```mermaid", "erDiagram"]
    for model in sorted(drawn, key=lambda model: model._meta.label):
        for field in model._meta.concrete_fields:
            other = field.related_model
            if isinstance(other, type) and other in drawn and field.name not in _EVERY_ROW_HAS:
                many = "|o" if field.null else "||"
                lines.append(f"  {other.__name__} {many}--o{{ {model.__name__} : {field.name}")
    return "\n".join([*lines, "```", ""])


def _is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def rooms_table() -> str:
    """Each room, and the first line of what it says about itself."""
    rows = []
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        if not Path(app.path).is_relative_to(settings.BASE_DIR / "dussk") and app.label not in _DRAWN:
            continue
        rows.append((f"`{app.name.replace('.', '/')}`", (app.__class__.__doc__ or "").split("\n")[0]))
        for room in sorted(Path(app.path).glob("*/__init__.py")):
            first = room.read_text().strip().removeprefix('"""').split("\n")[0].removesuffix('"""')
            if first:
                rows.append((f"`{room.parent.relative_to(settings.BASE_DIR)}`", first))
    return _table(("Room", "What happens there"), rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "roles": roles_table,
    "categories": categories_table,
    "permissions": permissions_table,
    "open-tables": open_table,
    "models": models_diagram,
    "rooms": rooms_table,
}


def add_block(name: str, make: Callable[[], str]) -> None:
    """Have a block of an app's own made too; named from its ``ready()``, as this one never imports it."""
    BLOCKS[name] = make


def pages() -> list[Path]:
    """Every page in docs/ that has a block to be made."""
    found = sorted((settings.BASE_DIR / "docs").rglob("*.md"))
    return [page for page in found if _BLOCK.search(page.read_text())]


def filled(page: str) -> str:
    """The page with every marked block made anew.

    Raises:
        KeyError: the page marks a block that nobody makes.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}{BLOCKS[block['name']]()}{block[3]}", page)


def fill(path: Path) -> bool:
    """Make the blocks of the file at ``path`` anew; True when that changed it."""
    before = path.read_text()
    after = filled(before)
    path.write_text(after)
    return after != before
