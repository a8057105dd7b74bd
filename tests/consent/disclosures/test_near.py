"""Whom of her list a recipient resembles: it errs on the side of stopping."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.disclosures.rules import How, Listed, Part, Recipient, near
from consent.disclosures.rules.near import _NOBODYS, _ROLE_OF, resembles
from consent.disclosures.rules.short_forms import may_be_one

GARETH = Listed(1, "Gareth Price", "Stepfather")
SOLICITOR = Listed(2, "Marcus Webb", "her ex-partner’s solicitor")
WAYNE = Listed(3, "Wayne", "Ex-partner")
MOTHER = Listed(4, "Wayne’s mother")
NAMELESS = Listed(5, "The solicitor")
MO = Listed(6, "Mohammed Ali Khan")


def told(listed: Listed, **recipient: str) -> list[tuple[Part, How]]:
    return [(match.part, match.how) for match in near(Recipient(**{"kind": "other", **recipient}), [listed])]


@pytest.mark.parametrize(
    ("listed", "person", "how"),
    [
        (GARETH, "Gareth Price", How.SAME),
        (GARETH, "GARETH  PRICE", How.SAME),
        (GARETH, "Gáreth Price", How.SAME),
        (GARETH, "Price, Gareth", How.SAME),
        (GARETH, "Mr G. Price", How.SAME),
        (GARETH, "Mr Price", How.FAMILY),
        (GARETH, "Gareth", How.FIRST_NAME),
        (GARETH, "Gaz", How.SHORT_FORM),
        (GARETH, "Gaz Pryce", How.SHORT_FORM),
        (GARETH, "Garth", How.SOUNDS),
        (GARETH, "Garteh", How.SPELT),
        (GARETH, "Gareth-Price", How.SAME),
        (GARETH, "Linda Price", How.FAMILY),
        (GARETH, "Gareth Jones", How.FIRST_NAME),
        (GARETH, "Gareth from the hostel in Bristol", How.FIRST_NAME),
        (GARETH, "G. Pryce", How.SOUNDS),
        (WAYNE, "Dwayne", How.SPELT),
        (WAYNE, "Wayn Doherty", How.SOUNDS),
        (MOTHER, "his mum", How.ROLE),
        (MOTHER, "Wayne’s mum", How.SAME),
        (MOTHER, "Wayne Doherty", How.SPELT),
        (Listed(1, "Elizabeth"), "Beth", How.SHORT_FORM),
        (Listed(1, "Liz"), "Beth", How.SHORT_FORM),
        (Listed(1, "Mac Donald"), "Ronald McDonald", How.SOUNDS),
        (Listed(1, "McDonald"), "Mac Donald", How.SOUNDS),
        (Listed(1, "Ann Marie"), "Annmarie", How.SAME),
        (MO, "Mo Khan", How.SAME),
        (Listed(1, "Krzysztof"), "Chris", How.SHORT_FORM),
        (Listed(1, "Стефан"), "Stefan", How.SAME),
        (NAMELESS, "a lawyer", How.ROLE),
    ],
)
def test_who_is_stopped(listed: Listed, person: str, how: How) -> None:
    assert told(listed, person=person) == [(Part.PERSON, how)]


@pytest.mark.parametrize(
    ("listed", "person"),
    [
        (GARETH, "Helen Okafor"),
        (GARETH, "Dr Patel"),
        (GARETH, "Garrod Smithson"),
        (SOLICITOR, "Jane Okafor"),
        (WAYNE, "Tina"),
        (MO, "Kelly Marsh"),
        (GARETH, "G"),
    ],
)
def test_who_is_not(listed: Listed, person: str) -> None:
    assert told(listed, person=person) == []


@pytest.mark.parametrize(
    ("listed", "recipient", "found"),
    [
        # The solicitor of the issue: by his name, by his firm, and where nobody is named by what he is.
        (
            SOLICITOR,
            {"kind": "solicitors", "agency": "Hill Solicitors", "person": "M. Webb"},
            [(Part.PERSON, How.SAME)],
        ),
        (SOLICITOR, {"kind": "solicitors", "agency": "Webb and Hall Solicitors"}, [(Part.AGENCY, How.FAMILY)]),
        (SOLICITOR, {"kind": "solicitors", "agency": "Solicitors"}, [(Part.AGENCY, How.ROLE)]),
        (SOLICITOR, {"kind": "other", "agency": "Hill and Sons", "person": "his lawyer"}, [(Part.PERSON, How.ROLE)]),
        (SOLICITOR, {"kind": "other", "agency": "Avon Law LLP"}, [(Part.AGENCY, How.ROLE)]),
        (SOLICITOR, {"kind": "police", "agency": "Police", "asked": "her solicitor"}, [(Part.ASKED, How.ROLE)]),
        (SOLICITOR, {"kind": "solicitors", "agency": "Hill Solicitors", "person": "Jane Okafor"}, []),
        (SOLICITOR, {"kind": "police", "agency": "Police"}, []),
        (
            NAMELESS,
            {"kind": "solicitors", "agency": "Hill Solicitors", "person": "Jane Okafor"},
            [(Part.AGENCY, How.ROLE)],
        ),
        (WAYNE, {"kind": "housing_offices", "agency": "Wayne Court Lettings"}, [(Part.AGENCY, How.SAME)]),
        (GARETH, {"kind": "partner", "agency": "Harbour Drug Service", "asked": "Gaz"}, [(Part.ASKED, How.SHORT_FORM)]),
        # A firm of partners is nobody's partner.
        (WAYNE, {"kind": "solicitors", "agency": "Hill and Partners"}, []),
    ],
)
def test_in_which_part(listed: Listed, recipient: dict[str, str], found: list[tuple[Part, How]]) -> None:
    assert told(listed, **recipient) == found


HILL = {"kind": "solicitors", "agency": "Hill Solicitors"}


@pytest.mark.parametrize(
    ("name", "recipient"),
    [
        # Whose solicitor somebody is says nothing of who that is.
        ("Gary’s solicitor", HILL | {"person": "Ms Hale"}),
        ("Gary's solicitor", HILL | {"person": "Ms Hale"}),
        ("Garys solicitor", HILL | {"person": "Ms Hale"}),
        ("Garys old solicitor", HILL | {"person": "Ms Hale"}),
        ("James’ solicitor", HILL | {"person": "Ms Hale"}),
        ("Gary Webb’s family solicitor", HILL | {"person": "Ms Hale"}),
        ("Gary’s brother’s solicitor", HILL | {"person": "Ms Hale"}),
        ("the solicitor of Gary Webb", HILL | {"person": "Ms Hale"}),
        ("solicitor for Gary", HILL | {"person": "Ms Hale"}),
        ("Wayne’s mother", {"kind": "other", "person": "Linda Price, her mum"}),
        # On either side.
        ("Marcus Webb, the solicitor", {"kind": "other", "agency": "Hill and Sons", "person": "Gary’s solicitor"}),
        ("Marcus Webb, the solicitor", HILL | {"person": "Mr J"}),
        ("Marcus Webb, the solicitor", {"kind": "police", "person": "PC Dobbs", "asked": "her ex’s solicitor"}),
    ],
)
def test_what_somebody_is_stops_it_where_nobody_is_named(name: str, recipient: dict[str, str]) -> None:
    assert [how for _part, how in told(Listed(1, name), **recipient)] == [How.ROLE]


@pytest.mark.parametrize(
    ("name", "recipient"),
    [
        ("Mr Webb, Gary’s solicitor", HILL | {"person": "Ms Hale"}),
        ("Marcus Webb, the solicitor", HILL | {"person": "Ms Hobbs from the law centre"}),
        ("Dave, my old social worker", {"kind": "social_services", "person": "Ms Hale, social worker"}),
        ("Webb Solicitors", HILL | {"person": "Ms Hale"}),
        ("Lee Street", {"kind": "other", "agency": "The High Street surgery in Bath"}),
        ("Gary’s solicitor", {"kind": "police", "agency": "Police", "person": "PC Dobbs"}),
    ],
)
def test_where_both_are_named_they_are_two(name: str, recipient: dict[str, str]) -> None:
    assert told(Listed(1, name), **recipient) == []


@pytest.mark.parametrize(
    ("name", "person", "how"),
    [
        ("Lee Street", "Mr Street", How.FAMILY),
        ("Lee Street", "Mr Street from the council", How.FAMILY),
        ("Lee Street", "Street, Ann", How.FAMILY),
        ("Tom Head", "Ms Head", How.FAMILY),
        ("Tom House", "House", How.FAMILY),
        ("Tom Court", "T. Court", How.FAMILY),
        ("John Church", "Mr J Church", How.FAMILY),
        ("John Church", "Ann Church", How.FAMILY),
        ("John Church", "Rev Church", How.FAMILY),
        ("Mei He", "Ms He", How.FAMILY),
        ("Charity Jones", "Charity", How.FIRST_NAME),
        ("Charity Jones", "Miss Charity from the hostel", How.FIRST_NAME),
        ("Charity", "Charity Okafor", How.SAME),
        ("Mr Street", "Lee Street", How.FAMILY),
        ("Mr Street", "Street from the council", How.SAME),
        ("Mac Donald Ross", "MacDonaldRoss", How.SAME),
    ],
)
def test_a_name_that_is_a_common_word_is_a_name(name: str, person: str, how: How) -> None:
    assert told(Listed(1, name), person=person) == [(Part.PERSON, how)]


def test_a_word_is_what_somebody_is_or_nothing() -> None:
    assert not _NOBODYS & _ROLE_OF.keys()


GIVEN = st.sampled_from(["Gary", "Zuzanna", "Dean Rook", "Mo", "Ms Okafor", "James"])


@given(
    GIVEN,
    st.sampled_from(["{}’s {}", "{}'s {}", "{}s {}", "{}’s old {}", "{}s former {}", "the {1} of {0}", "{1} for {0}"]),
    st.sampled_from(sorted(_ROLE_OF)),
    st.sampled_from(["Ms Hale", "Linda Vole", "Mr J", ""]),
)
def test_whose_somebody_is_never_names_her(name: str, said: str, role: str, person: str) -> None:
    found = near(Recipient("other", f"The {role}", person), [Listed(1, said.format(name, role))])
    assert found


@given(st.sampled_from(sorted(_NOBODYS | _ROLE_OF.keys())), st.sampled_from(["Mr {}", "Ms {}", "Zara {}", "Z {}"]))
def test_whatever_her_surname_it_is_compared(word: str, said: str) -> None:
    found = near(Recipient("other", person=said.format(word)), [Listed(1, f"Quentin {word}")])
    assert found or len(word) == 1


def test_each_part_that_resembles_somebody_is_told() -> None:
    found = near(Recipient("police", "Price and Price", "Gaz Price", "Wayne"), [GARETH, WAYNE])
    assert [(match.listed, match.part) for match in found] == [
        (GARETH, Part.AGENCY),
        (GARETH, Part.PERSON),
        (WAYNE, Part.ASKED),
    ]
    assert found[1].typed == "Gaz Price"


def test_nobody_is_on_her_list() -> None:
    assert near(Recipient("police", "Police", "PC Dobbs"), []) == []


def test_short_forms_are_of_both_lists() -> None:
    for one, other in (("gaz", "gareth"), ("shaz", "sharon"), ("nick", "nicholas"), ("bob", "rob"), ("kasia", "kate")):
        assert may_be_one(one, other)
        assert may_be_one(other, one)
    assert not may_be_one("gaz", "helen")


LETTERS = st.text(string.ascii_lowercase, min_size=5, max_size=12)


@given(LETTERS, LETTERS)
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert (resembles(one, other) is None) == (resembles(other, one) is None)


@given(LETTERS)
def test_a_word_is_like_itself(word: str) -> None:
    assert resembles(word, word) is How.SAME


@given(LETTERS, st.data())
def test_one_slip_of_the_finger_is_caught(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slip = data.draw(st.sampled_from(["left out", "too many", "wrong", "swapped"]))
    typed = {
        "left out": word[:at] + word[at + 1 :],
        "too many": word[:at] + letter + word[at:],
        "wrong": word[:at] + letter + word[at + 1 :],
        "swapped": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[slip]
    assert resembles(typed, word) is not None


@given(
    st.sampled_from(["Gareth", "Zuzanna", "Marcus Webb", "Wayne Doherty"]),
    st.lists(st.sampled_from(["Mr", "from", "Bristol", "the", "Hostel", "Team", "and", "Ms", "Okafor"]), max_size=4),
    st.lists(st.sampled_from(["solicitor", "hostel", "Office", "Smith", "x"]), max_size=4),
    st.sampled_from(["agency", "person", "asked"]),
)
def test_her_name_is_found_whatever_stands_around_it(name: str, before: list[str], after: list[str], part: str) -> None:
    typed = " ".join([*before, name.upper(), *after])
    found = near(Recipient("other", **{part: typed}), [Listed(1, name)])
    assert [match.part for match in found] == [part]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_it_takes_whatever_is_typed(name: str, relationship: str, agency: str, person: str) -> None:
    for match in near(Recipient("other", agency, person), [Listed(1, name, relationship)]):
        assert match.typed in (agency, person)
