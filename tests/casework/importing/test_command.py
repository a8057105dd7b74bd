"""``manage.py import_clients``: the same by the same actions."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casework.clients.models import Client
from casework.importing.models import BroughtIn, ImportBatch
from dussk.ui.uploads import LARGEST
from tests.casework.importing.conftest import KAZ, RUBY, a_file
from tests.world import World

BAD = ",,,,,,,,,,Nameless"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Caseload.csv"


def run(path: Path, *more: str, by: str = "manager@example.org", agency: str = "Lantern House") -> str:
    out = StringIO()
    call_command("import_clients", str(path), "--agency", agency, "--by", by, *more, stdout=out)
    return out.getvalue()


def test_brought_in(world: World, path: Path) -> None:
    path.write_bytes(a_file(RUBY, KAZ))
    said = run(path, agency="lantern")
    assert "Name: What she wants to be called" in said
    assert "2 files started" in said
    assert {row.made_by for row in BroughtIn.objects.all()} == {world.staff("manager")}


def test_a_dry_run_changes_nothing(world: World, path: Path) -> None:
    path.write_bytes(a_file(RUBY, RUBY, BAD, "Anna,,,,,,,,,,"))
    said = run(path, "--dry-run")
    assert "Line 4: It does not say what she wants to be called" in said
    assert "Line 3: may be the woman of line 2" in said
    assert f"Line 5: may have a file already: {world.clients['anna'].reference}" in said
    assert "Nothing was changed" in said
    assert not ImportBatch.objects.exists()


def test_all_or_nothing_or_the_good_rows(world: World, path: Path) -> None:
    path.write_bytes(a_file(RUBY, BAD))
    with pytest.raises(CommandError, match="1 rows cannot be brought in"):
        run(path)
    assert not ImportBatch.objects.exists()
    assert "1 file started" in run(path, "--good-rows")


def test_what_is_in_doubt_has_to_be_said(world: World, path: Path) -> None:
    path.write_bytes(b"Who,DOB\nRuby,3/4/1990\n")
    with pytest.raises(CommandError, match="wants to be called"):
        run(path, "--dates", "dmy")
    with pytest.raises(CommandError, match="no such column, or no such field"):
        run(path, "--column", "Who=nothing")
    with pytest.raises(CommandError, match="say --dates"):
        run(path, "--column", "Who=called")
    run(path, "--column", "Who=called", "--dates", "mdy", "--encoding", "cp1252")
    assert Client.objects.get(called="Ruby").born.month == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("by", "agency", "why"),
    [
        ("nobody@example.org", "Lantern House", "no such member of staff"),
        ("manager@example.org", "Nowhere", "no such agency"),
        ("keyworker@example.org", "Lantern House", "is not a manager"),
        ("manager@example.org", "Harbour Drug Service", "is not a manager"),
    ],
)
def test_only_a_manager_of_the_agency(world: World, path: Path, by: str, agency: str, why: str) -> None:
    path.write_bytes(a_file(RUBY))
    with pytest.raises(CommandError, match=why):
        run(path, by=by, agency=agency)


def test_a_file_that_cannot_be_read(world: World, path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(path)
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="workbook"):
        run(path)
    path.write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(CommandError, match="larger than 5 MB"):
        run(path)
