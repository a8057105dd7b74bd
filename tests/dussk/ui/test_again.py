"""What was typed comes back when it could not be saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from dussk.ui.again import sent

NOTE = "She came in at ten, soaked through, and stayed for the soup."


def posted(**fields: object) -> HttpRequest:
    return RequestFactory().post("/contacts/?a=1&b=2", fields)


def test_everything_is_sent_again_to_the_same_address() -> None:
    again = sent(posted(note=NOTE, item=["a", "b"], csrfmiddlewaretoken="t"))
    assert again is not None
    assert again.address == "/contacts/?a=1&b=2"
    assert again.fields == [("note", NOTE), ("item", "a"), ("item", "b"), ("csrfmiddlewaretoken", "t")]
    assert again.texts == [NOTE]
    html = render_to_string("503.html", {"again": again})
    assert 'action="/contacts/?a=1&amp;b=2"' in html
    assert html.count('type="hidden"') == 4
    assert f"readonly>{NOTE}</textarea>" in html


def test_what_was_typed_is_shown_as_text() -> None:
    again = sent(posted(note="</textarea><script>alert(1)</script>" + NOTE, **{'"><script>': "x"}))
    assert "<script" not in render_to_string("503.html", {"again": again})


def test_a_page_from_before_sign_in_gives_text_to_copy_and_no_form() -> None:
    html = render_to_string("403_csrf.html", {"again": sent(posted(note=NOTE))})
    assert NOTE in html
    assert "<form" not in html
    assert "hidden" not in html


def test_secrets_files_reading_and_empty_forms_do_not_come_back() -> None:
    assert sent(posted(email="a", password="b")) is None
    assert sent(posted(secret="b")) is None
    assert sent(posted(note=NOTE, file=SimpleUploadedFile("a.txt", b"x"))) is None
    assert sent(posted(csrfmiddlewaretoken="t")) is None
    assert sent(RequestFactory().get("/", {"note": NOTE})) is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"not a form", "multipart/form-data"),
        (b"a=" + b"b" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=b" % number for number in range(5000)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_cannot_be_read_does_not_come_back(body: bytes, kind: str) -> None:
    assert sent(RequestFactory().post("/", body, content_type=kind)) is None
