"""Whether the recipient of a release resembles somebody on her list of who is told nothing.

It errs on the side of stopping: a release that is stopped by mistake costs somebody a sentence, and one that is not
stopped can cost her safety. Names are compared word by word: the same, a short form of it, heard alike or misspelt. A
name can be missing: "her solicitor" stands for any solicitor until the one who is told is named.
"""

import re
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

#: Before a surname, or a first name.
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "rev"))
#: Little words: no name begins with one.
_LITTLE = _TITLES.union(
    ("the", "a", "an", "of", "and", "at", "in", "on", "for", "to", "from", "by", "with", "or"),
    ("my", "her", "his", "their", "our", "s"),
)
#: Words that are hardly anybody's name: those, and what agencies are called by. Some are: Lee Street, Charity Jones.
_NOBODYS = _LITTLE | frozenset(
    word
    for words in (
        "your no not old new former was who is she he they that person man woman someone somebody anybody anyone some",
        "ltd limited plc co company partners associates team office officer centre center service services trust nhs",
        "council city county department agency unit group project association society charity support care advice",
        "house street road court worker workers staff duty desk line st head",
    )
    for word in words.split()
)

#: What parts one thing that is said of somebody from the next, as people write it.
_CLAUSE = re.compile(r"[,;:()/–—]")
_POSSESSIVE = re.compile("['’‘`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}][sS]?\\W*$")
#: What may stand between whose and what: Garys old solicitor.
_BEFORE_A_ROLE = frozenset(("old", "new", "former", "own"))
#: Between what somebody is and whose: the solicitor of Gary, a friend to Gary.
_OF = frozenset(("of", "for", "to", "with", "from"))

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
    if plain(typed).replace(" ", "") == plain(listed.name).replace(" ", ""):
        return Near(listed, part, typed, How.SAME, typed, listed.name)
    words, theirs = _name_words(typed), _name_words(listed.name)
    alike = list(_alike(words, theirs))
    if not alike:
        return _by_common_word(part, typed, listed)
    how, word, listed_word = min(alike, key=lambda one: _ORDER.index(one[0]))
    in_common = min(len({one for _how, one, _other in alike}), len({other for _how, _one, other in alike}))
    is_part = len(theirs) >= _FULL and in_common == 1 and listed_word in theirs
    if is_part and not _initials_fit(words, theirs, listed_word):
        part_of_it = How.FAMILY if listed_word == theirs[-1] else How.FIRST_NAME
        if len(words) < _FULL:
            how = part_of_it if how is How.SAME else how
        elif part_of_it is How.FIRST_NAME and how is How.SPELT:
            return _by_common_word(part, typed, listed)  # a first name that is only spelt alike is chance
        else:
            how = part_of_it
    return Near(listed, part, typed, how, word, listed_word)


def _by_common_word(part: Part, typed: str, listed: Listed) -> Near | None:
    """Whether they share a word that is hardly anybody's name, where it is one: Lee Street, John Church, Charity Jones.

    Only the same word counts, and only where names stand: at an end, after a title, or alone on her list.
    """
    words, theirs = _words(typed), _words(listed.name)
    own = [word for word in theirs if word not in _LITTLE]
    ends = {word: How.SAME for word in own if len(own) == 1 and word in words}
    if words[-1:] == theirs[-1:] and not (part is Part.AGENCY and words[-1:] and words[-1] in _ROLE_OF):
        ends |= dict.fromkeys(words[-1:], How.FAMILY)  # but two firms of solicitors are two
    if part is not Part.AGENCY and len(own) >= _FULL:
        said = {after for title, after in pairwise(words) if title in _TITLES}
        said |= set([word for word in words if word not in _LITTLE][:1])
        ends |= {word: How.FIRST_NAME for word in own[:1] if word in said and word not in _ROLE_OF}
        ends |= {word: How.FAMILY for word in own[-1:] if word in said}
    # What somebody is, where nobody is named, is for _by_role.
    titled = any(word in _TITLES or len(word) < _FULL for word in words)
    unnamed = not _who(listed.name) or not (titled or _who(typed))
    for word, how in ends.items():
        if len(word) >= _FULL and not (unnamed and word in _ROLE_OF):
            return Near(listed, part, typed, how, word, word)
    return None


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


def _words(name: str) -> list[str]:
    """The words of a name, the surname last: also of "Price, Gareth"."""
    before, _comma, after = name.partition(",")
    return plain(f"{after} {before}").split()


def _name_words(name: str) -> list[str]:
    """Those that say who somebody is, whoever that is: of "Gary’s solicitor", Gary."""
    return [word for word in _words(name) if word not in _NOBODYS and word not in _ROLE_OF]


def _who(name: str) -> list[str]:
    """Those that say who is meant herself: of "Gary’s solicitor" and "the solicitor of Gary", none.

    An initial says too little.
    """
    found: list[str] = []
    for clause in _CLAUSE.split(name):
        said = [(word, bool(_POSSESSIVE.search(token))) for token in clause.split() for word in plain(token).split()]
        roles = [at for at, (word, _own) in enumerate(said) if word in _ROLE_OF]
        begins = ends = 0
        for at, (word, own) in enumerate(said):
            after = [one for one, _own in said[at + 1 :] if one not in _BEFORE_A_ROLE]
            # In a hurry the apostrophe is left out: "Garys solicitor".
            if (own and roles and at < roles[-1]) or (word.endswith("s") and after and after[0] in _ROLE_OF):
                begins = at + 1
        ends = next((at for at, (word, _own) in enumerate(said) if word in _OF and roles and roles[0] < at), len(said))
        found += [word for word, _own in said[begins:ends] if word not in _NOBODYS and word not in _ROLE_OF]
    return [word for word in found if len(word) >= _FULL]


def _roles(text: str) -> set[str]:
    """What a text says that somebody does or is: of "ex-partner's solicitor", both."""
    words = [word for word in plain(text).split() if word not in _NOBODYS]
    found = (_ROLE_OF.get(word) or _ROLE_OF.get(word.removesuffix("s")) for word in words)
    return {role for role in found if role}


def _by_role(recipient: Recipient, listed: Listed) -> list[Near]:
    """That somebody who is not named does what somebody on her list does.

    Where the one who is told is named, and the one on the list too, they are two people: their names are not alike.
    Whose solicitor somebody is does not name her.
    """
    two = bool(_who(listed.name) and _who(recipient.person))
    theirs = _roles(f"{listed.name} {listed.relationship}")
    of_kind = _ROLE_OF_KIND.get(recipient.kind, "")
    said = (
        (Part.PERSON, recipient.person, _roles(recipient.person)),
        (Part.AGENCY, recipient.agency, _roles(recipient.agency) | {of_kind}),
        (Part.ASKED, recipient.asked, _roles(recipient.asked)),
    )
    same = [(part, typed) for part, typed, roles in said if not theirs.isdisjoint(roles)]
    # That the one who is told is named says nothing of the one who asks.
    left = [(part, typed) for part, typed in same if not two or (part is Part.ASKED and not _who(typed))]
    return [Near(listed, part, typed, How.ROLE) for part, typed in left][:1]
