"""Filling: only an empty embedded database, all or nothing, the same every time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from casework.clients.models import Client
from casework.contacts.models import Contact, Session
from casework.contacts.rules import HERE
from casework.demonstration import fill as filling
from casework.demonstration.fill import RefusedError, fill, is_filled
from dussk.access.standing import findings
from dussk.staff.models import Agency, Staff
from dussk.staff.stamps import stamp
from tests.casework.demonstration.conftest import NOW
from tests.casework.demonstration.dumping import dump

pytestmark = pytest.mark.django_db
Printed = Callable[[], Any]


def dumped(now: datetime) -> dict[str, list[tuple[Any, ...]]]:
    with transaction.atomic():
        fill(now)
        held = dump()
        transaction.set_rollback(True)
    return held


def test_two_fills_of_one_moment_are_equal() -> None:
    assert dumped(NOW) == dumped(NOW)


def test_the_past_follows_from_the_day_alone() -> None:
    evening, night = dumped(NOW), dumped(NOW.replace(hour=23, minute=45))
    for label in ("casework.Client", "casework.ClientName", "staff.Staff", "casework.Alert"):
        assert evening[label] == night[label]
    assert evening["casework.Session"][:-1] == night["casework.Session"][:-1]


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 10, 25, 1, 30, tzinfo=HERE),  # the hour that comes twice
        datetime(2027, 3, 28, 3, 15, tzinfo=HERE),  # after the hour that never was
        datetime(2028, 2, 29, 9, 0, tzinfo=HERE),
        datetime(2028, 12, 31, 23, 59, tzinfo=HERE),
        datetime(2029, 1, 1, 12, 50, tzinfo=HERE),
    ],
    ids=str,
)
def test_it_can_be_filled_on_any_day(now: datetime) -> None:
    assert fill(now)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Contact.objects.filter(at__gt=now).exists()
    assert not Session.objects.filter(closed_at__gt=now).exists()
    assert not Client.objects.filter(made_at__gt=now).exists()
    assert findings() == []


def test_once_is_enough() -> None:
    assert fill(NOW)
    women = Client.objects.count()
    assert not fill(NOW)
    assert Client.objects.count() == women
    assert stamp() == "demonstration"


def test_a_database_that_is_not_embedded_is_refused(settings: Settings) -> None:
    settings.EMBEDDED = False
    with pytest.raises(RefusedError, match="embedded database only"):
        fill(NOW)
    assert not Staff.objects.exists()


def test_a_database_with_another_stamp_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO wall.stamp (kind) VALUES ('service')")
    with pytest.raises(RefusedError, match="stamped as 'service'"):
        fill(NOW)
    assert not Staff.objects.exists()


def test_a_database_in_use_is_refused() -> None:
    Agency.objects.create(name="Somebody's own", short_name="Own")
    with pytest.raises(RefusedError, match="in use"):
        fill(NOW)
    assert not is_filled()


def test_it_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise OSError

    monkeypatch.setattr(filling, "age_history", breaks)
    with pytest.raises(OSError):  # noqa: PT011 - the one above
        fill(NOW)
    assert not Staff.objects.exists()
    assert not is_filled()


def test_the_command_fills_and_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demonstration", "--if-empty", "--now", "2026-11-20T21:10")
    assert capsys.readouterr().out == "Filled with the demonstration service. Nobody in it exists.\n"
    call_command("demonstration", "--if-empty")
    assert capsys.readouterr().out == ""
    assert Session.objects.filter(closed_at=None).get().night == NOW.date()


def test_the_command_says_why_not() -> None:
    Agency.objects.create(name="Somebody's own", short_name="Own")
    with pytest.raises(CommandError, match="in use"):
        call_command("demonstration", "--if-empty")


def test_the_sign_ins_are_everyone_at_work(capsys: pytest.CaptureFixture[str]) -> None:
    fill(NOW)
    call_command("demonstration", "--sign-ins")
    said = capsys.readouterr().out
    assert "one press" in said
    lines = said.splitlines()
    assert [line.split("  ")[1] for line in lines if line.startswith("  Rowan Pell")] == ["Rowan Pell"] * 2
    for name in Staff.objects.filter(posts__ended_at=None, posts__isnull=False).values_list("name", flat=True):
        assert name in said
    assert "Lorna Fitch" not in said
    assert "Nadia Crewe" not in said


def test_another_database_has_no_sign_ins_to_list(settings: Settings) -> None:
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demonstration", "--sign-ins")
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demonstration", "--sign-ins")
