from datetime import date, datetime, time

import pytest
import time_machine
from django import forms

from dussk.ui.fields import DateField, TimeField
from dussk.ui.forms import Form

NOW = datetime.fromisoformat("2026-11-22T13:00:00+00:00")


class Seen(Form):
    seen = DateField(label="Seen", what="the date she was seen", earliest=date(2000, 1, 1), latest=date(2026, 11, 22))
    back = DateField(label="Back", what="the date she comes back", required=False)


def seen(day: str = "", month: str = "", year: str = "") -> Seen:
    return Seen({"seen_day": day, "seen_month": month, "seen_year": year})


@pytest.mark.parametrize(("day", "month", "year"), [("1", "3", "2026"), (" 01 ", "03", "2026"), ("1", "March", "2026")])
def test_a_date(day: str, month: str, year: str) -> None:
    form = seen(day, month, year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"seen": date(2026, 3, 1), "back": None}


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("typed", "message", "faulty"),
    [
        (("", "", ""), "Enter the date she was seen", {0, 1, 2}),
        (("1", "", "2026"), "The date she was seen must include a month", {1}),
        (("", "", "2026"), "The date she was seen must include a day and a month", {0, 1}),
        (("1", "3", "26"), "The year must have four numbers, like 2026", {2}),
        (("30", "2", "2026"), "The date she was seen must be a real date, like 27 3 2026", {0, 1, 2}),
        (("1", "13", "2026"), "The date she was seen must be a real date, like 27 3 2026", {0, 1, 2}),
        (("0", "1", "2026"), "The date she was seen must be a real date, like 27 3 2026", {0, 1, 2}),
        (("x", "3", "2026"), "The date she was seen must be written in numbers, like 27 3 2026", {0}),
        (("-1", "3", "2026"), "The date she was seen must be written in numbers, like 27 3 2026", {0}),
        (("٣", "3", "2026"), "The date she was seen must be written in numbers, like 27 3 2026", {0}),
        (("1", "3", "9" * 5000), "The date she was seen must be written in numbers, like 27 3 2026", {2}),
        (("1", "3", "20\x0026"), "The date she was seen must be written in numbers, like 27 3 2026", {2}),
        (("31", "12", "1999"), "The date she was seen must be on or after 1 January 2000", {0, 1, 2}),
        (("23", "11", "2026"), "The date she was seen must be today or in the past", {0, 1, 2}),
    ],
)
def test_what_is_wrong_with_a_date_is_said(typed: tuple[str, str, str], message: str, faulty: set[int]) -> None:
    form = seen(*typed)
    assert form.errors == {"seen": [message]}
    assert form.fields["seen"].widget.faulty == faulty


@time_machine.travel(NOW)
def test_limits_may_be_functions_judged_when_the_form_is_checked() -> None:
    class Planned(Form):
        when = DateField(
            label="When", what="the date planned", earliest=lambda: date(2026, 11, 22), latest=date(2026, 12, 1)
        )

    data = {"when_month": "11", "when_year": "2026"}
    assert Planned({**data, "when_day": "21"}).errors == {"when": ["The date planned must be today or in the future"]}
    late = Planned({"when_day": "2", "when_month": "12", "when_year": "2026"})
    assert late.errors == {"when": ["The date planned must be on or before 1 December 2026"]}


def test_one_request_s_faults_are_not_shown_in_another() -> None:
    assert not seen("1", "3", "26").is_valid()
    assert Seen().fields["seen"].widget.faulty == frozenset()


def test_a_date_is_compared_as_a_date() -> None:
    form = Seen({"seen_day": "01", "seen_month": "3", "seen_year": "2026"}, initial={"seen": date(2026, 3, 1)})
    assert form.changed_data == []
    assert Seen({"seen_day": "x"}, initial={"seen": date(2026, 3, 1)}).changed_data == ["seen"]


class Began(Form):
    began = TimeField(label="Began", what="the time it began")


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9pm", time(21)),
        ("9 PM", time(21)),
        ("9.30pm", time(21, 30)),
        ("9:30 p.m.", time(21, 30)),
        ("930pm", time(21, 30)),
        ("12am", time(0)),
        ("12.15 am", time(0, 15)),
        ("12pm", time(12)),
        ("21:30", time(21, 30)),
        ("21.30", time(21, 30)),
        ("2130", time(21, 30)),
        ("21h30", time(21, 30)),
        ("0130", time(1, 30)),
        ("130", time(1, 30)),
        ("00:00", time(0)),
        ("noon", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time(typed: str, clock: time) -> None:
    form = Began({"began": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["began"] == clock


@pytest.mark.parametrize(
    "typed", ["9", "24:00", "13pm", "0pm", "9:60pm", "nine", "21:3", "٩pm", "9pm\x00", "1" * 5000, "-9pm"]
)
def test_a_time_that_is_none_or_could_be_two_is_asked_about(typed: str) -> None:
    assert Began({"began": typed}).errors == {"began": ["The time it began must be written like 9pm or 21:30"]}


def test_a_missing_time() -> None:
    assert Began({"began": " "}).errors == {"began": ["Enter the time it began, like 9pm or 21:30"]}


def test_a_stored_time_is_shown_and_compared_to_the_minute() -> None:
    form = Began({"began": "9.30pm"}, initial={"began": time(21, 30, 12)})
    assert form.changed_data == []
    assert 'value="21:30"' in str(Began(initial={"began": time(21, 30, 12)})["began"])
    assert 'value="9.30pm"' in str(form["began"])


def test_typed_parts_of_a_date_stay_as_typed() -> None:
    html = str(seen("1", "3", "26")["seen"])
    assert all(f'value="{part}"' in html for part in ("1", "3", "26"))


def test_own_messages_are_kept() -> None:
    class Own(Form):
        when = DateField(label="When", what="it", error_messages={"required": "Say when"})
        at = TimeField(label="At", what="it", error_messages={"required": "Say at what time"}, widget=forms.TextInput())

    assert Own({}).errors == {"when": ["Say when"], "at": ["Say at what time"]}
