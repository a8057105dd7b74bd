from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.template import engines
from pypdf import PdfReader
from pytest_django import Settings
from weasyprint.urls import FatalURLFetchingError

from dussk.ui import documents
from dussk.ui.documents import OurFilesOnly, RefusedError, pdf, pdf_response
from tests.dussk.ui.sample import request

PRINTED = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives a function that puts a document's content in place of a template file."""

    def put(content: str) -> None:
        source = "{% extends 'documents/base.html' %}{% block content %}" + content + "{% endblock %}"
        made = engines["django"].from_string(source)
        monkeypatch.setattr(documents, "render_to_string", lambda _name, page: made.render(page))

    return put


def made(**values: object) -> PdfReader:
    body = pdf("any.html", values, title="Register of a night", printed_by="Asha Bellweather", printed_at=PRINTED)
    return PdfReader(BytesIO(body))


def test_a_document_is_tagged_titled_and_in_english(template: Any) -> None:
    template("<h1>Night</h1><p>{{ words }}</p>")
    reader = made(words="Zoë & مريم")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Register of a night"
    assert "Zoë &" in reader.pages[0].extract_text()


def test_every_sheet_says_whose_when_and_which(template: Any, settings: Settings) -> None:
    settings.SERVICE_NAME = "Lamp and Door"
    settings.DEMONSTRATION = True
    template("{% for row in rows %}<p>Row {{ row }}</p>{% endfor %}")
    sheets = [sheet.extract_text() for sheet in made(rows=range(90)).pages]
    assert len(sheets) > 1
    for number, text in enumerate(sheets, start=1):
        assert f"Page {number} of {len(sheets)}" in text
        assert "Lamp and Door. Printed 2 July 2026 at 12:30am by Asha Bellweather" in text
        assert "Demonstration: everyone here is invented" in text


def test_outside_the_demonstration_nothing_says_it_is_one(template: Any, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    template("<p>a</p>")
    assert "Demonstration" not in made().pages[0].extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/spy.png",
        "http://127.0.0.1/spy.png",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "static:../pyproject.toml",
        "static:dussk/missing.css",
        "//example.org/x.png",
    ],
)
def test_a_document_that_asks_for_anything_else_is_refused(template: Any, address: str) -> None:
    template(f'<p>a</p><img alt="x" src="{address}">')
    with pytest.raises(FatalURLFetchingError):
        made()


def test_our_own_files_and_data_are_given() -> None:
    fetcher = OurFilesOnly()
    assert b"@page" in fetcher.fetch("static:dussk/document.css").read()
    assert fetcher.fetch("data:text/plain,hello").read() == b"hello"
    with pytest.raises(RefusedError):
        fetcher.fetch("https://example.org/")


def test_markup_in_a_value_stays_text(template: Any) -> None:
    template("<p>{{ words }}</p>")
    assert "<img" in made(words='<img src="https://example.org/spy.png">').pages[0].extract_text()


def test_the_answer_is_shown_and_kept_nowhere(template: Any) -> None:
    template("<p>a</p>")
    asked = request()
    response = pdf_response("any.html", {}, request=asked, filename="register-2026-11-22.pdf", title="Register")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Content-Disposition"] == 'inline; filename="register-2026-11-22.pdf"'
    words = PdfReader(BytesIO(response.content)).pages[0].extract_text().split()  # the font decides where lines end
    assert "by Asha Bellweather, Night Lantern" in " ".join(words)


@pytest.mark.parametrize("filename", ["Ruby.pdf", "a b.pdf", 'x".pdf', "x\r\n.pdf", "x", "../x.pdf", "zoë.pdf"])
def test_a_file_name_is_plain(filename: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        pdf_response("any.html", {}, request=request(), filename=filename, title="x")


def test_a_paper_that_is_nobodys_says_neither_whose_nor_when(template: Any, settings: Settings) -> None:
    settings.SERVICE_NAME, settings.DEMONSTRATION = "Lamp and Door", False
    template("<p>a</p>")
    body = pdf("any.html", {}, title="My plan", printed_by="", printed_at=None, service="")
    reader = PdfReader(BytesIO(body))
    text = reader.pages[0].extract_text()
    assert "Lamp" not in text
    assert "Printed" not in text
    assert "Page 1 of 1" in text
    assert reader.metadata is not None
    assert reader.metadata.author is None
    assert b"Lamp" not in body


def test_a_paper_can_be_an_agencys(template: Any) -> None:
    template("<p>a</p>")
    body = pdf("any.html", {}, title="x", printed_by="Asha", printed_at=PRINTED, service="Lantern House")
    assert "Lantern House. Printed 2 July 2026" in PdfReader(BytesIO(body)).pages[0].extract_text()
