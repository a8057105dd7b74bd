"""Noting marks, putting them right, and saying that one was a mistake."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.change import actions, queries
from casework.change.models import JourneyMark
from casework.change.queries import Marked
from casework.change.rules.marks import Scale
from casework.change.rules.when import Exactness, When
from casework.clients.actions import RefusedError
from casework.clients.models import Client, StatusChange
from dussk.access.asking import Worker, asking
from tests.casework.change.conftest import ago, noted, said
from tests.matrix.base import base
from tests.world import World, contact, days_ago

Counted = Callable[[int], AbstractContextManager[object]]


def test_a_mark_is_kept_as_it_was_said(jo: Worker, anna: Client) -> None:
    row = noted(jo, anna, "contemplation", cues=("future", "tells"), note="“Next year”")
    assert (row.scale, row.mark, row.cues, row.note) == ("cycle", "contemplation", ["future", "tells"], "“Next year”")
    assert (row.client, row.owner, row.agency, row.made_by) == (anna, anna.agency, jo.agency, jo.staff)
    assert len(row.seen) == 2
    assert str(row) == "Contemplation"


@pytest.mark.parametrize(
    ("marked", "field"),
    [
        (Marked(Scale.CYCLE, "contemplation", When(date(2100, 1, 1))), "when"),
        (Marked(Scale.CYCLE, "chaos", When(date(2024, 1, 1))), "mark"),
        (Marked(Scale.PHASE, "chaos", When(date(2024, 1, 1)), ("future",)), "mark"),
        (Marked(Scale.CYCLE, "decision", When(date(2024, 1, 1)), ("future",)), "mark"),
        (Marked(Scale.TURNING, "other_turning", When(date(2024, 1, 1))), "note"),
    ],
)
def test_what_makes_no_sense_is_refused(jo: Worker, anna: Client, marked: Marked, field: str) -> None:
    with asking(jo), pytest.raises(RefusedError) as refused:
        actions.note_mark(by=jo, client=anna, said=marked)
    assert refused.value.field == field
    assert not JourneyMark.objects.exists()


def test_only_the_agency_that_keeps_the_file_writes(world: World, anna: Client, jo: Worker) -> None:
    theirs = world.worker("drugs_manager")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.note_mark(by=theirs, client=anna, said=said("chaos"))
    row = noted(jo, anna, "chaos")
    for act in (actions.mark_mistake, actions.put_back):
        with asking(theirs), pytest.raises(PermissionDenied):
            act(by=theirs, mark=row)
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.correct_mark(by=theirs, mark=row, said=said("stabilisation"))


def test_it_is_put_right_and_what_it_said_is_kept(jo: Worker, anna: Client) -> None:
    row = noted(jo, anna, "contemplation", cues=("future",), note="First")
    with asking(jo):
        right = said("decision", when=When(date(2024, 3, 1), Exactness.MONTH), cues=("asks",), note="Second")
        actions.correct_mark(by=jo, mark=row, said=right)
        with pytest.raises(RefusedError):
            actions.correct_mark(by=jo, mark=row, said=said("chaos"))
        row.refresh_from_db()
        assert (row.mark, str(row.when), row.cues, row.note) == ("decision", "March 2024", ["asks"], "Second")
        was = {one.what: one.was for one in queries.earlier_texts(row)}
    assert was["Which"] == "Contemplation"
    assert was["Note"] == "First"
    assert was["What was seen"].startswith("Thinks and talks more")
    assert was["When"].endswith(str(ago(30).year))


def test_a_mistake_is_drawn_no_more_and_can_be_put_back(jo: Worker, anna: Client) -> None:
    row = noted(jo, anna, "chaos")
    today = timezone.localdate()
    with asking(jo):
        assert queries.way_of(anna, today).phase == row
        actions.mark_mistake(by=jo, mark=row)
        assert queries.way_of(anna, today).phase is None
        with pytest.raises(RefusedError):
            actions.mark_mistake(by=jo, mark=row)
        with pytest.raises(RefusedError):
            actions.correct_mark(by=jo, mark=row, said=said("chaos"))
        actions.put_back(by=jo, mark=row)
        assert queries.way_of(anna, today).phase == row
        row.refresh_from_db()
        assert {one.what for one in queries.earlier_texts(row)} == {"Mistake"}


def test_her_way_tells_of_coming_round_and_coming_back(jo: Worker, anna: Client) -> None:
    StatusChange.objects.filter(client=anna).delete()
    for days, status in ((900, "in_touch"), (500, "lost_touch"), (300, "in_touch"), (100, "in_touch")):
        StatusChange.objects.create(**base(jo, anna), status=status, on=ago(days))
    for mark, days in (("contemplation", 800), ("relapse", 550), ("contemplation", 290)):
        noted(jo, anna, mark, days)
    for days in (250, 249, 10):
        contact(jo, anna, at=days_ago(days))
    contact(jo, anna, at=days_ago(5), outcome="attempt")
    with asking(jo):
        way = queries.way_of(anna, timezone.localdate())
    told = [entry.words for entry in way.entries]
    assert told == [
        *("In touch", "Contemplation, came round again", "Came back", "Lost touch"),
        *("Lapse or relapse", "Contemplation", "In touch"),
    ]
    assert way.contacts == 3  # an attempt is no contact
    assert way.stage is not None
    assert way.stage.mark == "contemplation"
    assert way.wide is not None
    assert way.narrow is not None
    assert "came round again" in way.wide.desc
    assert len(way.narrow.rows) > len(way.wide.rows) == 1


def test_nothing_of_her_way_is_asked_row_by_row(jo: Worker, anna: Client, django_assert_num_queries: Counted) -> None:
    for days in range(10, 400, 30):
        noted(jo, anna, "contemplation" if days % 60 else "relapse", days)
        contact(jo, anna, at=days_ago(days))
    with asking(jo), django_assert_num_queries(3):
        way = queries.way_of(anna, timezone.localdate())
        assert [str(entry.mark.made_by) for entry in way.entries if entry.mark]


def test_a_day_of_which_only_the_year_is_known_is_no_day_to_come(jo: Worker, anna: Client) -> None:
    this_year = timezone.localdate().replace(month=1, day=1)
    row = noted(jo, anna, "vulnerability", when=When(this_year, Exactness.YEAR))
    assert row.when.drawn_on(timezone.localdate()) <= timezone.localdate()
    with asking(jo):
        way = queries.way_of(anna, timezone.localdate())
    assert str(this_year.year) in [entry.when for entry in way.entries]
