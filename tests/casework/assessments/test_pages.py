"""The pages of an assessment, as a keyworker, a partner and she herself open and send them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.assessments import actions
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.panels import _names_open_assessments
from casework.assessments.rules import Area, Prompt
from casework.clients.kinds import kind_named
from casework.clients.models import Client
from casework.clients.queries.joining import written_kind
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from dussk.audit.models import ViewLog
from tests.casework.assessments.conftest import (
    SignIn,
    ago,
    begun,
    completed,
    finished,
    parts,
    rated,
    text,
    url,
    value_of,
)
from tests.world import World, woman

AREA: dict[str, Any] = {"hers": "", "workers": "", "her_words": "", "plan": "", **parts("review_on", None)}


def opened(browser: Browser, address: str) -> dict[str, str]:
    """The mark a form was opened with."""
    return {"opened_with": value_of(text(browser, address), "opened_with")}


def new(client: Client) -> str:
    return reverse("her_assessments:begin", args=[client.reference])


def test_from_nothing_to_a_completed_one(browser: Browser, anna: Client) -> None:
    at = reverse("her_assessments:list", args=[anna.reference])
    assert "None yet" in text(browser, at)
    page = text(browser, new(anna))
    assert 'value="Lantern House"' in page
    assert "What does it begin with" not in page
    page = text(browser, new(anna), {"project": "Night outreach", **parts("started_on", ago(2))})
    one = Assessment.objects.get()
    assert "Being gone through" in page
    assert "Nothing is rated yet" in page
    housing = url("area", one, "housing")
    page = text(browser, housing)
    assert "Area 1 of 10" in page
    mark = value_of(page, "opened_with")
    sent = AREA | {"opened_with": mark, "hers": "2", "her_words": "Cold", "plan": "Ring", **parts("review_on", ago(-5))}
    answer = browser.post(housing, sent | {"then": "next"})
    assert answer.headers["Location"] == url("area", one, "substances")
    row = Rating.objects.get()
    assert (row.hers, row.workers, row.her_words, row.plan, row.review_on) == (2, None, "Cold", "Ring", ago(-5))
    night = url("prompt", one, "night")
    page = text(browser, night)
    assert "None of it has to be asked" in page
    browser.post(night, {"opened_with": value_of(page, "opened_with"), "note": "Comes to the van"})
    page = text(browser, url("complete", one))
    assert "it is never read as a low rating" in page
    assert "none of the ten areas is" in page
    page = text(
        browser,
        url("complete", one),
        {**parts("completed_on", ago(0)), "completed_by": "both", **parts("review_on", ago(-90))},
    )
    assert "Completed" in page
    assert "Comes to the van" in page
    assert "2 Not doing very well" in page
    assert page.count("Not rated") == 19
    assert ViewLog.objects.filter(client_id=anna.pk, page="her_assessments:assessment").exists()
    assert "1 of 10 areas rated by her, 0 by her worker · 1 note" in text(browser, at)
    timeline = text(browser, reverse("her:timeline", args=[anna.reference]) + "?kind=assessments")
    assert "Assessment completed" in timeline


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hers": "0"}, "Choose a point from 1 to 5"),
        ({"workers": "6"}, "Choose a point from 1 to 5"),
        ({"hers": "well"}, "Choose a point from 1 to 5"),
        ({"plan": "x" * 20_001}, "must be 20,000 characters or fewer"),
        (parts("review_on", ago(1)), "before the assessment was begun"),
        ({"review_on_day": "31", "review_on_month": "2", "review_on_year": "2027"}, "real date"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(
    browser: Browser, jo: Worker, anna: Client, changed: dict[str, str], sentence: str
) -> None:
    at = url("area", begun(jo, anna), "housing")
    answer = browser.post(at, AREA | opened(browser, at) | {"her_words": "What she said שלום 🌱"} | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "What she said שלום 🌱" in page
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (parts("completed_on", ago(-1)), "must be today or in the past"),
        (parts("completed_on", ago(9)), "before it was begun"),
        (parts("review_on", ago(1)), "before it was completed"),
        ({"completed_by": ""}, "Choose who completed it"),
        ({"completed_by": "somebody"}, "There is a problem"),
        (parts("completed_on", None), "Enter the day it was completed"),
    ],
)
def test_what_is_wrong_when_it_is_completed(
    browser: Browser, jo: Worker, anna: Client, changed: dict[str, str], sentence: str
) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=3)
    right = {**parts("completed_on", ago(0)), "completed_by": "both", **parts("review_on", None)}
    assert sentence in text(browser, url("complete", one), right | changed)
    one.refresh_from_db()
    assert one.completed_on is None


def test_all_ten_on_one_page(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, Area.MENTAL, hers=4, plan="Group")
    at = url("ratings", one)
    page = text(browser, at)
    assert page.count('type="radio"') == 120
    sent = {"opened_with": value_of(page, "opened_with")} | {f"hers_{area}": "" for area in Area}
    sent |= {f"workers_{area}": "" for area in Area} | {"hers_housing": "1", "workers_mental": "3"}
    text(browser, at, sent)
    rows = {row.area: (row.hers, row.workers, row.plan) for row in Rating.objects.all()}
    assert rows == {"housing": (1, None, ""), "mental": (None, 3, "Group")}
    answer = browser.post(at, sent | opened(browser, at) | {"hers_family": "7"})
    assert answer.status_code == 422
    assert "Choose a point from 1 to 5" in answer.content.decode()


def test_two_workers_on_one_area_lose_nothing(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    at = url("area", one, "housing")
    mark = opened(browser, at)
    rated(jo, one, hers=1, plan="Theirs")
    page = text(browser, at, AREA | mark | {"hers": "3", "plan": "Mine"})
    assert "What stands there now" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert Rating.objects.get().plan == "Theirs"
    again = {"opened_with": value_of(page, "opened_with"), "meanwhile": "both"}
    text(browser, at, AREA | again | {"hers": "3", "plan": "Mine"})
    assert (Rating.objects.get().hers, Rating.objects.get().plan) == (3, "Theirs\n\nMine")


def test_the_second_is_compared_in_words(browser: Browser, jo: Worker, anna: Client) -> None:
    first = completed(jo, anna, on=ago(90), hers=2, workers=4, her_words="Cold", plan="Hostel")
    page = text(browser, new(anna))
    assert "The plans of the last one" in page
    assert "checked" in page
    text(browser, new(anna), {"project": "Day", **parts("started_on", ago(0)), "carry_over": "plans"})
    one = Assessment.objects.get(completed_on=None)
    assert (Rating.objects.get(assessment=one).plan, Rating.objects.get(assessment=one).hers) == ("Hostel", None)
    assert "Cold" in text(browser, url("area", one, "housing"))  # what she said the last time, beside it
    rated(jo, one, hers=4, workers=3, plan="Hostel")
    page = text(browser, url("assessment", one))
    assert "Better than last time: 2 Not doing very well" in page
    assert "Less well than last time: 4 Doing well" in page
    assert url("assessment", first) in page
    assert text(browser, new(anna)).count("Begin an assessment with her") == 0  # leads to the one that is begun


def test_left_and_taken_up_again(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=3)
    assert "Left unfinished" in text(browser, url("leave", one), {})
    for name, part in (("area", "housing"), ("prompt", "night"), ("ratings", ""), ("details", ""), ("complete", "")):
        assert "left unfinished" in browser.get(url(name, one, *filter(None, [part])), follow=True).content.decode()
    assert "left unfinished. Take it up again" in text(browser, url("leave", one), {})
    assert "Go on where you stopped" in text(browser, url("go_on", one), {})
    another = begun_again(jo, one, anna)
    assert "being gone through with her already" in text(browser, url("go_on", one), {})
    assert another.is_unfinished
    finished(jo, _rated(jo, another))
    assert "completed already" in text(browser, url("go_on", another), {})
    assert "completed already" in text(browser, url("leave", another), {})
    assert "completed already" in browser.get(url("complete", another), follow=True).content.decode()
    assert (
        "completed already"
        in browser.get(
            reverse("assessment_hers:hand", args=[anna.reference, another.uid]), follow=True
        ).content.decode()
    )


def begun_again(by: Worker, one: Assessment, client: Client) -> Assessment:
    with asking(by):
        actions.leave(by=by, assessment=one)
    return begun(by, client)


def _rated(by: Worker, one: Assessment) -> Assessment:
    rated(by, one, hers=1)
    return one


def test_details_are_put_right(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    at = url("details", one)
    page = text(browser, at)
    assert "completed_on" not in page
    sent = {"opened_with": value_of(page, "opened_with"), "project": "Day team", **parts("started_on", ago(3))}
    assert "The details are saved" in text(browser, at, sent)
    finished(jo, _rated(jo, one))
    page = text(browser, at)
    sent |= {"opened_with": value_of(page, "opened_with"), **parts("completed_on", ago(1)), "completed_by": "client"}
    assert "The details are saved" in text(browser, at, sent | parts("review_on", None))
    one.refresh_from_db()
    assert (one.project, one.completed_on, one.completed_by) == ("Day team", ago(1), "client")


def test_no_such_part_and_no_such_assessment(browser: Browser, jo: Worker, anna: Client, world: World) -> None:
    one = begun(jo, anna)
    for at in (url("area", one, "garden"), url("prompt", one, "garden")):
        assert browser.get(at).status_code == 404
    other = begun(jo, world.clients["cass"])
    wrong = reverse("her_assessments:assessment", args=[anna.reference, other.uid])
    assert browser.get(wrong).status_code == 404


def test_what_stands_in_a_note_is_text(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.LIFE, note="<script>alert(1)</script>")
    assert PromptNote.objects.get().note.startswith("<script>")
    assert "<script>alert(1)" not in text(browser, url("assessment", one))


def test_a_partner_reads_and_has_nothing_to_press(jo: Worker, anna: Client, world: World, signed_in: SignIn) -> None:
    one = completed(jo, anna, hers=2, plan="Hostel")
    theirs = signed_in(world.worker("facilitator"))
    page = text(theirs, url("assessment", one))
    assert "Hostel" in page
    assert "Correct the" not in page
    assert url("area", one, "housing") not in page
    assert theirs.get(url("area", one, "housing")).status_code == 403
    assert "Begin" not in text(theirs, reverse("her_assessments:list", args=[anna.reference]))


@pytest.mark.django_db(transaction=True)  # what is changed in one transaction has one time
def test_who_changed_what_after_it_was_completed(browser: Browser, jo: Worker, anna: Client) -> None:
    one = completed(jo, anna, hers=2)
    assert "Changed after it was completed" not in text(browser, url("assessment", one))
    rated(jo, one, hers=4)
    page = text(browser, url("assessment", one))
    assert "Changed after it was completed" in page
    assert "Housing, how she says it goes: changed on" in page


def test_pages_cost_the_same_however_much_there_is(browser: Browser, jo: Worker, anna: Client) -> None:
    listed, one = reverse("her_assessments:list", args=[anna.reference]), completed(jo, anna, on=ago(99))
    few = [_statements(browser, at) for at in (listed, url("assessment", one))]
    for days in (80, 60, 40, 20):
        completed(jo, anna, on=ago(days))
    for area in Area:
        rated(jo, one, area, hers=3, workers=4, plan="Plan", her_words="Words")
    with asking(jo):
        for prompt in Prompt:
            actions.note(by=jo, assessment=one, prompt=prompt, note="Note")
    last = completed(jo, anna)
    many = [_statements(browser, at) for at in (listed, url("assessment", one))]
    assert many[0] == few[0]
    assert many[1] <= few[1] + 1  # the names of those who corrected it
    assert _statements(browser, url("assessment", last)) <= few[1] + 2  # the one before it, with its ratings and notes


def _statements(browser: Browser, at: str) -> int:
    browser.get(at)
    with CaptureQueriesContext(connection) as ran:
        assert browser.get(at).status_code == 200
    return len(ran)


def test_today_names_those_that_wait(browser: Browser, jo: Worker, anna: Client, world: World) -> None:
    assert "Assessments being gone through" not in text(browser, "/")
    begun(jo, anna)
    for name in ("Dot", "Ebba", "Fay", "Gwen", "Hope"):
        begun(jo, woman(jo, name))
    page = text(browser, "/")
    assert "Assessments being gone through" in page
    assert "There are more" in page
    Client.objects.update(status="closed")
    assert "Assessments being gone through" not in text(browser, "/")


def test_what_is_held_is_told_to_her_and_to_whoever_undoes_a_joining(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=2, workers=4, her_words="Cold", plan="Hostel", review_on=ago(-2))
    rated(jo, one, Area.MENTAL, workers=1)
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.LIFE, note="In care from nine")
        kind = kind_named("assessments")
        assert kind is not None
        (told,) = kind.told_in_full([anna.pk], jo.agency.pk, Category.CASEWORK, one.made_at.replace(year=2100))
        said = dict(told.lines)
        assert said["Housing"].startswith("You said: 2 Not doing very well\nYour worker said: 4 Doing well\n")
        assert said["Mental health"] == "Your worker said: 1 Going very badly"
        assert said["What was talked about: growing up"] == "In care from nine"
        words = written_kind("casework_assessment").words
        assert "not completed yet" in words(one)
        done = finished(jo, one)
        assert "by client and worker" in words(done)
        one.completed_on, one.left_at = None, one.made_at
        assert "left unfinished" in words(one)


def test_drafts_of_a_closed_assessment_are_closed(jo: Worker, anna: Client, world: World) -> None:
    one = begun(jo, anna)
    with asking(jo):
        assert _names_open_assessments("her_assessments:area", {"uid": one.uid})
        assert _names_open_assessments("clients:client", {"uid": one.uid})
        assert _names_open_assessments("her_assessments:list", {})
    with asking(world.worker("psychologist")):
        assert not _names_open_assessments("her_assessments:area", {"uid": one.uid})
