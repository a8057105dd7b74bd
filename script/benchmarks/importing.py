"""What the wall, history and all checks cost where thousands of files are started at once."""

import io
import random
import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connection, transaction

from casework.importing import actions
from dussk.access.asking import Worker, asking

ROWS = 20_000
ROUNDS = 3

#: What bringing in writes to, with the condition that finds the rows of a batch.
_OF = "(SELECT client_id FROM casework_broughtin WHERE batch_id = %s)"
_TABLES = {
    "casework_client": f"id IN {_OF}",
    "casework_clientname": f"client_id IN {_OF}",
    "casework_safecontact": f"client_id IN {_OF}",
    "casework_statuschange": f"client_id IN {_OF}",
    "casework_broughtin": "batch_id = %s",
}


def caseload() -> bytes:
    """As many rows as a file may have, of women nobody knows: each with two names, a date of birth and a number."""
    chance = random.Random(2026)  # noqa: S311 (the same every time)

    def name() -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).title()

    rows = ["Name,Surname,Date of birth,Phone,Safe,Notes"]
    for _ in range(ROWS):
        born = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1960, 2005)}"
        rows.append(f"{name()},{name()},{born},07700 9{chance.randint(10000, 99999)},no,Known to the shelter")
    return "\n".join([*rows, ""]).encode()


def rows_vs_copy(by: Worker, as_owner: Callable[[], AbstractContextManager[None]]) -> float:
    """How much longer bringing in takes than COPY of its rows into tables alike, indexes and all, without triggers."""
    content = caseload()
    return statistics.median(_round(by, content, as_owner) for _ in range(ROUNDS))


def _round(by: Worker, content: bytes, as_owner: Callable[[], AbstractContextManager[None]]) -> float:
    took, rows = _brought_in(by, content)
    with as_owner():
        return took / _copied(rows)


def _brought_in(by: Worker, content: bytes) -> tuple[float, dict[str, bytes]]:
    """Seconds, and what was written, as COPY gives it. Nothing of it stays."""
    with asking(by, page="bench"):
        batch = actions.upload(by=by, name="caseload.csv", content=content)
        actions.check(by=by, batch=batch)
        began = time.perf_counter()
        started = actions.bring_in(by=by, batch=batch, good_rows=False, doubles=True)
        took = time.perf_counter() - began
        if started != ROWS:
            raise RuntimeError(f"{started} rows were brought in, not {ROWS}.")
        rows = {table: _out(f"SELECT * FROM {table} WHERE {where}", batch.pk) for table, where in _TABLES.items()}  # noqa: S608
        transaction.set_rollback(True)
    return took, rows


def _out(sql: str, batch: int) -> bytes:
    out = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({sql.replace('%s', str(batch))}) TO STDOUT", out)
    return out.getvalue()


def _copied(rows: dict[str, bytes]) -> float:
    took = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        for table, content in rows.items():
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
            began = time.perf_counter()
            cursor.copy_expert(f"COPY bench_{table} FROM STDIN", io.BytesIO(content))
            took += time.perf_counter() - began
        transaction.set_rollback(True)
    return took
