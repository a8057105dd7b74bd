"""Follow-ups: on Today of whoever took them, and finished with what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.contacts.models import Contact, FollowUp
from dussk.access.asking import Worker
from dussk.staff.models import Staff
from dussk.staff.roles import Role
from tests.casework.clients.conftest import a_block
from tests.casework.contacts.conftest import Night
from tests.conftest import SignIn
from tests.world import contact, hire


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


def test_anybody_at_the_agency_may_finish_it(
    night: Night, keyworker: Browser, line: Contact, signed_in: Callable[[Worker], Browser]
) -> None:
    taken = take(night, line)
    address = reverse("contacts:finish", args=[taken.uid])
    manager = signed_in(night.world.worker("manager"))
    assert "Keyworker has it" in manager.get(address).content.decode()
    manager.post(address, {"outcome": "Rang her myself"})
    taken.refresh_from_db()
    assert (taken.done_by, taken.assigned_to) == (night.world.staff("manager"), night.world.staff("keyworker"))
    assert "by Manager" in keyworker.get(address).content.decode()


def test_another_agencys_is_not_there(night: Night, line: Contact, signed_in: Callable[[Worker], Browser]) -> None:
    taken = take(night, line)
    a_block(night.world.clients["anna"], night.world.worker("blocked"), night.world.worker("keyworker"))
    for name, typed in (("finish", {"outcome": "x"}), ("pass_on", {"who": "x", "why": "x"})):
        address = reverse(f"contacts:{name}", args=[taken.uid])
        for who in ("drugs_manager", "blocked"):
            browser = signed_in(night.world.worker(who))
            assert browser.get(address).status_code == 404
            assert browser.post(address, typed).status_code == 404
        assert signed_in(night.world.worker("volunteer")).post(address, typed).status_code == 403
    taken.refresh_from_db()
    assert taken.done_at is None


def test_it_is_passed_on_with_a_reason_that_stays(
    night: Night, keyworker: Browser, line: Contact, signed_in: Callable[[Worker], Browser]
) -> None:
    taken = take(night, line)
    address, manager = reverse("contacts:pass_on", args=[taken.uid]), night.world.staff("manager")
    page = keyworker.post(address, {"who": str(manager.uid), "why": ""})
    assert page.status_code == 422
    assert "Enter why it is passed on" in page.content.decode()
    keyworker.post(address, {"who": str(manager.uid), "why": "On leave until Monday"})
    taken.refresh_from_db()
    assert (taken.assigned_to, taken.what, taken.done_at) == (manager, "Ring the clinic", None)
    assert "Ring the clinic" not in keyworker.get("/").content.decode()
    theirs = signed_in(night.world.worker("manager"))
    assert "Ring the clinic" in theirs.get("/").content.decode()
    text = theirs.get(reverse("contacts:finish", args=[taken.uid])).content.decode()
    assert "Keyworker passed it from Keyworker to Manager. <bdi>On leave until Monday" in text
    # To whoever has it already, it cannot go.
    assert theirs.post(address, {"who": str(manager.uid), "why": "x"}).status_code == 422
    theirs.post(reverse("contacts:finish", args=[taken.uid]), {"outcome": "Done"})
    again = theirs.post(address, {"who": str(night.world.staff("keyworker").uid), "why": "x"}, follow=True)
    assert "This was done already" in again.content.decode()


@pytest.mark.parametrize("lost", ["suspended", "left", "blocked"])
def test_somebody_who_cannot_take_it_is_refused_and_what_was_typed_stays(
    night: Night, keyworker: Browser, lost: str
) -> None:
    anna, manager = night.world.clients["anna"], night.world.staff("manager")
    lose(night, manager, lost)
    address = reverse("her:follow_up", args=[anna.reference])
    typed = {"what": "Fetch her letters", "when": "week", "who": str(manager.uid)}
    page = keyworker.post(address, typed)
    assert page.status_code == 200
    text = page.content.decode()
    assert ("Manager is suspended and cannot take this" if lost == "suspended" else "Manager cannot take this") in text
    assert "blocked" not in text.split("<form", 1)[1].split("</form>")[0]
    assert "Fetch her letters" in text
    assert not FollowUp.objects.exists()
    keyworker.post(address, typed | {"who": str(night.world.staff("keyworker").uid)})
    made = FollowUp.objects.get()
    assert (made.contact, made.client, made.owner) == (None, anna, anna.agency)
    assert "Fetch her letters" in keyworker.get(anna.get_absolute_url()).content.decode()


def lose(night: Night, staff: Staff, how: str) -> None:
    """Somebody becomes unable to follow up."""
    if how == "suspended":
        Staff.objects.filter(pk=staff.pk).update(is_active=False, suspended_at=timezone.now())
    elif how == "left":
        staff.posts.update(ended_at=timezone.now())
    else:
        a_block(night.world.clients["anna"], Worker(staff, night.world.charity), night.world.worker("keyworker"))


@pytest.mark.parametrize("lost", ["suspended", "left", "blocked"])
def test_what_nobody_is_doing_comes_to_light(night: Night, keyworker: Browser, line: Contact, lost: str) -> None:
    take(night, line, who="manager", what="Ring the midwife")
    take(night, line, who="keyworker", what="Still with me")
    assert "Nobody is doing these" not in keyworker.get("/").content.decode()
    lose(night, night.world.staff("manager"), lost)
    page = keyworker.get("/").content.decode()
    panel = page[page.index("Nobody is doing these") :].split("</section>")[0]
    assert "Ring the midwife" in panel
    assert "Still with me" not in panel
    all_of_them = keyworker.get(reverse("contacts:everybodys"), {"worker": "nobody"}).content.decode()
    assert "Ring the midwife" in all_of_them
    assert "Still with me" not in all_of_them


def test_everybodys_are_there_the_longest_waiting_first_and_by_worker(
    night: Night, keyworker: Browser, line: Contact
) -> None:
    take(night, line, who="manager", days=-3, what="The manager has this")
    take(night, line, days=2, what="Later of mine")
    take(night, line, days=-9, what="Oldest of mine")
    page = keyworker.get(reverse("contacts:everybodys")).content.decode()
    assert page.index("Oldest of mine") < page.index("The manager has this") < page.index("Later of mine")
    mine = keyworker.get(reverse("contacts:everybodys"), {"worker": str(night.world.staff("keyworker").uid)})
    assert "The manager has this" not in mine.content.decode()
    for nonsense in ("x", "00000000-0000-4000-8000-000000000000"):
        empty = keyworker.get(reverse("contacts:everybodys"), {"worker": nonsense}).content.decode()
        assert "Nothing to do." in empty


def test_about_a_woman_nobody_knows(night: Night, keyworker: Browser) -> None:
    unknown = contact(night.world.worker("keyworker"), None, night.session)
    taken = take(night, unknown)
    assert "Red coat" in keyworker.get("/").content.decode()
    assert "Red coat" in keyworker.get(reverse("contacts:finish", args=[taken.uid])).content.decode()


@pytest.mark.parametrize("page", ["finish", "pass_on"])
def test_once_the_share_has_ended_it_is_changed_no_more(night: Night, signed_in: SignIn, page: str) -> None:
    theirs, anna = night.world.worker("drugs_manager"), night.world.clients["anna"]
    other = hire(night.world.drugs, "other", Role.KEYWORKER)
    to_do = FollowUp.objects.create(
        client=anna, owner=anna.agency, agency=theirs.agency, made_by=theirs.staff, what="Ring her",
        due=timezone.localdate(), assigned_to=theirs.staff,
    )  # fmt: skip
    anna.shares.update(ends=timezone.now())
    typed = {"who": str(other.staff.uid), "why": "Off sick", "outcome": "She came"}
    answer = signed_in(theirs).post(reverse(f"contacts:{page}", args=[to_do.uid]), typed)
    assert answer.status_code == 403
    to_do.refresh_from_db()
    assert (to_do.assigned_to, to_do.done_at) == (theirs.staff, None)
