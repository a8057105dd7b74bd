"""The recruitment flow: the study's own figures, and that it adds up at every step for any history at all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.flow import LABELS, SEVERAL, Offered, Screened, Step, placed, steps
from casework.intake.rules import Result, Stage

BEGAN = datetime(2016, 1, 4, 20, tzinfo=UTC)
REASONS = {
    "too_busy": "Too busy",
    "not_interested": "Not interested",
    "not_selling": "Not selling",
    "none_given": "None",
}
WORDS = {
    Stage.DECLINED_SCREENING: REASONS,
    Stage.NOT_ELIGIBLE: {"selling": "No to: selling", "using": "No to: using", SEVERAL: "More than one of these"},
    Stage.CANNOT_CONSENT: {"distressed": "Too distressed", "health": "Her health"},
}


def counts(found: Sequence[Step]) -> dict[str, int]:
    return {step.key: step.count for step in found}


def adds_up(found: Sequence[Step]) -> None:
    """Each number is the sum of those one deeper that follow it, where there are any."""
    for at, step in enumerate(found):
        under = []
        for other in found[at + 1 :]:
            if other.depth <= step.depth:
                break
            if other.depth == step.depth + 1:
                under.append(other.count)
        assert not under or sum(under) == step.count, step.key
    every = [one.whose for one in found[0].women] if found else []
    assert len(every) == len(set(every))


def the_study() -> tuple[list[Offered], list[Screened]]:
    """125 contacts: 84 declined (13 too busy, 11 not interested, 10 not selling, 50 not told); of 41 screened 11
    consented, 3 could not (2 too distressed, 1 for her health) and 27 were not eligible."""
    declined = ["too_busy"] * 13 + ["not_interested"] * 11 + ["not_selling"] * 10 + ["none_given"] * 50
    offers = [Offered(n, n, BEGAN, "declined", reason) for n, reason in enumerate(declined)]
    outcomes = (
        [(Result.ELIGIBLE, "consented", "", ())] * 11
        + [(Result.ELIGIBLE, "cannot", "distressed", ())] * 2
        + [(Result.ELIGIBLE, "cannot", "health", ())]
        + [(Result.NOT_ELIGIBLE, "", "", ("selling",))] * 20
        + [(Result.NOT_ELIGIBLE, "", "", ("selling", "using"))] * 7
    )
    screenings = [
        Screened(n, n, n, BEGAN, result, decision, because, failed)
        for n, (result, decision, because, failed) in enumerate(outcomes, start=84)
    ]
    return offers + [Offered(one.offer, one.woman, one.at, "screened") for one in screenings], screenings


def test_the_study() -> None:
    found = steps(placed(*the_study()), WORDS)
    number = counts(found)
    assert number["all"] == 125 == number["declined_screening"] + number["screened"]
    assert (number["declined_screening"], number["screened"]) == (84, 41)
    assert (number["consented"], number["cannot_consent"], number["not_eligible"]) == (11, 3, 27)
    assert number["screened"] == number["consented"] + number["cannot_consent"] + number["not_eligible"]
    assert number["found_eligible"] == 14
    assert (number["declined_screening.too_busy"], number["declined_screening.not_selling"]) == (13, 10)
    assert (number["cannot_consent.distressed"], number["cannot_consent.health"]) == (2, 1)
    assert number[f"not_eligible.{SEVERAL}"] == 7
    adds_up(found)


def later(days: int) -> datetime:
    return BEGAN + timedelta(days=days)


@pytest.mark.parametrize(
    ("offers", "screenings", "where"),
    [
        ([Offered(1, 7, BEGAN, "declined", "too_busy"), Offered(2, 7, later(9), "offered")], [], Stage.OFFERED),
        (
            [Offered(1, 7, BEGAN, "screened"), Offered(2, 7, later(9), "declined", "too_busy")],
            [Screened(1, 1, 7, BEGAN, Result.ELIGIBLE, "consented")],
            Stage.DECLINED_SCREENING,
        ),
        (  # offered again, and she has not decided: what is known of her is the screening
            [Offered(1, 7, BEGAN, "screened"), Offered(2, 7, later(9), "offered")],
            [Screened(1, 1, 7, BEGAN, Result.NOT_ELIGIBLE, failed=("using",))],
            Stage.NOT_ELIGIBLE,
        ),
        (
            [Offered(1, 7, BEGAN, "declined", "too_busy"), Offered(2, 7, later(3), "screened")],
            [Screened(1, 2, 7, later(5), Result.ELIGIBLE, "cannot", "health")],
            Stage.CANNOT_CONSENT,
        ),
        (  # of two screenings, the later
            [Offered(1, 7, BEGAN, "screened"), Offered(2, 7, later(3), "screened")],
            [
                Screened(2, 2, 7, later(3), Result.ELIGIBLE),
                Screened(1, 1, 7, BEGAN, Result.NOT_ELIGIBLE, failed=("using",)),
            ],
            Stage.ELIGIBLE,
        ),
    ],
)
def test_a_woman_is_counted_once_by_what_came_last(
    offers: list[Offered], screenings: list[Screened], where: Stage
) -> None:
    assert [one.stage for one in placed(offers, screenings)] == [where]
    assert [one.stage for one in placed(offers[::-1], screenings[::-1])] == [where]


def test_a_woman_nobody_knows_is_counted_for_each_offer() -> None:
    offers = [Offered(1, None, BEGAN, "declined", "left"), Offered(2, None, BEGAN, "screened")]
    found = placed(offers, [Screened(1, 2, None, BEGAN, Result.ELIGIBLE)])
    assert {one.stage for one in found} == {Stage.DECLINED_SCREENING, Stage.ELIGIBLE}


def test_a_part_without_words_stands_under_its_own_name() -> None:
    found = steps(placed([Offered(1, 1, BEGAN, "declined", "odd")], []), WORDS)
    assert [(step.key, step.label) for step in found if step.depth == 2 and step.key.endswith("odd")] == [
        ("declined_screening.odd", "odd")
    ]


def test_every_place_has_words() -> None:
    assert set(LABELS) == set(Stage)


_WOMEN = st.none() | st.integers(1, 5)
_WHEN = st.integers(0, 20).map(later)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Offered], list[Screened]]:
    """Offers in any order to any women, known or not, of which some led to a screening."""
    offers, screenings = [], []
    for row in range(draw(st.integers(0, 15))):
        woman, at = draw(_WOMEN), draw(_WHEN)
        answer = draw(st.sampled_from(["offered", "declined", "screened"]))
        reason = draw(st.sampled_from([*REASONS, "other"])) if answer == "declined" else ""
        offers.append(Offered(row, woman, at, answer, reason))
        if answer == "screened":
            result = draw(st.sampled_from(Result))
            decision = draw(st.sampled_from(["", "consented", "cannot", "declined"])) if result == "eligible" else ""
            because = draw(st.sampled_from(["distressed", "other"])) if decision == "cannot" else ""
            failed = tuple(draw(st.sets(st.sampled_from(["using", "selling", "v2-5"]), min_size=1)))
            failed = failed if result == "not_eligible" else ()
            at += timedelta(days=draw(st.integers(0, 3)))
            screenings.append(Screened(row, row, woman, at, result, decision, because, failed))
    return offers, screenings


@given(histories())
def test_it_adds_up_at_every_step(history: tuple[list[Offered], list[Screened]]) -> None:
    offers, screenings = history
    women = placed(offers, screenings)
    found = steps(women, WORDS)
    adds_up(found)
    known = {offer.woman for offer in offers if offer.woman is not None}
    assert found[0].count == len(known) + sum(offer.woman is None for offer in offers)
    assert [one.at for one in women] == sorted((one.at for one in women), reverse=True)
    rows = {offer.row: offer for offer in offers}
    for one in women:
        assert one.whose.row == (rows[one.offer].woman if one.whose.is_known else one.offer)
