"""Begun, filled in, completed, left, taken up, put right; and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from casework.assessments import actions, queries
from casework.assessments.actions import Said
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Prompt, Rated
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from tests.casework.assessments.conftest import ago, begun, completed, finished, rated
from tests.world import World

Act = Callable[[], object]


def test_it_takes_as_many_nights_as_it_takes(jo: Worker, anna: Client, world: World) -> None:
    one = begun(jo, anna)
    rated(jo, one, Area.HOUSING, hers=2, her_words="A sofa", plan="Ring the council", review_on=ago(-14))
    another = world.worker("manager")
    rated(another, one, Area.HOUSING, hers=2, workers=1, her_words="A sofa", plan="Ring the council")
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.NIGHT, note="Comes to the van")
        row = Rating.objects.get(assessment=one)
        assert (row.hers, row.workers, row.plan, row.review_on) == (2, 1, "Ring the council", None)
        assert PromptNote.objects.get(assessment=one).note == "Comes to the van"
        actions.note(by=jo, assessment=one, prompt=Prompt.NIGHT, note="")  # taken back, and never deleted
        assert PromptNote.objects.get(assessment=one).note == ""
    done = finished(jo, one, review=ago(-90))
    assert (done.completed_by, done.review_on) == ("both", ago(-90))


def test_nothing_is_written_where_nothing_is_said(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, Area.MENTAL)
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.LIFE, note="")
        actions.rate_all(by=jo, assessment=one, said=dict.fromkeys(Area, Rated()))
        assert not Rating.objects.exists()
        assert not PromptNote.objects.exists()
        actions.rate_all(by=jo, assessment=one, said={Area.MENTAL: Rated(None, 4), Area.HOUSING: Rated()})
        assert Rating.objects.get().hers is None


def test_points_can_be_taken_back(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=1, plan="Hostel")
    with asking(jo):
        actions.rate_all(by=jo, assessment=one, said={Area.HOUSING: Rated()})
        row = Rating.objects.get()
        assert (row.hers, row.plan) == (None, "Hostel")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"hers": 0}, "hers"),
        ({"hers": 6}, "hers"),
        ({"workers": -1}, "workers"),
        ({"plan": "x" * 20_001}, "plan"),
        ({"her_words": "x" * 20_001}, "her_words"),
        ({"review_on": ago(1)}, "review_on"),
    ],
)
def test_what_is_refused_of_an_area(jo: Worker, anna: Client, said: dict[str, Any], field: str) -> None:
    one = begun(jo, anna)
    with asking(jo), pytest.raises(RefusedError) as refused:
        actions.rate(by=jo, assessment=one, area=Area.HOUSING, said=Said(**said))
    assert refused.value.field == field


def test_long_texts_and_any_script_are_kept(jo: Worker, anna: Client) -> None:
    one, words = begun(jo, anna), "שלום 🌱 مرحبا " * 1_400
    rated(jo, one, her_words=words, plan="x" * 20_000)
    with asking(jo):
        assert Rating.objects.get().her_words == words


def test_one_at_a_time(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    with asking(jo), pytest.raises(RefusedError, match="being gone through"):
        actions.begin(by=jo, client=anna, project="Another")
    with asking(jo):
        actions.leave(by=jo, assessment=one)
    another = begun(jo, anna)
    with asking(jo), pytest.raises(RefusedError, match="being gone through"):
        actions.take_up_again(by=jo, assessment=one)
    finished(jo, _with_something(jo, another))
    with asking(jo):
        actions.take_up_again(by=jo, assessment=one)
        assert Assessment.objects.get(pk=one.pk).is_unfinished


def _with_something(by: Worker, one: Assessment) -> Assessment:
    rated(by, one, hers=3)
    return one


def test_what_was_left_is_not_written_on(jo: Worker, anna: Client) -> None:
    one = _with_something(jo, begun(jo, anna))
    with asking(jo):
        actions.leave(by=jo, assessment=one)
    refused: list[Act] = [
        lambda: actions.rate(by=jo, assessment=one, area=Area.HOUSING, said=Said()),
        lambda: actions.rate_all(by=jo, assessment=one, said={}),
        lambda: actions.note(by=jo, assessment=one, prompt=Prompt.LIFE, note="x"),
        lambda: actions.complete(by=jo, assessment=one, completed_on=ago(0), completed_by="both", review_on=None),
        lambda: actions.leave(by=jo, assessment=one),
        lambda: actions.correct_details(by=jo, assessment=one, project="x", started_on=ago(0)),
    ]
    for act in refused:
        with asking(jo), pytest.raises(RefusedError, match="left unfinished"):
            act()


def test_it_is_completed_with_blanks_and_once(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    days: dict[str, Any] = {"completed_on": ago(0), "completed_by": "client", "review_on": None}
    with asking(jo), pytest.raises(RefusedError, match="Nothing is rated"):
        actions.complete(by=jo, assessment=one, **days)
    rated(jo, one, her_words="Leave me alone")
    with asking(jo), pytest.raises(RefusedError, match="still to come"):
        actions.complete(by=jo, assessment=one, **days | {"completed_on": ago(-1)})
    with asking(jo), pytest.raises(RefusedError, match="before it was begun"):
        actions.complete(by=jo, assessment=one, **days | {"completed_on": ago(1)})
    with asking(jo), pytest.raises(RefusedError, match="before it was completed"):
        actions.complete(by=jo, assessment=one, **days | {"review_on": ago(1)})
    with asking(jo):
        actions.complete(by=jo, assessment=one, **days)
        assert queries.area_lines(queries.in_full(queries.assessments(anna)).get())[0].hers == "Not rated"
    with asking(jo), pytest.raises(RefusedError, match="completed already"):
        actions.complete(by=jo, assessment=one, **days)
    with asking(jo), pytest.raises(RefusedError, match="completed already"):
        actions.leave(by=jo, assessment=one)


@pytest.mark.django_db(transaction=True)  # what is changed in one transaction has one time
def test_a_completed_one_is_put_right_and_says_so(jo: Worker, anna: Client, world: World) -> None:
    one = completed(jo, anna, hers=2, plan="Hostel")
    dilys = world.worker("manager")
    rated(dilys, one, hers=4, plan="Her own room", workers=3)
    with asking(dilys):
        details: dict[str, Any] = {"project": "Day team", "started_on": ago(2), "review_on": ago(-30)}
        actions.correct_details(by=dilys, assessment=one, **details)
        actions.note(by=dilys, assessment=one, prompt=Prompt.LIFE, note="In care from nine")
        actions.note(by=dilys, assessment=one, prompt=Prompt.LIFE, note="In care from ten")
        one.refresh_from_db()
        assert (one.completed_on, one.completed_by, one.review_on) == (ago(0), "both", ago(-30))
        said = {each.what: (each.was, each.changed_by) for each in queries.corrections(one)}
    assert said["Housing, how she says it goes"] == ("2 Not doing very well", "Manager")
    assert said["Housing, plan"] == ("Hostel", "Manager")
    assert said["Growing up, note"] == ("In care from nine", "Manager")
    assert said["Project name"] == ("Night outreach", "Manager")
    assert said["Housing, how her worker sees it"] == ("Not rated", "Manager")
    assert "Days" in said


def test_what_was_changed_while_it_was_gone_through_is_no_correction(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=1)
    rated(jo, one, hers=5)
    with asking(jo):
        assert queries.corrections(one) == []
    with asking(jo):
        assert queries.corrections(finished(jo, one)) == []


def test_the_review_of_an_area_follows_the_assessment(jo: Worker, anna: Client) -> None:
    one = completed(jo, anna, on=ago(3))
    with asking(jo), pytest.raises(RefusedError, match="before the assessment was completed"):
        actions.rate(by=jo, assessment=one, area=Area.HOUSING, said=Said(plan="x", review_on=ago(4)))


def test_the_second_carries_plans_and_never_ratings(jo: Worker, anna: Client) -> None:
    first = completed(jo, anna, on=ago(90), hers=2, workers=2, her_words="Cold", plan="Hostel", review_on=ago(-3))
    bare = begun(jo, anna)
    with asking(jo):
        assert not Rating.objects.filter(assessment=bare).exists()
        actions.leave(by=jo, assessment=bare)
    one = begun(jo, anna, carry_over=True)
    with asking(jo):
        row = Rating.objects.get(assessment=one)
        assert (row.hers, row.workers, row.her_words) == (None, None, "")
        assert (row.plan, row.review_on) == ("Hostel", ago(-3))
        assert queries.last_completed(anna, before=one) == first
        assert queries.last_completed(anna, before=first) is None
    finished(jo, _with_something(jo, one))
    with asking(jo):
        assert queries.last_completed(anna, before=queries.assessments(anna).get(pk=one.pk)) == first


def test_two_on_one_day_follow_each_other(jo: Worker, anna: Client) -> None:
    first, second = completed(jo, anna), completed(jo, anna)
    with asking(jo):
        assert queries.last_completed(anna, before=second) == first
        assert queries.last_completed(anna, before=first) is None


def test_the_areas_review_dates_hold_the_days_of_the_assessment(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna, started_on=ago(10))
    rated(jo, one, Area.MENTAL, hers=2, review_on=ago(5))
    rated(jo, one, Area.HOUSING, hers=2, review_on=ago(4))
    with asking(jo), pytest.raises(RefusedError, match="Housing, Mental health have review dates before") as refused:
        actions.complete(by=jo, assessment=one, completed_on=ago(0), completed_by="both", review_on=None)
    assert refused.value.field == "completed_on"
    with asking(jo), pytest.raises(RefusedError, match="before the day it was begun") as refused:
        actions.correct_details(by=jo, assessment=one, project="x", started_on=ago(1))
    assert refused.value.field == "started_on"
    finished(jo, one, on=ago(5))
    with asking(jo), pytest.raises(RefusedError, match="Mental health has a review date before"):
        actions.correct_details(by=jo, assessment=one, project="x", started_on=ago(10), completed_on=ago(4))


def test_another_agency_writes_nothing(jo: Worker, anna: Client, world: World) -> None:
    one, theirs = begun(jo, anna), world.worker("drugs_manager")
    for act in (
        lambda: actions.begin(by=theirs, client=anna, project="x"),
        lambda: actions.rate(by=theirs, assessment=one, area=Area.HOUSING, said=Said(hers=1)),
        lambda: actions.take_up_again(by=theirs, assessment=one),
    ):
        with asking(theirs), pytest.raises(PermissionDenied):
            act()
