"""How plans are told: to her in full, where files are parted, and whose drafts are still open."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.care_plans import actions, queries
from casework.care_plans.actions import Held
from casework.care_plans.kinds import in_words
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.panels import _names_open_plans
from casework.care_plans.rules.content import Crisis
from casework.clients.kinds import kind_named
from casework.clients.queries.joining import written_kind
from dussk.access.asking import asking
from dussk.access.categories import Category
from tests.casework.care_plans.conftest import Planning, today
from tests.casework.care_plans.test_rules import DAY, GOAL, PLAN, STEP


def test_all_that_a_plan_says_is_told_to_her() -> None:
    together = replace(STEP, who="together", due_on=None, dropped_on=DAY, dropped_why="Not wanted", uid="s2")
    hers = replace(STEP, who="her", by="", done_on=DAY, uid="s3")
    other = replace(STEP, who="other", by="Ruth", due_on=None, uid="s4")
    goal = replace(
        GOAL,
        her_words="Mine",
        tier=3,
        kind="prescribing",
        end="reached",
        ended_on=DAY,
        steps=(STEP, together, hers, other),
    )
    free = replace(GOAL, area="", her_words="", end="dropped", ended_on=DAY, ended_why="She moved", steps=(), uid="g2")
    said = in_words(replace(PLAN, goals=(goal, free), crisis=Crisis(people="Mum", safe="Home by ten")))
    assert said.splitlines() == [
        "What you want: My own front door",
        "What you are good at, and what and who helps: Up early",
        "Goal (Housing): A room with a lock. Treatment: Prescribing (tier 3). You said: Mine. Reached on 23 Nov 2026",
        "Step: Ring the housing office, done by Jo Ashdown, by 23 Nov 2026",
        "Step: Ring the housing office, done by you and Jo Ashdown together. Dropped on 23 Nov 2026: Not wanted",
        "Step: Ring the housing office, done by you, by 23 Nov 2026. Done on 23 Nov 2026",
        "Step: Ring the housing office, done by Ruth",
        "Goal: A room with a lock. Dropped on 23 Nov 2026: She moved",
        "Who you can turn to: Mum",
        "How you keep safe: Home by ten",
        "Gone through again on 23 Nov 2026",
    ]


def test_each_kind_is_told_in_full_and_speaks_to_her(planning: Planning) -> None:
    planning.agreed(signature="typed", print_name="Rosa")
    with asking(planning.jo):
        actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going", with_her=False))
        told = {}
        for name in ("plans", "goals", "steps", "plan-versions", "plan-reviews"):
            kind = kind_named(name)
            assert kind is not None
            until = timezone.now() + timedelta(minutes=1)
            rows = kind.told_in_full([planning.rosa.pk], planning.jo.agency.pk, Category.CASEWORK, until)
            told[name] = dict(rows[0].lines)
    assert told["plans"]["What you want, in your words"] == "My own front door"
    assert told["goals"]["What you say about it"] == "Not a hostel"
    assert told["steps"]["Towards"] == "A room with a lock"
    assert told["plan-versions"]["How you agreed"] == "You typed your name"
    assert "What you want: My own front door" in told["plan-versions"]["What it said"]
    assert told["plan-reviews"]["You were there"] == "No, workers went through it without you"


def test_each_is_told_where_somebody_says_whose_it_is(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        review = actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "", "Steadier"))
        actions.end(by=planning.jo, plan=planning.plan, why="Anew")
        plan = CarePlan.objects.get(pk=planning.plan.pk)
        rows = (plan, planning.goal, Step.objects.select_related("goal").get(pk=planning.step.pk), version, review)
        said = [written_kind(row._meta.db_table).words(row) for row in rows]
    assert ", ended " in said[0]
    assert said[0].endswith(": My own front door")
    assert said[1:3] == ["Housing: A room with a lock", "Fill in the form (for: A room with a lock)"]
    assert said[3].endswith(": waits for her")
    assert said[4].endswith(": Steadier")
    assert written_kind("casework_goal").words(Goal(what="Sleep")) == "Sleep"


@pytest.mark.parametrize(
    ("page", "of"),
    [
        ("her_plan:words", "plan"),
        ("her_plan:new_goal", "plan"),
        ("her_plan:goal", "goal"),
        ("her_plan:new_step", "goal"),
        ("her_plan:step", "step"),
        ("her_plan:agree", "version"),
        ("plan_hers:hand", "version"),
        ("her_plan:correct_review", "review"),
    ],
)
def test_a_draft_is_open_to_whoever_sees_what_it_is_about(planning: Planning, page: str, of: str) -> None:
    version = planning.put()
    with asking(planning.jo):
        review = actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going"))
    rows: dict[str, CarePlan | Goal | Step | PlanVersion | PlanReview] = {
        "plan": planning.plan,
        "goal": planning.goal,
        "step": planning.step,
        "version": version,
        "review": review,
    }
    named = {"uid": rows[of].uid}
    with asking(planning.jo):
        assert _names_open_plans(page, named)
        assert not _names_open_plans(page, {"uid": uuid.uuid4()})
        assert _names_open_plans("her_referrals:step", {"uid": uuid.uuid4()})
        assert _names_open_plans("her_plan:begin", {})
    with asking(planning.world.worker("drugs_manager")):
        assert not _names_open_plans(page, named)


def test_a_loaded_plan_is_read_without_asking_again(planning: Planning) -> None:
    with asking(planning.jo):
        (loaded,) = queries.whole(queries.plans_of(planning.rosa))
        assert queries.goals_of(loaded) == queries.goals_of(planning.plan)
