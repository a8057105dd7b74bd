"""Putting a contact right: what it said before stays in view, and nobody's text is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from casework.contacts.forms.contacts import given_name
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Place, Session, Topic
from dussk.access.asking import Worker
from tests.world import World, contact, session

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def row(world: World, anna: Client) -> Contact:
    """A call in the afternoon, to the second, with what was given and talked about."""
    made = contact(world.worker("keyworker"), anna, at=datetime(2026, 11, 20, 15, 30, 42, tzinfo=UTC), note="First")
    Contact.objects.filter(pk=made.pk).update(setting="phone")
    ContactItem.objects.create(contact=made, item=Item.objects.get(name="Condoms"), count=6)
    topic, _made = Topic.objects.get_or_create(agency=world.charity, name="Housing")
    ContactTopic.objects.create(contact=made, topic=topic)
    made.refresh_from_db()
    return made


def url(name: str, row: Contact) -> str:
    if row.client is None:
        return reverse(f"contacts:unknown_{name}", args=[row.uid])
    return reverse(f"her:{name}", args=[row.client.reference, row.uid])


def sent(page: str, **changed: Any) -> dict[str, Any]:
    """What the form holds as it was opened, with some answers changed."""
    mark = page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]
    held = {
        "setting": "phone",
        "outcome": "engaged",
        "day_day": "20",
        "day_month": "11",
        "day_year": "2026",
        "clock": "15:30",
        "topics": [str(Topic.objects.get(name="Housing").uid)],
        "note": "First",
        given_name(Item.objects.get(name="Condoms")): "6",
    }
    return {**held, "opened_with": mark, **changed}


def close(night: Session) -> None:
    Session.objects.filter(pk=night.pk).update(closed_at=timezone.now(), closed_by=night.made_by)


def test_nothing_changed_changes_nothing(jo: Browser, row: Contact) -> None:
    page = jo.get(url("correct", row)).content.decode()
    before = jo.get(url("contact", row)).content.decode().count("Changed by")
    assert jo.post(url("correct", row), sent(page)).status_code == 302
    row.refresh_from_db()
    assert row.at == datetime(2026, 11, 20, 15, 30, 42, tzinfo=UTC)
    assert jo.get(url("contact", row)).content.decode().count("Changed by") == before


def test_what_it_said_before_stays_with_who_and_when(jo: Browser, row: Contact) -> None:
    page = jo.get(url("correct", row)).content.decode()
    changed = sent(
        page,
        note="Second",
        outcome="no_answer",
        clock="16:00",
        topics=[],
        **{given_name(Item.objects.get(name="Condoms")): ""},
    )
    answer = jo.post(url("correct", row), changed, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.note, row.outcome, row.at) == ("Second", "no_answer", datetime(2026, 11, 20, 16, tzinfo=UTC))
    assert not ContactTopic.objects.filter(contact=row, talked=True).exists()
    assert ContactItem.objects.get(contact=row).count == 0
    below = answer[answer.index("What it said before") :]
    for earlier in ("First", "3:30pm", "We were in touch", "Condoms", "Housing", "Changed by Keyworker"):
        assert earlier in below, earlier


def test_of_two_who_correct_at_once_both_texts_are_shown(
    world: World, jo: Browser, signed_in: SignIn, row: Contact
) -> None:
    manager = signed_in(world.worker("manager"))
    both = [sent(browser.get(url("correct", row)).content.decode()) for browser in (jo, manager)]
    assert manager.post(url("correct", row), both[1] | {"note": "The manager's words"}).status_code == 302
    page = jo.post(url("correct", row), both[0] | {"note": "My words"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "My words" in text
    assert "The manager&#x27;s words" in text
    row.refresh_from_db()
    assert row.note == "The manager's words"
    again = both[0] | {"note": "My words", "opened_with": text.split('name="opened_with" value="')[1].split('"')[0]}
    assert jo.post(url("correct", row), again | {"meanwhile": "both"}).status_code == 302
    row.refresh_from_db()
    assert "The manager's words" in row.note
    assert "My words" in row.note


def test_a_mistake_stays_counts_no_more_and_comes_back(jo: Browser, row: Contact, anna: Client) -> None:
    page = jo.post(url("mistake", row), follow=True).content.decode()
    assert "Entered by mistake, said Keyworker" in page
    assert "No contact yet" in jo.get(anna.get_absolute_url()).content.decode()
    assert jo.get(url("correct", row), follow=True).content.decode().count("Put it back before you write on it") == 1
    assert "is marked as a mistake" not in jo.post(url("mistake", row), follow=True).content.decode()
    assert "It counts again" in jo.post(url("put_back", row), follow=True).content.decode()
    assert Contact.objects.counted().filter(pk=row.pk).exists()


def test_the_note_of_a_closed_register_is_corrected_from_her_file(world: World, jo: Browser, anna: Client) -> None:
    night = session(world.worker("keyworker"), Place.objects.all()[0])
    line = contact(world.worker("keyworker"), anna, night, note="Came in wet")
    answer = jo.get(url("correct", line))
    assert answer.headers["Location"] == reverse("contacts:line", args=[night.uid, line.uid])
    close(night)
    page = jo.get(url("correct", line)).content.decode()
    assert "only its note" in page
    assert 'name="clock"' not in page
    mark = page.split('name="opened_with" value="')[1].split('"')[0]
    posted = {"note": "Came in soaked", "opened_with": mark, "outcome": "no_answer", "setting": "phone"}
    answer = jo.post(url("correct", line), posted, follow=True)
    assert "Came in wet" in answer.content.decode()
    line.refresh_from_db()
    assert (line.note, line.outcome, line.setting) == ("Came in soaked", "engaged", "drop_in")
    # All else on a closed register stays as it is.
    assert "closed" in jo.post(url("mistake", line), follow=True).content.decode()
    line.refresh_from_db()
    assert line.mistake_at is None


def test_another_agencys_contact_is_read_and_not_corrected(
    world: World, jo: Browser, signed_in: SignIn, anna: Client
) -> None:
    theirs = contact(world.worker("drugs_manager"), anna, note="Seen at Harbour")
    page = jo.get(url("contact", theirs)).content.decode()
    assert "Seen at Harbour" in page
    assert "Correct it" not in page
    assert jo.get(url("correct", theirs)).status_code == 403
    for name in ("mistake", "put_back", "not_her"):
        assert jo.post(url(name, theirs), {"description": "x"}).status_code == 403, name
    facilitator = signed_in(world.worker("facilitator"))
    ours = contact(world.worker("keyworker"), anna, note="Ours")
    assert "Ours" in facilitator.get(url("contact", ours)).content.decode()
    assert facilitator.get(url("correct", ours)).status_code == 403


def test_not_her_after_all(world: World, jo: Browser, row: Contact, anna: Client) -> None:
    todo = FollowUp.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=anna.made_by,
        contact=row,
        what="Ring back",
        due=timezone.localdate(),
        assigned_to=world.staff("keyworker"),
    )
    page = jo.post(url("not_her", row), {"description": ""})
    assert page.status_code == 422
    assert "Describe the woman it was" in page.content.decode()
    answer = jo.post(url("not_her", row), {"description": "Green hat"}, follow=True).content.decode()
    assert "Green hat" in answer
    assert f"{anna.shown_reference}</a> by Keyworker" in answer
    row.refresh_from_db()
    todo.refresh_from_db()
    assert (row.client, row.owner, todo.client, todo.owner) == (None, None, None, None)
    assert [str(one) for one in row.items.all()] == ["Condoms × 6"]
    assert "First" not in jo.get(reverse("her:timeline", args=[anna.reference])).content.decode()
    # And back again, from the page of women nobody knew.
    assert "Green hat" in jo.get(reverse("contacts:unknown_women")).content.decode()
    jo.post(reverse("contacts:who_is", args=[row.uid]), {"client": anna.reference})
    todo.refresh_from_db()
    assert (Contact.objects.get(pk=row.pk).client, todo.client) == (anna, anna)


def test_a_line_of_an_open_register_can_be_somebody_elses_too(world: World, jo: Browser, anna: Client) -> None:
    night = session(world.worker("keyworker"), Place.objects.all()[0])
    line = contact(world.worker("keyworker"), anna, night)
    jo.post(url("not_her", line), {"description": "Green hat"})
    line.refresh_from_db()
    assert (line.client, line.session, line.description) == (None, night, "Green hat")


@pytest.mark.parametrize("name", ["contact", "correct", "not_her"])
def test_a_contact_of_another_woman_is_not_on_her_file(world: World, jo: Browser, row: Contact, name: str) -> None:
    bea = world.clients["bea"]
    assert jo.get(reverse(f"her:{name}", args=[bea.reference, row.uid])).status_code == 404


def test_a_day_that_is_still_to_come_is_not_taken(jo: Browser, row: Contact) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = {"day_day": tomorrow.day, "day_month": tomorrow.month, "day_year": tomorrow.year}
    page = jo.post(url("correct", row), sent(jo.get(url("correct", row)).content.decode(), **day))
    assert page.status_code == 422
    assert "today or in the past" in page.content.decode()
