from pathlib import Path

import pytest
from django.core.management import call_command

from dussk.access.documenting import BLOCKS, fill, filled, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_page_says_what_the_code_says(page: Path) -> None:
    assert filled(page.read_text()) == page.read_text(), "run manage.py document"


def test_every_block_is_on_a_page() -> None:
    text = "".join(page.read_text() for page in pages())
    assert [name for name in BLOCKS if f"<!-- made: {name} -->" not in text] == []


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


def test_the_command_leaves_true_pages_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("document")
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.endswith(": as it was") for line in lines)
