"""Which column of a file says what about her, from what it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.clients.rules import plain


@dataclass(frozen=True)
class Field:
    """Something that can be brought in.

    Attributes:
        label: what it is called where a column is chosen for it.
        names: what columns of it are called elsewhere, in one plain form.
    """

    label: str
    names: tuple[str, ...]


FIELDS: dict[str, Field] = {
    "called": Field(
        "What she wants to be called",
        (
            "called",
            "name",
            "first name",
            "forename",
            "given name",
            "preferred name",
            "known as",
            "client name",
            "client",
        ),
    ),
    "surname": Field("Surname (makes her legal name, after the first)", ("surname", "last name", "family name")),
    "legal": Field("Legal name, in full", ("legal name", "full name", "full legal name", "name in full")),
    "working": Field("Working name", ("working name", "street name", "work name")),
    "other": Field(
        "Other names (several with a semicolon between)", ("other name", "other names", "aka", "alias", "also known as")
    ),
    "born": Field("Date of birth", ("date of birth", "dob", "d o b", "born", "birth date", "birthdate", "birthday")),
    "age": Field("Age, known or guessed", ("age", "estimated age", "approximate age")),
    "phone": Field(
        "Phone number",
        ("phone", "phone number", "mobile", "mobile number", "telephone", "tel", "contact number", "number"),
    ),
    "way": Field("Call or text", ("call or text", "contact method", "method", "how to contact", "preferred contact")),
    "safe": Field(
        "Whether that number is safe",
        ("safe", "safe to contact", "safe to call", "safe contact", "ok to call", "safe number"),
    ),
    "language": Field("Language she prefers", ("language", "first language", "preferred language", "main language")),
    "status": Field("How she and the service stand", ("status", "client status", "case status", "state")),
    "keyworker": Field(
        "Keyworker",
        ("keyworker", "key worker", "worker", "case worker", "caseworker", "support worker", "allocated to"),
    ),
    "note": Field(
        "Note, for her file’s first entry", ("note", "notes", "comment", "comments", "background", "summary")
    ),
}

#: A column that is left where it is.
LEFT = ""


@dataclass(frozen=True)
class Guess:
    """What a column probably says: a field, or ``LEFT``; and whether its name leaves no doubt."""

    field: str
    sure: bool


def guesses(header: Sequence[str]) -> list[Guess]:
    """What each column probably says. A field goes to the column that fits best; of two alike, to the first."""
    wanted: dict[str, list[tuple[int, int]]] = {}
    for at, name in enumerate(header):
        for field, fit in _fits(name).items():
            wanted.setdefault(field, []).append((-fit, at))
    found = [Guess(LEFT, sure=not _fits(name)) for name in header]
    taken: set[int] = set()
    # The columns that fit best choose first: “First name” is what she is called, and “Name” beside it is not.
    claims = sorted((claim, field, at) for field, claims in wanted.items() for claim, at in claims)
    given: set[str] = set()
    for claim, field, at in claims:
        if at in taken or field in given:
            continue
        rivals = [other for other in wanted[field] if other[0] == claim]
        found[at] = Guess(field, sure=claim == -_EXACTLY and len(rivals) == 1)
        taken.add(at)
        given.add(field)
    return found


_EXACTLY, _AMONG_OTHERS = 100, 50


def _fits(name: str) -> dict[str, int]:
    """Which fields a column's name fits, and how well: a name that stands earlier in their list fits better."""
    words = plain(name)
    found: dict[str, int] = {}
    for field, data in FIELDS.items():
        if words in data.names:
            found[field] = _EXACTLY
        elif any(f" {known} " in f" {words} " for known in data.names):
            found[field] = _AMONG_OTHERS
    exact = {field: fit for field, fit in found.items() if fit == _EXACTLY}
    return exact or found


def names_nothing(header: Sequence[str]) -> bool:
    """Whether no name of a column is known here: the first row is then perhaps a woman's."""
    return not any(guess.field for guess in guesses(header))


def names_them_again(header: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row says what the first one says, as where two files were put together."""
    first, this = ([plain(cell.replace("\ufeff", "")) for cell in row] for row in (header, cells))
    return this[: len(first)] == first[: len(this)] and not any(this[len(first) :]) and not any(first[len(this) :])


def faults(chosen: Sequence[str], header: Sequence[str]) -> list[str]:
    """What is wrong with a choice of columns, as sentences without their full stops; none where it will do."""
    wrong = []
    if "called" not in chosen:
        wrong.append("Choose the column that says what she wants to be called: no file starts without a name")
    for field, data in FIELDS.items():
        twice = [header[at] or f"column {at + 1}" for at, each in enumerate(chosen) if each == field]
        if len(twice) > 1:
            wrong.append(f"“{data.label}” is chosen for {' and '.join(twice)}. Choose one of them")
    if "phone" not in chosen and {"way", "safe"} & {*chosen}:
        wrong.append("Choose the column with the phone number too: whether it is safe says nothing without it")
    return wrong


def places(chosen: Sequence[str]) -> Mapping[str, int]:
    """Where each field stands in a row."""
    return {field: at for at, field in enumerate(chosen) if field != LEFT}
