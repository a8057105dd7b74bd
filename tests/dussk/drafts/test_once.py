"""A form that arrives twice is saved once, whoever sends it again and however closely."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.clients.models import Alert, Client
from casework.contacts.models import ContactItem, FollowUp, Item, Place, Session
from dussk.access.asking import Worker, asking
from dussk.drafts import actions, rules
from dussk.drafts.models import Draft, Sending
from dussk.drafts.once import CHANGED_SINCE, SAVED_ALREADY
from dussk.ui.again import sent
from tests import world as worlds
from tests.conftest import SignIn
from tests.world import World

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/nights/", "Referer": "http://testserver/nights/"}
NEW = reverse("clients:new")


def key() -> str:
    return str(uuid.uuid4())


def banner(browser: Browser, page: str = "/") -> str:
    return browser.get(page).content.decode()


def alert(client: Client, **more: str) -> dict[str, str]:
    today = timezone.localdate()
    day = {"starts_day": str(today.day), "starts_month": str(today.month), "starts_year": str(today.year)}
    return {"text": "Never ring", "audience": "identity", **day, **more}


# The same answer, and one record


def test_a_file_is_started_once_and_the_second_is_led_to_it(jo: Browser) -> None:
    typed = {"called": "Zuzanna", "once": key()}
    first, second = jo.post(NEW, typed), jo.post(NEW, typed)
    assert Client.objects.filter(called="Zuzanna").count() == 1
    assert (second.status_code, second.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert SAVED_ALREADY in banner(jo)


def test_the_page_for_faults_sends_the_key_again() -> None:
    """What "Try again" sends is all that was sent."""
    again = sent(RequestFactory().post(NEW, {"called": "Zoe", "once": "x"}))
    assert again is not None
    assert ("once", "x") in again.fields


def test_every_press_counts_but_a_resend_does_not(world: World, jo: Browser) -> None:
    keyworker = world.worker("keyworker")
    session = worlds.session(keyworker, Place.objects.get())
    line = worlds.contact(keyworker, world.clients["anna"], session)
    item = Item.objects.filter(agency=world.charity)[0]
    give = reverse("contacts:give", args=[session.uid, line.uid])
    presses = [key(), key()]
    for one in (presses[0], presses[1], presses[1], presses[0]):
        jo.post(give, {"give": str(item.uid), "once": one})
    assert ContactItem.objects.get(contact=line).count == 2
    answer = jo.post(give, {"give": str(item.uid), "once": presses[0]}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == reverse("contacts:line", args=[session.uid, line.uid])
    assert ContactItem.objects.get(contact=line).count == 2


def test_with_script_the_second_is_led_back_to_where_it_was_sent_from(world: World, jo: Browser) -> None:
    keyworker = world.worker("keyworker")
    session = worlds.session(keyworker, Place.objects.get())
    line = worlds.contact(keyworker, world.clients["anna"], session)
    item = Item.objects.filter(agency=world.charity)[0]
    give = reverse("contacts:give", args=[session.uid, line.uid])
    typed = {"give": str(item.uid), "once": key()}
    assert "HX-Redirect" not in jo.post(give, typed, headers=HTMX).headers
    assert jo.post(give, typed, headers=HTMX).headers["HX-Redirect"] == "/nights/"
    assert ContactItem.objects.get(contact=line).count == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_sessions_lines_and_follow_ups_are_made_once(world: World, jo: Browser, headers: dict[str, str]) -> None:
    keyworker = world.worker("keyworker")
    session = worlds.session(keyworker, Place.objects.get())
    line = worlds.contact(keyworker, world.clients["anna"], session)
    typed = {"description": "Red coat", "once": key()}
    for _time in range(2):
        jo.post(reverse("contacts:unknown", args=[session.uid]), typed, headers=headers)
    assert session.contacts.filter(client=None).count() == 1
    page = reverse("contacts:follow_up", args=[session.uid, line.uid])
    follow = {"what": "Ring the GP", "when": "tomorrow", "who": str(keyworker.staff.uid), "once": key()}
    for _time in range(2):
        jo.post(page, follow, headers=headers)
    assert FollowUp.objects.count() == 1
    assert Session.objects.count() == 1


# What uses up no key


def test_a_form_with_something_to_mend_keeps_its_key(world: World, jo: Browser) -> None:
    one = key()
    page = jo.post(NEW, {"called": "", "once": one}).content.decode()
    assert f'name="once" value="{one}"' in page
    assert jo.post(NEW, {"called": "Zuzanna", "once": one}).status_code == 302
    assert Client.objects.filter(called="Zuzanna").count() == 1
    assert Sending.objects.get().key == uuid.UUID(one)


def test_a_question_before_saving_uses_up_no_key(world: World, jo: Browser) -> None:
    anna, one = world.clients["anna"], key()
    assert "May she have a file already" in jo.post(NEW, {"called": "Anna", "once": one}).content.decode()
    assert jo.post(NEW, {"called": "Anna", "her": anna.reference, "once": one}).status_code == 302
    assert not Sending.objects.exists()
    jo.post(NEW, {"called": "Anna", "not_her": anna.reference, "once": one})
    assert Client.objects.filter(called="Anna").count() == 2


def test_a_refusal_uses_up_no_key(world: World, jo: Browser) -> None:
    anna, one = world.clients["anna"], key()
    url = reverse("clients:add_alert", args=[anna.reference])
    jo.post(url, alert(anna))
    assert "on her file already" in jo.post(url, alert(anna, once=one)).content.decode()
    row = Alert.objects.get()
    ending = reverse("clients:end_alert", args=[anna.reference, row.uid])
    jo.post(ending, {"reason": "Over"})
    assert jo.post(ending, {"reason": "Over", "once": one}).status_code == 302  # "Somebody else has already ended it"
    assert not Sending.objects.exists()
    assert jo.post(url, alert(anna, text="Never write", once=one)).status_code == 302
    assert Alert.objects.count() == 2


@pytest.mark.parametrize("address", ["clients:details", "clients:add_alert"])
def test_what_is_not_there_or_not_hers_uses_up_no_key(world: World, signed_in: SignIn, address: str) -> None:
    partner = signed_in(world.worker("drugs_manager"))
    for client in ("anna", "cass"):
        partner.post(reverse(address, args=[world.clients[client].reference]), {"once": key()})
    assert not Sending.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "x", "0", "\x00", "1" * 5000, "{}", "00000000-0000-0000-0000-00000000000g"])
def test_what_is_no_key_is_as_none(jo: Browser, nonsense: str) -> None:
    for _time in range(2):
        jo.post(NEW, {"called": "Zuzanna", "not_her": "x", "once": nonsense})
    assert not Sending.objects.exists()


def test_somebody_elses_key_is_worth_nothing(world: World, signed_in: SignIn) -> None:
    one = key()
    people = [signed_in(world.worker(name)) for name in ("keyworker", "manager")]
    answers = [
        browser.post(NEW, {"called": called, "once": one})
        for browser, called in zip(people, ("Zuzanna", "Qiao"), strict=True)
    ]
    assert len({answer.headers["Location"] for answer in answers}) == 2
    assert Sending.objects.filter(key=one).count() == 2


# The same key with something else in it


def test_what_was_changed_since_is_kept_and_not_lost(world: World, jo: Browser) -> None:
    one = key()
    jo.post(NEW, {"called": "Zuzanna", "once": one})
    answer = jo.post(NEW, {"called": "Zuzana", "legal_name": "Zuzana Nová", "once": one})
    assert answer.headers["Location"] == Client.objects.get(called="Zuzanna").get_absolute_url()
    assert not Client.objects.filter(called="Zuzana").exists()
    draft = Draft.objects.get()
    assert ["legal_name", "Zuzana Nová"] in draft.fields
    page = banner(jo)
    assert CHANGED_SINCE in page
    assert reverse("drafts:draft", args=[draft.uid]) in page


TEXTS = st.dictionaries(
    st.sampled_from(["called", "note", "once", "draft", "csrfmiddlewaretoken", "x"]),
    st.lists(st.text(max_size=3), max_size=3),
)


@given(TEXTS, TEXTS)
def test_the_same_content_is_told_from_another(left: dict[str, list[str]], right: dict[str, list[str]]) -> None:
    def typed(sent: dict[str, list[str]]) -> dict[str, list[str]]:
        return {name: values for name, values in sent.items() if name not in rules.CARRIED}

    same = rules.content(left.items()) == rules.content(reversed(list(right.items())))
    assert same is (typed(left) == typed(right))


# At the same moment


class Sender(threading.Thread):
    """A request on a connection of its own."""

    def __init__(self, browser: Browser, sent: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.browser, self.sent = browser, sent
        self.answer: Any = None

    def run(self) -> None:
        try:
            self.answer = self.browser.post(NEW, self.sent)
        finally:
            connection.close()


@pytest.fixture
def lasting(transactional_db: None) -> World:
    return worlds.build()


def waiting_for_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        count: int = cursor.fetchone()[0]
    return count


def until(condition: Callable[[], bool]) -> None:
    event = threading.Event()
    for _time in range(500):
        if condition():
            return
        event.wait(0.02)
    pytest.fail("this never happened")


def test_two_at_the_same_moment_make_one(lasting: World, signed_in: SignIn) -> None:
    typed = {"called": "Zuzanna", "once": key()}
    senders = [Sender(signed_in(lasting.worker("keyworker")), typed) for _one in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert Client.objects.filter(called="Zuzanna").count() == 1
    assert {sender.answer.headers["Location"] for sender in senders} == {
        Client.objects.get(called="Zuzanna").get_absolute_url()
    }


@pytest.mark.parametrize("commits", [True, False])
def test_the_second_waits_for_what_becomes_of_the_first(lasting: World, signed_in: SignIn, commits: bool) -> None:  # noqa: FBT001
    """The first is still saving. If it succeeds the second makes nothing; if it dies, the second saves."""
    worker, one = lasting.worker("keyworker"), uuid.uuid4()
    typed = {"called": "Zuzanna", "once": str(one)}
    content = rules.content((name, [value]) for name, value in typed.items())
    second = Sender(signed_in(worker), typed)

    class DiedError(Exception):
        pass

    def first(worker: Worker) -> None:
        with asking(worker):
            assert actions.take_key(by=worker, key=one, content=content)
            second.start()
            until(lambda: waiting_for_a_lock() > 0)
            if not commits:
                raise DiedError
            actions.use_key(by=worker, key=one, draft=None, address="/clients/")

    if commits:
        first(worker)
    else:
        with pytest.raises(DiedError):
            first(worker)
    second.join()
    assert Client.objects.filter(called="Zuzanna").count() == (0 if commits else 1)
    assert (second.answer.headers["Location"] == "/clients/") is commits
