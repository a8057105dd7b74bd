"""Rules about a woman's name, age and file, over plain values."""

import calendar
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import jellyfish

from dussk.ui import text

#: Crockford's base 32: no I, L, O or U, so that a reference read out loud or copied from paper comes back the same.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})

ADULT_AGE = 18
#: An estimate of somebody's age is this much out, either way, before nobody would be surprised (years).
ESTIMATE_MARGIN = 5
#: Ages that an estimate may give (years).
YOUNGEST, OLDEST = 10, 110


def new_reference() -> str:
    """A random reference for a file: 40 bits, so it can be neither guessed nor counted."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def read_reference(typed: str) -> str | None:
    """The reference somebody typed, in its one right form, or None if it cannot be one.

    Spaces and hyphens go, and letters that Crockford's alphabet leaves out are read as the digits they look like.
    """
    reference = "".join(ch for ch in typed.upper() if ch not in " -").translate(_MISREAD)
    if len(reference) == REFERENCE_LENGTH and set(reference) <= set(REFERENCE_ALPHABET):
        return reference
    return None


def spaced_reference(reference: str) -> str:
    """A reference as people read it: in two halves."""
    return f"{reference[:4]} {reference[4:]}"


# Letters that Unicode does not take apart, and Cyrillic as passports write it (Bulgarian, Ukrainian, Russian).
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
    | dict(zip("абвгґдезийклмнопрстуфыэіѓќ", "abvggdeziyklmnoprstufyeigk", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": ""}  # noqa: RUF001
    | {"ю": "yu", "я": "ya", "є": "ye", "ї": "yi", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz"}  # noqa: RUF001
)


def plain(name: str) -> str:
    """A name for comparing and sorting: lower case, no accents, single spaces, apostrophes and hyphens gone.

    A name in Cyrillic becomes Latin; one in a script that has no such letters comes back as it is, in lower case.
    """
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    decomposed = unicodedata.normalize("NFKD", composed.translate(_LATIN))
    letters = "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold().translate(_LATIN)
    kept = "".join(ch if ch.isalnum() else "" if ch in "'’`" else " " for ch in letters)
    return " ".join(kept.split())


# Letters that are said otherwise than they look without their marks: Romanian, Polish, Albanian, Turkish, Spanish.
_SAID = str.maketrans(
    {"ș": "sh", "ş": "sh", "š": "sh", "ś": "sh", "ț": "ts", "ţ": "ts", "č": "ch", "ć": "ch", "ç": "ch"}
    | {"ž": "zh", "ż": "zh", "ź": "zh", "ñ": "ny", "ń": "ny", "ł": "w"}
)

# Names whose spelling an English ear would not guess, and how it would write them down.
_HEARD_AS = {
    "agnieszka": "agneshka",
    "aisling": "ashling",
    "aoife": "eefa",
    "caoimhe": "keeva",
    "ciara": "keera",
    "eilidh": "ayley",
    "ewa": "eva",
    "gheorghita": "georgita",
    "ioana": "yoana",
    "jadwiga": "yadviga",
    "jolanta": "yolanta",
    "mihaela": "mikaela",
    "niamh": "neev",
    "orlaith": "orla",
    "roisin": "rosheen",
    "saoirse": "seersha",
    "sinead": "shinaid",
    "siobhan": "shivon",
    "wanda": "vanda",
    "wioletta": "violetta",
    "xhesika": "jessica",
}


def sounds(name: str) -> list[str]:
    """How each word of a name may sound, as Metaphone codes, without repeats and in order.

    A word may have several: as it is spelt, as its accented letters are said, and as an English ear would write it.
    """
    codes: list[str] = []
    for word in unicodedata.normalize("NFC", name.casefold()).split():
        spelt = plain(word)
        for way in (spelt, plain(word.translate(_SAID)), _HEARD_AS.get(spelt, "")):
            codes += [jellyfish.metaphone(part) for part in way.split() if part.isascii()]
    return list(dict.fromkeys(code for code in codes if code))


_IN_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s./-](\d{1,2})[\s./-](\d{1,2})")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?([a-z]{3,9})\.?,?[\s./-]*(\d{4}|\d{2})")
_MONTH_AND_DAY = re.compile(r"([a-z]{3,9})\.?[\s./-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s./-]+(\d{4}|\d{2})")


def read_birth(typed: str, *, today: date) -> date | None:
    """The date of birth somebody typed, like 3/4/1990, 3 April 1990 or 1990-04-03, or None if it cannot be one.

    The day comes before the month, as in Britain. A year of two digits is the latest one that is not in the future.
    """
    text = " ".join(typed.casefold().split())
    if not text.isascii():
        return None
    if match := _IN_NUMBERS.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := _DAY_AND_MONTH.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _MONTH_AND_DAY.fullmatch(text):
        month, day, year = match[1], match[2], match[3]
    else:
        return None
    return _past_day(year, _month(month), int(day), today)


def _month(word: str) -> int:
    """The number of a month, written as one or by its name or the first letters of it; 0 if it is none."""
    if word.isdigit():
        return int(word)
    found = [number for number, name in enumerate(calendar.month_name) if number and name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else 0


def _past_day(year: str, month: int, day: int, today: date) -> date | None:
    full = int(year)
    if len(year) == 2:  # noqa: PLR2004 (the digits of a year)
        full += today.year // 100 * 100
        if (full, month, day) > (today.year, today.month, today.day):
            full -= 100
    try:
        born = date(full, month, day)
    except ValueError:
        return None
    return born if today.year - OLDEST <= full and born <= today else None


def in_sentence(words: str) -> str:
    """Words as they stand inside a sentence: a small letter first, unless they begin with an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


#: From this likeness on, two names may well be the same woman's (see ``wall.search``: 0 to 1.2).
LIKELY_SAME_NAME = 0.55


@dataclass(frozen=True)
class Age:
    """How old she is, or may be, in whole years: both the same where her date of birth is known."""

    youngest: int
    oldest: int

    @property
    def known(self) -> bool:
        """Whether it follows from her date of birth."""
        return self.youngest == self.oldest

    @property
    def may_be_under_18(self) -> bool:
        """Whether she is under 18 or could be: then safeguarding comes first (domain, recruitment)."""
        return self.youngest < ADULT_AGE

    @property
    def in_words(self) -> str:
        """As people say it: "34", or "about 30 (25 to 35)"."""
        return str(self.youngest) if self.known else f"about {self.middle} ({self.youngest} to {self.oldest})"

    @property
    def middle(self) -> int:
        """The age that was guessed, grown older with the years."""
        return self.youngest if self.known else self.oldest - ESTIMATE_MARGIN

    def may_equal(self, other: "Age") -> bool:
        """Whether both could be the age of one woman."""
        return self.youngest <= other.oldest and other.youngest <= self.oldest


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


def likely_same(*, likeness: float, hers: Age | None, typed: Age | None, same_birth: bool) -> bool:
    """Whether a woman found may be the one whose file is about to be started.

    Args:
        likeness: how like their names are, as ``wall.search`` says; 0 where she was found by her date of birth alone.
        hers: her age, None where not known.
        typed: the age typed, likewise. A year either way is let pass: dates of birth are misremembered.
        same_birth: both dates of birth are known and equal.
    """
    if same_birth:
        return True
    if likeness < LIKELY_SAME_NAME:
        return False
    if hers is None or typed is None:
        return True
    return Age(max(0, hers.youngest - 1), hers.oldest + 1).may_equal(typed)


@dataclass(frozen=True)
class NameHeld:
    """One name on a file, as far as showing it goes."""

    kind: str
    plain: str
    ended: bool


def may_be_shown(name: NameHeld, others: Iterable[NameHeld]) -> bool:
    """Whether a name may be shown as hers. One she has given up never is, and is only found by search.

    A legal name she had before is shown as that (papers and hospitals ask for it), unless it is also a name that she
    has given up.
    """
    if not name.ended:
        return True
    given_up = (other.ended and other.kind != "legal" and other.plain == name.plain for other in others)
    return name.kind == "legal" and not any(given_up)


#: What each category of a file is called in a sentence about sharing it.
SHARED_WORDS = {
    "identity": "who she is",
    "casework": "contacts and follow-ups",
    "pathway": "the pathway",
    "clinical": "screening and therapy",
    "safety": "risk and safety",
}
#: The same, said to her.
SHARED_TO_HER = SHARED_WORDS | {"identity": "who you are"}


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _in_words(categories: Iterable[str]) -> str:
    # Any share lets the other agency know who she is.
    held = {*categories, "identity"}
    return _listed([words for category, words in SHARED_WORDS.items() if category in held])


def sharing_in_words(shares: Mapping[str, Iterable[str]]) -> str:
    """What is shared of a file with whom, for the agency that keeps it: the other agency's name to categories."""
    if not shares:
        return "Not shared with any other agency"
    return "; ".join(f"{agency} may see {_in_words(categories)}" for agency, categories in shares.items())


def share_in_words(keeper: str, shares: Mapping[str, Iterable[str]], reader: str) -> str:
    """The same for a reader at another agency, who knows of no share but her own agency's."""
    if reader not in shares:
        return f"{keeper} keeps this file and does not share it with {reader}"
    return f"{keeper} keeps this file and shares with {reader}: {_in_words(shares[reader])}"


#: What two files of one woman can say differently, and what each is called. Both texts of a note can be kept.
FACTS = {
    "age": "Age",
    "language": "Language she prefers",
    "interpreter": "Interpreter",
    "never_through": "Never interpreted by",
    "adjustments": "Harder for her",
    "adjustments_note": "What we do about it",
    "what_helps": "What helps her",
    "what_to_avoid": "What to avoid",
    "keyworker": "Keyworker",
}
KEEPS_BOTH = frozenset({"never_through", "adjustments", "adjustments_note", "what_helps", "what_to_avoid"})


def narrowed(kept: Collection[str], joined: Collection[str]) -> set[str]:
    """What an agency sees of a woman whose two files become one: of each category, what both showed it.

    Any share says who she is, so where both were shared at all that is left (domain, joining).
    """
    return {*kept} & {*joined} | {"identity"} if kept and joined else set()


def narrowing_in_words(agency: str, kept: Collection[str], joined: Collection[str]) -> str:
    """What joining leaves of the sharing with one agency, as a sentence without its full stop."""
    left = narrowed(kept, joined)
    if not left:
        return f"{agency} will not see her any more: only one of the files was shared with it"
    less = {*kept, "identity"} != left or {*joined, "identity"} != left
    return f"{agency} will {'see only' if less else 'go on seeing'} {_in_words(left)}"


#: Of what a form was opened with: it shows that somebody else changed it in the meantime.
fingerprint = text.fingerprint
