"""Times that are typed, also on the two nights the clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from crispy_forms.utils import render_crispy_form
from time_machine import travel

from casework.contacts.forms.moments import AnyDayForm, MomentForm

BACK, FORWARD = date(2026, 10, 25), date(2026, 3, 29)


@pytest.fixture
def back() -> Iterator[None]:
    """Five in the morning after the clocks went back."""
    with travel(datetime(2026, 10, 25, 5, tzinfo=UTC), tick=False):
        yield


def typed(clock: str, day: date = BACK, **other: str) -> MomentForm:
    form = MomentForm({"moment": "earlier", "day": day.isoformat(), "clock": clock} | other)
    form.offer([day])
    return form


def test_a_time_that_came_twice_is_asked_about(back: None) -> None:
    form = typed("1:30am")
    assert not form.is_valid()
    assert form.errors == {"which_one": ["Choose which 1:30am it was: the first or the second"]}
    assert form.came_twice
    page = render_crispy_form(form)
    assert "The clocks went back at 2am and 1:30am came twice. Which was it?" in page
    assert 'name="which_one"' in page


@pytest.mark.parametrize(
    ("which", "at"),
    [("first", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), ("second", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))],
)
def test_either_of_the_two_can_be_meant(back: None, which: str, at: datetime) -> None:
    form = typed("1:30am", which_one=which)
    assert form.is_valid()
    assert form.cleaned_data["at"] == at
    assert form.clocks_word == ""


def test_an_answer_that_was_not_offered_is_refused(back: None) -> None:
    assert "Choose from the answers given" in str(typed("1:30am", which_one="third").errors["which_one"])


@pytest.mark.parametrize("clock", ["0:59", "2am", "11pm"])
def test_no_other_time_is_asked_about(clock: str) -> None:
    with travel(datetime(2026, 10, 26, 5, tzinfo=UTC), tick=False):
        form = typed(clock)
        assert form.is_valid()
        assert 'name="which_one"' not in render_crispy_form(form)


def test_between_the_two_only_the_first_has_been() -> None:
    with travel(datetime(2026, 10, 25, 0, 40, tzinfo=UTC), tick=False):
        form = typed("1:30am")
        assert form.is_valid()
        assert form.cleaned_data["at"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_was_skipped_is_taken_an_hour_later_and_said() -> None:
    with travel(datetime(2026, 3, 29, 5, tzinfo=UTC), tick=False):
        form = typed("1:30am", FORWARD)
        assert form.is_valid()
        assert form.cleaned_data["at"] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert form.clocks_word == "The clocks went forward and skipped the time you entered: 2:30am was saved"


def test_any_day_that_has_been(back: None) -> None:
    sent = {"moment": "earlier", "day_day": "25", "day_month": "10", "day_year": "2026", "clock": "1:30am"}
    assert "which_one" in AnyDayForm(sent).errors
    form = AnyDayForm(sent | {"which_one": "second", "day_day": "24"})
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 10, 24, 0, 30, tzinfo=UTC)
    assert "Choose which day it was" in str(AnyDayForm({"moment": "earlier", "clock": "9pm"}).errors)
    assert "still to come" in str(AnyDayForm(sent | {"clock": "9pm"}).errors)
