"""What typed text may hold, and how it is tidied before it is checked. Pure functions."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

SHORT_TEXT = 200
"""Longest one-line answer, in characters, where a form says nothing else."""

LONG_TEXT = 10_000
"""Longest note, in characters, where a form says nothing else."""

FORBIDDEN_MESSAGE = "{label} holds characters that cannot be kept. Type the words again instead of pasting them"

# Control characters except tab and newline; the characters that override or isolate writing direction, which can make a
# name read differently from what is stored; lone surrogates, which no database takes. Left-to-right and right-to-left
# marks stay allowed: Arabic and Hebrew names need them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def has_forbidden_characters(value: str) -> bool:
    """Say whether the text holds a character that is never kept."""
    return _FORBIDDEN.search(value) is not None


def tidied(value: str, *, lines: bool) -> str:
    """Return the text in one form of spelling (NFC), trimmed, its line ends as one character.

    Browsers send line ends as two characters, which would count twice against a length limit. One-line answers
    (`lines=False`) have each run of spaces, tabs and line ends made one space.
    """
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    return value if lines else re.sub(r"[ \t\n]+", " ", value)


def fingerprint(values: Iterable[object]) -> str:
    """A short text that differs when any value does: shows that somebody else changed what a form was opened with."""
    return hashlib.sha256(repr([str(value) for value in values]).encode()).hexdigest()[:16]


def kept_both(theirs: str, mine: str) -> str:
    """Two texts that grew from one, as one: theirs, an empty line, then mine without the lines both begin with.

    Nothing of either is lost: what is left out stands in the other.
    """
    left, right = theirs.split("\n"), mine.split("\n")
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    own = "\n".join(right[same:]).strip("\n")
    return "\n\n".join(part for part in (theirs, own) if part)
