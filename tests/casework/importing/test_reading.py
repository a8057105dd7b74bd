"""From bytes to rows: encodings, separators, and files that are none of these."""

import codecs
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.importing import reading
from casework.importing.reading import CannotReadError, Line

NAMES = "Name,Note\nZoë,café\nŁucja,\nSiobhán,naïve\n"
WESTERN = "Name,Note\nZoë,café à la crème\nRenée,déjà vu\nSiobhán,naïve\nAnaïs,Noël’s flat\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (NAMES.encode(), "utf-8"),
        (NAMES.encode("utf-8-sig"), "utf-8"),
        (b"Name\nRuby\n", "utf-8"),
        (NAMES.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + NAMES.encode("utf-16-be"), "utf-16"),
        (b"Name,Note\nRuby,long enough to tell\n".decode().encode("utf-16-le"), "utf-16"),
        (WESTERN.encode("cp1252"), "cp1252"),
        ("Име,Бележка\nМария,обича сутрините\nИвана,не се обажда\nЕлена,чака\n".encode("cp1251"), "cp1251"),  # noqa: RUF001 (Bulgarian)
    ],
    ids=str,
)
def test_encodings(content: bytes, encoding: str) -> None:
    assert reading.encoding_of(content) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_read_in_every_encoding(encoding: str) -> None:
    content = WESTERN.encode(encoding)
    found = reading.encoding_of(content)
    sheet = reading.read(content, found, ",")
    assert sheet.header == ("Name", "Note")
    assert sheet.lines[0] == Line(2, ("Zoë", "café à la crème"))


def test_a_line_in_another_encoding_is_told_from_the_rest() -> None:
    content = NAMES.encode() + "Zoë,x\n".encode("cp1252")
    assert reading.encoding_of(content) == "utf-8"
    assert reading.read(content, "utf-8", ",").lines[-1].cells[0] == "Zo\udceb"


def test_and_the_other_way_round() -> None:
    content = WESTERN.encode("cp1252") + "Zoë,x\n".encode()
    last = reading.read(content, reading.encoding_of(content), ",").lines[-1].cells[0]
    assert reading.misread(last) == "Zoë"


@pytest.mark.parametrize(
    ("text", "meant"), [("Zoë", None), ("Ruby", None), ("ZoÃ«", "Zoë"), ("Łucja", None), ("Â£5", "£5")]
)
def test_what_is_read_in_the_wrong_encoding(text: str, meant: str | None) -> None:
    assert reading.misread(text) == meant


def test_what_is_not_utf_16_throughout() -> None:
    with pytest.raises(CannotReadError, match="not UTF-16 throughout"):
        reading.read(b"\xff\xfea", "utf-16", ",")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("sep=;\na;b\n", ";"),
        ('a,b\n"x;y;z",2\n', ","),
        ("a\n1\n", ","),
        ("", ","),
    ],
)
def test_separators(text: str, separator: str) -> None:
    assert reading.separator_of(text) == separator


def test_a_line_that_only_names_the_separator_is_passed_over() -> None:
    assert reading.read(b"sep=;\na;b\n1;2\n", "utf-8", ";").header == ("a", "b")


def test_rows_that_say_nothing_are_passed_over_and_lines_counted() -> None:
    sheet = reading.read(b'Name,Note\n\n,\nRuby,"two\nlines"\nKaz,\n', "utf-8", ",")
    assert [(line.number, line.cells[0]) for line in sheet.lines] == [(4, "Ruby"), (6, "Kaz")]


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (zipped("xl/workbook.xml"), "workbook or a zip archive"),
        (zipped(), "workbook or a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "older Excel"),
        (gzip.compress(b"Name\nRuby\n"), "compressed"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xef\xbb\xbf<html><table>", "a web page"),
        (b"Name\n", "no rows under its first one"),
        (b"Name,Note\n,\n", "no rows under its first one"),
        (b'Name\n"' + b"x" * 200_000, "cannot be told apart"),
        (b",".join([b"x"] * 61) + b"\n1\n", "61 columns"),
        (b"Name\n" + b"Ruby\n" * 20_001, "more than 20,000 rows"),
    ],
    ids=[
        "nothing",
        "only a mark",
        "xlsx",
        "zip",
        "xls",
        "gzip",
        "pdf",
        "html",
        "header",
        "blank",
        "quote",
        "wide",
        "long",
    ],
)
def test_what_cannot_be_read(content: bytes, why: str) -> None:
    with pytest.raises(CannotReadError, match=why) as error:
        reading.read(content, "utf-8", ",")
    assert not error.value.sentence.endswith(".")


def test_a_zip_bomb_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(CannotReadError):
        reading.refuse_what_is_no_text(b"PK\x03\x04" + b"\x00" * 1000)


def test_the_longest_file_is_read() -> None:
    assert len(reading.read(b"Name\n" + b"Ruby\n" * 20_000, "utf-8", ",").lines) == 20_000


def test_what_is_shown_of_each_column() -> None:
    sheet = reading.read(b"a,b\n1,\n1,x\n2,\n3\n4,y\n", "utf-8", ",")
    assert reading.first_of_each(sheet) == [["1", "2", "3"], ["x", "y"]]
    assert reading.column(sheet, 1) == ["x", "y"]


def test_what_cannot_be_shown() -> None:
    assert reading.shown("a\x00b\udceb\u202ec") == "a\ufffdb\ufffd\ufffdc"
    assert reading.shown("x" * 50, 10) == "x" * 9 + "…"


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_say_why(content: bytes) -> None:
    try:
        reading.refuse_what_is_no_text(content)
        encoding = reading.encoding_of(content)
        text = reading.decoded(content, encoding)
        sheet = reading.read(content, encoding, reading.separator_of(text))
    except CannotReadError as error:
        assert error.sentence  # noqa: PT017 (either will do)
    else:
        for line in sheet.lines:
            for cell in line.cells:
                reading.shown(cell).encode()
