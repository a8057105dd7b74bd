"""Plans of files that were joined, and made two again."""

from django.test import Client as Browser
from django.urls import reverse

from casework.care_plans import actions
from casework.care_plans.actions import Held
from casework.care_plans.models import CarePlan, PlanVersion
from casework.clients.models import Client
from dussk.access.asking import asking
from tests.casework.care_plans.conftest import Planning, today
from tests.casework.care_plans.test_pages import read, url
from tests.casework.clients.joined import join, undo
from tests.world import woman


def test_two_plans_of_joined_files_stand_beside_each_other(planning: Planning, jo: Browser) -> None:
    twin = woman(planning.jo, "Rosie")
    with asking(planning.jo):
        actions.begin(by=planning.jo, client=twin, begun=actions.Begun("A garden"))
        version = actions.put_to_her(by=planning.jo, plan=CarePlan.objects.get(client=twin))
    planning.put()
    join(planning.jo, planning.rosa, twin)
    her = planning.rosa.reference
    page = read(jo.get(url("plan", her)))
    assert "She has another plan that stands" in page
    both = {
        read(jo.get(f"{url('version', her, 1)}?plan={plan.uid}")).count("A garden") for plan in CarePlan.objects.all()
    }
    assert len(both) == 2
    assert PlanVersion.objects.get(pk=version.pk).client == planning.rosa


def test_where_files_are_parted_what_is_in_a_plan_goes_with_it(planning: Planning, jo: Browser) -> None:
    twin = woman(planning.jo, "Rosie")
    with asking(planning.jo):
        theirs = actions.begin(by=planning.jo, client=twin, begun=actions.Begun("A garden"))
    joining = join(planning.jo, planning.rosa, twin)
    with asking(planning.jo):
        theirs = CarePlan.objects.select_related("client").get(pk=theirs.pk)
        goal = actions.set_goal(by=planning.jo, plan=theirs, said=actions.GoalSet("Beans"))
        step = actions.set_step(by=planning.jo, goal=goal, said=actions.StepSet("Dig"))
        version = actions.put_to_her(by=planning.jo, plan=theirs)
        review = actions.hold_review(by=planning.jo, plan=theirs, held=Held(today(), "It is going"))
    mine = planning.set_goal("Sleep")
    undo(planning.jo, joining)
    for row in (theirs, goal, step, version, review):
        row.refresh_from_db()
        assert row.client_id == twin.pk
    mine.refresh_from_db()
    assert mine.client_id == planning.rosa.pk
    assert "Beans" in read(jo.get(url("plan", twin.reference)))
    assert "Beans" not in read(jo.get(url("plan", planning.rosa.reference)))


def two_plans(planning: Planning) -> tuple[Client, CarePlan]:
    """Another woman's file, and her plan."""
    twin = woman(planning.jo, "Rosie")
    with asking(planning.jo):
        return twin, actions.begin(by=planning.jo, client=twin, begun=actions.Begun("A garden"))


def test_a_step_in_a_list_leads_to_the_plan_it_is_in(planning: Planning, jo: Browser) -> None:
    twin, theirs = two_plans(planning)
    planning.set_step()
    join(planning.jo, planning.rosa, twin)
    page = read(jo.get(reverse("care_plans:steps")))
    assert f"{url('one', planning.rosa.reference, planning.plan.uid)}#goal-{planning.goal.uid}" in page
    assert str(theirs.uid) not in page


def test_plans_that_were_ended_while_files_were_joined_stand_again(planning: Planning) -> None:
    twin, theirs = two_plans(planning)
    joining = join(planning.jo, planning.rosa, twin)
    with asking(planning.jo):
        for plan in CarePlan.objects.filter(pk__in=[planning.plan.pk, theirs.pk]).select_related("client"):
            actions.end(by=planning.jo, plan=plan, why="One plan is enough")
    undo(planning.jo, joining)
    for plan, her in ((planning.plan, planning.rosa), (theirs, twin)):
        plan.refresh_from_db()
        assert (plan.client, plan.is_open, plan.ended_by, plan.ended_why) == (her, True, None, "")


def test_a_plan_that_was_ended_before_files_were_joined_stays_ended(planning: Planning) -> None:
    twin, theirs = two_plans(planning)
    with asking(planning.jo):
        actions.end(by=planning.jo, plan=theirs, why="It was over")
    undo(planning.jo, join(planning.jo, planning.rosa, twin))
    theirs.refresh_from_db()
    assert (theirs.is_open, theirs.ended_why) == (False, "It was over")
