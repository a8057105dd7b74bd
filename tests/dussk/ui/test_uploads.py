"""Files that people send stay in memory, and one that is too large is told by its size."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory
from django.test.utils import override_settings

from dussk.ui import uploads

PATH = "/"


def sent(content: bytes) -> InMemoryUploadedFile:
    request = RequestFactory().post(PATH, {"file": SimpleUploadedFile("a.csv", content, "text/csv")})
    file = request.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    return file


@pytest.fixture(autouse=True)
def no_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is written to any folder for passing files."""
    with override_settings(FILE_UPLOAD_TEMP_DIR="/nowhere"):
        yield


def test_kept_as_it_was_sent() -> None:
    file = sent(b"\xff\x00Ruby")
    assert (file.name, file.content_type, file.size, file.read()) == ("a.csv", "text/csv", 6, b"\xff\x00Ruby")


def test_of_one_that_is_too_large_nothing_is_kept() -> None:
    file = sent(b"x" * (uploads.LARGEST + 1))
    assert (file.size, file.read()) == (uploads.LARGEST + 1, b"")


def test_the_largest() -> None:
    assert len(sent(b"x" * uploads.LARGEST).read()) == uploads.LARGEST


def test_an_empty_one() -> None:
    assert sent(b"").size == 0
