"""What somebody who can run SQL as the application's login still cannot make of offers, screenings and criteria."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.clients.models import Client
from casework.intake.models import CriteriaSet, Criterion, Screening, ScreeningAnswer
from dussk.access.asking import Worker, asking
from tests.casework.intake.conftest import decided, offered, screened
from tests.world import World


def run(worker: Worker, sql: str, *values: int) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@pytest.fixture
def screening(jo: Worker, anna: Client) -> Screening:
    """Of an eligible woman, by version 1."""
    return screened(jo, offered(jo, anna))


def test_what_was_published_stays(world: World) -> None:
    ada, version = world.worker("administrator"), CriteriaSet.objects.get(agency=world.charity)
    for sql in (
        f"UPDATE casework_criteriaset SET why = 'x' WHERE id = {version.pk}",
        f"UPDATE casework_criteriaset SET published_at = NULL WHERE id = {version.pk}",
        f"UPDATE casework_criterion SET question = 'x' WHERE set_id = {version.pk}",
        f"UPDATE casework_criterion SET left_out = true WHERE set_id = {version.pk}",
        (
            'INSERT INTO casework_criterion (uid, set_id, code, "order", question, failed, missing, is_of_age,'
            f" left_out) VALUES (gen_random_uuid(), {version.pk}, 'x', 1, 'x', 'x', 'x', false, false)"
        ),
    ):
        with pytest.raises(DatabaseError, match="this version is published"):
            run(ada, sql)


def test_only_an_administrator_of_the_agency_writes_versions(world: World) -> None:
    add = (
        "INSERT INTO casework_criteriaset (uid, agency_id, number, why, made_at)"
        " VALUES (gen_random_uuid(), %s, 9, 'Mine', now())"
    )
    for name in ("keyworker", "manager", "volunteer"):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(world.worker(name), add, world.charity.pk)
    with pytest.raises(DatabaseError, match="row-level security"):
        run(world.worker("administrator"), add, world.drugs.pk)
    assert run(world.worker("administrator"), add, world.charity.pk) == 1


@pytest.mark.parametrize(
    "table", ["recruitment", "screening", "screeninganswer", "criteriaset", "criterion", "recruitmentevent"]
)
def test_nothing_is_deleted(jo: Worker, screening: Screening, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, f"DELETE FROM casework_{table}")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("safeguarding = true", "screening_young_is_not_eligible"),
        ("decision = 'consented'", "screening_decided_on_a_day"),
        (
            "decision = 'cannot', decided_on = current_date, ask_again_on = current_date",
            "screening_cannot_because",
        ),
        ("decision = 'cannot', decided_on = current_date, because = 'health'", "screening_asked_again_later"),
        (
            "decision = 'cannot', decided_on = current_date, because = 'health', ask_again_on = current_date - 1",
            "screening_asked_again_later",
        ),
        ("result = 'not_eligible', decision = 'consented', decided_on = current_date", "decided_by_the_eligible"),
        ("mistake_at = now()", "screening_mistake_by_someone"),
        ("client_id = NULL", "screening_owner_with_client"),
    ],
)
def test_a_screening_that_contradicts_itself(jo: Worker, screening: Screening, change: str, refused: str) -> None:
    with pytest.raises(DatabaseError, match=refused):
        run(jo, f"UPDATE casework_screening SET {change} WHERE id = {screening.pk}")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("answer = 'declined'", "recruitment_reason_where_declined"),
        ("answer = 'declined', reason = 'other'", "recruitment_reason_in_words"),
        ("brought_by_words = 'x'", "recruitment_brought_in_words"),
        ("client_id = NULL, owner_id = NULL, description = ''", "recruitment_known_or_described"),
    ],
)
def test_an_offer_that_contradicts_itself(jo: Worker, anna: Client, change: str, refused: str) -> None:
    row = offered(jo, anna)
    with pytest.raises(DatabaseError, match=refused):
        run(jo, f"UPDATE casework_recruitment SET {change} WHERE id = {row.pk}")


def test_a_screening_stays_by_the_criteria_it_was_made_by(world: World, jo: Worker, screening: Screening) -> None:
    other = Criterion.objects.exclude(set=screening.criteria)[0].set
    with pytest.raises(DatabaseError, match="stays by the criteria"):
        run(jo, "UPDATE casework_screening SET criteria_id = %s WHERE id = %s", other.pk, screening.pk)
    assert run(jo, "UPDATE casework_screening SET note = 'x' WHERE id = %s", screening.pk) == 1


def test_an_answer_is_to_its_own_version(world: World, jo: Worker, screening: Screening) -> None:
    other = Criterion.objects.filter(set__agency=world.drugs)[0]
    with pytest.raises(DatabaseError, match="not asked in that version"):
        run(
            jo,
            "INSERT INTO casework_screeninganswer (screening_id, criterion_id, said, note) VALUES (%s, %s, 'yes', '')",
            screening.pk,
            other.pk,
        )
    answer = ScreeningAnswer.objects.filter(screening=screening)[0]
    with pytest.raises(DatabaseError, match="not asked in that version"):
        run(jo, "UPDATE casework_screeninganswer SET criterion_id = %s WHERE id = %s", other.pk, answer.pk)


def test_another_agencys_are_out_of_reach(world: World, jo: Worker, screening: Screening) -> None:
    theirs = world.worker("drugs_manager")
    for table in ("recruitment", "screening"):
        assert run(theirs, f"UPDATE casework_{table} SET note = 'x'") == 0
    assert run(theirs, "UPDATE casework_screeninganswer SET note = 'x'") == 0
    with pytest.raises(DatabaseError, match="row-level security"):
        run(
            theirs,
            "INSERT INTO casework_screeninganswer (screening_id, criterion_id, said, note)"
            " SELECT screening_id, criterion_id, said, '' FROM casework_screeninganswer",
        )
    decided(jo, screening.recruitment, "consented")
    assert run(world.worker("psychologist"), "SELECT FROM casework_screening") == 0
