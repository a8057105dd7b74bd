"""What several tests of joining files need."""

from typing import Any

from django.db import connection

from casework.clients import actions, queries
from casework.clients.models import Block, Client, ClientName, Joining, StatusChange
from dussk.access.asking import Worker, asking


def on(by: Worker, client: Client) -> dict[str, Any]:
    """What every row on a file carries."""
    return {"client": client, "owner": client.agency, "agency": by.agency, "made_by": by.staff}


def file(by: Worker, called: str, **fields: Any) -> Client:
    """A file as one is started: with a name and a status."""
    her = Client.objects.create(agency=by.agency, made_by=by.staff, called=called, **fields)
    ClientName.objects.create(**on(by, her), kind="called", name=called)
    StatusChange.objects.create(**on(by, her), status=her.status, on=her.status_on)
    return her


def join(by: Worker, kept: Client, joined: Client, **holds: str) -> Joining:
    """Join two files as ``by``."""
    with asking(by):
        pair = queries.Pair.of(Client.objects.get(pk=kept.pk), Client.objects.get(pk=joined.pk))
        settled = dict.fromkeys(pair.differing, "kept") | dict.fromkeys(pair.filled, "joined") | holds
        actions.join(by=by, kept=kept, joined=joined, opened_with=pair.mark, holds=settled, reason="She told us")
    return Joining.objects.get(joined=joined, undone_at=None)


def written(by: Worker, joining: Joining) -> list[queries.Written]:
    """What was written since, as ``by`` is told it."""
    with asking(by):
        return queries.written_since(joining)


def undo(by: Worker, joining: Joining, answers: dict[str, str] | None = None, *, rest: str = "kept") -> None:
    """Undo a joining as ``by``; ``rest``: whose everything is that has no answer."""
    with asking(by):
        given = {row.key: rest for row in queries.written_since(joining)} | (answers or {})
        actions.undo(by=by, joining=joining, answers=given, reason="Two women after all")


def fresh(client: Client) -> Client:
    """The file as it stands now."""
    return Client.objects.get(pk=client.pk)


def names(client: Client) -> set[tuple[str, str]]:
    return set(ClientName.objects.filter(client=client, ends=None).values_list("kind", "name"))


def block(by: Worker, client: Client, staff: Worker) -> Block:
    return Block.objects.create(**on(by, client), blocked=staff.staff, kind="her_wish")


def opens(worker: Worker, client: Client) -> Client | None:
    with asking(worker):
        return queries.file_of(client.reference)


#: What writing on a row changes besides what was meant.
COUNTERS = {"changed_in"}


def stored(*clients: Client) -> dict[str, dict[int, dict[str, Any]]]:
    """Every column of every row of every table about these files, by table and primary key."""
    pks = [client.pk for client in clients]
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(wall.moving_tables() || 'casework_clientshare'::text)")
        tables = [table for (table,) in cursor.fetchall()]
        rows: dict[str, dict[int, dict[str, Any]]] = {}
        for table, column in [*((table, "client_id") for table in tables), ("casework_client", "id")]:
            cursor.execute(f"SELECT * FROM {table} WHERE {column} = ANY (%s)", [pks])
            names = [one.name for one in cursor.description]
            kept = [{n: v for n, v in zip(names, row, strict=True) if n not in COUNTERS} for row in cursor.fetchall()]
            rows[table] = {row["id"]: row for row in kept}
    return rows
