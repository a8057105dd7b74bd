"""What can follow what, when a service is open, how long referrals wait, and who may be told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.care_plans.rules import treatment
from casework.care_plans.rules.treatment import What
from consent.referrals.rules import hours, moves, permitted, waits
from consent.referrals.rules.hours import Opening
from consent.referrals.rules.moves import State, Urgency
from consent.referrals.rules.permitted import Release, Yes
from consent.referrals.rules.waits import Step

MONDAY = date(2026, 11, 23)


def at(day: int, clock: time) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), clock, UTC)


def test_every_state_can_be_reached_and_every_one_but_two_left() -> None:
    reached = {state for following in moves.MOVES.values() for state in following}
    assert reached == set(State)
    assert set(State) - set(moves.OPEN) == {State.REFUSED, State.ENDED}
    assert set(moves.WORDS) == set(State)
    assert set(moves.MOVES) == {None, *State}


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        ([], True),
        (["sent"], True),
        (["accepted"], False),
        (["sent", "sent"], False),
        (["sent", "waiting", "accepted", "missed", "missed", "accepted", "seen", "seen", "ended"], True),
        (["sent", "refused", "accepted"], False),
        (["sent", "ended", "seen"], False),
        (["sent", "missed"], False),
        (["sent", "accepted", "refused"], True),
    ],
)
def test_a_history(steps: list[str], *, right: bool) -> None:
    assert moves.is_history(map(State, steps)) is right


def test_the_diagram_has_every_move() -> None:
    drawn = moves.diagram()
    for before, following in moves.MOVES.items():
        for after in following:
            assert f"  {before or '[*]'} --> {after}\n" in drawn


@given(st.lists(st.sampled_from(State), max_size=12))
def test_the_beginning_of_a_history_is_one(steps: list[State]) -> None:
    if moves.is_history(steps):
        assert all(moves.is_history(steps[:length]) for length in range(len(steps)))


def test_every_reason_outcome_and_ground_has_words() -> None:
    assert set(moves.REFUSALS) == set(moves.Refusal)
    assert set(moves.OUTCOMES) == set(moves.Outcome)
    assert set(moves.BASES) == set(moves.Basis)
    assert set(moves.URGENCIES) == set(moves.Urgency)


def test_kinds_belong_to_their_tier() -> None:
    assert treatment.fits(3, "prescribing")
    assert not treatment.fits(2, "prescribing")
    assert not treatment.fits(5, "rehab")
    assert treatment.fits(None, "legal")
    assert all(treatment.fits(tier, treatment.OTHER) for tier in treatment.TIERS)
    assert str(What(4, "rehab")) == "Residential rehabilitation (tier 4)"
    assert str(What(None, "legal")) == "Legal help (no tier)"
    assert What(2, "other").words == "Something else"
    assert What(2, "what was").words == "what was"


@pytest.mark.parametrize("key", ["", "3", "3:", "x:gp", "9:gp", "2:gp", "²:gp", "-1:gp", "prescribing"])
def test_what_is_no_kind(key: str) -> None:
    assert treatment.read(key) is None


def test_every_choice_reads_back() -> None:
    keys = [key for _tier, of_tier in treatment.choices() for key, _words in of_tier]
    assert len(keys) == len(set(keys))
    assert [what.key for key in keys if (what := treatment.read(key))] == keys


NIGHTS = [Opening(day, time(21), time(6)) for day in range(7)]
OFFICE = [Opening(day, time(9), time(17)) for day in range(5)]
SUNDAY_NIGHT = [Opening(6, time(22), time(4))]


@pytest.mark.parametrize(
    ("openings", "moment", "is_open", "closes"),
    [
        ([], at(0, time(12)), False, None),
        (OFFICE, at(0, time(9)), True, time(17)),
        (OFFICE, at(0, time(17)), False, None),
        (OFFICE, at(5, time(12)), False, None),
        (NIGHTS, at(2, time(2)), True, time(6)),
        (NIGHTS, at(2, time(23, 59)), True, time(6)),
        (NIGHTS, at(2, time(20, 59)), False, None),
        (SUNDAY_NIGHT, at(0, time(3)), True, time(4)),  # Monday morning is still Sunday's night
        (SUNDAY_NIGHT, at(6, time(3)), False, None),
        (SUNDAY_NIGHT, at(6, time(23)), True, time(4)),
        ([Opening(0, time(0), time(0))], at(0, time(0)), True, time(0)),
        ([Opening(0, time(0), time(0))], at(1, time(0)), False, None),
        ([Opening(day, time(0), time(0)) for day in range(7)], at(3, time(5)), True, None),
        ([Opening(0, time(9), time(12)), Opening(0, time(12), time(17))], at(0, time(10)), True, time(17)),
    ],
)
def test_open_or_not(openings: list[Opening], moment: datetime, *, is_open: bool, closes: time | None) -> None:
    assert hours.open_at(openings, moment) is is_open
    assert hours.closes_at(openings, moment) == closes


@pytest.mark.parametrize(
    ("opening", "at_night"),
    [
        (Opening(0, time(9), time(17)), False),
        (Opening(0, time(9), time(21)), False),
        (Opening(0, time(9), time(21, 1)), True),
        (Opening(0, time(5), time(9)), True),
        (Opening(0, time(6), time(9)), False),
        (Opening(0, time(22), time(2)), True),
        (Opening(0, time(0), time(0)), True),
    ],
)
def test_at_night(opening: Opening, *, at_night: bool) -> None:
    assert opening.at_night is at_night
    assert hours.opens_at_night([opening]) is at_night


def test_nights_come_first() -> None:
    late = Opening(3, time(22), time(2))
    shown = hours.night_first([*OFFICE, late])
    assert [day for day, _openings in shown] == ["Thursday", "Monday", "Tuesday", "Wednesday", "Friday"]
    assert shown[0][1] == [late, OFFICE[3]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("Closed", []),
        ("24 hours", [(time(0), time(0))]),
        ("9am to 5pm", [(time(9), time(17))]),
        ("9.30am – 5.30pm", [(time(9, 30), time(17, 30))]),
        ("9am-noon, 9pm-2am", [(time(9), time(12)), (time(21), time(2))]),
        ("21:30 until 02:00", [(time(21, 30), time(2))]),
        ("9pm to midnight and midnight to 3am", [(time(0), time(3)), (time(21), time(0))]),
        ("12am to 12pm", [(time(0), time(12))]),
    ],
)
def test_hours_as_they_are_typed(typed: str, read: list[tuple[time, time]]) -> None:
    openings = hours.read_day(2, typed)
    assert [(one.opens, one.closes) for one in openings] == read
    assert hours.read_day(2, hours.typed(openings)) == openings


@pytest.mark.parametrize(
    "typed",
    [
        "9 to 5",
        "9am",
        "9am to",
        "from nine",
        "25:00 to 3pm",
        "13pm to 2pm",
        "9am to 9am",
        "9am-5pm, 4pm-6pm",
        "٩am to 5pm",
    ],
)
def test_hours_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        hours.read_day(0, typed)


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None))
OPENINGS = st.builds(Opening, st.integers(0, 6), CLOCKS, CLOCKS)
MOMENTS = st.builds(at, st.integers(0, 6), CLOCKS)


@given(OPENINGS, st.integers(0, 24 * 60 - 1))
def test_open_from_when_it_opens_until_it_closes(opening: Opening, minutes: int) -> None:
    begins, ends = opening.minutes
    moment = at(opening.day, opening.opens) + timedelta(minutes=minutes)
    assert hours.open_at([opening], moment) is (minutes < ends - begins)


@given(st.lists(OPENINGS, max_size=5), MOMENTS)
def test_a_week_later_is_the_same(openings: list[Opening], moment: datetime) -> None:
    assert hours.open_at(openings, moment) == hours.open_at(openings, moment + timedelta(days=7))


@given(st.lists(OPENINGS, max_size=5), MOMENTS)
def test_it_closes_when_it_says(openings: list[Opening], moment: datetime) -> None:
    closes = hours.closes_at(openings, moment)
    if closes is None:
        return
    assert hours.open_at(openings, moment)
    then = moment.replace(hour=closes.hour, minute=closes.minute)
    then = then if then > moment else then + timedelta(days=1)
    assert not hours.open_at(openings, then)
    assert hours.open_at(openings, then - timedelta(minutes=1))


@given(CLOCKS)
def test_a_time_reads_back(clock: time) -> None:
    assert hours.read_clock(hours.clock(clock)) == clock


def test_words_of_an_opening() -> None:
    assert Opening(0, time(21), time(6)).words == "9pm to 6am"
    assert Opening(0, time(0), time(0)).words == "all day and night"
    assert Opening(0, time(9), time(9)).words == "9am, for 24 hours"


def steps(*taken: tuple[str, int] | tuple[str, int, str]) -> list[Step]:
    return [Step(State(one[0]), MONDAY + timedelta(days=one[1]), one[2] if len(one) > 2 else "") for one in taken]


@pytest.mark.parametrize(
    ("taken", "accepted", "seen", "answered"),
    [
        ([], None, None, None),
        ([("sent", 0)], None, None, None),
        ([("sent", 0), ("waiting", 2)], None, None, None),
        ([("sent", 0), ("accepted", 3), ("seen", 9)], 3, 9, 3),
        ([("sent", 0), ("seen", 0), ("seen", 7)], None, 0, 0),
        ([("sent", 0), ("refused", 5)], None, None, 5),
        ([("sent", 0), ("accepted", 1), ("missed", 4), ("accepted", 5), ("seen", 8)], 1, 8, 1),
    ],
)
def test_waits(taken: list[tuple[str, int]], accepted: int | None, seen: int | None, answered: int | None) -> None:
    assert waits.waits(steps(*taken)) == waits.Waits(accepted, seen, answered)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.data())
def test_nobody_is_seen_before_it_was_sent(days: list[int], data: st.DataObject) -> None:
    taken: list[Step] = []
    state: State | None = None
    for day in sorted(days):
        following = moves.MOVES[state]
        if not following:
            break
        state = data.draw(st.sampled_from(following))
        taken.append(Step(state, MONDAY + timedelta(days=day)))
    found = waits.waits(taken)
    assert all(known is None or known >= 0 for known in (found.accepted, found.seen, found.answered))
    assert found.answered is None or found.answered <= min(
        known for known in (found.accepted, found.seen, found.answered) if known is not None
    )


@pytest.mark.parametrize(
    ("state", "urgency", "days", "late"),
    [
        ("sent", "today", 1, False),
        ("sent", "today", 2, True),
        ("sent", "week", 3, False),
        ("sent", "week", 4, True),
        ("sent", "routine", 14, False),
        ("sent", "routine", 15, True),
        ("waiting", "routine", 42, False),
        ("accepted", "routine", 43, True),
        ("missed", "week", 8, True),
        ("seen", "today", 400, False),
        ("refused", "today", 400, False),
        ("ended", "today", 400, False),
    ],
)
def test_too_long(state: str, urgency: str, days: int, *, late: bool) -> None:
    assert waits.too_long(State(state), MONDAY, Urgency(urgency), MONDAY + timedelta(days=days)) is late


@pytest.mark.parametrize(
    ("days", "usual"), [([], None), ([1, 2], None), ([1, 2, None], None), ([5, 1, 3], 3), ([1, 2, 4, 9, None], 3)]
)
def test_usual(days: list[int | None], usual: int | None) -> None:
    assert waits.usual(days) == usual


def test_figures() -> None:
    rows = waits.figures(
        [
            ("Bridge House", steps(("sent", 0), ("accepted", 2), ("seen", 4))),
            ("Bridge House", steps(("sent", 0), ("accepted", 4), ("seen", 10), ("ended", 11))),
            ("Bridge House", steps(("sent", 0), ("accepted", 6), ("refused", 7, "full"))),
            ("Bridge House", steps(("sent", 0), ("refused", 1, "full"))),
            ("Bridge House", steps(("sent", 0), ("refused", 1, "area"))),
            ("A GP", steps(("sent", 0), ("waiting", 1))),
            ("A GP", []),
        ]
    )
    bridge, gp = rows
    assert (bridge.name, bridge.sent, bridge.accepted, bridge.seen, bridge.waiting) == ("Bridge House", 5, 3, 2, 0)
    assert (bridge.refused, bridge.all_refused) == ({"full": 2, "area": 1}, 3)
    assert (bridge.usual_answer, bridge.usual_seen) == (4, None)
    assert (gp.sent, gp.waiting, gp.usual_answer) == (2, 1, None)


def test_who_may_be_told() -> None:
    police, shelter, housing = (
        Yes(kind="police"),
        Yes(name="St Brannock’s night shelter"),
        Yes(kind="housing_providers"),
    )
    answers = [("police", police), ("housing", housing), ("shelter", shelter)]
    assert permitted.covering(answers, kind="police", name="Bridewell") == "police"
    assert permitted.covering(answers, kind="housing_providers", name="St Brannocks Night Shelter") == "shelter"
    assert permitted.covering(answers, kind="housing_providers", name="Bridge House") == "housing"
    assert permitted.covering(answers, kind="health", name="A GP") is None
    assert permitted.covering(answers, kind="", name="Bridge House") is None


@pytest.mark.parametrize(
    ("release", "goes"),
    [
        (Release("housing_providers"), True),
        (Release("police"), False),
        (Release("housing_providers", "bridge-house"), True),
        (Release("housing_providers", "Northgate House"), False),
        (Release("other", "BRIDGE HOUSE"), True),
        (Release("partner", "", 7), True),
        (Release("partner", "", 8), False),
    ],
)
def test_where_a_release_goes(release: Release, *, goes: bool) -> None:
    assert release.goes_to(kind="housing_providers", name="Bridge House", partner=7) is goes


def test_a_release_to_a_kind_goes_to_no_service_of_none() -> None:
    assert not Release("other").goes_to(kind="", name="Bridge House", partner=None)
    assert not Release("partner", "", 7).goes_to(kind="", name="Bridge House", partner=None)
