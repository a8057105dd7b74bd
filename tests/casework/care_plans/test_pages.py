"""The pages of a plan: beginning, goals, steps, versions, reviews, the lists, Today and the timeline."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.care_plans import actions
from casework.care_plans.actions import Held
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from dussk.access.asking import asking
from tests.casework.care_plans.conftest import Planning, SignIn, assessed, today
from tests.world import share, woman


def url(name: str, *args: object) -> str:
    return reverse(f"her_plan:{name}", args=args)


def read(response: Any) -> str:
    return unescape(response.content.decode())


def day(name: str, more: int = 0) -> dict[str, str]:
    on = today(more)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def mark(page: str) -> str:
    return page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]


def edit(browser: Browser, address: str, **said: str) -> Any:
    return browser.post(address, {"opened_with": mark(read(browser.get(address)))} | said)


def test_where_there_is_no_plan_one_is_begun_from_an_assessment(planning: Planning, jo: Browser) -> None:
    client = woman(planning.jo, "Bea two")
    assessment = assessed(planning.jo, client)
    page = read(jo.get(url("plan", client.reference)))
    assert "She has no plan yet" in page
    address = f"{url('begin', client.reference)}?from={assessment.uid}"
    assert address in page
    form = read(jo.get(address))
    assert "Not a hostel" in form
    assert "Something was planned here. Rated hers 1" in form
    assert "I have some" not in form  # friends were not rated
    address, sent = url("begin", client.reference), {"assessment": str(assessment.uid), "wants": "A door"}
    refused = jo.post(address, sent | {"take_housing": "on", "what_housing": ""})
    assert (refused.status_code, "Enter the goal: housing" in read(refused)) == (422, True)
    assert "A door" in read(refused)
    saved = jo.post(address, sent | {"take_housing": "on", "what_housing": "A room", "what_mental": "Sleep"})
    assert saved.status_code == 302
    plan = CarePlan.objects.get(client=client)
    assert [goal.what for goal in plan.goals.all()] == ["A room"]
    again = jo.get(url("begin", client.reference), follow=True)
    assert "She has a plan already" in read(again)


def test_a_plan_begins_with_nothing_said_at_all(planning: Planning, jo: Browser) -> None:
    client = woman(planning.jo, "Bea two")
    assert jo.post(url("begin", client.reference), {}).status_code == 302
    page = read(jo.get(url("plan", client.reference)))
    assert "Not written yet" in page
    assert "Put it to her" not in page


def test_what_she_wants_comes_first_and_is_changed(planning: Planning, jo: Browser) -> None:
    long = "é" * 20_000
    address = url("words", planning.rosa.reference, planning.plan.uid)
    too_long = edit(jo, address, wants=f"{long}!", strengths="")
    assert too_long.status_code == 422
    assert edit(jo, address, wants="שלום 🌷\nA door", strengths=long).status_code == 302
    page = read(jo.get(url("plan", planning.rosa.reference)))
    assert page.index("שלום 🌷") < page.index("Goals and steps")
    assert "What she wants: worded anew" not in page  # nothing was put to her yet


def test_two_who_write_at_once_are_shown_both_texts(planning: Planning, jo: Browser) -> None:
    address = url("crisis", planning.rosa.reference, planning.plan.uid)
    opened = mark(read(jo.get(address)))
    edit(jo, address, crisis_signs="Walks at night")
    late = jo.post(address, {"opened_with": opened, "crisis_signs": "Does not eat"})
    assert late.status_code == 422
    assert "Walks at night" in read(late)
    assert "Does not eat" in read(late)


def test_a_goal_then_its_first_step(planning: Planning, jo: Browser) -> None:
    address = url("new_goal", planning.rosa.reference, planning.plan.uid)
    refused = jo.post(address, {"what": "", "her_words": "Mornings"})
    assert refused.status_code == 422
    assert "Enter the goal" in read(refused)
    assert "Mornings" in read(refused)
    saved = jo.post(address, {"what": "A script", "area": "substances", "treatment": "3:prescribing"})
    goal = Goal.objects.get(what="A script")
    assert saved["Location"] == url("new_step", planning.rosa.reference, goal.uid)
    said = {"what": "Go to Harbour", "who": "together", "beside_her": str(planning.jo.staff.uid)}
    said |= {"worker": str(planning.world.staff("both").uid)}  # left over from another answer
    jo.post(saved["Location"], said | day("set_on") | day("due_on", 3))
    step = Step.objects.get(what="Go to Harbour")
    assert (step.worker, step.due_on) == (planning.jo.staff, today(3))
    page = read(jo.get(url("plan", planning.rosa.reference)))
    assert "Prescribing (tier 3)" in page
    assert "Substance misuse" in page
    edit(jo, url("goal", planning.rosa.reference, goal.uid), what="A script that holds", area="", treatment="")
    goal.refresh_from_db()
    assert (goal.what, goal.area, goal.tier, goal.kind) == ("A script that holds", "", None, "")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"what": "Ring"}, "Choose who does it"),
        ({"who": "her"}, "Enter what is to be done"),
        ({"what": "Ring", "who": "other"}, "Enter who does it"),
        ({"what": "Ring", "who": "her"} | day("due_on", -1), "not before the one on which the step was set"),
        ({"what": "Ring", "who": "worker", "worker": "nonsense"}, "Choose from the answers given"),
        ({"what": "x" * 301, "who": "her"}, "300"),
    ],
)
def test_what_a_step_cannot_say(planning: Planning, jo: Browser, said: dict[str, str], words: str) -> None:
    response = jo.post(url("new_step", planning.rosa.reference, planning.goal.uid), day("set_on") | said)
    assert response.status_code == 422
    assert words in read(response)


def test_a_step_is_corrected_done_dropped_and_taken_up_again(planning: Planning, jo: Browser) -> None:
    her, step = planning.rosa.reference, planning.step
    said = {"what": "Fill in both forms", "who": "worker", "worker": str(planning.jo.staff.uid)}
    assert edit(jo, url("step", her, step.uid), **said, **day("set_on", -3), **day("due_on", 1)).status_code == 302
    before = jo.post(url("done", her, step.uid), day("done_on", -4))
    assert "cannot have been done before" in read(before)
    jo.post(url("done", her, step.uid), day("done_on", -2) | {"outcome": "Sent"})
    step.refresh_from_db()
    assert (step.what, step.done_on, step.outcome) == ("Fill in both forms", today(-2), "Sent")
    assert "done or dropped already" in read(jo.get(url("drop", her, step.uid), follow=True))
    jo.post(url("reopen_step", her, step.uid))
    assert "Enter why it is dropped" in read(jo.post(url("drop", her, step.uid), day("dropped_on")))
    jo.post(url("drop", her, step.uid), day("dropped_on") | {"dropped_why": "Not wanted"})
    page = read(jo.get(url("plan", her)))
    assert "dropped on" in page
    assert "Not wanted" in page


def test_a_goal_is_reached_and_taken_up_again(planning: Planning, jo: Browser) -> None:
    her, goal = planning.rosa.reference, planning.goal
    assert "Enter why it is dropped" in read(
        jo.post(url("end_goal", her, goal.uid), {"end": "dropped"} | day("ended_on"))
    )
    jo.post(url("end_goal", her, goal.uid), {"end": "reached", "ended_why": "left over"} | day("ended_on"))
    goal.refresh_from_db()
    assert (goal.end, goal.ended_why) == ("reached", "")
    assert "Take it up again first" in read(jo.get(url("new_step", her, goal.uid), follow=True))
    assert "goes on again" in read(jo.post(url("reopen_goal", her, goal.uid), follow=True))
    assert "goes on already" in read(jo.post(url("reopen_goal", her, goal.uid), follow=True))


def test_it_is_put_to_her_and_she_agrees_another_way(planning: Planning, jo: Browser) -> None:
    her = planning.rosa.reference
    put = url("put", her, planning.plan.uid)
    assert "My own front door" in read(jo.get(put))
    made = jo.post(put, follow=True)
    version = PlanVersion.objects.get()
    assert "Waits for her" in read(made)
    assert "Version 1" in read(jo.get(url("plan", her)))
    agree = url("agree", her, version.uid)
    for said, words in (
        ({}, "Choose how she agreed"),
        ({"signature": "typed"}, "Enter her name"),
        ({"signature": "drawn"}, "Choose from the answers given"),
    ):
        assert words in read(jo.post(agree, day("agreed_on") | said))
    assert jo.post(agree, day("agreed_on") | {"signature": "paper", "print_name": "left over"}).status_code == 302
    version.refresh_from_db()
    assert (version.signature, version.print_name) == ("paper", "")
    assert "in the meantime" in read(jo.get(agree, follow=True))
    planning.set_goal("Sleep")
    page = read(jo.get(url("plan", her)))
    assert "Changed since version 1" in page
    assert "New goal: Sleep" in page


def test_changing_the_plan_while_one_waits_says_so(planning: Planning, jo: Browser) -> None:
    planning.put()
    planning.set_goal("Sleep")
    page = read(jo.get(url("plan", planning.rosa.reference)))
    assert "The plan has changed since" in page
    assert "Put it to her anew, as it is now" in page
    assert "is put aside by this" in read(jo.get(url("put", planning.rosa.reference, planning.plan.uid)))


def test_she_wants_it_otherwise(planning: Planning, jo: Browser) -> None:
    version, her = planning.put(), planning.rosa.reference
    assert "Write what is to be different" in read(jo.post(url("otherwise", her, version.uid), {}))
    page = read(jo.post(url("otherwise", her, version.uid), {"words": "No hostel"}, follow=True))
    assert "She wants version 1 otherwise" in page
    assert "No hostel" in page
    assert "wants this version otherwise" in read(
        jo.get(reverse("plan_hers:hand", args=[her, version.uid]), follow=True)
    )


def test_a_version_is_taken_back(planning: Planning, jo: Browser) -> None:
    version, her = planning.put(), planning.rosa.reference
    assert "Taken back" in read(jo.post(url("take_back", her, version.uid), follow=True))
    assert "in the meantime" in read(jo.post(url("take_back", her, version.uid), follow=True))
    assert "Not agreed" in read(jo.get(url("versions", her)))


def test_a_review_is_held_with_what_changed_beside_it(planning: Planning, jo: Browser) -> None:
    her, plan = planning.rosa.reference, planning.plan
    address = url("review", her, plan.uid)
    refused = jo.post(address, day("on"))
    assert "Choose whether she was there" in read(refused)
    assert "Write what she says, or how it goes" in read(refused)
    said = {"with_her": "yes", "her_words": "It is going"}
    assert jo.post(address, day("on") | day("next_on", 60) | said).status_code == 302
    plan.refresh_from_db()
    assert plan.review_on == today(60)
    planning.set_goal("Sleep")
    form = read(jo.get(address))
    assert "New goal: Sleep" in form
    assert "It is going" in form
    review = PlanReview.objects.get()
    assert edit(jo, url("correct_review", her, review.uid), her_words="It goes", note="").status_code == 302
    assert "It goes" in read(jo.get(url("reviews", her, plan.uid)))


def test_a_plan_is_ended_read_and_another_begun(planning: Planning, jo: Browser) -> None:
    her, plan = planning.rosa.reference, planning.plan
    version = planning.put()
    assert "Enter why it ends" in read(jo.post(url("end", her, plan.uid), {}))
    assert "She has no plan that stands" in read(jo.post(url("end", her, plan.uid), {"ended_why": "Anew"}, follow=True))
    page = read(jo.get(url("one", her, plan.uid)))
    assert "Care plan, ended" in page
    assert "It is done" not in page
    for name in ("words", "crisis", "review_date", "end", "put", "review", "new_goal"):
        assert "was ended" in read(jo.get(url(name, her, plan.uid), follow=True)), name
    for name, row in (("goal", planning.goal), ("new_step", planning.goal), ("step", planning.step)):
        assert "was ended" in read(jo.get(url(name, her, row.uid), follow=True)), name
    assert "in the meantime" in read(jo.get(url("agree", her, version.uid), follow=True))
    assert "Ended" in read(jo.get(url("earlier", her)))


def test_a_partner_reads_what_is_shared_and_writes_nothing(planning: Planning, signed_in: SignIn) -> None:
    share(planning.rosa, planning.world.drugs, "identity", "casework")
    planning.agreed()
    facilitator, her = signed_in(planning.world.worker("facilitator")), planning.rosa.reference
    page = read(facilitator.get(url("plan", her)))
    assert "My own front door" in page
    assert "Add a goal" not in page
    assert facilitator.get(url("version", her, 1)).status_code == 200
    assert facilitator.get(url("words", her, planning.plan.uid)).status_code == 403
    volunteer = signed_in(planning.world.worker("volunteer"))
    assert volunteer.get(url("plan", her)).status_code == 403


def test_it_is_on_her_timeline(planning: Planning, jo: Browser) -> None:
    planning.agreed()
    with asking(planning.jo):
        actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going"))
        actions.end_goal(by=planning.jo, goal=planning.goal, end="reached", ended_on=today())
        actions.end(by=planning.jo, plan=planning.plan, why="All done")
    page = read(jo.get(f"{reverse('her:timeline', args=[planning.rosa.reference])}?kind=care-plan"))
    for words in (
        "Care plan begun",
        "She agreed to her care plan",
        "Care plan gone through",
        "Goal reached",
        "All done",
    ):
        assert words in page


def test_the_page_of_a_plan_asks_the_same_however_much_is_in_it(planning: Planning, jo: Browser) -> None:
    address = url("plan", planning.rosa.reference)
    jo.get(address)
    with CaptureQueriesContext(connection) as few:
        jo.get(address)
    for number in range(6):
        planning.goal = planning.set_goal(f"Goal {number}")
        planning.set_step()
    with CaptureQueriesContext(connection) as many:
        jo.get(address)
    assert len(many) == len(few)


def test_two_hundred_goals_can_be_read(planning: Planning, jo: Browser) -> None:
    made = {"client": planning.rosa, "owner": planning.rosa.agency, "agency": planning.jo.agency}
    rows = [Goal(**made, made_by=planning.jo.staff, plan=planning.plan, what=f"Goal {n}") for n in range(199)]
    Goal.objects.bulk_create(rows)
    assert "200 goals at most" in read(
        jo.post(url("new_goal", planning.rosa.reference, planning.plan.uid), {"what": "One more"})
    )
    page = jo.get(url("plan", planning.rosa.reference))
    assert page.status_code == 200
    assert "Goal 198" in read(page)


def test_nothing_in_her_words_is_markup(planning: Planning, jo: Browser) -> None:
    nasty = '<img src="https://example.org/x.png"><script>alert(1)</script>'
    with asking(planning.jo):
        actions.change_words(by=planning.jo, plan=planning.plan, wants=nasty, strengths=nasty)
    version = planning.put()
    for address in (url("plan", planning.rosa.reference), url("version", planning.rosa.reference, version.number)):
        raw = jo.get(address).content.decode()
        assert "<img src=" not in raw
        assert "<script>alert" not in raw
