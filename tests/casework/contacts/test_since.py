"""What an open register's page asks for: what colleagues wrote since it last looked."""

import re
import threading
from collections.abc import Callable, Mapping
from html import unescape

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.clients.models import Block
from casework.contacts import actions, queries
from casework.contacts.models import Contact, Place, Shift
from casework.contacts.queries.since import CursorError, Look
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewKind, ViewLog
from tests.casework.contacts.conftest import Night, opened_with, put
from tests.world import build, contact, session

BACKGROUND = {"X-Dussk-Background": "1", "X-Requested-With": "XMLHttpRequest"}


def since(page: str) -> str:
    """The address that a page asks next."""
    found = re.search(r'data-since="([^"]+)"', page)
    assert found
    return unescape(found[1])


def opened(browser: Browser, night: Night) -> str:
    return since(browser.get(night.url("register")).content.decode())


@pytest.mark.django_db(transaction=True)
def test_nothing_new_is_no_content(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    put(keyworker, night)
    address = opened(volunteer, night)
    ViewLog.objects.all().delete()
    for _ in range(2):
        answer = volunteer.get(address, headers=BACKGROUND)
        assert (answer.status_code, answer.content) == (204, b"")
    assert not ViewLog.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_colleagues_line_comes_with_the_numbers(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    address = opened(volunteer, night)
    line = put(keyworker, night)
    ViewLog.objects.all().delete()
    page = volunteer.get(address, headers=BACKGROUND).content.decode()
    assert f'id="row-{line.uid}"' in page
    assert f'data-changed="{Contact.objects.get().changed_in}"' in page
    assert 'data-by="Keyworker">' in page
    assert "1 woman" in page
    assert f'data-left="{line.uid} "' in page
    row = ViewLog.objects.get()
    assert (row.client_id, row.kind, row.page) == (line.client_id, ViewKind.LISTED, "contacts:since")


@pytest.mark.django_db(transaction=True)
def test_everything_on_a_line_is_news_and_nothing_else_is(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    """Each save is a transaction of its own here, as it is in use."""
    line = put(keyworker, night)
    keyworker.post(night.url("unknown"), {"description": "Red coat"})
    unknown = Contact.objects.get(client=None)
    saves: list[tuple[str, Contact, Mapping[str, object], str]] = [
        ("give", line, {"give": night.item().uid}, "Condoms"),
        ("note", line, {"note": "Limping"} | opened_with(line), "Note"),
        ("worry", line, {"worry": "yes"}, "Worry"),
        ("follow_up", line, {"what": "x", "when": "week", "who": night.world.staff("keyworker").uid}, "Follow-up"),
        ("name", unknown, {"client": night.world.clients["cass"].reference}, "Cass"),
        ("time", line, {"clock": timezone.localtime(line.at).strftime("%H:%M")}, "Anna"),
    ]
    address = opened(volunteer, night)
    assert volunteer.get(address, headers=BACKGROUND).status_code == 204
    for name, hers, sent, shown in saves:
        assert keyworker.post(night.url(name, hers), sent).status_code == 302, name
        page = volunteer.get(address, headers=BACKGROUND).content.decode()
        assert re.findall(r'id="row-([^"]+)"', page) == [str(hers.uid)], name
        assert shown in page, name
        address = since(page)
        assert volunteer.get(address, headers=BACKGROUND).status_code == 204, name


def test_a_line_taken_off_is_no_longer_left(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    line, other = put(keyworker, night), put(keyworker, night, "bea")
    address = opened(volunteer, night)
    keyworker.post(night.url("mistake", line))
    page = volunteer.get(address, headers=BACKGROUND).content.decode()
    assert f'data-left="{other.uid} "' in page
    assert f"row-{line.uid}" not in page


def test_a_line_moved_away_is_no_longer_left(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    line = put(keyworker, night)
    van = session(night.world.worker("keyworker"), Place.objects.create(agency=night.world.charity, name="Stop 2"))
    address = opened(volunteer, night)
    keyworker.post(night.url("move", line), {"to": van.uid})
    page = volunteer.get(address, headers=BACKGROUND).content.decode()
    assert 'data-left=""' in page
    assert "0 women" in page


def test_a_register_that_was_closed_says_so(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    address = opened(volunteer, night)
    keyworker.post(night.url("close"))
    for _ in range(2):
        page = volunteer.get(address, headers=BACKGROUND).content.decode()
        assert "Keyworker has closed this register" in page


def test_whoever_is_taken_off_shift_is_told_nothing(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    address = opened(volunteer, night)
    put(keyworker, night)
    Shift.objects.filter(staff=night.world.staff("volunteer")).delete()
    assert volunteer.get(address, headers=BACKGROUND).status_code == 404


def test_a_woman_who_may_not_be_seen_is_no_news(
    night: Night, keyworker: Browser, signed_in: Callable[[Worker], Browser]
) -> None:
    blocked = signed_in(night.world.worker("blocked"))
    address = opened(blocked, night)
    line = put(keyworker, night)
    anna = night.world.clients["anna"]
    Block.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=line.made_by,
        blocked=night.world.staff("blocked"),
        kind="her_wish",
    )
    assert blocked.get(address, headers=BACKGROUND).status_code == 204


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "after=1:1:",
        "after=1:1:&lines=x",
        "after=1:1:;drop&lines=d41d8cd98f00b204e9800998ecf8427e",
        "after=5:1:&lines=d41d8cd98f00b204e9800998ecf8427e",
        "after=1:9:3,2&lines=d41d8cd98f00b204e9800998ecf8427e",
        "after=1:9:9&lines=d41d8cd98f00b204e9800998ecf8427e",
        "after=0:9:&lines=d41d8cd98f00b204e9800998ecf8427e",
        "after=1:99999999999999999999:&lines=d41d8cd98f00b204e9800998ecf8427e",
        f"after=1:9:{'2,' * 3000}3&lines=d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_what_is_no_cursor_is_refused(night: Night, keyworker: Browser, sent: str) -> None:
    assert keyworker.get(f"{night.url('since')}?{sent}", headers=BACKGROUND).status_code == 400


def test_a_cursor_is_read_as_it_was_given() -> None:
    look = Look.read("10:20:10,14,15", "d41d8cd98f00b204e9800998ecf8427e")
    assert look.oldest == 10
    with pytest.raises(CursorError):
        Look.read("10:20:10,14,20", look.lines)


def test_asking_is_cheap(
    night: Night, keyworker: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("anna", "bea", "cass"):
        put(keyworker, night, name)
    address = opened(keyworker, night)
    # What is counted beside the six of asking: setting the role and two savepoints around a test's request.
    with django_assert_max_num_queries(17):
        keyworker.get(address, headers=BACKGROUND)


def test_an_older_transaction_that_ends_later_is_seen(transactional_db: None) -> None:
    """She looks, then a save ends that began before she looked: it is news all the same."""
    world = build()
    by = world.worker("keyworker")
    night = session(by, Place.objects.get(agency=world.charity))
    begun, looked = threading.Event(), threading.Event()

    def slow() -> None:
        with asking(by):
            actions.put_on(by=by, session=night, client=world.clients["anna"])
            begun.set()
            looked.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(10)
    with asking(by):
        actions.put_on(by=by, session=night, client=world.clients["bea"])
    with asking(by):
        look = queries.look(night)
        assert [line.whom for line in queries.page_lines(night)] == ["Bea"]
        assert list(queries.changed_since(night, look)) == []
    looked.set()
    thread.join(20)
    with asking(by):
        assert [line.whom for line in queries.changed_since(night, look)] == ["Anna"]
        now = queries.look(night)
        assert now.lines != look.lines
        assert list(queries.changed_since(night, now)) == []


def test_each_change_is_delivered_once(transactional_db: None) -> None:
    world = build()
    by = world.worker("keyworker")
    night = session(by, Place.objects.get(agency=world.charity))
    lines = [contact(by, world.clients[name], night) for name in ("anna", "bea")]
    with asking(by):
        look = queries.look(night)
    with asking(by):
        actions.change_count(by=by, line=lines[0], item=queries.items(by.agency)[0], more=1)
    with asking(by):
        now = queries.look(night)
        assert list(queries.changed_since(night, look)) == [lines[0]]
        assert list(queries.changed_since(night, now)) == []
        assert now.lines == look.lines


def test_the_index_serves_it(night: Night) -> None:
    by = night.world.worker("keyworker")
    with asking(by), connection.cursor() as cursor:
        assert isinstance(cursor, CursorWrapper)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = queries.changed_since(night.session, queries.look(night.session)).order_by().explain()
    assert "contact_changed" in plan
