"""Whether a text holds a word, in whatever form it is written; and what is left of the text without the lines that do.

Compared are letters and digits alone, without accents and in lower case, so that a word is found that is written in
capitals, with other accents, with a hyphen, over the end of a line, or with an ending. Finding too much costs a line
that somebody is told of; finding too little may cost her far more.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

#: From this length on, whatever a word goes on with is a form of it: "methadone" finds "methadone-free".
_LONG = 5
_SHORTEST_STEM = 3
_ENDINGS = ("", "s", "es")
#: What finds what no word does, by how that is named.
Patterns = Mapping[str, re.Pattern[str]]
_NONE: Patterns = MappingProxyType({})


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(each for each in flat.casefold() if each.isalnum())


def _squashed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, folded, and where in it each stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in _folded(letter):
            letters.append(each)
            places.append(place)
    return "".join(letters), places


#: Endings of plurals, and what the word may have ended with before; the first that fits is meant.
_SINGULAR = (("ies", ("y",)), ("ves", ("f", "fe")), ("es", ("e", "")), ("ss", ("ss",)), ("s", ("",)))
_PLURAL = (("y", "ies"), ("fe", "ves"), ("f", "ves"))


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """What a word may begin with where it stands in a text, folded: itself, and what its plural is made of."""
    whole, _places = _squashed(word)
    ending, before = next((each for each in _SINGULAR if whole.endswith(each[0])), ("", ()))
    stems = [whole, *(whole.removesuffix(ending) + each for each in before)]
    plurals = [stem.removesuffix(one) + many for stem in stems for one, many in _PLURAL if stem.endswith(one)]
    return tuple(dict.fromkeys(each for each in (*stems, *plurals) if each == whole or len(each) >= _SHORTEST_STEM))


def _parted(text: str, places: list[int], at: int) -> bool:
    """Whether a word begins at this letter of what is compared: nothing of the same word stands before it."""
    if at in (0, len(places)):
        return True
    before, here = places[at - 1], places[at]
    if text[before].isdigit() != text[here].isdigit():
        return True
    return any(not unicodedata.combining(each) for each in text[before + 1 : here])


def _ends(letters: str, text: str, places: list[int], end: int) -> bool:
    return any(letters.startswith(ending, end) and _parted(text, places, end + len(ending)) for ending in _ENDINGS)


def spans(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where in a text any of the words stands: its first and its last letter, and which word."""
    letters, places = _squashed(text)
    for word in words:
        for form in forms(word):
            if not form:
                continue
            anywhere = not form.isascii()  # scripts that put words together, or nothing between them
            at = letters.find(form)
            while at >= 0:
                end = at + len(form)
                long = len(form) >= _LONG
                if anywhere or (_parted(text, places, at) and (long or _ends(letters, text, places, end))):
                    yield places[at], places[end - 1], word
                at = letters.find(form, at + 1)


def _found(text: str, words: Iterable[str], patterns: Patterns) -> Iterator[tuple[int, int, str]]:
    yield from spans(text, words)
    for name, pattern in patterns.items():
        for each in pattern.finditer(text):
            yield each.start(), each.end() - 1, name


def holds(text: str, words: Iterable[str], patterns: Patterns = _NONE) -> str:
    """The first word found in a text, or what of ``patterns`` is; nothing where it holds none."""
    return next((word for _first, _last, word in _found(text, words, patterns)), "")


def without(text: str, words: Iterable[str], patterns: Patterns = _NONE) -> tuple[str, list[tuple[str, str]]]:
    """A text without the lines that hold any of the words, and those lines, each with the word.

    A word that is split over the end of a line takes both lines with it. What is left is looked at once more: taking a
    line away can bring the two halves of a word together.
    """
    words, gone = list(words), []
    while found := list(_found(text, words, patterns)):
        lines = text.splitlines(keepends=True)
        ends: list[int] = []
        for line in lines:
            ends.append((ends[-1] if ends else 0) + len(line))
        why: dict[int, str] = {}
        for first, last, word in found:
            for number in range(bisect_left(ends, first + 1), bisect_left(ends, last + 1) + 1):
                why.setdefault(number, word)
        gone += [(lines[number].strip(), word) for number, word in sorted(why.items())]
        text = "".join(line for number, line in enumerate(lines) if number not in why)
    return text.strip(), gone
