"""What the documentation points at is there: a page that leads nowhere is worse than none."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dussk.embedded import CLONE

_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<words>.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """README.md and every page of docs."""
    return [CLONE / "README.md", *sorted((CLONE / "docs").rglob("*.md"))]


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page can be linked to."""
    headings = (found["words"].lower() for found in _HEADING.finditer(page.read_text()))
    return {re.sub(r"[^\w\s-]", "", words).strip().replace(" ", "-") for words in headings}


def leads_nowhere(page: Path) -> Iterator[str]:
    """The links of a page, to files or headings of this repository, that lead nowhere."""
    for found in _LINK.finditer(page.read_text()):
        target = found["target"]
        if re.match(r"[a-z]+:", target):
            continue
        name, _hash, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            yield target


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(CLONE)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(leads_nowhere(page)) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One heading\n[a](page.md) [b](#one-heading) [c](https://example.org) ![d](no.png) [e](#two)\n")
    assert list(leads_nowhere(page)) == ["no.png", "#two"]


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text() for page in pages())
    assert [picture.name for picture in (CLONE / "docs/images").iterdir() if picture.name not in text] == []
