"""A draft is not read by its author while the page it was typed on is closed to her, nor sent from another's page."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Block, Client
from casework.contacts.models import Contact, FollowUp, Place, Session, Shift
from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from dussk.staff import session_keys
from dussk.staff.models import Post
from dussk.staff.roles import Role
from tests import world as worlds
from tests.casework.clients.joined import file, join
from tests.conftest import SignIn
from tests.dussk.drafts.conftest import hers
from tests.world import World

KEPT, LIST = reverse("drafts:kept"), reverse("drafts:list")
WORDS = "Hangs up when he is in the room. Ring the hostel on 0117 496 0000."


def a_draft(worker: Worker, address: str, action: str = "") -> Draft:
    fields = [["detail", WORDS]]
    where = {"address": address, "action": action or address}
    return Draft.objects.create(
        staff=worker.staff, agency=worker.agency, form="x", title="Her words", fields=fields, **where
    )


def told(browser: Browser, worker: Worker, draft: Draft) -> set[str]:
    """Where the draft is told of."""
    pages = {"today": "/", "list": LIST, "draft": reverse("drafts:draft", args=[draft.uid])}
    where = {name for name, page in pages.items() if "Her words" in browser.get(page).content.decode()}
    return where | ({"kept"} if WORDS in browser.get(KEPT, headers=hers(worker)).content.decode() else set())


EVERYWHERE = {"today", "list", "draft", "kept"}


def block(world: World, worker: Worker, client: Client) -> Block:
    keeper = world.worker("manager")
    row = {"client": client, "owner": client.agency, "agency": keeper.agency, "made_by": keeper.staff}
    return Block.objects.create(**row, blocked=worker.staff, kind="her_wish", reason="She asked for it")


def test_blocked_from_her_file_she_reads_no_draft_of_its_pages(world: World, signed_in: SignIn) -> None:
    jo, anna = world.worker("keyworker"), world.clients["anna"]
    browser, draft = signed_in(jo), a_draft(jo, reverse("clients:details", args=[anna.reference]))
    assert told(browser, jo, draft) == EVERYWHERE
    held = block(world, jo, anna)
    assert told(browser, jo, draft) == set()
    Block.objects.filter(pk=held.pk).update(ended_at=timezone.now(), ended_by=world.staff("manager"))
    assert told(browser, jo, draft) == EVERYWHERE


def test_of_two_files_that_are_compared_neither(world: World, signed_in: SignIn) -> None:
    jo, anna, bea = world.worker("keyworker"), world.clients["anna"], world.clients["bea"]
    browser = signed_in(jo)
    draft = a_draft(jo, reverse("clients:compare", args=[anna.reference, bea.reference]))
    assert told(browser, jo, draft) == EVERYWHERE
    block(world, jo, bea)
    assert told(browser, jo, draft) == set()


def test_a_draft_of_a_joined_file_is_closed_with_the_kept_one(world: World, signed_in: SignIn) -> None:
    jo = world.worker("keyworker")
    ruby, mae = file(jo, "Ruby"), file(jo, "Mae")
    browser, draft = signed_in(jo), a_draft(jo, reverse("clients:details", args=[mae.reference]))
    join(world.worker("manager"), ruby, mae)
    assert told(browser, jo, draft) == EVERYWHERE
    block(world, jo, ruby)
    assert told(browser, jo, draft) == set()


def test_an_ended_share_takes_the_drafts_with_it(world: World, signed_in: SignIn) -> None:
    theirs, anna = world.worker("drugs_manager"), world.clients["anna"]
    browser, draft = signed_in(theirs), a_draft(theirs, reverse("her:log", args=[anna.reference]))
    assert told(browser, theirs, draft) == EVERYWHERE
    anna.shares.update(ends=timezone.now())
    assert told(browser, theirs, draft) == set()


@pytest.fixture
def night(world: World) -> Session:
    return worlds.session(world.worker("keyworker"), Place.objects.get(), world.staff("volunteer"))


Loses = Callable[[World, Session], Any]

OFF_SHIFT: dict[str, Loses] = {
    "taken off": lambda world, night: Shift.objects.filter(session=night, staff=world.staff("volunteer")).delete(),
    "a day later": lambda world, night: Session.objects.filter(pk=night.pk).update(
        started_at=timezone.now() - timedelta(hours=30),
        closed_at=timezone.now() - timedelta(hours=25),
        closed_by=world.staff("keyworker"),
    ),
}


@pytest.mark.parametrize("how", OFF_SHIFT)
def test_off_shift_a_volunteer_reads_no_draft_of_a_line(
    world: World, signed_in: SignIn, night: Session, how: str
) -> None:
    volunteer = world.worker("volunteer")
    line = worlds.contact(world.worker("keyworker"), world.clients["cass"], night)
    register = reverse("contacts:register", args=[night.uid])
    draft = a_draft(volunteer, register, reverse("contacts:note", args=[night.uid, line.uid]))
    browser = signed_in(volunteer)
    assert told(browser, volunteer, draft) == EVERYWHERE
    OFF_SHIFT[how](world, night)
    assert told(browser, volunteer, draft) == set()


def test_a_line_a_contact_and_a_follow_up_close_with_her_file(world: World, signed_in: SignIn, night: Session) -> None:
    jo, cass = world.worker("keyworker"), world.clients["cass"]
    line, other = worlds.contact(jo, cass, night), worlds.contact(jo, cass)
    to_do = FollowUp.objects.create(
        client=cass, owner=cass.agency, agency=jo.agency, made_by=jo.staff, contact=other, what="Ring her",
        due=timezone.localdate(), assigned_to=jo.staff,
    )  # fmt: skip
    unknown = worlds.contact(jo, None)
    register = reverse("contacts:register", args=[night.uid])
    drafts = {
        "line": a_draft(jo, register, reverse("contacts:note", args=[night.uid, line.uid])),
        "contact": a_draft(jo, reverse("her:correct", args=[cass.reference, other.uid])),
        "follow-up": a_draft(jo, reverse("contacts:pass_on", args=[to_do.uid])),
        "unknown": a_draft(jo, reverse("contacts:unknown_correct", args=[unknown.uid])),
    }
    browser = signed_in(jo)
    assert {name for name, draft in drafts.items() if "draft" in told(browser, jo, draft)} == set(drafts)
    block(world, jo, cass)
    Contact.objects.filter(pk=unknown.pk).update(client=cass, owner=cass.agency)
    assert {name for name, draft in drafts.items() if told(browser, jo, draft) & {"draft"}} == set()
    assert WORDS not in browser.get(KEPT, headers=hers(jo)).content.decode()


def test_with_her_role_she_loses_the_drafts_of_its_pages(world: World, signed_in: SignIn) -> None:
    jo, anna = world.worker("keyworker"), world.clients["anna"]
    browser, draft = signed_in(jo), a_draft(jo, reverse("clients:details", args=[anna.reference]))
    Post.objects.filter(staff=jo.staff).update(role=Role.VOLUNTEER)
    assert told(browser, jo, draft) == set()


# A page that somebody else opened


def test_what_anothers_page_sends_is_not_saved_as_hers(world: World, signed_in: SignIn) -> None:
    jo, manager = world.worker("keyworker"), world.worker("manager")
    browser = signed_in(jo)
    address, typed = reverse("clients:new"), {"called": "Zuzanna", "once": str(uuid.uuid4())}
    for headers in (hers(manager), hers(Worker(jo.staff, world.drugs))):
        for more in ({}, {"X-Dussk-Save": "1"}, {"HX-Request": "true"}):
            assert browser.post(address, typed, headers=headers | more).status_code == 409
    assert not Client.objects.filter(called="Zuzanna").exists()
    assert browser.post(address, typed, headers=hers(jo) | {"X-Dussk-Save": "1"}).status_code == 204
    assert Client.objects.get(called="Zuzanna").made_by == jo.staff


def test_what_anothers_page_throws_away_stays(world: World, signed_in: SignIn) -> None:
    jo = world.worker("keyworker")
    draft = a_draft(jo, reverse("clients:new"))
    answer = signed_in(jo).post(reverse("drafts:throw_away", args=[draft.uid]), headers=hers(world.worker("manager")))
    assert answer.status_code == 409
    assert Draft.objects.get() == draft


def test_what_anothers_page_sends_to_a_locked_screen_is_not_kept_as_hers(world: World, signed_in: SignIn) -> None:
    both = world.worker("both")
    elsewhere = Worker(both.staff, world.drugs)
    browser = signed_in(elsewhere)
    session = browser.session
    session[session_keys.SEEN_AT] = 0
    session.save()
    typed = {"called": "Zuzanna", "once": str(uuid.uuid4())}
    script = {"X-Requested-With": "XMLHttpRequest"}
    assert browser.post(reverse("clients:new"), typed, headers=hers(both) | script).status_code == 423
    assert not Draft.objects.exists()
    assert browser.post(reverse("clients:new"), typed, headers=hers(elsewhere) | script).status_code == 423
    assert Draft.objects.get().agency == world.drugs


def test_it_is_told_to_be_anothers_before_anything_else(world: World, signed_in: SignIn) -> None:
    typed = {"called": "Zuzanna", "once": str(uuid.uuid4())}
    browser = signed_in(world.worker("facilitator"))
    assert browser.post(reverse("clients:new"), typed).status_code == 403
    assert browser.post(reverse("clients:new"), typed, headers=hers(world.worker("keyworker"))).status_code == 409
