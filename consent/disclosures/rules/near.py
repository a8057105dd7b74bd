"""Whether the recipient of a release resembles somebody on her list of who is told nothing.

It errs on the side of stopping: a release that is stopped by mistake costs somebody a sentence, and one that is not
stopped can cost her safety. Names are compared word by word: the same, a short form of it, heard alike or misspelt. A
name can be missing: "her solicitor" stands for any solicitor until the one who is told is named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import jellyfish

from casework.clients.rules import plain, sounds
from consent.agreements.rules import Outside
from consent.disclosures.rules.short_forms import may_be_one


class How(StrEnum):
    """In what a recipient resembles somebody, the surest first."""

    SAME = "same"
    SHORT_FORM = "short_form"
    SOUNDS = "sounds"
    SPELT = "spelt"
    FAMILY = "family"
    FIRST_NAME = "first_name"
    ROLE = "role"


class Part(StrEnum):
    """Where in the release the resembling name stands."""

    AGENCY = "agency"
    PERSON = "person"
    ASKED = "asked"


@dataclass(frozen=True)
class Listed:
    """Somebody on her list.

    Attributes:
        key: stands for this entry of the list.
        name: as she gave it: a full name, a first name, "her solicitor".
        relationship: who this is to her, where she said.
    """

    key: int
    name: str
    relationship: str = ""


@dataclass(frozen=True)
class Recipient:
    """Who would learn of it.

    Attributes:
        kind: the kind of agency (:class:`Outside`), or anything else.
        agency: its name, as far as it is known.
        person: the person there, as far as it is known.
        asked: who asked for it, where somebody did.
    """

    kind: str
    agency: str = ""
    person: str = ""
    asked: str = ""


@dataclass(frozen=True)
class Near:
    """That part of a recipient resembles somebody on her list.

    Attributes:
        listed: whom.
        part: where it stands.
        typed: what stands there.
        how: in what they are alike.
        word, listed_word: the words that are alike; both "" where it is what somebody does.
    """

    listed: Listed
    part: Part
    typed: str
    how: How
    word: str = ""
    listed_word: str = ""


#: Words that say what somebody is or does, and not who she is, by what they have in common.
_ROLES = {
    "solicitor": "solicitor solicitors lawyer lawyers barrister barristers legal law llp attorney",
    "police": "police policeman policewoman pc dc ds sgt sergeant detective inspector constable pcso constabulary",
    "social_worker": "social sw childrens safeguarding",
    "health": "doctor dr gp nurse surgery hospital health clinic midwife psychiatrist psychologist counsellor medical",
    "housing": "landlord landlady housing hostel letting lettings refuge shelter",
    "probation": "probation offender",
    "benefits": "dwp jobcentre benefits",
    "school": "school teacher headteacher college tutor education nursery",
    "drugs": "drug drugs alcohol recovery",
    "partner": "partner husband boyfriend girlfriend wife fiance fiancee ex expartner exhusband exboyfriend pimp",
    "parent": "mother mum mam father dad stepfather stepmother stepdad stepmum parents parent",
    "child": "son daughter stepson stepdaughter",
    "sibling": "brother sister stepbrother stepsister halfbrother halfsister",
    "relative": "aunt aunty auntie uncle cousin grandmother gran nan nana grandfather grandad niece nephew family",
    "dealer": "dealer supplier",
    "neighbour": "neighbour neighbours flatmate housemate",
    "friend": "friend mate",
    "employer": "boss employer manager",
    "church": "vicar priest pastor imam church mosque",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}

#: What a kind of outside agency is made of.
_ROLE_OF_KIND: dict[str, str] = {
    Outside.SOCIAL_SERVICES: "social_worker",
    Outside.POLICE: "police",
    Outside.DWP: "benefits",
    Outside.SOLICITORS: "solicitor",
    Outside.HOUSING_OFFICES: "housing",
    Outside.EDUCATION: "school",
    Outside.DRUG_SERVICES: "drugs",
    Outside.HEALTH: "health",
    Outside.HOUSING_PROVIDERS: "housing",
}

#: Words that are nobody's name: titles, little words, and what agencies are called by.
_NOBODYS = frozenset(
    word
    for words in (
        "mr mrs ms miss mx sir dame lady rev the a an of and at in on for to from by with or my her his their our s",
        "your no not old new former was who is she he they that person man woman someone somebody anybody anyone some",
        "ltd limited plc co company partners associates team office officer centre center service services trust nhs",
        "council city county department agency unit group project association society charity support care advice",
        "house street road court worker workers staff duty desk line st head",
    )
    for word in words.split()
)

#: From this on, two words are spelt alike (Jaro and Winkler, 0 to 1); heard alike, less is enough.
_SPELT_ALIKE, _HEARD_ALIKE = 0.88, 0.6
#: A word as long as this may hold one letter wrong, left out, too many or swapped; one twice as long, two.
_LONG = 4
#: A full name has at least as many words.
_FULL = 2

_ORDER = list(How)


def near(recipient: Recipient, listed: Iterable[Listed]) -> list[Near]:
    """Everybody on her list whom the recipient of a release resembles, once for each part of it that does.

    Args:
        recipient: who would learn of it, or asks for it.
        listed: her list.
    """
    parts = ((Part.AGENCY, recipient.agency), (Part.PERSON, recipient.person), (Part.ASKED, recipient.asked))
    found = []
    for somebody in listed:
        by_name = [_by_name(part, typed, somebody) for part, typed in parts if typed.strip()]
        hers = [match for match in by_name if match is not None]
        found += hers or _by_role(recipient, somebody)
    return found


def _by_name(part: Part, typed: str, listed: Listed) -> Near | None:
    if plain(typed) == plain(listed.name):
        return Near(listed, part, typed, How.SAME, typed, listed.name)
    words, theirs = _name_words(typed), _name_words(listed.name)
    alike = list(_alike(words, theirs))
    if not alike:
        return None
    how, word, listed_word = min(alike, key=lambda one: _ORDER.index(one[0]))
    in_common = min(len({one for _how, one, _other in alike}), len({other for _how, _one, other in alike}))
    is_part = len(theirs) >= _FULL and in_common == 1 and listed_word in theirs
    if is_part and not _initials_fit(words, theirs, listed_word):
        part_of_it = How.FAMILY if listed_word == theirs[-1] else How.FIRST_NAME
        if len(words) < _FULL:
            how = part_of_it if how is How.SAME else how
        elif part_of_it is How.FIRST_NAME and how is How.SPELT:
            return None  # of two full names, a first name that is only spelt alike is chance
        else:
            how = part_of_it
    return Near(listed, part, typed, how, word, listed_word)


def _initials_fit(words: Sequence[str], theirs: Sequence[str], common: str) -> bool:
    """Whether one of the other words is only the first letter of one of the other's: M Webb, Marcus Webb."""
    letters = {word for word in words if len(word) == 1} | {word for word in theirs if len(word) == 1}
    others = [word for word in (*words, *theirs) if word != common and len(word) > 1]
    return any(word.startswith(letter) for word in others for letter in letters)


def _alike(words: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[How, str, str]]:
    singles = ((word, other) for word in words for other in theirs)
    # Two words that are written as one elsewhere: Mac Donald, Anne-Marie.
    pairs = [(word, other) for word in map("".join, pairwise(words)) for other in theirs]
    pairs += [(word, other) for word in words for other in map("".join, pairwise(theirs))]
    as_long = (pair for pair in pairs if abs(len(pair[0]) - len(pair[1])) < _LONG // 2)
    for word, other in (*singles, *as_long):
        if (how := resembles(word, other)) is not None:
            yield how, word, other


def resembles(word: str, other: str) -> How | None:
    """In what two words of names, in plain small letters, are alike; None where they are not.

    A single letter is like nothing: an initial counts only beside a word that is.
    """
    if min(len(word), len(other)) < _FULL:
        return None
    if word == other:
        return How.SAME
    if may_be_one(word, other):
        return How.SHORT_FORM
    likeness = max(jellyfish.jaro_winkler_similarity(*pair) for pair in ((word, other), (other, word)))
    if likeness >= _HEARD_ALIKE and not set(sounds(word)).isdisjoint(sounds(other)):
        return How.SOUNDS
    if likeness >= _SPELT_ALIKE or _misspelt(word, other):
        return How.SPELT
    return None


def _misspelt(word: str, other: str) -> bool:
    longest = max(len(word), len(other))
    allowed = longest // _LONG if longest > _LONG else int(len(word) == len(other) == _LONG)
    return 0 < jellyfish.damerau_levenshtein_distance(word, other) <= min(allowed, 2)


def _name_words(name: str) -> list[str]:
    """The words of a name that say who somebody is, the surname last: also of "Price, Gareth"."""
    before, _comma, after = name.partition(",")
    return [word for word in plain(f"{after} {before}").split() if word not in _NOBODYS and word not in _ROLE_OF]


def _roles(text: str) -> set[str]:
    """What a text says that somebody does or is: of "ex-partner's solicitor", both."""
    words = [word for word in plain(text).split() if word not in _NOBODYS]
    found = (_ROLE_OF.get(word) or _ROLE_OF.get(word.removesuffix("s")) for word in words)
    return {role for role in found if role}


def _by_role(recipient: Recipient, listed: Listed) -> list[Near]:
    """That somebody who is not named does what somebody on her list does.

    Where the one who is told is named, and the one on the list too, they are two people: their names are not alike.
    """
    if _name_words(listed.name) and _name_words(recipient.person):
        return []
    theirs = _roles(f"{listed.name} {listed.relationship}")
    of_kind = _ROLE_OF_KIND.get(recipient.kind, "")
    said = (
        (Part.PERSON, recipient.person, _roles(recipient.person)),
        (Part.AGENCY, recipient.agency, _roles(recipient.agency) | {of_kind}),
        (Part.ASKED, recipient.asked, _roles(recipient.asked)),
    )
    return [Near(listed, part, typed, How.ROLE) for part, typed, roles in said if not theirs.isdisjoint(roles)][:1]
