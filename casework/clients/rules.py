"""Rules about a woman's name, age and file, over plain values."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date

import jellyfish

#: Crockford's base 32: no I, L, O or U, so that a reference read out loud or copied from paper comes back the same.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})

ADULT_AGE = 18
#: An estimate of somebody's age is this much out, either way, before nobody would be surprised (years).
ESTIMATE_MARGIN = 5
OLDEST = 110


def new_reference() -> str:
    """A random reference for a file: 40 bits, so it can be neither guessed nor counted."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def read_reference(typed: str) -> str | None:
    """The reference somebody typed, in its one right form, or None if it cannot be one.

    Spaces and hyphens are dropped, and the letters that Crockford's alphabet leaves out are read as the digits they look like.
    """
    reference = "".join(ch for ch in typed.upper() if ch not in " -").translate(_MISREAD)
    if len(reference) == REFERENCE_LENGTH and set(reference) <= set(REFERENCE_ALPHABET):
        return reference
    return None


def spaced_reference(reference: str) -> str:
    """A reference as people read it: in two halves."""
    return f"{reference[:4]} {reference[4:]}"


_LETTERS_WITHOUT_PARTS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def plain(name: str) -> str:
    """A name for comparing and sorting: lower case, no accents, single spaces, apostrophes and hyphens gone.

    A name in a script that has no such letters comes back as it is, in lower case.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS_WITHOUT_PARTS))
    letters = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    kept = "".join(ch if ch.isalnum() else "" if ch in "'’`" else " " for ch in letters)
    return " ".join(kept.split())


def sounds(name: str) -> list[str]:
    """How each word of a name sounds, as Metaphone codes, without repeats and in order."""
    codes = (jellyfish.metaphone(word) for word in plain(name).split() if word.isascii())
    return list(dict.fromkeys(code for code in codes if code))


@dataclass(frozen=True)
class Age:
    """How old she is, or may be. ``youngest`` and ``oldest`` are whole years and equal where her date of birth is known."""

    youngest: int
    oldest: int

    @property
    def known(self) -> bool:
        return self.youngest == self.oldest

    @property
    def may_be_under_18(self) -> bool:
        return self.youngest < ADULT_AGE


def years_between(born: date, today: date) -> int:
    """Whole years from a birth to a day; someone born on 29 February is a year older on 1 March of a common year."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age(*, born: date | None, estimated: int | None, estimated_on: date | None, today: date) -> Age | None:
    """Her age today from her date of birth, or from an estimate made on a day; None where neither is known.

    An estimate grows older with the years and stays ``ESTIMATE_MARGIN`` years uncertain either way.
    """
    if born is not None:
        years = years_between(born, today)
        return Age(years, years)
    if estimated is None or estimated_on is None:
        return None
    years = estimated + years_between(estimated_on, today)
    return Age(max(0, years - ESTIMATE_MARGIN), years + ESTIMATE_MARGIN)
