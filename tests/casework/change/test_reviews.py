"""What is to be reviewed: what counts, what does not, what changed since, whose it is, and on Today."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.assessments.models import Assessment
from casework.assessments.queries import last_completed
from casework.care_plans.models import Goal, Step
from casework.change import queries
from casework.change.queries import Narrowed
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from tests.casework.change.conftest import SignIn, ago, assessed, planned, reviewed
from tests.casework.clients.conftest import a_block
from tests.matrix.base import base
from tests.world import World, woman


def shown(by: Worker, narrowed: Narrowed | None = None) -> list[tuple[str, str, int, tuple[str, ...]]]:
    today = timezone.localdate()
    with asking(by):
        found = list(queries.reviews(by.agency, narrowed or Narrowed(), today))
        named = [(due.client.called, due.words, due.overdue) for due in queries.named(found, today)]
        told = queries.told(found, today)
    assert named == [(due.client.called, due.words, due.overdue) for due in told]
    return [(due.client.called, due.words, due.overdue, due.changed) for due in told]


def test_what_is_due_within_four_weeks_and_what_is_overdue(jo: Worker, anna: Client) -> None:
    planned(jo, anna, -3)
    planned(jo, anna, 29)
    planned(jo, anna, None)
    planned(jo, anna, 0, ended_at=timezone.now(), ended_by=jo.staff)
    assessed(jo, anna, 90, {"housing": (2, 3), "mental": (None, None)}, review=28, areas={"housing": 0, "mental": 40})
    assert [(words, overdue) for _her, words, overdue, _changed in shown(jo)] == [
        ("Care plan", 3),
        ("Housing", 0),
        ("Assessment", -28),
    ]
    assert [words for _her, words, *_ in shown(jo, Narrowed(standing="overdue"))] == ["Care plan"]
    assert [words for _her, words, *_ in shown(jo, Narrowed(standing="due"))] == ["Housing", "Assessment"]


def test_only_the_latest_assessment_counts(jo: Worker, anna: Client) -> None:
    assessed(jo, anna, 200, {"housing": (2, 2)}, review=-100, areas={"housing": -90})
    assert [words for _her, words, *_ in shown(jo)] == ["Assessment", "Housing"]
    unfinished = assessed(jo, anna, 10, review=None)
    type(unfinished).objects.filter(pk=unfinished.pk).update(completed_on=None, completed_by="")
    assert len(shown(jo)) == 2
    assessed(jo, anna, 5, {"housing": (3, 3)})  # no date: then there is none
    assert shown(jo) == []


def test_of_two_on_one_day_the_one_written_last_counts(jo: Worker, anna: Client) -> None:
    assessed(jo, anna, 5, review=1)
    assessed(jo, anna, 5, review=2)
    assert [overdue for *_, overdue, _changed in shown(jo)] == [-2]


def test_those_of_one_day_follow_each_other_as_they_were_begun_wherever_they_are_told(jo: Worker, anna: Client) -> None:
    later = assessed(jo, anna, 5, {"housing": (4, 4)}, review=2)
    Assessment.objects.filter(pk=later.pk).update(started_on=ago(6))
    earlier = assessed(jo, anna, 5, {"housing": (2, 2)}, review=1)  # typed in afterwards, begun long before
    Assessment.objects.filter(pk=earlier.pk).update(started_on=ago(60))
    later.refresh_from_db()
    earlier.refresh_from_db()
    (_her, _words, overdue, changed), *others = shown(jo)
    assert (overdue, others) == (-2, [])
    assert "she 2 to 4" in changed[0]
    with asking(jo):
        assert last_completed(anna) == later
        assert last_completed(anna, before=later) == earlier
        assert last_completed(anna, before=earlier) is None
        housing = queries.areas_over_time(anna).each[0]
        assert [point.hers for point in housing.points] == [2, 4]


def test_what_became_of_a_plan_since_its_last_review(jo: Worker, anna: Client) -> None:
    plan = planned(jo, anna, -1)
    reviewed(jo, plan, 60)
    reviewed(jo, plan, 20)
    goal = plan.goals.get()
    Step.objects.filter(goal=goal).update(done_on=ago(10))
    Step.objects.create(**base(jo, anna), goal=goal, what="Before", set_on=ago(40), done_on=ago(30))
    Step.objects.create(**base(jo, anna), goal=goal, what="New", set_on=ago(5))
    Goal.objects.filter(pk=goal.pk).update(made_at=timezone.now() - timedelta(days=40))
    Goal.objects.create(
        **base(jo, anna) | {"made_at": timezone.now() - timedelta(days=40)},
        plan=plan,
        what="Registered",
        end="reached",
        ended_on=ago(3),
    )
    ((_her, _words, _overdue, changed),) = shown(jo)
    assert changed == ("1 goal reached", "1 step done", "1 step new")


def test_how_ratings_moved(jo: Worker, anna: Client) -> None:
    assessed(jo, anna, 400, {"housing": (1, 1)})
    assessed(jo, anna, 200, {"housing": (2, 2), "mental": (3, None), "living": (1, 1)})
    assessed(jo, anna, 100, {"housing": (4, 2), "mental": (None, 2), "living": (1, 1)}, review=1, areas={"housing": 2})
    assert [changed for *_, changed in shown(jo)] == [("Housing: she 2 to 4",), ("Housing: she 2 to 4",)]


def test_nothing_is_asked_for_of_a_woman_who_died_or_whose_file_is_closed(jo: Worker, anna: Client) -> None:
    planned(jo, anna, -1)
    assessed(jo, anna, 90, {"housing": (1, 1)}, review=-1, areas={"housing": -1})
    for status in ("died", "closed"):
        Client.objects.filter(pk=anna.pk).update(status=status)
        assert shown(jo) == []
    Client.objects.filter(pk=anna.pk).update(status="lost_touch")
    assert len(shown(jo)) == 3


def test_by_worker_and_by_area(world: World, jo: Worker, anna: Client) -> None:
    manager = world.worker("manager")
    beth = woman(jo, "Beth", keyworker=manager.staff)
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    nobodys = woman(jo, "Nell")
    planned(jo, anna, -2)
    planned(jo, beth, 3)
    assessed(jo, beth, 9, {"mental": (1, 1), "living": (2, 2)}, review=4, areas={"mental": 5, "living": 6})
    planned(jo, nobodys, -9)
    assert {her for her, *_ in shown(jo, Narrowed(worker=jo.staff.pk))} == {anna.called}
    assert {her for her, *_ in shown(jo, Narrowed(none=True))} == {"Nell"}
    assert [words for _her, words, *_ in shown(jo, Narrowed(worker=manager.staff.pk, area="mental"))] == [
        "Mental health"
    ]
    assert [words for _her, words, *_ in shown(jo, Narrowed(worker=manager.staff.pk, area="housing"))] == ["Care plan"]
    with asking(manager):
        totals = queries.by_worker(world.charity, timezone.localdate())
        people = queries.keyworkers(world.charity)
    assert [(of.worker, of.overdue, of.due) for of in totals] == [
        (None, 1, 0),
        (jo.staff, 1, 0),
        (manager.staff, 0, 4),
    ] or [(of.worker, of.overdue, of.due) for of in totals] == [
        (jo.staff, 1, 0),
        (None, 1, 0),
        (manager.staff, 0, 4),
    ]
    assert {jo.staff, manager.staff} <= set(people)


@pytest.mark.parametrize("women", [2, 9])
def test_it_takes_as_many_statements_for_two_as_for_nine(
    jo: Worker, women: int, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for number in range(women):
        her = woman(jo, f"Woman {number}", keyworker=jo.staff)
        plan = planned(jo, her, -1)
        reviewed(jo, plan, 30)
        for days in (90, 40):
            assessed(jo, her, days, {"housing": (days % 4 + 1, 2)}, review=3, areas={"housing": 5})
    today = timezone.localdate()
    with asking(jo), django_assert_num_queries(8):
        found = list(queries.reviews(jo.agency, Narrowed(), today))
        told = queries.told(found, today)
        assert len(told) == women * 3
        assert {str(due.client.keyworker) for due in told} == {str(jo.staff)}


def test_the_page_tells_it_and_is_logged(browser: Browser, jo: Worker, anna: Client) -> None:
    address = reverse("plans:reviews")
    assert "Nothing is to be reviewed" in browser.get(address).content.decode()
    plan = planned(jo, anna, -3)
    assessed(jo, anna, 90, review=2)
    page = browser.get(address).content.decode()
    assert "2 reviews" in page
    assert "3 days ago" in page
    assert "No step done or dropped since it was begun" in page
    assert "The first: there is nothing to compare it with" in page
    assert "By keyworker" not in page
    reviewed(jo, plan, 2)
    plan.goals.update(made_at=timezone.now() - timedelta(days=40))
    assert "No step done or dropped since" in browser.get(address).content.decode()
    assert ViewLog.objects.filter(client_id=anna.pk, page="plans:reviews", kind="listed").exists()
    assert "1 review." in browser.get(address + "?standing=overdue").content.decode()
    assert "There is a problem" in browser.get(address + "?area=nowhere").content.decode()
    assert browser.get(address + "?worker=me").status_code == 200
    assert "Nothing is to be reviewed" in browser.get(address + "?worker=me&area=mental").content.decode()


def test_many_areas_that_moved_are_told_shortly(browser: Browser, jo: Worker, anna: Client) -> None:
    names = ("housing", "substances", "physical", "spiritual", "mental", "family")
    assessed(jo, anna, 90, dict.fromkeys(names, (1, 1)))
    assessed(jo, anna, 30, dict.fromkeys(names, (2, 1)), review=1)
    page = browser.get(reverse("plans:reviews")).content.decode()
    assert "Spiritual health: she 1 to 2 · and 2 more areas" in page
    assert "Mental health: she" not in page


def test_today_shows_a_keyworker_hers_and_a_manager_everybodys(
    browser: Browser, manager: Browser, jo: Worker, anna: Client, world: World
) -> None:
    for one in (browser, manager):
        assert "All reviews" not in one.get("/").content.decode()
    Client.objects.filter(pk=anna.pk).update(keyworker=None)
    planned(jo, anna, -3)
    assert "All reviews" not in browser.get("/").content.decode()
    page = manager.get("/").content.decode()
    assert "1 to hold, 1 of them overdue" in page
    assert "no keyworker" in page
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    page = browser.get("/").content.decode()
    assert "1 to hold with women you are keyworker for" in page
    for _ in range(6):
        assessed(jo, woman(jo, "Another", keyworker=jo.staff), 3, {"housing": (1, 1)}, review=1, areas={"housing": 2})
    page = browser.get("/").content.decode()
    assert "13 to hold" in page
    assert page.count("dussk-register__name") >= 5
    totals = manager.get(reverse("plans:reviews")).content.decode()
    assert "By keyworker" in totals
    assert f"worker={jo.staff.uid}" in totals
    assert ViewLog.objects.filter(client_id=anna.pk, page="today:today", kind="listed").exists()


def test_a_partner_sees_none_of_ours_and_a_blocked_worker_not_hers(
    world: World, jo: Worker, anna: Client, signed_in: SignIn
) -> None:
    planned(jo, anna, -3)
    assert "Nothing is to be reviewed" in signed_in(world.worker("facilitator")).get("/reviews/").content.decode()
    blocked = world.worker("blocked")
    assert len(shown(blocked)) == 1
    a_block(anna, blocked, jo)
    assert shown(blocked) == []
