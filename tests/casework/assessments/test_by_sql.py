"""What somebody who can run SQL as the application's login still cannot make of an assessment."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.assessments import actions
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Prompt
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from tests.casework.assessments.conftest import begun, completed, rated
from tests.world import World


def run(worker: Worker, sql: str, *values: int) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@pytest.fixture
def one(jo: Worker, anna: Client) -> Assessment:
    row = begun(jo, anna)
    rated(jo, row, hers=2)
    with asking(jo):
        actions.note(by=jo, assessment=row, prompt=Prompt.LIFE, note="In care")
    return row


@pytest.mark.parametrize(
    "table", ["assessment", "rating", "promptnote", "assessmentevent", "ratingevent", "promptnoteevent"]
)
def test_nothing_is_deleted(jo: Worker, one: Assessment, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, f"DELETE FROM casework_{table}")


@pytest.mark.parametrize("table", ["assessmentevent", "ratingevent", "promptnoteevent"])
def test_history_is_not_rewritten(jo: Worker, one: Assessment, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, f"UPDATE casework_{table} SET pgh_label = 'x'")


@pytest.mark.parametrize("point", [0, 6, 100])
@pytest.mark.parametrize("whose", ["hers", "workers"])
def test_a_rating_is_on_the_scale(jo: Worker, one: Assessment, whose: str, point: int) -> None:
    with pytest.raises(DatabaseError, match=f"rating_{whose}_on_the_scale"):
        run(jo, f"UPDATE casework_rating SET {whose} = {point}")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("completed_on = current_date", "assessment_completed_by_someone"),
        ("completed_by = 'both'", "assessment_completed_by_someone"),
        (
            "completed_on = started_on - 1, completed_by = 'both'",
            "assessment_completed_after_begun",
        ),
        ("review_on = current_date", "assessment_reviewed_after_completed"),
        (
            "completed_on = current_date, completed_by = 'both', review_on = current_date - 1",
            "assessment_reviewed_after_completed",
        ),
        (
            "completed_on = current_date, completed_by = 'both', left_at = now()",
            "assessment_completed_or_given_up",
        ),
    ],
)
def test_days_that_cannot_be(jo: Worker, one: Assessment, change: str, refused: str) -> None:
    with pytest.raises(DatabaseError, match=refused):
        run(jo, f"UPDATE casework_assessment SET {change}")


def test_an_area_stands_once(jo: Worker, one: Assessment) -> None:
    add = "INSERT INTO casework_rating (assessment_id, area, her_words, plan) VALUES (%s, 'housing', '', '')"
    with pytest.raises(DatabaseError, match="rating_once_an_area"):
        run(jo, add, one.pk)
    note = "INSERT INTO casework_promptnote (assessment_id, prompt, note) VALUES (%s, 'life', 'x')"
    with pytest.raises(DatabaseError, match="note_once_a_prompt"):
        run(jo, note, one.pk)


def test_a_partner_reads_through_a_share_and_writes_nothing(one: Assessment, world: World) -> None:
    theirs = world.worker("facilitator")
    with asking(theirs):
        assert Assessment.objects.count() == Rating.objects.count() == PromptNote.objects.count() == 1
    for table, change in (("assessment", "project = 'x'"), ("rating", "hers = 5"), ("promptnote", "note = 'x'")):
        assert run(theirs, f"UPDATE casework_{table} SET {change}") == 0
    with pytest.raises(DatabaseError, match="row-level security"):
        run(
            theirs,
            "INSERT INTO casework_rating (assessment_id, area, her_words, plan) VALUES (%s, 'mental', '', '')",
            one.pk,
        )


@pytest.mark.parametrize("who", ["volunteer", "supervisor", "administrator", "psychologist"])
def test_who_reads_none_of_it(one: Assessment, world: World, who: str) -> None:
    """A volunteer reads no casework; nobody of an agency to which the file is not open reads anything."""
    with asking(world.worker(who)):
        assert not Assessment.objects.exists()
        assert not Rating.objects.exists()
        assert not PromptNote.objects.exists()


@pytest.mark.parametrize("column", ["owner_id", "agency_id"])
def test_an_assessment_stays_with_the_agency_that_keeps_the_file(
    jo: Worker, one: Assessment, world: World, column: str
) -> None:
    with pytest.raises(DatabaseError):
        run(jo, f"UPDATE casework_assessment SET {column} = %s", world.drugs.pk)


def test_a_point_keeps_its_past(jo: Worker, anna: Client) -> None:
    completed(jo, anna, hers=2)
    run(jo, "UPDATE casework_rating SET hers = 5")
    with asking(jo), connection.cursor() as cursor:
        cursor.execute("SELECT hers FROM casework_ratingevent ORDER BY pgh_id")
        assert [row[0] for row in cursor.fetchall()] == [2, 5]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("rating", "assessment_id = (SELECT max(id) FROM casework_assessment)"),
        ("rating", "area = 'mental'"),
        ("promptnote", "assessment_id = (SELECT max(id) FROM casework_assessment)"),
        ("promptnote", "prompt = 'night'"),
    ],
)
def test_what_is_in_an_assessment_stays_in_it(
    jo: Worker, one: Assessment, world: World, table: str, change: str
) -> None:
    begun(jo, world.clients["bea"])
    with pytest.raises(DatabaseError, match="stays in it"):
        run(jo, f"UPDATE casework_{table} SET {change}")
