from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from dussk.access.documenting import TABLES, fill, filled

PAGE = settings.BASE_DIR / "docs" / "access.md"


def test_the_page_says_what_the_code_says() -> None:
    assert filled(PAGE.read_text()) == PAGE.read_text(), "run manage.py document_access"


def test_every_table_is_on_the_page() -> None:
    assert all(f"<!-- made: {name} -->" in PAGE.read_text() for name in TABLES)


def test_a_stale_block_is_made_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- made: roles -->\nstale\n<!-- end -->\nafter\n")
    assert fill(page)
    assert "Keyworker" in page.read_text()
    assert "stale" not in page.read_text()
    assert page.read_text().startswith("before\n")
    assert page.read_text().endswith("after\n")
    assert not fill(page)


def test_an_unknown_block_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("<!-- made: nothing -->\n<!-- end -->")


def test_the_command_leaves_a_true_page_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("document_access")
    assert capsys.readouterr().out == "access.md: as it was\n"
