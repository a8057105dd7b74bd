"""Rules of the form and of agreements, over plain values."""

from datetime import date

import pytest

from consent.agreements import rules, wording
from consent.agreements.rules import Agreed, Fault, Ground, Part, State

SIGNED = date(2026, 3, 1)
REVIEW = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("ends", "withdrawn", "today", "state"),
    [
        (None, None, date(2026, 3, 1), State.IN_FORCE),
        (None, None, date(2026, 8, 31), State.IN_FORCE),
        (None, None, REVIEW, State.REVIEW_DUE),
        (None, None, date(2030, 1, 1), State.REVIEW_DUE),
        (date(2026, 6, 1), None, date(2026, 6, 1), State.IN_FORCE),
        (date(2026, 6, 1), None, date(2026, 6, 2), State.OVER),
        (date(2026, 6, 1), None, date(2027, 1, 1), State.OVER),
        (None, date(2026, 4, 1), date(2026, 3, 31), State.IN_FORCE),
        (None, date(2026, 4, 1), date(2026, 4, 1), State.WITHDRAWN),
        (date(2026, 6, 1), date(2026, 4, 1), date(2026, 7, 1), State.WITHDRAWN),
    ],
)
def test_what_an_agreement_is_worth(ends: date | None, withdrawn: date | None, today: date, state: State) -> None:
    assert rules.state(Agreed(SIGNED, REVIEW, ends, withdrawn), today) is state


@pytest.mark.parametrize(
    ("signed", "months", "review"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 5, 31), 24, date(2028, 5, 31)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
    ],
)
def test_the_day_of_a_review(signed: date, months: int, review: date) -> None:
    assert rules.review_on(signed, months) == review


@pytest.mark.parametrize(
    ("share", "agreement", "last"),
    [
        (None, None, None),
        (date(2026, 1, 1), None, date(2026, 1, 1)),
        (None, date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 2, 1), date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1)),
    ],
)
def test_a_share_ends_with_its_agreement(share: date | None, agreement: date | None, last: date | None) -> None:
    assert rules.last_day(share, agreement) == last


@pytest.mark.parametrize(
    ("share", "agreement", "fault"),
    [
        (None, date(2026, 1, 1), None),
        (date(2026, 3, 1), None, None),
        (date(2026, 2, 28), None, Fault.PAST),
        (date(2026, 4, 1), date(2026, 4, 1), None),
        (date(2026, 4, 2), date(2026, 4, 1), Fault.LONGER_THAN_AGREEMENT),
    ],
)
def test_what_is_wrong_with_a_last_day(share: date | None, agreement: date | None, fault: Fault | None) -> None:
    assert rules.fault_of_last_day(share, agreement, SIGNED) is fault


@pytest.mark.parametrize(
    ("signed", "fault"),
    [
        (date(2026, 2, 28), Fault.BEFORE_FORM),
        (date(2026, 3, 1), None),
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), Fault.TO_COME),
    ],
)
def test_what_is_wrong_with_a_day_of_signing(signed: date, fault: Fault | None) -> None:
    assert rules.fault_of_signing(signed, SIGNED, date(2026, 3, 9)) is fault


def test_the_parts_are_asked_in_the_order_of_the_form() -> None:
    assert [rules.CLAUSE[part] for part in rules.pages(storing=True) if part in rules.CLAUSE] == [1, 2, 3, 4, 5, 6]
    assert rules.pages(storing=None) == tuple(Part)
    assert rules.pages(storing=False) == (
        Part.SERVICE,
        Part.STORING,
        Part.GROUNDS,
        Part.SEEING,
        Part.RESEARCH,
        Part.SIGNING,
    )
    assert rules.to_go_through(["service", "storing", "grounds", "seeing", "research"], storing=False) == ()
    assert rules.to_go_through(["service"], storing=False)[0] is Part.STORING
    assert Part.SIGNING not in rules.to_go_through([], storing=None)


def test_nothing_is_answered_by_silence() -> None:
    assert rules.unanswered({}) == rules.CHOICES
    assert rules.unanswered({Part.SERVICE: False, Part.STORING: True, Part.RESEARCH: None}) == (Part.RESEARCH,)


def test_ground_g_is_off_unless_it_was_turned_on() -> None:
    assert Ground.REPUTATION not in rules.grounds(with_reputation=False)
    assert [ground.value for ground in rules.grounds(with_reputation=True)] == list("ABCDEFG")


@pytest.mark.parametrize(("days", "due"), [(27, False), (28, True), (400, True)])
def test_a_provisional_file_waits_28_days(days: int, *, due: bool) -> None:
    assert rules.provisional_is_due(SIGNED, date.fromordinal(SIGNED.toordinal() + days), 28) is due


def test_categories_are_named_in_one_order() -> None:
    assert rules.categories_in_order({"safety", "casework", "identity"}) == ["identity", "casework", "safety"]


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("M10 10L20 20", True),
        ("M 1.5,2 L 3,4 M 5 6 Q 1 2 3 4", True),
        ("M-1 -2C1 2 3 4 5 6", True),
        ("", False),
        ("M10 10", False),
        ("L10 10L20 20", False),
        ("M10 10L20 20Z", False),
        ('M1 1L2 2"/><script>', False),
        ("M1 1L2 2" * 20_000, False),
    ],
)
def test_what_a_drawn_signature_may_be(path: str, *, drawn: bool) -> None:
    assert rules.is_drawn(path) is drawn
    assert (rules.box_of(path) is not None) is drawn


def test_the_box_around_what_she_drew() -> None:
    assert rules.box_of("M10 20L30 60") == (6, 16, 28, 48)


def test_words_are_taken_apart_and_put_together() -> None:
    words = rules.read_words("One of these?\nChoose.\n- The police \n-  Health")
    assert words == rules.Words("One of these?\nChoose.", ("The police", "Health"))
    assert rules.read_words(rules.write_words(words)) == words


def test_the_standard_words_have_a_line_for_everything() -> None:
    standard = wording.standard("Lantern House")
    assert list(standard) == list(Part)
    for part, (heading, words, explained) in standard.items():
        assert len(rules.read_words(words).lines) == rules.lines_wanted(part, with_reputation=False)
        assert "{" not in heading + words + explained
    assert rules.lines_wanted(Part.GROUNDS, with_reputation=True) == 7
    assert set(wording.PARTS) == set(Part)
    assert set(wording.OUTSIDE) == set(rules.Outside)
    assert set(wording.SHARING) == set(rules.Sharing)


def test_the_standard_words_are_short() -> None:
    """About a reading age of nine: short sentences of short words."""
    for heading, words, explained in wording.standard("us").values():
        text = f"{heading}. {words}. {explained}".replace("\n", ". ").replace(":", ".").replace("?", ".")
        sentences = [sentence.split() for sentence in text.split(". ") if sentence.strip("-. ")]
        assert max(len(sentence) for sentence in sentences) <= 30
        assert sum(map(len, sentences)) / len(sentences) <= 13
        letters = [len(word.strip(".,?:-()")) for sentence in sentences for word in sentence]
        assert sum(letters) / len(letters) <= 5
