"""What was published stays where it was published: no page and no question leaves its version."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.intake.actions import begin_criteria
from casework.intake.models import CriteriaSet
from consent.agreements.models import ConsentForm
from dussk.access.asking import asking
from tests.consent.agreements.conftest import Asked


def test_a_page_does_not_leave_the_version_that_was_signed(asked: Asked) -> None:
    asked.signed({})
    with asking(asked.world.worker("administrator")):
        draft = ConsentForm.objects.create(agency=asked.world.charity, language="Welsh", number=1, why="x")
        with pytest.raises(DatabaseError, match="this version is published"), transaction.atomic():
            moved("consent_formpart", "form_id", draft.pk, asked.form.pk)


def test_a_question_does_not_leave_the_version_that_was_asked(asked: Asked) -> None:
    begin_criteria(asked.world.charity)
    asked_by = CriteriaSet.objects.get(agency=asked.world.charity)
    with asking(asked.world.worker("administrator")):
        draft = CriteriaSet.objects.create(agency=asked.world.charity, number=99, why="x")
        with pytest.raises(DatabaseError, match="this version is published"), transaction.atomic():
            moved("casework_criterion", "set_id", draft.pk, asked_by.pk)


def moved(table: str, column: str, to: int, of: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [to, of])
