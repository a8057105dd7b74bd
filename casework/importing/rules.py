"""What a row of a caseload says of a woman, and why a row cannot be brought in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.clients.rules import OLDEST, YOUNGEST, Age, age, plain, years_between
from casework.importing import dates
from casework.importing.columns import FIELDS
from casework.importing.dates import Order
from casework.importing.reading import LONGEST_CELL, MOST_LINES_IN_A_CELL, Line, misread, shown
from casework.importing.same import Known
from dussk.ui.text import has_forbidden_characters, tidied

LONGEST_NAME = 100
LONGEST_LANGUAGE = 60
LONGEST_PHONE = 200
_FEWEST_DIGITS = 5

_SAFE = frozenset({"yes", "y", "safe", "true", "1", "ok", "okay"})
_NOT_SAFE = frozenset({"no", "n", "never", "not safe", "unsafe", "false", "0", "do not use", "dont use"})
_CALL = frozenset({"call", "phone", "ring", "voice", "phone call", "telephone"})
_TEXT = frozenset({"text", "sms", "text message", "message", "whatsapp"})


@dataclass(frozen=True)
class Standing:
    """How a woman and the service stand: a status, and the number of the agency's own word for it."""

    status: str
    word: int | None


@dataclass(frozen=True)
class Agency:
    """What rows are held against: the agency's own words and workers.

    Attributes:
        statuses: by their plain form. A row that says nothing gets ``usual``.
        usual: how somebody stands of whom nothing is said.
        keyworkers: each worker's number by her plain name, and by her e-mail address; None where two share the name.
    """

    statuses: Mapping[str, Standing]
    usual: Standing
    keyworkers: Mapping[str, int | None]


@dataclass(frozen=True)
class Woman:
    """One row that can be brought in."""

    line: int
    called: str
    legal: str = ""
    working: str = ""
    others: tuple[str, ...] = ()
    born: date | None = None
    age: int | None = None
    phone: str = ""
    way: str = "call"
    safe: bool | None = None
    language: str = ""
    standing: Standing = field(default=Standing("in_touch", None))
    keyworker: int | None = None
    note: str = ""

    def names(self) -> list[tuple[str, str]]:
        """Her names by kind, each name of a kind once, what she is called first."""
        every = [("called", self.called), ("legal", self.legal), ("working", self.working)]
        every += [("other", name) for name in self.others]
        kept: dict[tuple[str, str], tuple[str, str]] = {}
        for kind, name in every:
            if name:
                kept.setdefault((kind, plain(name)[:LONGEST_NAME]), (kind, name))
        return list(kept.values())

    def years(self, today: date) -> Age | None:
        """How old she is, or may be."""
        return age(born=self.born, estimated=self.age, estimated_on=today, today=today)

    def known(self, today: date) -> Known:
        """What tells her from others."""
        names = frozenset(plain(name)[:LONGEST_NAME] for _kind, name in self.names())
        return Known(str(self.line), names, plain(self.legal)[:LONGEST_NAME], self.born, self.years(today))


@dataclass(frozen=True)
class Bad:
    """A row that cannot be brought in, and every reason, as sentences without their full stops."""

    line: int
    reasons: tuple[str, ...]


class _Reader:
    """Reads one row, and notes all that is wrong with it: one round of mending is enough."""

    def __init__(self, line: Line, places: Mapping[str, int], width: int) -> None:
        self.wrong: list[str] = []
        self._cells, self._places = line.cells, places
        if len(line.cells) > width:
            self.wrong.append(
                f"It has {len(line.cells)} cells, and there are {width} columns: a cell that holds the separator needs"
                " quotation marks around it"
            )

    def text(self, field: str, longest: int, *, lines: bool = False) -> str:
        """What a field says, tidied; "" where it says nothing, or nothing that can be kept."""
        at = self._places.get(field)
        raw = self._cells[at] if at is not None and at < len(self._cells) else ""
        if has_forbidden_characters(raw.replace("\r", "\n")):
            self._complain(field, raw, _why_forbidden(raw))
            return ""
        if raw.count("\n") > (MOST_LINES_IN_A_CELL if lines else 0):
            self._complain(field, raw, "goes over several lines: a quotation mark is probably missing")
            return ""
        if meant := misread(raw):
            self._complain(field, raw, f"is read in the wrong encoding. It probably says “{shown(meant, 40)}”")
            return ""
        said = tidied(raw, lines=lines)
        if len(said) > longest:
            self._complain(field, said, f"is too long: {len(said):,} characters, and {longest:,} is the most")
            return ""
        return said

    def name(self, field: str) -> str:
        """A name: at least one letter or number."""
        said = self.text(field, LONGEST_NAME)
        if said and not any(character.isalnum() for character in said):
            self._complain(field, said, "has no letter")
            return ""
        return said

    def complain(self, field: str, value: str, why: str) -> None:
        """Note what is wrong with a field."""
        self._complain(field, value, why)

    def _complain(self, field: str, value: str, why: str) -> None:
        self.wrong.append(f"{FIELDS[field].label}: “{shown(' '.join(value.split()), 40)}” {why}")


def _why_forbidden(raw: str) -> str:
    if "\x00" in raw:
        return "holds characters of value nothing (NUL), which no text has"
    if re.search(r"[\ud800-\udfff]", raw):
        return "is written in another encoding than the rest of the file"
    return "holds characters that cannot be kept"


def row(line: Line, places: Mapping[str, int], width: int, order: Order, agency: Agency, today: date) -> Woman | Bad:
    """What one row says, or everything that is wrong with it.

    Args:
        line: the row.
        places: where each field stands in it (``columns.places``).
        width: how many columns the file has.
        order: how its dates of birth are written.
        agency: whose words and workers it names.
        today: the day it is brought in.
    """
    reader = _Reader(line, places, width)
    called = reader.name("called")
    if not called and not reader.wrong:
        reader.wrong.append("It does not say what she wants to be called")
    surname, legal = reader.name("surname"), reader.name("legal")
    born, years = _age(reader, order, today)
    phone, way, safe = _phone(reader)
    woman = Woman(
        line=line.number,
        called=called,
        legal=legal or _full(called, surname),
        working=reader.name("working"),
        others=_others(reader),
        born=born,
        age=None if born else years,
        phone=phone,
        way=way,
        safe=safe,
        language=reader.text("language", LONGEST_LANGUAGE),
        standing=_standing(reader, agency),
        keyworker=_keyworker(reader, agency),
        note=reader.text("note", LONGEST_CELL, lines=True),
    )
    return Bad(line.number, tuple(reader.wrong)) if reader.wrong else woman


def _full(called: str, surname: str) -> str:
    return f"{called} {surname}"[:LONGEST_NAME] if called and surname else ""


def _others(reader: _Reader) -> tuple[str, ...]:
    said = reader.text("other", LONGEST_CELL)
    names = tuple(name for part in said.split(";") if (name := part.strip()))
    for name in names:
        if len(name) > LONGEST_NAME or not any(character.isalnum() for character in name):
            reader.complain("other", name, "cannot be a name")
            return ()
    return names


def _age(reader: _Reader, order: Order, today: date) -> tuple[date | None, int | None]:
    said, guessed = reader.text("born", 40), reader.text("age", 40)
    born = dates.read(said, order, today=today) if said else None
    if said and born is None:
        reader.complain("born", said, dates.why_not(said))
    years = _years(reader, guessed)
    if born and years is not None and abs(years_between(born, today) - years) > 1:
        reader.complain("age", guessed, f"does not fit her date of birth: by that she is {years_between(born, today)}")
    return born, years


def _years(reader: _Reader, said: str) -> int | None:
    if not said:
        return None
    match = re.fullmatch(
        r"(?:about|around|approx\.?|c\.?|circa|~)?\s*(\d{1,3})(?:\.0+|\s*(?:years|yrs)(?: old)?)?", said.casefold()
    )
    years = int(match[1]) if match and said.isascii() else 0
    if not YOUNGEST <= years <= OLDEST:
        reader.complain("age", said, f"is no age between {YOUNGEST} and {OLDEST}, written in numbers")
        return None
    return years


def _phone(reader: _Reader) -> tuple[str, str, bool | None]:
    phone = reader.text("phone", LONGEST_PHONE)
    if re.search(r"\d[eE]\+?\d", phone):
        reader.complain(
            "phone", phone, "was shortened by a spreadsheet. Show that column as text before saving the file"
        )
    elif phone and sum(character.isdigit() for character in phone) < _FEWEST_DIGITS:
        reader.complain("phone", phone, "has too few numbers for a phone number")
    way, safe = reader.text("way", 40), reader.text("safe", 40)
    means, said = plain(way), plain(safe)
    if means and means not in _CALL | _TEXT:
        reader.complain("way", way, "is neither call nor text")
    if said and said not in _SAFE | _NOT_SAFE:
        reader.complain("safe", safe, "is neither yes nor no (nor never)")
    return phone, "text" if means in _TEXT else "call", None if not said else said in _SAFE


def _standing(reader: _Reader, agency: Agency) -> Standing:
    said = reader.text("status", LONGEST_NAME)
    if not said:
        return agency.usual
    found = agency.statuses.get(plain(said))
    if found is None:
        known = ", ".join(sorted(agency.statuses))
        reader.complain("status", said, f"is not on your list of statuses ({known})")
    return found or agency.usual


def _keyworker(reader: _Reader, agency: Agency) -> int | None:
    said = reader.text("keyworker", LONGEST_PHONE)
    if not said:
        return None
    key = said.casefold() if "@" in said else plain(said)
    if key not in agency.keyworkers:
        reader.complain("keyworker", said, "is nobody who can be a keyworker at your agency now")
    elif agency.keyworkers[key] is None:
        reader.complain("keyworker", said, "is the name of two people here. Write her e-mail address")
    return agency.keyworkers.get(key)


def under_18(women: list[Woman], today: date) -> int:
    """How many are under 18, or may be: for them safeguarding comes first."""
    ages = (woman.years(today) for woman in women)
    return sum(1 for each in ages if each is not None and each.may_be_under_18)


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula and run it. A number, as of a phone, is none."""
    return text.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[\d\s().-]*", text)


def kept_as_text(text: str) -> str:
    """A text for a file that a spreadsheet may open: with a mark before it where it would be taken for a formula."""
    return f"'{text}" if is_formula(text) else text
