"""Every table about a client moves with a file that is joined, or stays for a reason. It completes itself."""

import pytest
from django.db import connection, models

from casework.clients.models import (
    Client,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    Joining,
    OwnRecord,
    Restriction,
)
from casework.clients.queries.joining import _kinds
from casework.importing.models import BroughtIn
from casework.looking.models import EmergencyReview
from consent.agreements.models import Agreement, NotToBeTold, Withdrawal
from consent.sharing.models import LongerWait
from consent.subject_access.models import SubjectAccessRequest
from dussk.audit.models import ViewLog
from tests.dussk.access.test_row_matrix import reaches_clients

#: Tables with a client of their own whose rows stay where they are when files are joined, and why.
STAYS: dict[type[models.Model], str] = {
    Agreement: "what she signed about the file that she signed it about; read with what was joined into the kept one",
    BroughtIn: "says of the file itself where it came from; one that was joined is not taken back with its batch",
    Client: "the file itself; one that was joined into a joined file leads on to the kept one",
    ClientShare: "narrowed where it stands: wall.narrow_shares",
    EmergencyAccess: "says which file was opened; wall.emergency follows to the kept one",
    EmergencyAttempt: "says which file was asked for",
    EmergencyReview: "of the opening that it reviews, of the file that was opened",
    Joining: "says which files were joined",
    LongerWait: "decided of the file that waited; one of two may have been asked",
    NotToBeTold: "said in an agreement; read with what was joined into the kept one",
    OwnRecord: "another agency's own, of the woman as it met her; one of each file may stand beside another",
    Restriction: "of the file that is restricted; wall.blocked looks at both",
    SubjectAccessRequest: "says which file she asked about; wall.files_of_access follows to the kept one",
    ViewLog: "says which file was seen",
    Withdrawal: "takes back what was agreed there",
}


def with_a_client_of_their_own() -> set[type[models.Model]]:
    return {
        model
        for model in reaches_clients()
        if any(field.related_model is Client or field.attname == "client_id" for field in model._meta.concrete_fields)
    }


def moving() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(wall.moving_tables())")
        return {table for (table,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_about_a_client_moves_or_stays_for_a_reason() -> None:
    """For a new one: name it in wall.moving_tables (casework/joining.sql), or here with a reason."""
    stays = {model._meta.db_table for model in STAYS}
    assert {model._meta.db_table for model in with_a_client_of_their_own()} == moving() | stays
    assert not moving() & stays


@pytest.mark.django_db
def test_what_moves_is_caught_when_it_is_written_late() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'write_on_kept%'")
        assert {table for (table,) in cursor.fetchall()} == moving()


@pytest.mark.django_db
def test_everything_that_is_asked_about_has_words() -> None:
    assert set(_kinds) == moving() | {"casework_clientshare"}
