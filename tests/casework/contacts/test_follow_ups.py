"""Follow-ups: on Today of whoever took them, and finished with what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.contacts.models import Contact, FollowUp
from dussk.access.asking import Worker
from tests.casework.contacts.conftest import Night
from tests.world import contact


def take(night: Night, line: Contact, who: str = "keyworker", days: int = 1, what: str = "Ring the clinic") -> FollowUp:
    return FollowUp.objects.create(
        client=line.client,
        owner=line.owner,
        contact=line,
        session=line.session,
        agency=line.agency,
        made_by=line.made_by,
        what=what,
        due=timezone.localdate() + timedelta(days=days),
        assigned_to=night.world.staff(who),
    )


@pytest.fixture
def line(night: Night) -> Contact:
    return contact(night.world.worker("keyworker"), night.world.clients["anna"], night.session)


def test_today_lists_mine_by_date_and_calmly(night: Night, keyworker: Browser, line: Contact) -> None:
    take(night, line, days=3, what="Later")
    take(night, line, days=-2, what="Earlier")
    take(night, line, days=0, what="Now")
    take(night, line, who="manager", what="Not mine")
    page = keyworker.get("/").content.decode()
    assert page.index("Earlier") < page.index("Now") < page.index("Later")
    assert "Not mine" not in page
    assert "overdue" not in page.lower()
    assert "<strong>Today</strong>" in page


def test_today_shows_ten_and_says_how_many_more(night: Night, keyworker: Browser, line: Contact) -> None:
    for days in range(12):
        take(night, line, days=days)
    page = keyworker.get("/").content.decode()
    assert page.count("Ring the clinic") == 10
    assert "2 more" in page
    assert keyworker.get(reverse("contacts:follow_ups")).content.decode().count("Ring the clinic") == 12


def test_those_of_a_line_entered_by_mistake_are_gone(night: Night, keyworker: Browser, line: Contact) -> None:
    taken = take(night, line)
    keyworker.post(night.url("mistake", line))
    assert "Ring the clinic" not in keyworker.get("/").content.decode()
    assert keyworker.get(reverse("contacts:finish", args=[taken.uid])).status_code == 404
    keyworker.post(night.url("put_back", line))
    assert "Ring the clinic" in keyworker.get("/").content.decode()


def test_finishing_says_what_came_of_it(night: Night, keyworker: Browser, line: Contact) -> None:
    taken = take(night, line)
    address = reverse("contacts:finish", args=[taken.uid])
    assert "Anna" in keyworker.get(address).content.decode()
    answer = keyworker.post(address, {"outcome": ""})
    assert answer.status_code == 422
    assert "Enter what came of it" in answer.content.decode()
    keyworker.post(night.url("close"), {})  # a closed register does not stop what comes after it
    answer = keyworker.post(address, {"outcome": "She rang <b>", "done_by": "7", "assigned_to": "7"}, follow=True)
    assert answer.status_code == 200
    taken.refresh_from_db()
    assert taken.done_by == night.world.staff("keyworker")
    assert taken.done_at is not None
    assert taken.outcome == "She rang <b>"
    page = keyworker.get(reverse("contacts:follow_ups")).content.decode()
    assert "She rang &lt;b&gt;" in page
    assert "Nothing to follow up" in keyworker.get("/").content.decode()
    answer = keyworker.post(address, {"outcome": "Again"}, follow=True)
    assert "This was done already" in answer.content.decode()
    taken.refresh_from_db()
    assert taken.outcome == "She rang <b>"
    assert "She rang &lt;b&gt;" in keyworker.get(address).content.decode()


def test_another_s_is_not_there(
    night: Night, keyworker: Browser, line: Contact, signed_in: Callable[[Worker], Browser]
) -> None:
    taken = take(night, line)
    address = reverse("contacts:finish", args=[taken.uid])
    for name in ("manager", "drugs_manager", "blocked"):
        browser = signed_in(night.world.worker(name))
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"outcome": "x"}).status_code == 404
    volunteer = signed_in(night.world.worker("volunteer"))
    assert volunteer.post(address, {"outcome": "x"}).status_code == 403
    taken.refresh_from_db()
    assert taken.done_at is None


def test_about_a_woman_nobody_knows(night: Night, keyworker: Browser) -> None:
    unknown = contact(night.world.worker("keyworker"), None, night.session)
    taken = take(night, unknown)
    assert "Red coat" in keyworker.get("/").content.decode()
    assert "Red coat" in keyworker.get(reverse("contacts:finish", args=[taken.uid])).content.decode()
