"""Putting it to her, that she agrees or wants it otherwise, and countersigning."""

from typing import Any

import pytest

from casework.care_plans import actions, queries
from casework.care_plans.actions import Held
from casework.care_plans.models import CarePlan, PlanVersion
from casework.care_plans.rules.content import Content
from casework.care_plans.rules.versions import State
from casework.clients.actions import RefusedError
from dussk.access.asking import Worker, asking
from tests.casework.care_plans.conftest import DRAWN, Act, Planning, begin, today
from tests.world import woman


def test_a_plan_with_nothing_in_it_is_not_put_to_her(planning: Planning) -> None:
    empty = begin(planning, woman(planning.jo, "Bea two"))
    with asking(planning.jo), pytest.raises(RefusedError, match="nothing in this plan"):
        actions.put_to_her(by=planning.jo, plan=empty)


def test_a_version_says_what_the_plan_said_whatever_happens_after(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        before = queries.plan_for_paper(version)
        actions.change_words(by=planning.jo, plan=planning.plan, wants="A garden", strengths="")
        actions.finish_step(by=planning.jo, step=planning.step)
        now = PlanVersion.objects.get(pk=version.pk)
        assert queries.plan_for_paper(now) == before == Content.from_json(version.content)
        plan = CarePlan.objects.get(pk=planning.plan.pk)
        told = queries.changed_since(now, plan)
    assert told[0] == "What she wants: worded anew"
    assert told[2].startswith("Fill in the form: done on")
    assert before.goals[0].steps[0].by == "Keyworker"


def test_versions_are_numbered_through_all_of_her_plans_and_one_waits(planning: Planning) -> None:
    first, second = planning.put(), planning.put()
    assert (first.number, second.number) == (1, 2)
    assert planning.now(first).state is State.TAKEN_BACK
    with asking(planning.jo):
        actions.end(by=planning.jo, plan=planning.plan, why="Anew")
    again = begin(planning, planning.rosa, wants="Again")
    with asking(planning.jo):
        assert actions.put_to_her(by=planning.jo, plan=again).number == 3
        assert queries.version_before(second) == first
        assert [one.number for one in queries.versions_of_woman(planning.rosa)] == [3, 2, 1]


@pytest.mark.parametrize(
    "how",
    [
        {"signature": "drawn", "drawn": DRAWN, "print_name": "Rosa"},
        {"signature": "typed", "print_name": "Rosa"},
        {"signature": "paper"},
        {"signature": "said", "agreed_on": today()},
    ],
)
def test_she_agrees(planning: Planning, how: dict[str, Any]) -> None:
    version = planning.agreed(**how)
    assert (version.state, version.agreed_on, version.signature) == (State.AGREED, today(), how["signature"])
    assert bool(version.drawn) == (how["signature"] == "drawn")
    with asking(planning.jo), pytest.raises(RefusedError, match="in the meantime"):
        actions.agree(by=planning.jo, version=version, signature="said")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"signature": "drawn", "drawn": "M1 1L2 2", "print_name": "Rosa"}, "no signature yet"),
        ({"signature": "drawn", "drawn": "<script>", "print_name": "Rosa"}, "no signature yet"),
        ({"signature": "typed", "print_name": " "}, "Enter her name"),
        ({"signature": "said", "agreed_on": today(1)}, "not after today"),
        ({"signature": "said", "agreed_on": today(-1)}, "not before it was put to her"),
    ],
)
def test_she_does_not_agree_like_this(planning: Planning, how: dict[str, Any], said: str) -> None:
    version = planning.put()
    with asking(planning.jo), pytest.raises(RefusedError, match=said):
        actions.agree(by=planning.jo, version=version, **how)
    assert planning.now(version).state is State.WAITING


def test_she_wants_it_otherwise_and_it_is_put_to_her_anew(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        with pytest.raises(RefusedError, match="Write what"):
            actions.want_otherwise(by=planning.jo, version=version, words=" ")
        actions.want_otherwise(by=planning.jo, version=version, words="Not the hostel")
        acts: tuple[Act, ...] = (
            lambda: actions.agree(by=planning.jo, version=version, signature="said"),
            lambda: actions.want_otherwise(by=planning.jo, version=version, words="Nor that"),
        )
        for act in acts:
            with pytest.raises(RefusedError, match="wants this version otherwise"):
                act()
    planning.agreed()
    assert planning.now(version).state is State.TAKEN_BACK
    assert planning.now(version).not_agreed == "Not the hostel"


def test_a_version_is_taken_back_once(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        actions.take_back(by=planning.jo, version=version)
        with pytest.raises(RefusedError, match="in the meantime"):
            actions.take_back(by=planning.jo, version=version)


def test_a_draft_blocks_nothing(planning: Planning) -> None:
    planning.put()
    assert planning.set_step(what="While it waits").is_open
    with asking(planning.jo):
        actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going"))
        assert len(queries.steps_due(planning.jo, today())) == 1


def test_a_manager_countersigns_once_and_not_her_own(planning: Planning, colleague: Worker) -> None:
    waits = planning.put()
    by = planning.manager
    with asking(by), pytest.raises(RefusedError, match="not agreed"):
        actions.countersign(by=by, version=waits)
    version = planning.agreed()
    with asking(by):
        assert [one.pk for one in queries.to_countersign(by)] == [version.pk]
        actions.countersign(by=by, version=version)
        assert not queries.to_countersign(by)
    with asking(colleague), pytest.raises(RefusedError, match="countersigned already"):
        actions.countersign(by=colleague, version=version)
    assert planning.now(version).countersigned_by_id == by.staff.pk
    with asking(by):
        own = actions.put_to_her(by=by, plan=planning.plan)
        actions.agree(by=by, version=own, signature="said")
        assert not queries.to_countersign(by)
        with pytest.raises(RefusedError, match="did not make it herself"):
            actions.countersign(by=by, version=own)
    with asking(colleague):
        actions.countersign(by=colleague, version=own)


def test_who_wrote_down_that_she_agreed_is_kept_and_does_not_countersign(planning: Planning, colleague: Worker) -> None:
    version, by = planning.put(), planning.manager
    with asking(by):
        actions.agree(by=by, version=version, signature="said")
        assert planning.now(version).taken_up_by == by.staff
        assert not queries.to_countersign(by)
        with pytest.raises(RefusedError, match="did not write down that she agreed"):
            actions.countersign(by=by, version=version)
    with asking(colleague):
        assert [one.pk for one in queries.to_countersign(colleague)] == [version.pk]
        actions.countersign(by=colleague, version=version)


def test_what_a_later_one_took_the_place_of_is_not_countersigned(planning: Planning) -> None:
    first, second = planning.agreed(), planning.agreed()
    planning.put()  # one that only waits takes nobody's place
    by = planning.manager
    with asking(by):
        assert [one.pk for one in queries.to_countersign(by)] == [second.pk]
        with pytest.raises(RefusedError, match="later version"):
            actions.countersign(by=by, version=first)
        actions.countersign(by=by, version=second)
