"""What may be kept of a form that was typed into, over plain values."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dussk.ui.again import is_secret
from dussk.ui.text import fingerprint

#: How long a draft is kept, and how long it is remembered that a form was sent.
KEPT_FOR = timedelta(days=14)

#: The most that is kept of one form, in characters of names and values together, and the most fields.
MOST_TYPED = 200_000
MOST_FIELDS = 1_000
LONGEST_PATH = 400
LONGEST_NAME = 200
LONGEST_TITLE = 200
_LONGEST_SENT_TITLE = 1_000

#: The hidden fields that every form carries: its key, the draft that was given back into it, and Django's token.
KEY, DRAFT, TOKEN = "once", "draft", "csrfmiddlewaretoken"
CARRIED = frozenset({KEY, DRAFT, TOKEN})
_LONG = 40
#: What is sent along and was not typed, as a question.
_NOT_ASKED = frozenset({"Once", "Draft", "Opened with"})

Field = tuple[str, str]


class NotKeptError(ValueError):
    """What came cannot be kept: it is no form of ours, or too long, or holds a secret."""


@dataclass(frozen=True)
class Typed:
    """A form as somebody has filled it in so far.

    Args:
        address: path of the page it stands on.
        form: what tells it from other forms on that page.
        action: path that it is sent to.
        fields: what is in it, as names and values in order.
        title: of the page, without any name.
        key: the form's own, under which it is saved once.
    """

    address: str
    form: str
    action: str
    fields: Sequence[Field]
    title: str = ""
    key: uuid.UUID | None = None


def read_uuid(value: object) -> uuid.UUID | None:
    """A random id as a form sends it, or None where it is none."""
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def read(sent: object, *, service: str = "") -> Typed:
    """What a page sent to be kept.

    Args:
        sent: from JSON: address, form, action, fields, title and key, as in :class:`Typed`.
        service: what every page's title ends with, which is left out.

    Raises:
        NotKeptError: it is not what a page of ours sends.
    """
    if not isinstance(sent, Mapping):
        raise NotKeptError("no form")
    fields = sent.get("fields")
    if not isinstance(fields, list) or len(fields) > MOST_FIELDS:
        raise NotKeptError("no fields, or too many")
    pairs = [_pair(each) for each in fields]
    if sum(len(name) + len(value) for name, value in pairs) > MOST_TYPED:
        raise NotKeptError("too long")
    return Typed(
        address=_path(sent.get("address")),
        form=_text(sent.get("form"), LONGEST_NAME),
        action=_path(sent.get("action")),
        fields=without_key(pairs),
        title=title(_text(sent.get("title", ""), _LONGEST_SENT_TITLE), service=service),
        key=read_uuid(sent.get("key")),
    )


def without_key(fields: Iterable[Field]) -> list[Field]:
    """The fields of a form without its key and token.

    Raises:
        NotKeptError: one may hold a secret.
    """
    kept = [(name, value) for name, value in fields if name not in CARRIED]
    if any(is_secret(name) for name, _value in kept):
        raise NotKeptError("a secret")
    return kept


def title(shown: str, *, service: str) -> str:
    """A page's title without the service's name and without saying that something was wrong."""
    return shown.removeprefix("Error: ").removesuffix(f" – {service}").strip()[:LONGEST_TITLE]


def content(fields: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A short text that differs when a form was sent with anything else in it."""
    return fingerprint(
        part for name, values in sorted(fields, key=lambda field: field[0]) if name not in CARRIED
        for part in (name, len(values), *values)
    )  # fmt: skip


def shown(fields: Iterable[Field]) -> tuple[list[Field], list[Field]]:
    """What somebody typed, to be read again: short answers, then longer texts, each under its question.

    Left out is what nobody typed: empty fields, marks and ids.

    Args:
        fields: questions and answers.
    """
    said = [
        (name, value) for name, value in fields if value.strip() and name not in _NOT_ASKED and read_uuid(value) is None
    ]
    return [field for field in said if not _is_long(field[1])], [field for field in said if _is_long(field[1])]


def as_question(name: str) -> str:
    """A field's name, where its question is not known any more."""
    return name.replace("_", " ").capitalize()


def _is_long(value: str) -> bool:
    return len(value) >= _LONG or "\n" in value


def _pair(each: Any) -> Field:
    if not isinstance(each, list) or len(each) != 2 or not all(isinstance(part, str) for part in each):  # noqa: PLR2004
        raise NotKeptError("no field")
    name, value = each
    if "\0" in name + value:  # which no database takes
        raise NotKeptError("characters that cannot be kept")
    return name, value.encode(errors="replace").decode()  # nor half of a character


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise NotKeptError("no text")
    return value.encode(errors="replace").decode()


def _path(value: object) -> str:
    path = _text(value, LONGEST_PATH)
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise NotKeptError("no path of ours")
    return path
