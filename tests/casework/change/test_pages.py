"""Her journey and her areas as pages: noting, correcting, mistakes, what is refused, who sees what."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.change.forms.fields import WhenField
from casework.change.models import JourneyMark
from casework.change.rules.when import Exactness, When
from casework.clients.models import Client, ClientShare, StatusChange
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.casework.change.conftest import SignIn, ago, assessed, noted
from tests.casework.intake.conftest import mark_of
from tests.matrix.base import base
from tests.world import World, contact, days_ago


def url(name: str, client: Client, *more: object) -> str:
    return reverse(f"her_change:{name}", args=[client.reference, *more])


def on(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"when_day": day, "when_month": month, "when_year": year}


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def test_from_noting_a_stage_to_putting_it_right(browser: Browser, anna: Client) -> None:
    page = text(browser, url("new", anna, "cycle"))
    assert "What helps at “Contemplation”" in page
    assert "Motivational interviewing" in page
    assert "checked" not in page  # nothing is ticked beforehand
    said = {"mark": "contemplation", "cues_contemplation": ["future"], "cues_decision": ["asks"], "note": "“Next year”"}
    page = text(browser, url("new", anna, "cycle"), said | on("", "3", "2024") | {"opened_with": mark_of(page)})
    row = JourneyMark.objects.get()
    assert (row.cues, str(row.when)) == (["future"], "March 2024")  # what was ticked at another stage is not meant
    assert "It is on her journey" in page
    assert "Contemplation</a>" in page
    assert "Motivational interviewing" in page
    assert "After Prochaska and others (1998)" in page  # its source is named
    page = text(browser, url("mark", anna, row.uid))
    assert "Thinks and talks more of what is to come" in page
    page = text(browser, url("correct", anna, row.uid))
    right = {"mark": "decision", "cues_decision": ["asks"], "note": "Better"} | on("2", "apr", "2024")
    page = text(browser, url("correct", anna, row.uid), right | {"opened_with": mark_of(page)})
    assert "Decision, 2 April 2024" in page
    assert "What it said before" in page
    assert "“Next year”" in page
    page = text(browser, url("mistake", anna, row.uid), {})
    assert "Noted by mistake, said" in page
    assert "Decision" not in text(browser, url("journey", anna))
    assert browser.get(url("correct", anna, row.uid)).status_code == 302
    page = text(browser, url("mistake", anna, row.uid), {})
    assert "marked as a mistake already" in page
    assert "on her journey again" in text(browser, url("put_back", anna, row.uid), {})
    assert ViewLog.objects.filter(client_id=anna.pk, page="her_change:journey", kind="opened").exists()
    timeline = text(browser, reverse("her:timeline", args=[anna.reference]) + "?kind=journey")
    assert "Decision" in timeline


@pytest.mark.parametrize(
    ("scale", "sent", "sentence"),
    [
        ("cycle", {"mark": ""} | on("", "", "2024"), "Choose the stage"),
        ("cycle", {"mark": "chaos"} | on("", "", "2024"), "There is a problem"),
        ("phase", {"mark": ""} | on("", "", "2024"), "Choose the phase"),
        ("transition", {"mark": ""} | on("", "", "2024"), "Choose the kind of transition"),
        ("turning", {"mark": "other_turning"} | on("", "", "2024"), "Enter what it was"),
        ("phase", {"mark": "chaos"} | on(), "Enter when it was"),
        ("phase", {"mark": "chaos"} | on("2", "", "2024"), "must include a month"),
        ("phase", {"mark": "chaos"} | on("2", "3", ""), "must include a year"),
        ("phase", {"mark": "chaos"} | on("", "13", "2024"), "real date"),
        ("phase", {"mark": "chaos"} | on("31", "2", "2024"), "real date"),
        ("phase", {"mark": "chaos"} | on("", "", "24"), "four numbers"),
        ("phase", {"mark": "chaos"} | on("", "", "2090"), "today or in the past"),
        ("cycle", {"mark": "decision", "cues_decision": ["x"]} | on("", "", "2024"), "There is a problem"),
    ],
)
def test_what_is_asked_for(browser: Browser, anna: Client, scale: str, sent: dict[str, Any], sentence: str) -> None:
    answer = browser.post(url("new", anna, scale), sent | {"note": "kept" if "what it was" not in sentence else ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert not JourneyMark.objects.exists()
    assert "what it was" in sentence or "kept" in page  # nothing typed is lost


def test_two_who_put_one_right_at_once(browser: Browser, manager: Browser, jo: Worker, anna: Client) -> None:
    row = noted(jo, anna, "chaos", note="First")
    opened = [mark_of(text(one, url("correct", anna, row.uid))) for one in (browser, manager)]
    said = {"mark": "chaos", "note": "Hers"} | on("", "", "2024")
    text(browser, url("correct", anna, row.uid), said | {"opened_with": opened[0]})
    answer = manager.post(
        url("correct", anna, row.uid), said | {"note": "Mine", "opened_with": opened[1]}
    ).content.decode()
    assert "Somebody else saved this" in answer
    assert "Hers" in answer
    assert "Mine" in answer
    row.refresh_from_db()
    assert row.note == "Hers"


def test_a_note_of_any_writing_is_shown_as_it_is(browser: Browser, anna: Client) -> None:
    note = "أريد بيتاً 🌱 <img src=x onerror=alert(1)>" + "x" * 9_000
    page = text(browser, url("new", anna, "phase"))
    sent = {"mark": "chaos", "note": note, "opened_with": mark_of(page)} | on("", "", "2024")
    text(browser, url("new", anna, "phase"), sent)
    row = JourneyMark.objects.get()
    for page in (text(browser, url("mark", anna, row.uid)), text(browser, url("journey", anna))):
        assert "<img src=x" not in page
        assert "أريد بيتاً 🌱" in page


def test_five_years_with_returns(browser: Browser, jo: Worker, anna: Client) -> None:
    ways = (("contemplation", 1800), ("action", 1500), ("relapse", 1200), ("contemplation", 1000), ("chaos", 900))
    for mark, days in ways:
        noted(jo, anna, mark, days)
    StatusChange.objects.create(**base(jo, anna), status="lost_touch", on=ago(700))
    StatusChange.objects.create(**base(jo, anna), status="in_touch", on=ago(600))
    page = text(browser, url("journey", anna))
    assert page.count('<svg class="change-way__row"') == 1 + 3  # one row on a desk, three on a phone
    assert "Contemplation, came round again" in page
    assert "Came back" in page
    assert "style=" not in page.split("change-way", 1)[1].split("</figure>")[0]
    words = page.split("about_her")[-1].lower()
    for word in ("failed", "failure", "relapsed again", "fell back", "success"):
        assert word not in words


def test_a_single_contact(browser: Browser, jo: Worker, anna: Client) -> None:
    StatusChange.objects.filter(client=anna).delete()
    contact(jo, anna, at=days_ago(3))
    page = text(browser, url("journey", anna))
    assert "1 contact written down here" in page
    assert "On the way" not in page
    assert "Nothing is noted yet" in page


def test_nothing_at_all(browser: Browser, anna: Client) -> None:
    StatusChange.objects.filter(client=anna).delete()
    page = text(browser, url("journey", anna))
    assert "<figure" not in page
    assert "Nothing is noted yet" in page
    assert "No assessment is completed yet" in text(browser, url("areas", anna))


def test_areas_over_time_with_gaps(browser: Browser, jo: Worker, anna: Client) -> None:
    first = assessed(jo, anna, 400, {"housing": (1, 2)})
    assessed(jo, anna, 300, {"housing": (None, 3), "mental": (2, None)})
    assessed(jo, anna, 100, {"housing": (4, 3)})
    unfinished = assessed(jo, anna, 5, {"housing": (5, 5)})
    type(first).objects.filter(pk=unfinished.pk).update(completed_on=None, completed_by="")
    first.ratings.update(her_words="A sofa, when he lets me")
    page = text(browser, url("areas", anna))
    assert "Of 3 completed assessments" in page
    assert page.count('<svg class="chart"') == 2  # eight areas were never rated
    assert page.count("Not rated yet.") == 8
    assert "A sofa, when he lets me" in page
    housing = page.split("Housing</h3>")[1].split("</svg>")[0]
    assert housing.count("<circle") == 2
    assert housing.count("<rect") == 3
    assert "She says: not rated. Her worker sees: 3, okay." in page
    assert "worker 3" in page
    assert ">0<" not in housing


def test_the_list_is_paged(browser: Browser, jo: Worker, anna: Client) -> None:
    for days in range(1, 60):
        noted(jo, anna, "chaos" if days % 2 else "stabilisation", days)
    page = text(browser, url("journey", anna))
    assert page.count("change-lines__when") <= 50
    assert "page=2" in page


def test_a_partner_reads_with_a_share_and_writes_nothing(
    world: World, jo: Worker, anna: Client, signed_in: SignIn
) -> None:
    row = noted(jo, anna, "chaos", note="Hard winter")
    theirs = signed_in(world.worker("facilitator"))
    page = text(theirs, url("journey", anna))
    assert "Hard winter" in page
    assert "Note something" not in page
    assert "Correct it" not in text(theirs, url("mark", anna, row.uid))
    for name, more in (("new", ("phase",)), ("correct", (row.uid,))):
        assert theirs.get(url(name, anna, *more)).status_code == 403
    for name in ("mistake", "put_back"):
        assert theirs.post(url(name, anna, row.uid)).status_code == 403
    assert signed_in(world.worker("volunteer")).get(url("journey", anna)).status_code == 403


def test_who_reads_no_casework_is_told_that_and_not_that_there_is_nothing(
    world: World, jo: Worker, anna: Client, signed_in: SignIn
) -> None:
    ClientShare.objects.filter(client=anna, category="casework").delete()
    noted(jo, anna, "chaos", note="Hard winter")
    theirs = signed_in(world.worker("facilitator"))
    page = text(theirs, url("journey", anna))
    assert "Nothing that you may read" in page
    assert "Hard winter" not in page
    assert "No assessment that you may read" in text(theirs, url("areas", anna))


def test_no_model_of_that_name(browser: Browser, anna: Client) -> None:
    assert browser.get(url("new", anna, "exit")).status_code == 404


def test_a_day_of_which_less_is_known() -> None:
    field = WhenField(what="when it was", required=False, latest=timezone.localdate)
    assert field.clean(["", "", ""]) is None
    assert field.clean(["", "mar", "2024"]) == When(date(2024, 3, 1), Exactness.MONTH)
    assert field.clean(date(2024, 3, 3)) == When(date(2024, 3, 3))
    shown: list[tuple[Any, list[str]]] = [
        (When(date(2024, 3, 1), Exactness.MONTH), ["", "3", "2024"]),
        (When(date(2024, 1, 1), Exactness.YEAR), ["", "", "2024"]),
        (When(date(2024, 3, 3)), ["3", "3", "2024"]),
        (None, ["", "", ""]),
    ]
    for known, parts in shown:
        assert field.widget.decompress(known) == parts
    assert not field.has_changed(When(date(2024, 1, 1), Exactness.YEAR), ["", "", "2024"])
    assert field.has_changed(When(date(2024, 1, 1), Exactness.YEAR), ["1", "1", "2024"])
