"""Every page of the room: for whom, with what bad input, and what it leaves in the view log."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clients import forms, panels
from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    EmergencyAccess,
    EmergencyAttempt,
    Joining,
    SafeContact,
    Status,
    StatusWord,
)
from casework.clients.urls import urlpatterns
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.access.marks import mark_of
from dussk.audit.models import ViewKind, ViewLog
from dussk.staff.roles import ROLES, Role
from dussk.ui.forms import Form
from dussk.ui.words import unworded
from tests.world import World, contact, share, woman

SignIn = Callable[[Worker], Browser]
TODAY = timezone.localdate()
A_SCRIPT = "<script>alert(1)</script>"
OVERRIDE = "Anna\u202egnol"


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


def url(name: str, client: Client | None = None, *args: object) -> str:
    return reverse(f"clients:{name}", args=[client.reference, *args] if client else list(args))


def day(name: str, value: date | tuple[str, str, str]) -> dict[str, str]:
    parts = (str(value.day), str(value.month), str(value.year)) if isinstance(value, date) else value
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def word(world: World, name: str) -> str:
    """The charity's word for how she and the service stand, as its form sends it."""
    return str(StatusWord.objects.get(agency=world.charity, name=name).uid)


def rows(client: Client) -> dict[str, Any]:
    """One row of each kind on her file."""
    made = {"client": client, "owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    return {
        "name": ClientName.objects.create(**made, kind="working", name="Destiny"),
        "way": SafeContact.objects.create(**made, way="call", is_safe=True, detail="07700 900123"),
        "alert": Alert.objects.create(**made, audience="identity", text="Never ring"),
    }


def a_block(client: Client, blocked: Worker, by: Worker) -> Block:
    made = {"owner": client.agency, "agency": by.agency, "made_by": by.staff}
    return Block.objects.create(client=client, blocked=blocked.staff, kind="her_wish", reason="She asked", **made)


def joined(client: Client) -> Joining:
    """Another file that was joined into hers."""
    made = {"client": client, "owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    twin = Client.objects.create(agency=client.agency, made_by=client.made_by, called="Twin", joined_into=client)
    return Joining.objects.create(**made, joined=twin, reason="She told us")


def pages_of(client: Client) -> dict[str, str]:
    """Every page about one woman, by its name, with rows for those that are about one."""
    row = rows(client)
    block = Block.objects.filter(client=client).first()
    uids = {"correct_name": "name", "give_up_name": "name", "change_way": "way", "end_way": "way", "end_alert": "alert"}
    pages = {}
    for pattern in urlpatterns:
        name = str(pattern.name)
        if "reference" not in str(pattern.pattern):
            continue
        if name == "compare":
            other = Client.objects.filter(agency=client.agency).exclude(pk=client.pk).first()
            pages[name] = url(name, client, other.reference if other else "00000000")
        elif name == "undo_joining":
            pages[name] = url(name, client, joined(client).uid)
        elif name == "end_block":
            pages[name] = url(name, client, block.uid if block else uuid.uuid4())
        else:
            pages[name] = url(name, client, *([row[uids[name]].uid] if name in uids else []))
    return pages


# Who opens what


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.FACILITATOR, Role.PSYCHOLOGIST)])
def test_each_role_opens_just_the_pages_it_may(world: World, signed_in: SignIn, anna: Client, role: Role) -> None:
    a_block(anna, world.worker("blocked"), world.worker("manager"))
    browser = signed_in(world.worker(role.value))
    held = ROLES[role].may
    permissions = {str(pattern.name): mark_of(pattern.callback) for pattern in urlpatterns}
    pages = pages_of(anna) | {name: url(name) for name in ("list", "find", "new", "emergency", "emergencies")}
    assert len(pages) == len(urlpatterns)
    for name, address in pages.items():
        mark = permissions[name]
        assert mark is not None
        assert mark.permissions
        expected = 200 if mark.permissions & held else 403
        assert browser.get(address).status_code == expected, name


@pytest.mark.parametrize("who", ["facilitator", "psychologist", "drugs_manager"])
def test_a_partner_opens_what_is_shared_and_changes_nothing(
    world: World, signed_in: SignIn, anna: Client, who: str
) -> None:
    share(anna, world.nhs, "identity")
    browser = signed_in(world.worker(who))
    assert browser.get(url("client", anna)).status_code == 200
    for name, address in pages_of(anna).items():
        if name in ("client", "conflict", "block"):
            continue
        for answer in (browser.get(address), browser.post(address, {})):
            assert answer.status_code == (404 if name == "end_block" and who == "drugs_manager" else 403), name


@pytest.mark.parametrize("who", ["facilitator", "psychologist", "drugs_manager", "blocked"])
def test_what_she_may_not_see_is_not_there(world: World, signed_in: SignIn, who: str) -> None:
    her = world.clients["bea"]
    a_block(her, world.worker("blocked"), world.worker("keyworker"))
    browser = signed_in(world.worker(who))
    nobody = browser.get("/clients/00000000/")
    for name, address in pages_of(her).items():
        for answer in (browser.get(address), browser.post(address, {})):
            # Her page is no form: a POST to it is refused before anybody looks whether she is there.
            assert answer.status_code in ((404, 405) if name == "client" else (403, 404)), name
        if name in ("client", "conflict"):
            assert browser.get(address).content == nobody.content, name
    assert not ViewLog.objects.filter(client_id=her.pk).exists()


def test_a_changed_file_of_another_kind_of_id_is_not_there(world: World, jo: Browser, anna: Client) -> None:
    row = rows(world.clients["bea"])
    forged = [
        url("correct_name", anna, row["name"].uid),
        url("give_up_name", anna, row["name"].uid),
        url("change_way", anna, row["way"].uid),
        url("end_way", anna, row["way"].uid),
        url("end_alert", anna, row["alert"].uid),
        url("end_block", anna, uuid.uuid4()),
        url("correct_name", anna, ClientName.objects.get(client=anna).uid),  # what she is called has its own page
        "/clients/0000000U/",
        "/clients/12345/",
    ]
    for address in forged:
        assert jo.get(address).status_code == 404, address
        assert jo.post(address, {}).status_code == 404, address


@pytest.mark.parametrize("name", ["list", "emergencies"])
def test_pages_that_only_show_take_no_post(world: World, signed_in: SignIn, name: str) -> None:
    assert signed_in(world.worker("manager")).post(url(name), {}).status_code == 405


def test_a_volunteer_has_no_list_and_no_way_to_change(world: World, signed_in: SignIn, anna: Client) -> None:
    rows(anna)
    Alert.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=anna.made_by,
        audience="casework",
        text="For casework",
    )
    a_block(anna, world.worker("blocked"), world.worker("keyworker"))
    browser = signed_in(world.worker("volunteer"))
    assert browser.get(url("list")).status_code == 403
    page = browser.get(url("client", anna)).content.decode()
    assert "Never ring" in page
    assert "Destiny" in page
    for hidden in ("For casework", "Blocked from it", "She asked", ">Change", ">End", ">Add "):
        assert hidden not in page, hidden
    found = browser.post(url("find"), {"q": "anna"}).content.decode()
    assert url("client", anna) in found
    assert url("emergency") not in found


# Her page


def test_her_page_shows_what_she_is_called_first(jo: Browser, anna: Client) -> None:
    text = jo.get(url("client", anna)).content.decode()
    body = text[text.index("<body") :]
    assert body.index("Anna") < body.index(anna.shown_reference)
    title = re.search("<title>(.*?)</title>", text, re.DOTALL)
    assert title
    assert "Anna" not in title[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"born": TODAY - timedelta(days=16 * 366)}, "She is under 18"),
        ({"estimated_age": 20, "estimated_on": TODAY}, "She may be under 18"),
        ({"estimated_age": 30, "estimated_on": TODAY}, None),
        ({}, None),
    ],
)
def test_a_girl_is_for_safeguarding_at_once(
    world: World, jo: Browser, fields: dict[str, Any], words: str | None
) -> None:
    page = jo.get(woman(world.worker("keyworker"), "Kay", **fields).get_absolute_url()).content.decode()
    assert ("under 18" in page) is (words is not None)
    assert words is None or words in page


def test_an_emergency_says_until_when(world: World, signed_in: SignIn) -> None:
    cass = world.clients["cass"]
    browser = signed_in(world.worker("facilitator"))
    typed = {
        "how": "reference",
        "reference": cass.shown_reference.lower(),
        "reason": "Overdose",
        "client": "1",
        "ends": "x",
    }
    answer = browser.post(url("emergency"), typed)
    assert answer.headers["Location"] == url("client", cass)
    page = browser.get(url("client", cass)).content.decode()
    assert "Opened in an emergency until" in page
    assert "does not share it with Harbour Drug Service" in page
    assert EmergencyAccess.objects.get().reason == "Overdose"


def test_panels_and_pages_of_other_rooms(jo: Browser, anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {**panels._panels})
    monkeypatch.setattr(panels, "_tabs", {**panels._tabs})
    standing = "casework/clients/_standing.html"
    panels.register(panels.Panel(1, standing, lambda _request, _client: None))
    panels.register_tab(panels.Tab(90, "Her alerts", "clients:add_alert", Permission.CHANGE_CLIENT))
    panels.register_tab(panels.Tab(91, "Not for her", "clients:add_alert", Permission.MANAGE_STAFF))
    page = jo.get(url("client", anna)).content.decode()
    assert "Who works with her" not in page
    assert "Not for her" not in page
    panels.register_tab(panels.Tab(92, "Her names", "clients:add_name"))
    assert "Her names" in jo.get(url("client", anna)).content.decode()


# The view log


def test_every_page_that_names_her_is_logged(world: World, jo: Browser, anna: Client) -> None:
    keyworker = world.staff("keyworker")

    def logged() -> list[tuple[int, str, str]]:
        rows = ViewLog.objects.filter(staff_id=keyworker.pk).order_by("pk")
        seen = [(row.client_id, row.kind, row.page) for row in rows]
        rows.delete()
        return seen

    jo.get(url("client", anna))
    assert logged() == [(anna.pk, ViewKind.OPENED, "clients:client")]
    jo.get(url("add_alert", anna))
    assert logged() == [(anna.pk, ViewKind.OPENED, "clients:add_alert")]
    jo.get(url("list"))
    women = {world.clients[name].pk for name in ("anna", "bea", "cass")}
    assert {(pk, ViewKind.LISTED, "clients:list") for pk in women} == set(logged())
    jo.post(url("find"), {"q": "ana"})
    assert logged() == [(anna.pk, ViewKind.FOUND, "clients:find")]
    jo.post(url("new"), {"called": "Annna"})
    assert logged() == [(anna.pk, ViewKind.FOUND, "clients:new")]
    jo.get(url("find"))
    jo.post(url("find"), {"q": "Nobody"})
    assert logged() == []


def test_a_managers_list_of_emergencies_is_logged(world: World, signed_in: SignIn) -> None:
    cass = world.clients["cass"]
    partner = signed_in(world.worker("facilitator"))
    partner.post(url("emergency"), {"how": "reference", "reference": cass.reference, "reason": A_SCRIPT})
    partner.post(url("emergency"), {"how": "reference", "reference": "00000000", "reason": "Danger"})
    manager = signed_in(world.worker("manager"))
    page = manager.get(url("emergencies")).content.decode()
    assert "Cass" in page
    assert A_SCRIPT not in page
    assert "Nothing" in page
    assert ViewLog.objects.filter(client_id=cass.pk, staff_id=world.staff("manager").pk, kind=ViewKind.LISTED).exists()
    assert "Opened in an emergency this week" in manager.get("/").content.decode()
    assert "No file of your agency" in signed_in(world.worker("drugs_manager")).get(url("emergencies")).content.decode()


def test_today_names_the_women_she_key_works(world: World, jo: Browser) -> None:
    keyworker = world.worker("keyworker")
    assert "Nobody yet" in jo.get("/").content.decode()
    for number in range(13):
        woman(keyworker, f"Ruby {number:02}", keyworker=keyworker.staff)
    page = jo.get("/").content.decode()
    assert "Ruby 11" in page
    assert "Ruby 12" not in page
    assert f"keyworker={keyworker.staff.uid}" in page
    assert ViewLog.objects.filter(staff_id=keyworker.staff.pk, page="today:today").count() == 12


# Finding


def test_what_is_typed_is_in_no_address(jo: Browser) -> None:
    page = jo.get(url("find"), {"q": "Anna"}).content.decode()
    assert "Anna" not in page
    assert 'method="post"' in page


def test_typing_fills_the_list_and_says_the_count(jo: Browser) -> None:
    answer = jo.post(url("find"), {"q": "Ann"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert "1 found" in answer
    nothing = jo.post(url("find"), {"q": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "Enter a name" not in nothing
    assert "Enter a name" in jo.post(url("find"), {"q": "  "}).content.decode()


@pytest.mark.parametrize("words", ["\x00", "Anna\x00", OVERRIDE, "x" * 201])
def test_what_cannot_be_searched_for_is_said(jo: Browser, words: str) -> None:
    answer = jo.post(url("find"), {"q": words})
    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()


def test_a_name_given_up_finds_her_and_is_not_named(world: World, jo: Browser, anna: Client) -> None:
    name = rows(anna)["name"]
    jo.post(url("give_up_name", anna, name.uid), day("on", TODAY))
    page = jo.post(url("find"), {"q": "Destini"}).content.decode()
    assert "Found by a name she no longer uses" in page
    assert "Destiny" not in page
    assert "Destiny" not in jo.get(url("client", anna)).content.decode()


def test_the_list_in_pages_of_fifty(world: World, jo: Browser) -> None:
    for number in range(60):
        woman(world.worker("keyworker"), f"Zed {number:02}")
    first = jo.get(url("list")).content.decode()
    assert "63 women, page 1 of 2" in first
    assert first.count("dussk-register__row") == 50
    assert jo.get(url("list"), {"page": "2"}).content.decode().count("dussk-register__row") == 13
    assert jo.get(url("list"), {"page": "x"}).status_code == 404
    assert "Nobody fits this" in jo.get(url("list"), {"status": "died"}).content.decode()
    assert "0 women" in jo.get(url("list"), {"keyworker": "\x00' OR 1=1"}).content.decode()


# Starting a file


def test_typed_details_are_kept_until_it_is_clear_whether_it_is_her(world: World, jo: Browser, anna: Client) -> None:
    typed = {"called": "Anna", "legal_name": "Anna Ionescu", **day("born", date(1990, 4, 3))}
    asked = jo.post(url("new"), typed)
    page = asked.content.decode()
    assert anna.shown_reference in page
    for value in ("Anna Ionescu", "1990"):
        assert f'value="{value}"' in page
    assert Client.objects.filter(called="Anna").count() == 1
    again = jo.post(url("new"), typed | {"change": "1"}).content.decode()
    assert 'value="Anna Ionescu"' in again
    assert jo.post(url("new"), typed | {"her": anna.reference}).headers["Location"] == url("client", anna)
    started = jo.post(
        url("new"), typed | {"not_her": [anna.reference], "agency": world.drugs.pk, "reference": "00000000"}
    )
    new = Client.objects.get(born=date(1990, 4, 3))
    assert started.headers["Location"] == url("client", new)
    assert (new.agency, new.reference != "00000000") == (world.charity, True)
    assert ClientName.objects.filter(client=new, kind="legal", name="Anna Ionescu").exists()
    assert jo.post(url("new"), typed | {"not_her": [anna.reference]}).status_code == 200  # pressed twice
    assert Client.objects.filter(called="Anna").count() == 2


def test_a_search_leads_to_a_new_file_with_what_was_typed(jo: Browser) -> None:
    page = jo.post(url("new"), {"called": "Shaz", "begin": "1"}).content.decode()
    assert 'value="Shaz"' in page
    assert "There is a problem" not in page


def test_it_is_her_of_a_woman_she_may_not_see(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("drugs_manager"))
    assert browser.post(url("new"), {"her": world.clients["cass"].reference}).status_code == 404
    assert browser.post(url("new"), {"her": A_SCRIPT}).status_code == 404
    assert "Cass" not in browser.post(url("new"), {"called": "Cass", "begin": ""}).content.decode().replace(
        'value="Cass"', ""
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Enter what she wants to be called"),
        ({"called": "   "}, "Enter what she wants to be called"),
        ({"called": "?!"}, "at least one letter or number"),
        ({"called": "x" * 101}, "100 characters or fewer"),
        ({"called": "Ann\x00a"}, "cannot be kept"),
        ({"called": OVERRIDE}, "cannot be kept"),
        ({"called": "Kay", **day("born", ("31", "2", "1990"))}, "must be a real date"),
        ({"called": "Kay", **day("born", ("3", "4", "90"))}, "four numbers"),
        ({"called": "Kay", **day("born", TODAY + timedelta(days=1))}, "today or in the past"),
        ({"called": "Kay", **day("born", date(1899, 1, 1))}, "on or after"),
        ({"called": "Kay", "estimated_age": "9"}, "must be 10 or more"),
        ({"called": "Kay", "estimated_age": "111"}, "must be 110 or less"),
        ({"called": "Kay", "estimated_age": "about 30"}, "must be a whole number"),
        ({"called": "Kay", "estimated_age": "30", **day("born", date(1990, 4, 3))}, "not both"),
    ],
)
def test_what_is_wrong_with_a_new_file_is_said_and_none_is_started(
    jo: Browser, typed: dict[str, str], message: str
) -> None:
    before = Client.objects.count()
    answer = jo.post(url("new"), typed)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert Client.objects.count() == before


# Changing a file


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


def opened_with(browser: Browser, address: str) -> str:
    """What the form of a page says it was opened with."""
    mark = re.search(r'name="opened_with" value="(\w+)"', browser.get(address).content.decode())
    assert mark
    return mark[1]


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


# Conflicts and emergencies


def test_a_conflict_is_confirmed_and_then_the_file_is_gone(world: World, jo: Browser, anna: Client) -> None:
    assert "You will lose this file at once" in jo.get(url("conflict", anna)).content.decode()
    answer = jo.post(url("conflict", anna), {"sure": "on", "reason": "My cousin", "blocked": world.staff("manager").pk})
    assert answer.headers["Location"] == reverse("today:today")
    page = jo.get("/").content.decode()
    assert "closed to you" in page
    assert "Anna" not in page
    assert jo.get(url("client", anna)).status_code == 404
    assert Block.objects.get().blocked == world.staff("keyworker")
    assert "Anna" not in jo.post(url("find"), {"q": anna.reference}).content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Choose what you know"),
        ({"how": "reference", "reason": "X"}, "Enter her reference"),
        ({"how": "reference", "reference": "12", "reason": "X"}, "Enter her reference"),
        ({"how": "birth", "reason": "X"}, "Enter her full name"),
        ({"how": "birth", "name": "Kay", "reason": "X"}, "Enter her date of birth"),
        ({"how": "birth", "name": "Kay", "reason": "X", **day("born", ("31", "2", "1990"))}, "must be a real date"),
        ({"how": "reference", "reference": "00000000"}, "Enter what the danger is"),
        ({"how": "reference", "reference": "00000000", "reason": "x" * 2_001}, "2,000 characters or fewer"),
    ],
)
def test_what_is_wrong_with_an_emergency_is_said_and_is_no_attempt(
    world: World, signed_in: SignIn, typed: dict[str, str], message: str
) -> None:
    answer = signed_in(world.worker("facilitator")).post(url("emergency"), typed)
    assert message in answer.content.decode()
    assert not EmergencyAttempt.objects.exists()


def test_nobody_and_several_are_answered_with_the_same_page(world: World, signed_in: SignIn) -> None:
    for _ in range(2):
        woman(world.worker("keyworker"), "Zoe Smith", born=date(1990, 4, 3))
    browser = signed_in(world.worker("facilitator"))

    def answered(name: str) -> str:
        typed = {"how": "birth", "name": name, "reason": "Danger", **day("born", date(1990, 4, 3))}
        return re.sub('value="[^"]*"', "", browser.post(url("emergency"), typed).content.decode())

    assert "No file was opened" in answered("Zoe Smith")
    assert answered("Zoe Smith") == answered("Nobody Known")
    for _ in range(2):
        answered("Zoe Smith")
    assert "five times in the last hour" in answered("Zoe Smith")


@pytest.mark.parametrize(
    "form",
    [form for form in vars(forms).values() if isinstance(form, type) and issubclass(form, Form) and form is not Form],
)
def test_every_form_speaks_plainly(form: type[Form]) -> None:
    assert unworded(form.base_fields, dict(form.required_messages)) == []


def test_her_page_sends_as_many_statements_for_many_contacts_as_for_few(world: World, signed_in: SignIn) -> None:
    jo = world.worker("keyworker")
    browser = signed_in(jo)
    sent = []
    for name, many in (("anna", 5), ("bea", 200)):
        her = world.clients[name]
        for _ in range(many):
            contact(jo, her)
        browser.get(her.get_absolute_url())  # made into SQL once
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(her.get_absolute_url()).status_code == 200
        controls = ("SAVEPOINT", "RELEASE", "SET ROLE", "RESET ROLE", "current_setting", "set_config")
        sent.append([one["sql"] for one in asked if not any(word in one["sql"] for word in controls)])
    assert len(sent[0]) == len(sent[1]) <= 11  # and who is asking, which a test's own transaction makes several of
