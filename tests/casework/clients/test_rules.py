"""Rules about names, ages and files: tables of cases, and what must hold for any text or date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clients import rules
from casework.clients.rules import Age, NameHeld

TODAY = date(2026, 11, 22)

BIRTHS = [
    ("3/4/1990", date(1990, 4, 3)),
    ("03/04/1990", date(1990, 4, 3)),
    ("3.4.1990", date(1990, 4, 3)),
    ("3-4-90", date(1990, 4, 3)),
    (" 3 4 1990 ", date(1990, 4, 3)),
    ("1990-04-03", date(1990, 4, 3)),
    ("3 April 1990", date(1990, 4, 3)),
    ("3rd of April 1990", date(1990, 4, 3)),
    ("3 apr 1990", date(1990, 4, 3)),
    ("3apr90", date(1990, 4, 3)),
    ("3 Sept. 1980", date(1980, 9, 3)),
    ("April 3, 1990", date(1990, 4, 3)),
    ("April 3rd 1990", date(1990, 4, 3)),
    ("22/11/2026", TODAY),
    ("23/11/26", date(1926, 11, 23)),  # the latest year that is not in the future
    ("22/11/26", TODAY),
    ("29/2/2000", date(2000, 2, 29)),
    ("29/2/2001", None),
    ("31/4/1990", None),
    ("3/13/1990", None),
    ("0/4/1990", None),
    ("23/11/2026", None),
    ("1/1/1915", None),
    ("3 Abril 1990", None),
    ("3 ju 1990", None),
    ("3/4", None),
    ("1990", None),
    ("Sharon", None),
    ("", None),
    ("٣/٤/١٩٩٠", None),
]


@pytest.mark.parametrize(("typed", "born"), BIRTHS)
def test_a_date_of_birth_is_read_as_people_write_it(typed: str, born: date | None) -> None:
    assert rules.read_birth(typed, today=TODAY) == born


@given(st.dates(date(1930, 1, 1), TODAY))
def test_every_date_of_birth_is_read_back(born: date) -> None:
    for written in (f"{born:%d/%m/%Y}", f"{born:%d %B %Y}", f"{born:%d %b %Y}", born.isoformat(), f"{born:%B %d, %Y}"):
        assert rules.read_birth(written, today=TODAY) == born


@given(st.text())
def test_no_text_stops_a_rule(text: str) -> None:
    rules.read_birth(text, today=TODAY)
    rules.read_reference(text)
    assert rules.plain(rules.plain(text)) == rules.plain(text)
    assert len(set(rules.sounds(text))) == len(rules.sounds(text))


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("K3F790QX", "K3F790QX"),
        ("k3f7 90qx", "K3F790QX"),
        ("K3F7-90QX", "K3F790QX"),
        (" k3 f7 90 qx ", "K3F790QX"),
        ("K3F79OQX", "K3F790QX"),
        ("KIF7L0QX", "K1F710QX"),
        ("K3F790QU", None),
        ("K3F790Q", None),
        ("K3F790QXX", None),
        ("", None),
    ],
)
def test_a_reference_is_read_in_any_spacing(typed: str, reference: str | None) -> None:
    assert rules.read_reference(typed) == reference


def test_a_new_reference_reads_back() -> None:
    new = rules.new_reference()
    assert rules.read_reference(rules.spaced_reference(new).lower()) == new


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Sharon", "sharon"),
        ("  SHARON   Ann ", "sharon ann"),
        ("Siobhán", "siobhan"),
        ("O’Brien", "obrien"),
        ("Mary-Jane", "mary jane"),
        ("Łucja", "lucja"),
        ("Ștefania", "stefania"),
        ("İpek", "ipek"),
        ("Straße", "strasse"),
        ("Галина", "galina"),
        ("Юлия", "yuliya"),
        ("美玲", "美玲"),
        ("\x00\x01", ""),
        ("💜", ""),
    ],
)
def test_a_name_is_made_plain(name: str, plain: str) -> None:
    assert rules.plain(name) == plain


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("Siobhan", "Shivon"),
        ("Ștefania", "Shtefania"),
        ("Çiğdem", "Chigdem"),
        ("Catherine", "Kathryn"),
        ("Anne-Marie", "Ann Mary"),
    ],
)
def test_names_that_sound_alike_share_a_sound(name: str, heard: str) -> None:
    assert set(rules.sounds(name)) & set(rules.sounds(heard))


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2008, 11, 22), TODAY, 18),
        (date(2008, 11, 23), TODAY, 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (TODAY, TODAY, 0),
    ],
)
def test_years_between(born: date, today: date, years: int) -> None:
    assert rules.years_between(born, today) == years


@pytest.mark.parametrize(
    ("born", "estimated", "estimated_on", "age"),
    [
        (date(1990, 4, 3), None, None, Age(36, 36)),
        (None, 30, TODAY, Age(25, 35)),
        (None, 30, date(2022, 11, 22), Age(29, 39)),
        (None, 30, None, None),
        (None, None, None, None),
    ],
)
def test_age(born: date | None, estimated: int | None, estimated_on: date | None, age: Age | None) -> None:
    assert rules.age(born=born, estimated=estimated, estimated_on=estimated_on, today=TODAY) == age


@pytest.mark.parametrize(
    ("age", "words", "may_be_under_18"),
    [
        (Age(36, 36), "36", False),
        (Age(18, 18), "18", False),
        (Age(17, 17), "17", True),
        (Age(25, 35), "about 30 (25 to 35)", False),
        (Age(17, 27), "about 22 (17 to 27)", True),
        (Age(18, 28), "about 23 (18 to 28)", False),
    ],
)
def test_an_age_in_words_and_whether_she_may_be_a_child(age: Age, words: str, *, may_be_under_18: bool) -> None:
    assert age.in_words == words
    assert age.may_be_under_18 is may_be_under_18


@given(st.integers(rules.YOUNGEST, rules.OLDEST), st.dates(date(2020, 1, 1), TODAY))
def test_a_guess_is_never_surer_than_it_was(years: int, on: date) -> None:
    then = rules.age(born=None, estimated=years, estimated_on=on, today=on)
    now = rules.age(born=None, estimated=years, estimated_on=on, today=TODAY)
    assert then is not None
    assert now is not None
    assert now.oldest - now.youngest == then.oldest - then.youngest == 2 * rules.ESTIMATE_MARGIN
    assert now.middle >= then.middle == years


ROUND_30 = Age(25, 35)


@pytest.mark.parametrize(
    ("likeness", "hers", "typed", "same_birth", "likely"),
    [
        (0.0, None, None, True, True),
        (0.54, None, None, False, False),
        (0.55, None, None, False, True),
        (1.2, ROUND_30, None, False, True),
        (1.2, None, ROUND_30, False, True),
        (1.2, ROUND_30, Age(36, 36), False, True),  # a year either way
        (1.2, ROUND_30, Age(37, 37), False, False),
        (1.2, ROUND_30, Age(24, 24), False, True),
        (1.2, ROUND_30, Age(23, 23), False, False),
        (1.2, Age(0, 0), Age(0, 0), False, True),
    ],
)
def test_who_may_be_the_same_woman(
    likeness: float, hers: Age | None, typed: Age | None, *, same_birth: bool, likely: bool
) -> None:
    assert rules.likely_same(likeness=likeness, hers=hers, typed=typed, same_birth=same_birth) is likely


SHAZ_GIVEN_UP = NameHeld("working", "shaz", ended=True)


@pytest.mark.parametrize(
    ("name", "others", "shown"),
    [
        (NameHeld("working", "shaz", ended=False), [], True),
        (SHAZ_GIVEN_UP, [], False),
        (NameHeld("other", "shaz", ended=True), [], False),
        (NameHeld("called", "shaz", ended=True), [], False),
        (NameHeld("legal", "jones", ended=False), [], True),
        (NameHeld("legal", "jones", ended=True), [SHAZ_GIVEN_UP], True),
        (NameHeld("legal", "shaz", ended=True), [SHAZ_GIVEN_UP], False),
        (NameHeld("legal", "jones", ended=True), [NameHeld("legal", "jones", ended=True)], True),
    ],
)
def test_which_names_may_be_shown(name: NameHeld, others: list[NameHeld], *, shown: bool) -> None:
    assert rules.may_be_shown(name, [name, *others]) is shown


@given(st.sampled_from(["working", "other", "called"]), st.text(), st.lists(st.text()))
def test_a_name_given_up_is_never_shown(kind: str, plain: str, others: list[str]) -> None:
    rows = [NameHeld("legal", other, ended=False) for other in others]
    assert not rules.may_be_shown(NameHeld(kind, plain, ended=True), rows)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({}, "Not shared with any other agency"),
        ({"Harbour": ["identity"]}, "Harbour may see who she is"),
        ({"Harbour": ["casework"]}, "Harbour may see who she is and contacts and follow-ups"),
        (
            {"Harbour": ["pathway"], "Westvale": ["clinical"]},
            "Harbour may see who she is and the pathway; Westvale may see who she is and screening and therapy",
        ),
    ],
)
def test_sharing_in_words(shares: dict[str, list[str]], words: str) -> None:
    assert rules.sharing_in_words(shares) == words


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({}, "Lantern keeps this file and does not share it with Harbour"),
        ({"Harbour": ["identity"]}, "Lantern keeps this file and shares with Harbour: who she is"),
    ],
)
def test_a_share_in_words_for_the_other_agency(shares: dict[str, list[str]], words: str) -> None:
    assert rules.share_in_words("Lantern", shares, "Harbour") == words


def test_a_fingerprint_differs_when_anything_does() -> None:
    values = ["a", None, 3, TODAY]
    assert rules.fingerprint(values) == rules.fingerprint(list(values))
    for number in range(len(values)):
        other = [*values]
        other[number] = "other"
        assert rules.fingerprint(other) != rules.fingerprint(values)
    assert rules.fingerprint(["ab", ""]) != rules.fingerprint(["a", "b"])
    assert rules.fingerprint([TODAY]) != rules.fingerprint([TODAY + timedelta(days=1)])


@pytest.mark.parametrize(
    ("words", "inside"),
    [("Lost touch", "lost touch"), ("NHS ward", "NHS ward"), ("In HMP", "in HMP"), ("A", "a"), ("", "")],
)
def test_words_inside_a_sentence_begin_small(words: str, inside: str) -> None:
    assert rules.in_sentence(words) == inside
