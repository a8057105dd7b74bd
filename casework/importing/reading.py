"""From the bytes of a file to lines and cells: which encoding, which separator, and what cannot be read at all.

Nothing here runs, opens or unpacks what is in a file. A cell is text, whatever it begins with.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

MOST_ROWS = 20_000
MOST_COLUMNS = 60
#: Longest text of one cell (characters): as long as a note may be.
LONGEST_CELL = 10_000
#: A cell of more lines than this has lost a quotation mark, and swallowed the rows after it.
MOST_LINES_IN_A_CELL = 20

#: What a file can be written in, and what that is called where it is chosen.
ENCODINGS = {
    "utf-8": "UTF-8 (most systems)",
    "cp1252": "Windows, Western European (Excel in Britain)",
    "cp1250": "Windows, Central European (Polish, Romanian)",
    "cp1251": "Windows, Cyrillic (Bulgarian, Ukrainian)",
    "mac-roman": "Mac OS Roman",
    "utf-16": "UTF-16 (“Unicode text”)",
}
SEPARATORS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Upright line"}

_ONE_BYTE = ("cp1252", "cp1250", "cp1251", "mac-roman")
_LOOKED_AT = 200_000  # bytes that an encoding is guessed from

_SAVE_AS = (
    "Open it in the program it comes from and save it as CSV (in Excel: Save as, “CSV UTF-8”), then choose that file"
)
_OTHER_FILES = (
    (
        (b"PK\x03\x04", b"PK\x05\x06"),
        f"This is a workbook or a zip archive, not a CSV file. It was not opened. {_SAVE_AS}",
    ),
    ((b"\xd0\xcf\x11\xe0",), f"This is a workbook of an older Excel, not a CSV file. {_SAVE_AS}"),
    (
        (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ"),
        "This file is compressed. Take the CSV file out of it, then choose that",
    ),
    ((b"%PDF",), "This is a PDF, not a CSV file. Ask for the list as CSV"),
    ((b"<html", b"<!DOCTYPE", b"<!doctype", b"<?xml"), f"This is a web page or XML, not a CSV file. {_SAVE_AS}"),
)


class CannotReadError(Exception):
    """A file that cannot be read. The sentence says why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Line:
    """One row: the line of the file on which it begins, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a file holds: the first row, which names the columns, and the rows after it."""

    header: tuple[str, ...]
    lines: list[Line]


def refuse_what_is_no_text(content: bytes) -> None:
    """Tell a workbook, an archive or a picture from text, by its first bytes.

    Raises:
        CannotReadError: it is none, or empty.
    """
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise CannotReadError("This file is empty. Choose another")
    for beginnings, sentence in _OTHER_FILES:
        if start.startswith(beginnings) or content.startswith(beginnings):
            raise CannotReadError(sentence)


def encoding_of(content: bytes) -> str:
    """What a file is probably written in: one of ``ENCODINGS``. Whoever brings it in can choose another."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf_16(content):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    well, badly = _lines_in_utf_8(content)
    if well >= badly:
        return "utf-8"
    if _is_western(content):
        return "cp1252"
    guess = from_bytes(content[:_LOOKED_AT], cp_isolation=list(_ONE_BYTE)).best()
    found = guess.encoding.replace("_", "-") if guess else ""
    return found if found in _ONE_BYTE else "cp1252"


#: Signs that Western European text has beside its letters.
_SIGNS = frozenset("‘’“”‚„–—…€£°§©®ªº´`¨·½¼¾«»¡¿\xa0")  # noqa: RUF001 (they are meant)
_MOST_ACCENTS = 0.25  # of all letters


def _is_western(content: bytes) -> bool:
    """Whether a text makes sense as Windows writes it here: few letters have accents, and nothing else stands in words.

    Of short names no statistics tell that from Central European; what would be signs in the middle of words does.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = [character for character in text if character.isalpha()]
    beyond = [character for character in text if not character.isascii()]
    if sum(1 for character in beyond if character.isalpha()) > len(letters) * _MOST_ACCENTS:
        return False
    in_words = re.search(r"[£€°§½¼¾«»](?=[^\W\d_])|(?<=[^\W\d_])[£¼½¾¿¡]", text)
    return not in_words and all(character.isalpha() or character in _SIGNS for character in beyond)


def _lines_in_utf_8(content: bytes) -> tuple[int, int]:
    """How many lines with letters beyond English are UTF-8, and how many are not."""
    well = badly = 0
    for line in content.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            badly += 1
        else:
            well += 1
    return well, badly


def _looks_like_utf_16(content: bytes) -> bool:
    """Whether every other byte of the beginning is nearly always zero, as in English written so without its mark."""
    start = content[:2000]
    halves = [start[at::2] for at in (0, 1)]
    zeros = sorted(half.count(0) / max(len(half), 1) for half in halves)
    return zeros[1] > 0.7 and zeros[0] < 0.1  # noqa: PLR2004 (shares)


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file. What does not fit the encoding becomes lone surrogates, which no cell may keep.

    Raises:
        CannotReadError: the encoding does not fit at all.
    """
    if encoding == "utf-16":
        little = not content.startswith(b"\xfe\xff") and content[:1] != b"\x00"
        marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        try:
            return content.decode("utf-16" if marked else "utf-16-le" if little else "utf-16-be").lstrip("\ufeff")
        except UnicodeDecodeError as error:
            raise CannotReadError("This file is not UTF-16 throughout. Choose another encoding") from error
    return content.decode(encoding, errors="surrogateescape").lstrip("\ufeff")


def separator_of(text: str) -> str:
    """What stands between two cells: what parts the first rows most evenly."""
    first = text.split("\n", 1)[0].strip().lower()
    if re.fullmatch(r"sep=[,;|\t]", first):
        return first[4:]
    rows = text[:20_000].splitlines()[:50]
    return max(SEPARATORS, key=lambda separator: _evenness(rows, separator))


def _evenness(rows: Sequence[str], separator: str) -> tuple[float, int]:
    try:
        counts = [len(cells) for cells in csv.reader(rows, delimiter=separator) if any(cells)]
    except csv.Error:
        return (0.0, 0)
    if not counts:
        return (0.0, 0)
    header = counts[0]
    alike = sum(1 for count in counts if count == header) / len(counts)
    return (alike if header > 1 else 0.0, header)


def read(content: bytes, encoding: str, separator: str) -> Sheet:
    """The rows of a file.

    Raises:
        CannotReadError: it has no rows, too many, or its cells cannot be told apart.
    """
    refuse_what_is_no_text(content)
    rows = _rows(decoded(content, encoding), separator)
    try:
        header = next(rows, None)
        if header is not None and re.fullmatch(r"sep=.?", "".join(header.cells).strip().lower()):
            header = next(rows, None)
        lines = _most(rows)
    except csv.Error as error:
        raise CannotReadError(
            "The cells of this file cannot be told apart: a quotation mark is probably missing near the place where it"
            f" stops making sense ({error}). Mend that, or choose another separator"
        ) from error
    if header is None or not lines:
        raise CannotReadError("This file has no rows under its first one, which must name the columns")
    if len(header.cells) > MOST_COLUMNS:
        raise CannotReadError(f"This file has {len(header.cells)} columns. {MOST_COLUMNS} is the most")
    return Sheet(tuple(cell.strip() for cell in header.cells), lines)


def _most(rows: Iterator[Line]) -> list[Line]:
    lines: list[Line] = []
    for line in rows:
        if len(lines) == MOST_ROWS:
            raise CannotReadError(f"This file has more than {MOST_ROWS:,} rows. Part it into several files")
        lines.append(line)
    return lines


def _rows(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        began, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            yield Line(began, tuple(cells))


def first_of_each(sheet: Sheet, *, most: int = 3) -> list[list[str]]:
    """For each column its first few values that say something, to be shown."""
    return [_first(_column(sheet.lines, at), most) for at in range(len(sheet.header))]


def _column(lines: Iterable[Line], at: int) -> Iterator[str]:
    return (line.cells[at].strip() for line in lines if at < len(line.cells))


def _first(values: Iterable[str], most: int) -> list[str]:
    found: list[str] = []
    for value in values:
        if value and value not in found:
            found.append(shown(value, 40))
            if len(found) == most:
                break
    return found


def column(sheet: Sheet, at: int) -> list[str]:
    """All values of a column that are not empty."""
    return [value for value in _column(sheet.lines, at) if value]


def shown(text: str, longest: int = 200) -> str:
    """A text from a file as a page may show it: what cannot be kept as a mark, and not too long."""
    safe = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", text)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"


def misread(text: str) -> str | None:
    """What a text probably says that was read in the wrong encoding: "Zoë" for "ZoÃ«". None where it looks right."""
    if text.isascii():
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return meant
    return None
