"""Women nobody knew: listed, found out later, joined to their files, at any time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Place, Session, Topic
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.casework.clients.conftest import a_block
from tests.world import World, contact, session

SignIn = Callable[[Worker], Browser]
LIST = "contacts:unknown_women"


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def night(world: World) -> Session:
    """A register that is closed."""
    by = world.worker("keyworker")
    made = session(by, Place.objects.all()[0], started_at=timezone.now() - timedelta(days=9))
    Session.objects.filter(pk=made.pk).update(closed_at=made.started_at + timedelta(hours=4), closed_by=by.staff)
    made.refresh_from_db()
    return made


@pytest.fixture
def unknown(world: World, night: Session) -> Contact:
    """Somebody in a red coat, with something given, talked about and to be done."""
    by = world.worker("keyworker")
    row = contact(by, None, night)
    ContactItem.objects.create(contact=row, item=Item.objects.get(name="Condoms"), count=3)
    topic, _made = Topic.objects.get_or_create(agency=world.charity, name="Housing")
    ContactTopic.objects.create(contact=row, topic=topic)
    FollowUp.objects.create(
        agency=world.charity,
        made_by=by.staff,
        contact=row,
        session=night,
        what="Find her a coat",
        due=timezone.localdate(),
        assigned_to=by.staff,
    )
    return row


def url(name: str, row: Contact) -> str:
    return reverse(f"contacts:{name}", args=[row.uid])


def test_the_list_shows_ours_latest_first_and_by_period(world: World, jo: Browser, unknown: Contact) -> None:
    by = world.worker("keyworker")
    old = contact(by, None, at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    Contact.objects.filter(pk=old.pk).update(description="Old times")
    theirs = contact(world.worker("drugs_manager"), None)
    Contact.objects.filter(pk=theirs.pk).update(description="At Harbour")
    struck = contact(by, None, mistake_at=timezone.now(), mistake_by=by.staff)
    Contact.objects.filter(pk=struck.pk).update(description="A mistake")
    page = jo.get(reverse(LIST)).content.decode()
    assert page.index("Red coat") < page.index("Old times")
    assert "At Harbour" not in page
    assert "A mistake" not in page
    assert "Old times" not in jo.get(reverse(LIST), {"period": "year"}).content.decode()
    days = {
        "since_day": "1",
        "since_month": "3",
        "since_year": "2024",
        "until_day": "1",
        "until_month": "3",
        "until_year": "2024",
    }
    between = jo.get(reverse(LIST), days).content.decode()
    assert "Old times" in between
    assert "Red coat" not in between
    wrong = jo.get(reverse(LIST), days | {"since_day": "2"}).content.decode()
    assert "on or after the first" in wrong


def test_the_list_does_not_cost_more_with_more_on_it(
    world: World, jo: Browser, unknown: Contact, django_assert_max_num_queries: Any
) -> None:
    for _time in range(30):
        contact(world.worker("keyworker"), None)
    with django_assert_max_num_queries(18):
        assert jo.get(reverse(LIST)).status_code == 200


def test_she_is_joined_to_her_file_with_all_that_is_on_it(world: World, jo: Browser, unknown: Contact) -> None:
    anna = world.clients["anna"]
    assert "Find her a coat" in jo.get(url("unknown_contact", unknown)).content.decode()
    found = jo.post(url("who", unknown), {"q": "ana"}).content.decode()
    assert anna.shown_reference in found
    assert ViewLog.objects.filter(client_id=anna.pk, kind="found", page="contacts:who").exists()
    answer = jo.post(url("who_is", unknown), {"client": anna.shown_reference}, follow=True)
    text = answer.content.decode()
    for there in ("It is on her file now", "Condoms × 3", "Housing", "Find her a coat", "Red coat"):
        assert there in text, there
    assert FollowUp.objects.get(contact=unknown).client == anna
    # Its old address leads on, and it cannot be given to somebody else besides.
    assert jo.get(url("unknown_contact", unknown)).headers["Location"] == reverse(
        "her:contact", args=[anna.reference, unknown.uid]
    )
    assert jo.post(url("who_is", unknown), {"client": world.clients["bea"].reference}).status_code == 404


def test_where_she_has_a_line_already_it_says_so_and_changes_nothing(
    world: World, jo: Browser, unknown: Contact, night: Session
) -> None:
    anna = world.clients["anna"]
    hers = contact(world.worker("keyworker"), anna, night)
    answer = jo.post(url("who_is", unknown), {"client": anna.reference}, follow=True)
    assert "She is on that register already" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("her:contact", args=[anna.reference, hers.uid])
    unknown.refresh_from_db()
    assert unknown.client is None


def test_outside_a_session_she_can_have_any_number(world: World, jo: Browser) -> None:
    anna, by = world.clients["anna"], world.worker("keyworker")
    contact(by, anna)
    other = contact(by, None)
    jo.post(url("who_is", other), {"client": anna.reference})
    assert Contact.objects.filter(client=anna).count() == 2


@pytest.mark.parametrize("client", ["", "nonsense", "00000000"])
def test_nobody_is_nobody(jo: Browser, unknown: Contact, client: str) -> None:
    assert jo.post(url("who_is", unknown), {"client": client}).status_code == 404


def test_a_blocked_worker_joins_her_to_nobody_she_may_not_see(
    world: World, signed_in: SignIn, unknown: Contact
) -> None:
    a_block(world.clients["bea"], world.worker("blocked"), world.worker("keyworker"))
    browser = signed_in(world.worker("blocked"))
    assert browser.post(url("who_is", unknown), {"client": world.clients["bea"].reference}).status_code == 404
    assert world.clients["bea"].shown_reference not in browser.post(url("who", unknown), {"q": "bea"}).content.decode()


def test_a_contact_with_her_outside_a_session(jo: Browser, client: Client) -> None:
    typed: dict[str, Any] = {"setting": "court", "outcome": "engaged", "moment": "now", "note": "Waited with her"}
    page = jo.post(reverse("contacts:log_unknown"), typed)
    assert page.status_code == 422
    assert "Describe her in a few words" in page.content.decode()
    answer = jo.post(reverse("contacts:log_unknown"), typed | {"description": "Tall, plaits"}, follow=True)
    assert "Tall, plaits" in answer.content.decode()
    made = Contact.objects.get()
    assert (made.client, made.owner, made.setting) == (None, None, "court")
