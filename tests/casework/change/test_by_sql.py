"""What somebody who can run SQL as the application's login still cannot make of marks."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.change.models import JourneyMark
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from tests.casework.change.conftest import noted
from tests.world import World


def run(worker: Worker, sql: str, *values: int) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@pytest.fixture
def mark(jo: Worker, anna: Client) -> JourneyMark:
    return noted(jo, anna, "contemplation")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("mark = 'chaos'", "mark_of_its_scale"),
        ("mark = 'exited'", "mark_of_its_scale"),
        ("scale = 'phase'", "mark_of_its_scale"),
        ("exactness = 'month', \"on\" = '2024-03-02'", "mark_as_exact_as_known"),
        ("exactness = 'year', \"on\" = '2024-03-01'", "mark_as_exact_as_known"),
        ("exactness = 'never'", "mark_as_exact_as_known"),
        ("scale = 'turning', mark = 'other_turning'", "mark_in_words"),
        ("mistake_at = now()", "mark_mistake_by_someone"),
    ],
)
def test_a_mark_that_contradicts_itself(jo: Worker, mark: JourneyMark, change: str, refused: str) -> None:
    with pytest.raises(DatabaseError, match=refused):
        run(jo, f"UPDATE casework_journeymark SET {change} WHERE id = %s", mark.pk)


@pytest.mark.parametrize("table", ["journeymark", "journeymarkevent"])
def test_nothing_is_deleted(jo: Worker, mark: JourneyMark, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, f"DELETE FROM casework_{table}")


def test_a_partner_reads_what_is_shared_and_writes_nothing(world: World, mark: JourneyMark) -> None:
    theirs = world.worker("facilitator")  # Anna is shared with them
    count = "SELECT FROM casework_journeymark WHERE id = %s"
    assert run(theirs, count, mark.pk) == 1
    assert run(theirs, "UPDATE casework_journeymark SET note = 'x' WHERE id = %s", mark.pk) == 0
    copy = (
        'INSERT INTO casework_journeymark (client_id, owner_id, agency_id, made_by_id, made_at, uid, scale, mark, "on",'
        ' exactness, cues, note) SELECT client_id, owner_id, %s, %s, now(), gen_random_uuid(), scale, mark, "on",'
        " exactness, cues, note FROM casework_journeymark"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        run(theirs, copy, world.drugs.pk, theirs.staff.pk)


def test_a_volunteer_reads_none(world: World, mark: JourneyMark) -> None:
    assert run(world.worker("volunteer"), "SELECT FROM casework_journeymark WHERE id = %s", mark.pk) == 0
