"""Changing a file: what is wrong is said, what is right is made once, and what was not asked for changes nothing."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from casework.clients import forms
from casework.clients.models import Alert, Block, Client, ClientName, Status, StatusWord
from dussk.ui.forms import Form
from dussk.ui.words import unworded
from tests.casework.clients.conftest import a_block
from tests.casework.clients.pages.conftest import A_SCRIPT, TODAY, day, rows, url
from tests.world import World, woman


def word(world: World, name: str) -> str:
    """The charity's word for how she and the service stand, as its form sends it."""
    return str(StatusWord.objects.get(agency=world.charity, name=name).uid)


def opened_with(browser: Browser, address: str) -> str:
    """What the form of a page says it was opened with."""
    mark = re.search(r'name="opened_with" value="(\w+)"', browser.get(address).content.decode())
    assert mark
    return mark[1]


@pytest.mark.parametrize(
    ("page", "typed", "message"),
    [
        ("called", {}, "Enter what she wants to be called"),
        ("called", {"called": "Anna", "old": "other"}, "This is what she is called now"),
        ("called", {"called": "Kay", "old": "forged"}, "Choose from the answers"),
        ("add_name", {"name": "X", "kind": "called"}, "Choose from the answers"),
        ("add_name", {"name": "Kay", "kind": "legal", **day("starts", TODAY + timedelta(days=1))}, "in the past"),
        ("add_way", {"way": "call", "is_safe": "yes"}, "Enter the number or address"),
        ("add_way", {"way": "visit", "is_safe": "no", "message_allowed": "on"}, "only be left where it is safe"),
        ("add_way", {"way": "visit", "is_safe": "yes", "from_time": "9am"}, "Enter both times, or neither"),
        ("add_way", {"way": "visit", "is_safe": "yes", "to_time": "9am"}, "Enter both times, or neither"),
        ("add_way", {"way": "visit", "is_safe": "yes", "from_time": "25:00"}, "like 9pm or 21:30"),
        ("add_alert", {"text": "X"}, "Choose who needs to know"),
        ("add_alert", {"text": "X", "audience": "clinical", **day("starts", TODAY)}, "Choose from the answers"),
        ("add_alert", {"text": "x" * 201, "audience": "identity", **day("starts", TODAY)}, "200 characters or fewer"),
        (
            "add_alert",
            {"text": "X", "audience": "identity", **day("starts", TODAY + timedelta(9)), **day("ends", TODAY)},
            "on or after the day it begins",
        ),
        ("status", {"status": "forged", **day("on", TODAY)}, "not offered any more"),
        ("status", {"status": str(uuid.uuid4()), **day("on", TODAY)}, "not offered any more"),
        ("status", {"status": "died", **day("on", TODAY + timedelta(days=1))}, "in the past"),
        ("keyworker", {"keyworker": "forged"}, "Choose from the answers"),
        ("keyworker", {"keyworker": str(uuid.uuid4())}, "Choose from the answers"),
        ("block", {"staff": ""}, "Choose who is to be blocked"),
        ("block", {"staff": str(uuid.uuid4()), "reason": "X"}, "Choose from the answers"),
        ("conflict", {"reason": "My cousin"}, "Tick the box"),
        ("details", {"interpreter": "not_known", "what_helps": "x" * 10_001}, "10,000 characters or fewer"),
        ("details", {"interpreter": "not_known", "what_helps": "a\x00b"}, "cannot be kept"),
        ("details", {"interpreter": "not_known", "adjustments": ["forged"]}, "Choose from the answers"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    jo: Browser, anna: Client, page: str, typed: dict[str, Any], message: str
) -> None:
    before = (Client.objects.values().get(pk=anna.pk), ClientName.objects.count(), Alert.objects.count())
    answer = jo.post(url(page, anna), typed)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert (Client.objects.values().get(pk=anna.pk), ClientName.objects.count(), Alert.objects.count()) == before
    assert not Block.objects.exists()


@pytest.mark.parametrize("page", ["details", "add_alert", "status", "block"])
def test_ten_megabytes_are_refused(jo: Browser, anna: Client, page: str) -> None:
    answer = jo.post(url(page, anna), {"what_helps": "x" * 10_000_000, "note": "x" * 100})
    assert answer.status_code == 400
    assert len(answer.content) < 20_000


def test_scripts_in_every_field_are_shown_as_text(world: World, jo: Browser) -> None:
    her = woman(world.worker("keyworker"), A_SCRIPT)
    facts = dict.fromkeys(("language", "never_through", "adjustments_note", "what_helps", "what_to_avoid"), A_SCRIPT)
    jo.post(url("details", her), {"interpreter": "video", "opened_with": opened_with(jo, url("details", her)), **facts})
    jo.post(url("add_name", her), {"name": A_SCRIPT, "kind": "legal"})
    way = dict.fromkeys(("detail", "when_note", "name_to_use", "who_else"), A_SCRIPT)
    jo.post(url("add_way", her), {"way": "visit", "is_safe": "yes", **way})
    jo.post(
        url("add_alert", her), {"text": A_SCRIPT, "reason": A_SCRIPT, "audience": "identity", **day("starts", TODAY)}
    )
    jo.post(url("status", her), {"status": word(world, "Closed"), "note": A_SCRIPT, **day("on", TODAY)})
    jo.post(url("block", her), {"staff": str(world.staff("blocked").uid), "reason": A_SCRIPT})
    her.refresh_from_db()
    assert her.what_to_avoid == A_SCRIPT
    assert Block.objects.get().reason == A_SCRIPT
    for answer in (
        jo.get(url("client", her)),
        jo.get(url("list")),
        jo.post(url("find"), {"q": A_SCRIPT}),
        jo.post(url("new"), {"called": A_SCRIPT}),
        jo.get(url("end_block", her, Block.objects.get().uid)),
        jo.get(url("end_alert", her, Alert.objects.get().uid)),
    ):
        page = answer.content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert A_SCRIPT not in page


def test_fields_that_were_not_asked_for_change_nothing(world: World, jo: Browser, anna: Client) -> None:
    more = {"agency": world.drugs.pk, "called": "Forged", "reference": "00000000", "made_by": "1", "status": "died"}
    jo.post(
        url("details", anna), {"interpreter": "video", "opened_with": opened_with(jo, url("details", anna)), **more}
    )
    jo.post(url("add_name", anna), {"name": "Kay", "kind": "other", "client": world.clients["bea"].pk, "owner": "9"})
    after = Client.objects.get(pk=anna.pk)
    assert (after.interpreter, after.called, after.agency, after.status) == (
        "video",
        "Anna",
        world.charity,
        Status.IN_TOUCH,
    )
    assert ClientName.objects.get(name="Kay").client == anna


def test_every_change_is_made_and_its_form_opens_with_what_is_there(world: World, jo: Browser, anna: Client) -> None:
    row = rows(anna)
    manager = world.staff("manager")
    assert "07700 900123" in jo.get(url("change_way", anna, row["way"].uid)).content.decode()
    assert "Destiny" in jo.get(url("correct_name", anna, row["name"].uid)).content.decode()
    changes: list[tuple[str, list[Any], dict[str, Any]]] = [
        ("called", [], {"called": "Sharon", "old": "given_up"}),
        ("correct_name", [row["name"].uid], {"name": "Destinee"}),
        ("give_up_name", [row["name"].uid], day("on", TODAY)),
        ("change_way", [row["way"].uid], {"way": "call", "is_safe": "no", "detail": "07700 900999"}),
        ("end_way", [row["way"].uid], {"sure": "1"}),
        ("end_alert", [row["alert"].uid], {"reason": "New number"}),
        ("status", [], {"status": word(world, "Moved on"), **day("on", TODAY)}),
        ("keyworker", [], {"keyworker": str(manager.uid)}),
        ("block", [], {"staff": str(manager.uid), "reason": "She asked"}),
    ]
    for name, args, typed in changes:
        if name in ("correct_name", "change_way"):
            typed["opened_with"] = opened_with(jo, url(name, anna, *args))
        answer = jo.post(url(name, anna, *args), typed)
        assert answer.headers.get("Location") == url("client", anna), (name, answer.content.decode()[-3000:])
    anna.refresh_from_db()
    assert (anna.called, anna.status, anna.keyworker) == ("Sharon", "moved_on", None)
    assert jo.get(url("keyworker", anna)).status_code == 200


def test_what_somebody_else_has_ended_is_told(world: World, jo: Browser, anna: Client) -> None:
    row = rows(anna)
    block = a_block(anna, world.worker("blocked"), world.worker("keyworker"))
    endings: list[tuple[str, Any, dict[str, Any]]] = [
        ("give_up_name", row["name"], day("on", TODAY)),
        ("end_way", row["way"], {"x": "1"}),
        ("end_alert", row["alert"], {"reason": "Over"}),
        ("end_block", block, {"reason": "Over"}),
    ]
    for name, ended, typed in endings:
        address = url(name, anna, ended.uid)
        assert jo.post(address, typed).status_code == 302
        for again in (jo.post(address, typed, follow=True), jo.get(address, follow=True)):
            assert "Somebody else has already" in again.content.decode(), name
    for name, ended in (("correct_name", row["name"]), ("change_way", row["way"])):
        assert "Somebody else has already" in jo.get(url(name, anna, ended.uid), follow=True).content.decode()


def test_the_same_change_pressed_twice(jo: Browser, anna: Client) -> None:
    alert = {"text": "Never ring", "audience": "identity", **day("starts", TODAY)}
    jo.post(url("add_alert", anna), alert)
    assert "on her file already" in jo.post(url("add_alert", anna), alert).content.decode()
    assert Alert.objects.count() == 1


@pytest.mark.parametrize(
    "form",
    [form for form in vars(forms).values() if isinstance(form, type) and issubclass(form, Form) and form is not Form],
)
def test_every_form_speaks_plainly(form: type[Form]) -> None:
    assert unworded(form.base_fields, dict(form.required_messages)) == []
