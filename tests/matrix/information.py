"""What addresses of the information sheet are about: sections, lists, their lines, and a sheet beside another."""

import uuid

from casework.clients.models import Client
from casework.information.models import Child, InformationSheet
from dussk.access.asking import Worker
from tests.matrix.about import About
from tests.matrix.information_rows import a_child, a_sheet
from tests.matrix.targets import Sees, Target, changes_row, nobody, owns_client, sees_client, sees_row
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """Of every file: a section and a list of the sheet, a line that stands there and one that was ended, and a sheet
    that another file brought.
    """
    sections: list[Target] = []
    lists: list[Target] = []
    lines: list[Target] = []
    ended: list[Target] = []
    sheets: list[Target] = []
    keyworker = world.worker("keyworker")
    for name, client in world.clients.items():
        hers = {"reference": client.reference}
        by = keyworker if client.agency_id == keyworker.agency.pk else world.worker("drugs_manager")
        row, before, shown, beside = _made(by, client)
        sees, changes = sees_row(row, client), changes_row(row, client)
        sections.append(Target(name, hers | {"name": "children"}, sees_client(client), owns_client(client)))
        lists.append(Target(name, hers | {"code": "child"}, sees_client(client), owns_client(client)))
        lines.append(Target(name, hers | {"code": "child", "uid": row.uid}, sees, changes))
        ended.append(Target(name, hers | {"code": "child", "uid": before.uid}, sees, changes))
        sheets.append(Target(name, hers | {"uid": beside.uid}, sees_row(beside, client), changes_row(beside, client)))
        assert shown.written_at >= beside.written_at
    anna = world.clients["anna"]
    hers, closed = {"reference": anna.reference}, _not_owner(anna)
    another = lines[1].kwargs["uid"]
    for rows in (lines, ended):
        rows.append(Target("nonexistent", hers | {"code": "child", "uid": uuid.uuid4()}, nobody, nobody, closed))
        rows.append(Target("of another woman", hers | {"code": "child", "uid": another}, nobody, nobody, closed))
        rows.append(Target("no such list", hers | {"code": "x", "uid": another}, nobody, nobody, closed))
    sheets.append(Target("nonexistent", hers | {"uid": uuid.uuid4()}, nobody, nobody, closed))
    sections.append(Target("no such section", hers | {"name": "x"}, nobody, nobody, closed))
    lists.append(Target("no such list", hers | {"code": "x"}, nobody, nobody, closed))
    return {
        About.SHEET_SECTION: sections,
        About.SHEET_LIST: lists,
        About.SHEET_LINE: lines,
        About.SHEET_LINE_ENDED: ended,
        About.SHEET_BESIDE: sheets,
    }


def _made(by: Worker, client: Client) -> tuple[Child, Child, InformationSheet, InformationSheet]:
    """A line, one that was ended, the sheet that is shown, and one beside it that was written before."""
    row, before, beside = a_child(by, client), a_child(by, client), a_sheet(by, client)
    Child.objects.filter(pk=before.pk).update(ended_at=before.made_at, ended_by=by.staff)
    return row, before, a_sheet(by, client), beside


def _not_owner(client: Client) -> Sees:
    """Whether she sees the file and another agency keeps it: to write there is refused before anything is looked up."""
    return lambda worker: sees_client(client)(worker) and not owns_client(client)(worker)
