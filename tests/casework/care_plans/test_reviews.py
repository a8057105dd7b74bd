"""Reviews of a plan, and what changed since."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.care_plans import actions, queries
from casework.care_plans.actions import Held
from casework.care_plans.models import CarePlan
from casework.care_plans.rules.content import Content
from casework.clients.actions import RefusedError
from dussk.access.asking import asking
from tests.casework.care_plans.conftest import Planning, today
from tests.casework.care_plans.test_pages import day, read, url


def test_a_review_is_held_and_the_next_date_stands_on_the_plan(planning: Planning) -> None:
    by = planning.jo
    with asking(by):
        for held, said in (
            (Held(today(1), "It is going"), "today, or before"),
            (Held(today(-1), "It is going"), "begun after that day"),
            (Held(today(), "It is going", next_on=today()), "after today"),
            (Held(today(), " ", ""), "Write what she says"),
        ):
            with pytest.raises(RefusedError, match=said):
                actions.hold_review(by=by, plan=planning.plan, held=held)
        review = actions.hold_review(by=by, plan=planning.plan, held=Held(today(), "It is going", next_on=today(60)))
        plan = CarePlan.objects.get(pk=planning.plan.pk)
        assert plan.review_on == today(60)
        assert queries.changed_since_review(plan, review) == []
        actions.finish_step(by=by, step=planning.step)
        assert len(queries.changed_since_review(plan, queries.last_review(plan))) == 1
        actions.correct_review(by=by, review=review, her_words="It goes", note="")
        with pytest.raises(RefusedError, match="Write what"):
            actions.correct_review(by=by, review=review, her_words="", note=" ")


def test_before_the_first_review_it_is_compared_with_what_was_first_put_to_her(planning: Planning) -> None:
    with asking(planning.jo):
        assert queries.changed_since_review(planning.plan, None) == []
    planning.put()
    planning.set_goal("Sleep")
    with asking(planning.jo):
        assert queries.changed_since_review(planning.plan, None) == ["New goal: Sleep"]


def test_a_review_that_is_typed_late_leaves_the_date_that_a_later_one_set(planning: Planning) -> None:
    by = planning.jo
    CarePlan.objects.filter(pk=planning.plan.pk).update(made_at=timezone.now() - timedelta(days=30))
    plan = CarePlan.objects.get(pk=planning.plan.pk)
    with asking(by):
        actions.hold_review(by=by, plan=plan, held=Held(today(-3), "It is going", next_on=today(60)))
        actions.hold_review(by=by, plan=plan, held=Held(today(-20), "Typed late"))
        late = actions.hold_review(by=by, plan=plan, held=Held(today(-10), "Typed late", next_on=today(5)))
        assert CarePlan.objects.get(pk=plan.pk).review_on == today(60)
        assert Content.from_json(late.content).review_on == today(60)
        last = queries.last_review(plan)
        assert last is not None
        assert last.on == today(-3)
        assert late.written_later
        same = actions.hold_review(by=by, plan=plan, held=Held(today(), "It is going", next_on=today(20)))
        assert CarePlan.objects.get(pk=plan.pk).review_on == today(20)
        assert not same.written_later


def test_a_page_says_when_a_review_was_written_down_late(planning: Planning, jo: Browser) -> None:
    CarePlan.objects.filter(pk=planning.plan.pk).update(made_at=timezone.now() - timedelta(days=30))
    address = url("review", planning.rosa.reference, planning.plan.uid)
    said = {"with_her": "yes", "her_words": "It is going"}
    assert "the next date stands on the plan" in read(jo.post(address, day("on", -5) | said, follow=True))
    assert "was written down" in read(jo.get(address))
    assert "Written down on" in read(jo.get(url("reviews", planning.rosa.reference, planning.plan.uid)))
    late = jo.post(address, day("on", -9) | day("next_on", 9) | said, follow=True)
    assert "One was held after it" in read(late)
