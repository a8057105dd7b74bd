"""The lists as a manager edits them, and as others see them."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.clients.models import Client, StatusWord
from casework.contacts.models import Item, Place, Topic
from casework.lists import actions
from casework.lists.queries import LISTS
from dussk.access.asking import Worker, asking
from tests.world import World

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def mo(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("manager"))


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("keyworker"))


def url(name: str, thing: object = None, kind: str = "items") -> str:
    return reverse(f"lists:{name}", args=[kind, *([thing.uid] if thing else [])])  # type: ignore[attr-defined]


def main(answer: object) -> str:
    return answer.content.decode().split("<main")[1].split("</main>")[0]  # type: ignore[attr-defined, no-any-return]


def item(world: World, name: str = "Condoms") -> Item:
    return Item.objects.get(agency=world.charity, name=name)


def test_nights_lead_to_the_lists_and_they_to_each(mo: Browser) -> None:
    assert reverse("lists:lists") in main(mo.get(reverse("contacts:nights")))
    page = main(mo.get(reverse("lists:lists")))
    for kind in LISTS.values():
        assert kind.title in page
        assert reverse("lists:list", args=[kind]) in page
        assert mo.get(reverse("lists:list", args=[kind])).status_code == 200
    assert "3 offered" in page


def test_a_keyworker_sees_the_lists_and_edits_nothing(world: World, jo: Browser) -> None:
    thing = item(world)
    for page in (main(jo.get(url("list"))), main(jo.get(url("thing", thing)))):
        assert "Condoms" in page
        assert "<form" not in page
    assert "A manager edits this list" in main(jo.get(url("list")))
    for name in ("rename", "move", "retire", "bring_back"):
        assert jo.post(url(name, thing), {"name": "X", "up": "1"}).status_code == 403
    assert jo.post(url("add"), {"name": "X"}).status_code == 403
    assert Item.objects.filter(agency=world.charity).count() == 3


def test_a_manager_edits_a_list_without_script(world: World, mo: Browser) -> None:
    assert mo.post(url("add"), {"name": "  Hand   warmers ", "agency": world.drugs.pk}).status_code == 302
    made = item(world, "Hand warmers")
    assert made.agency == world.charity
    answer = mo.post(url("move", made), {"up": "1", "page": "1"})
    assert answer.headers["Location"] == f"{url('list')}?page=1#thing-{made.uid}"
    page = main(mo.get(url("list")))
    assert re.findall(r'lists-row__name" href="[^"]+">([^<]+)', page) == [
        "Hot drink",
        "Condoms",
        "Hand warmers",
        "Naloxone",
    ]
    assert page.count(' name="up"') == page.count(' name="down"') == 3
    answer = mo.post(url("rename", made), {"name": "Foot warmers", "opened_with": opened_with(mo, made)})
    assert answer.headers["Location"] == url("thing", made)
    page = main(mo.get(url("thing", made)))
    assert "Renamed from “Hand warmers” to “Foot warmers”, by <bdi>Manager</bdi>" in page
    assert "Earlier: Hand warmers" in main(mo.get(url("list")))
    mo.post(url("retire", made))
    page = main(mo.get(url("list")))
    assert page.index("<h2") < page.rindex("Foot warmers")
    assert "Nothing is taken away" in page
    mo.post(url("bring_back", made))
    assert "No longer offered" not in main(mo.get(url("list")))


def opened_with(browser: Browser, thing: object, kind: str = "items") -> str:
    found = re.search(r'name="opened_with" value="(\w+)"', main(browser.get(url("rename", thing, kind))))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter a name"),
        ("x" * 61, "60 characters or fewer"),
        ("A\u202e", "cannot be kept"),
        ("A\x00", "cannot be kept"),
        ("!?", "at least one letter or number"),
        ("hot DRINK", "“Hot drink” is on this list already"),
        ("Old", "“Old” was on this list and is no longer offered. Bring that one back instead"),
    ],
)
def test_what_cannot_be_a_name_is_said_and_stays_typed(world: World, mo: Browser, typed: str, message: str) -> None:
    old = Item.objects.create(agency=world.charity, name="Old")
    with asking(world.worker("manager")):
        actions.retire(by=world.worker("manager"), thing=old)
    thing = item(world)
    for address, more in ((url("add"), {}), (url("rename", thing), {"opened_with": opened_with(mo, thing)})):
        answer = mo.post(address, {"name": typed, **more})
        assert answer.status_code == 422
        assert message in main(answer)
        assert typed in ("", "A\x00") or typed in main(answer)
    assert set(Item.objects.filter(agency=world.charity).values_list("name", flat=True)) == {
        "Hot drink",
        "Condoms",
        "Naloxone",
        "Old",
    }


def test_a_place_may_have_a_longer_name(world: World, mo: Browser) -> None:
    assert mo.post(url("add", kind="places"), {"name": "x" * 100}).status_code == 302
    assert mo.post(url("add", kind="places"), {"name": "y" * 101}).status_code == 422
    assert Place.objects.filter(name="x" * 100).exists()


def test_two_managers_who_rename_at_once_are_told(world: World, mo: Browser) -> None:
    thing = item(world)
    before = opened_with(mo, thing)
    mo.post(url("rename", thing), {"name": "Condoms and lube", "opened_with": before})
    answer = mo.post(url("rename", thing), {"name": "Protection", "opened_with": before})
    assert answer.status_code == 422
    page = main(answer)
    assert "Somebody else saved this while you were writing" in page
    assert "Condoms and lube" in page
    assert 'value="Protection"' in page
    assert item(world, "Condoms and lube") == thing
    now = re.search(r'name="opened_with" value="(\w+)"', page)
    assert now
    mo.post(url("rename", thing), {"name": "Protection", "opened_with": now[1], "meanwhile": "mine"})
    assert item(world, "Protection") == thing


def test_a_thing_of_another_agency_or_another_list_is_not_there(world: World, mo: Browser) -> None:
    theirs = Item.objects.create(agency=world.drugs, name="Foil")
    for name in ("thing", "rename", "move", "retire", "bring_back"):
        for address in (url(name, theirs), url(name, item(world), "topics")):
            answer = mo.get(address) if name == "thing" else mo.post(address, {"name": "X"})
            assert answer.status_code == 404
    assert mo.get(f"/lists/items/{uuid.uuid4()}/").status_code == 404
    assert mo.get("/lists/clients/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.name, theirs.retired_at) == ("Foil", None)


def test_a_form_sent_twice_is_saved_once(world: World, mo: Browser) -> None:
    sent = {"name": "Hand warmers", "once": str(uuid.uuid4())}
    for _ in range(2):
        assert mo.post(url("add"), sent).status_code == 302
    up = {"up": "1", "once": str(uuid.uuid4())}
    for _ in range(2):
        mo.post(url("move", item(world, "Hand warmers")), up)
    assert [thing.name for thing in Item.objects.filter(agency=world.charity)][2:] == ["Hand warmers", "Naloxone"]


def test_a_long_list_comes_in_pages(world: World, mo: Browser) -> None:
    for number in range(60):
        Topic.objects.create(agency=world.charity, name=f"Topic {number:02}", order=number)
    first, second = (main(mo.get(url("list", kind="topics"), {"page": page})) for page in (1, 2))
    assert first.count('class="dussk-register__row') == 50
    assert second.count('class="dussk-register__row') == 10
    assert (first.count(' name="up"'), first.count(' name="down"')) == (49, 50)
    assert (second.count(' name="up"'), second.count(' name="down"')) == (10, 9)
    assert mo.get(url("list", kind="topics"), {"page": "x"}).status_code == 404
    last = Topic.objects.get(name="Topic 50")
    mo.post(url("move", last, "topics"), {"up": "1", "page": "2"})
    assert "Topic 50" in main(mo.get(url("list", kind="topics")))


def test_a_list_takes_the_same_queries_however_long(world: World, mo: Browser) -> None:
    mo.get(url("list"))
    taken = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            mo.get(url("list"))
        taken.append(len(queries))
        for other in range(20):
            Item.objects.create(agency=world.charity, name=f"Item {number} {other}")
    assert taken[0] == taken[1]


def word(world: World, name: str) -> StatusWord:
    return StatusWord.objects.get(agency=world.charity, name=name)


def test_a_word_of_her_own_is_said_wherever_a_woman_is_named(world: World, mo: Browser, jo: Browser) -> None:
    assert mo.post(url("add", kind="statuses"), {"name": "In rehab"}).status_code == 422
    mo.post(url("add", kind="statuses"), {"name": "In rehab", "counts_as": "in_touch"})
    made = word(world, "In rehab")
    anna = world.clients["anna"]
    address = reverse("clients:status", args=[anna.reference])
    form = main(jo.get(address))
    assert "In rehab" in form
    assert "Counts as in touch" in form
    day = {"on_day": "20", "on_month": "11", "on_year": "2026"}
    assert jo.post(address, {"status": str(made.uid), **day}).headers["Location"] == anna.get_absolute_url()
    anna.refresh_from_db()
    assert (anna.status, anna.status_word) == ("in_touch", made)
    her_page = main(jo.get(anna.get_absolute_url()))
    assert "20 Nov 2026: In rehab" in her_page
    assert her_page.count("In rehab") >= 3  # beside her name, in her status, in what it was
    assert "in rehab" in main(jo.get(reverse("clients:list")))
    assert "in rehab" in main(jo.post(reverse("clients:find"), {"q": "Anna"}))
    for narrowed, found in ((str(made.uid), 1), ("in_touch", 3), (str(uuid.uuid4()), 0)):
        assert f"{found} wom" in main(jo.get(reverse("clients:list"), {"status": narrowed}))
    assert '<optgroup label="In touch">' in main(jo.get(reverse("clients:list")))
    mo.post(url("retire", made, "statuses"))
    form = main(jo.get(address))
    assert "In rehab" not in re.sub(r"(?s)^.*<form", "", form)
    assert "In rehab" in main(jo.get(anna.get_absolute_url()))
    answer = jo.post(address, {"status": str(made.uid), **day})
    assert "not offered any more" in main(answer)


def test_what_a_word_counts_as_is_open_until_a_file_says_it(world: World, mo: Browser) -> None:
    spare = StatusWord.objects.create(agency=world.charity, name="In rehab", counts_as="closed")
    sent = {"name": "In rehab", "counts_as": "in_touch", "opened_with": opened_with(mo, spare, "statuses")}
    assert mo.post(url("rename", spare, "statuses"), sent).status_code == 302
    spare.refresh_from_db()
    assert spare.counts_as == "in_touch"
    Client.objects.filter(pk=world.clients["anna"].pk).update(status_word=spare)
    page = main(mo.get(url("rename", spare, "statuses")))
    assert "counts_as" not in page
    assert "would rewrite the past" in page
    sent |= {"counts_as": "closed", "opened_with": opened_with(mo, spare, "statuses"), "name": "At the clinic"}
    assert mo.post(url("rename", spare, "statuses"), sent).status_code == 302
    spare.refresh_from_db()
    assert (spare.name, spare.counts_as) == ("At the clinic", "in_touch")


def test_the_last_word_that_rules_need_is_kept(world: World, mo: Browser) -> None:
    answer = mo.post(url("retire", word(world, "Closed"), "statuses"), follow=True)
    assert "“Closed” is your only word that counts as closed. Add another first" in main(answer)
    assert word(world, "Closed").retired_at is None


def test_scripts_in_names_are_shown_as_text(world: World, mo: Browser) -> None:
    script = "<script>alert(1)</script>"
    mo.post(url("add"), {"name": script})
    made = item(world, script)
    for address in (url("list"), url("thing", made), url("rename", made), reverse("contacts:start")):
        assert script not in mo.get(address).content.decode()
