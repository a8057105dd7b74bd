"""Whether two rows, or a row and a file, may be one woman. Pure functions over names and ages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import jellyfish

from casework.clients.rules import Age

#: From this likeness on (Jaro-Winkler, 0 to 1), names of women born on one day are taken for one name misspelt.
LIKE = 0.88


@dataclass(frozen=True)
class Known:
    """What tells women apart: every name in its plain form, the legal one, her date of birth, her age."""

    key: str
    names: frozenset[str]
    legal: str = ""
    born: date | None = None
    age: Age | None = None


def may_be_one(one: Known, other: Known) -> bool:
    """Whether both may be one woman.

    By name: they share one, no two different legal names are known, and their ages fit. By date of birth: it is the
    same, and some name of one is nearly some name of the other.
    """
    if one.born and other.born:
        if one.born != other.born:
            return False
        return _some_name_like(one, other)
    if not one.names & other.names or (one.legal and other.legal and one.legal != other.legal):
        return False
    return one.age is None or other.age is None or one.age.may_equal(other.age)


def _some_name_like(one: Known, other: Known) -> bool:
    if one.names & other.names:
        return True
    mine, theirs = _words(one), _words(other)
    return any(jellyfish.jaro_winkler_similarity(a, b) >= LIKE for a in mine for b in theirs)


def _words(known: Known) -> frozenset[str]:
    """Her names, and the first word of each: “Catherine Jones” may stand as “Cathrine” elsewhere."""
    return known.names | {name.split(" ", 1)[0] for name in known.names}


#: How many of those who share a name, or a date of birth, one is compared with.
_MOST = 200


class Index:
    """Women by name and by date of birth, to be compared without comparing each with each."""

    def __init__(self, women: Iterable[Known] = ()) -> None:
        self._by_name: dict[str, list[Known]] = {}
        self._by_birth: dict[date, list[Known]] = {}
        for woman in women:
            self.add(woman)

    def add(self, woman: Known) -> None:
        """Take one in."""
        for name in woman.names:
            self._by_name.setdefault(name, []).append(woman)
        if woman.born:
            self._by_birth.setdefault(woman.born, []).append(woman)

    def like(self, woman: Known) -> list[Known]:
        """Those here who may be her, each once, in the order in which they were taken in."""
        near: dict[str, Known] = {}
        for name in woman.names:
            near |= {each.key: each for each in self._by_name.get(name, ())[:_MOST]}
        if woman.born:
            near |= {each.key: each for each in self._by_birth.get(woman.born, ())[:_MOST]}
        return [each for each in near.values() if may_be_one(woman, each)]


def twice(women: Sequence[Known]) -> Mapping[str, str]:
    """Rows of a file that may be a woman of an earlier row: each with the first such row."""
    seen = Index()
    found: dict[str, str] = {}
    for woman in women:
        if earlier := seen.like(woman):
            found[woman.key] = earlier[0].key
        else:
            seen.add(woman)
    return found
