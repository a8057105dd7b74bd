import pytest
from django.db import DatabaseError, Error, IntegrityError, InterfaceError, OperationalError, ProgrammingError

from dussk.faults import database_is_away


class Refused(Exception):  # noqa: N818 - as psycopg2's own
    """What psycopg2 said, with PostgreSQL's code."""

    def __init__(self, pgcode: str | None) -> None:
        super().__init__()
        self.pgcode = pgcode


@pytest.mark.parametrize(
    ("kind", "pgcode", "away"),
    [
        (InterfaceError, None, True),  # the connection is closed already
        (OperationalError, None, True),  # it broke, or could not be made
        (DatabaseError, None, True),  # it broke before libpq could say anything
        (OperationalError, "57P01", True),  # an administrator ends it
        (OperationalError, "57P03", True),  # starting up
        (OperationalError, "53300", True),  # no connection left
        (OperationalError, "08006", True),
        (OperationalError, "57014", False),  # a statement took too long
        (OperationalError, "40P01", False),  # two that wait for each other
        (IntegrityError, "23505", False),
        (ProgrammingError, "42P01", False),
    ],
)
def test_whether_the_database_is_away(kind: type[Error], pgcode: str | None, *, away: bool) -> None:
    fault = kind("it was said so")
    fault.__cause__ = Refused(pgcode)
    assert database_is_away(fault) is away


def test_another_fault_is_not_the_databases() -> None:
    assert not database_is_away(ValueError())
    assert not database_is_away(None)
    assert not database_is_away(DatabaseError("Forced update did not affect any rows."))  # Django's own, by no driver
