"""Signing on her screen, and what happens elsewhere meanwhile."""

import pytest

from casework.clients.models import Block
from consent.agreements import actions
from consent.agreements.rules import Part
from dussk.access.asking import asking
from tests.consent.hers.conftest import GIVE_BACK, Tablet
from tests.world import PASSWORD

DRAWN = "M100 200L300 90L500 200M600 100L600 100"


def test_nothing_is_signed_before_every_page_is_gone_through(tablet: Tablet) -> None:
    tablet.say("service", agreed="yes")
    for page in ("look", "sign"):
        assert tablet.open(page).url == tablet.url("part", "storing")
    answer = tablet.browser.post(tablet.url("sign"), {"print_name": "Rosa", "how": "typed", "seen": "x"})
    assert answer.url == tablet.url("part", "storing")
    assert tablet.now().signed_at is None


@pytest.mark.parametrize(("how", "drawn"), [("typed", ""), ("typed", DRAWN), ("drawn", DRAWN)])
def test_she_signs(tablet: Tablet, how: str, drawn: str) -> None:
    tablet.go_through()
    assert tablet.sign(how=how, drawn=drawn).url == tablet.url("thanks")
    signed = tablet.now()
    assert (signed.signature, signed.drawn, signed.print_name) == (how, DRAWN if how == "drawn" else "", "Rosa Lind")
    assert signed.holds
    assert tablet.asked.sees("drugs_manager")
    assert "It is signed" in tablet.page("thanks")
    for page in ("start", "stop", "look", "sign"):
        assert tablet.open(page).url == tablet.url("thanks")
    assert tablet.say("research", agreed="yes").url == tablet.url("thanks")
    assert tablet.now().research is False
    back = tablet.browser.post(GIVE_BACK, {"secret": PASSWORD})
    page = tablet.browser.get(back.url).content.decode()
    assert "She has signed on her screen" in page
    assert "Harbour" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"print_name": ""}, "Write your name"),
        ({"print_name": "..."}, "at least one letter"),
        ({"how": ""}, "Choose how you want to sign"),
        ({"how": "paper"}, "Choose how you want to sign"),
        ({"how": "drawn"}, "Draw your name in the box"),
        ({"how": "drawn", "drawn": "M1 1L2 2"}, "Draw your name in the box"),
        ({"how": "drawn", "drawn": '"/><script>alert(1)</script>'}, "Draw your name in the box"),
        ({"born_day": "31", "born_month": "2", "born_year": "1990"}, "real date"),
    ],
)
def test_what_is_no_signature_is_asked_for_again(tablet: Tablet, fields: dict[str, str], sentence: str) -> None:
    tablet.go_through()
    answer = tablet.sign(**fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert b"<script>alert" not in answer.content
    assert tablet.now().signed_at is None


def test_what_was_changed_after_she_looked_is_looked_at_again(tablet: Tablet) -> None:
    tablet.go_through()
    seen = tablet.seen()
    with asking(tablet.asked.by):
        actions.answer(by=tablet.asked.by, agreement=tablet.now(), part=Part.RESEARCH, agreed=True)
    answer = tablet.sign(seen=seen)
    assert answer.url == f"{tablet.url('look')}?changed=1"
    assert b"Please look again" in tablet.browser.get(answer.url).content
    assert tablet.now().signed_at is None
    assert tablet.browser.get(f"{tablet.url('sign')}?as={seen}").url == answer.url
    assert tablet.open("sign").url == tablet.url("look")
    assert tablet.sign().url == tablet.url("thanks")


def test_a_form_that_is_republished_meanwhile_is_signed_as_she_read_it(tablet: Tablet) -> None:
    tablet.go_through()
    with asking(tablet.asked.world.worker("administrator")):
        by = tablet.asked.world.worker("administrator")
        draft = actions.begin_version(by=by, language="English", why="Clearer")
        actions.publish(by=by, form=draft)
    assert "Support from us" in tablet.page("look")
    tablet.sign()
    assert tablet.now().form == tablet.agreement.form
    assert tablet.now().holds


def test_two_workers_at_once(tablet: Tablet) -> None:
    tablet.go_through()
    manager = tablet.asked.world.worker("manager")
    with asking(manager):
        actions.sign(
            by=manager,
            agreement=tablet.now(),
            signature="paper",
            witness="Pat",
            paper_is_at="Cabinet 2",
            print_name="Rosa Lind",
        )
    assert tablet.say("service", agreed="no").url == tablet.url("thanks")
    assert "This was signed on paper" in tablet.page("thanks")
    assert tablet.now().service is True


def test_given_up_on_another_screen(tablet: Tablet) -> None:
    tablet.say("service", agreed="yes")
    with asking(tablet.asked.by):
        actions.leave(by=tablet.asked.by, agreement=tablet.now())
    assert tablet.say("storing", agreed="yes").url == tablet.url("thanks")
    assert "These pages were closed" in tablet.page("thanks")
    assert tablet.now().storing is None


def test_no_to_storing_closes_the_file_and_the_tablet_goes_on(tablet: Tablet) -> None:
    tablet.go_through(storing="no")
    assert tablet.sign().url == tablet.url("thanks")
    assert not tablet.asked.sees("keyworker")
    page = tablet.page("thanks")
    assert "It is signed" in page
    assert "Rosa" not in page
    assert tablet.open().url == GIVE_BACK
    assert tablet.browser.post(GIVE_BACK, {"secret": PASSWORD}).url == "/"
    assert b"closed to everybody but a manager" in tablet.browser.get("/").content


def test_a_worker_who_is_blocked_meanwhile(tablet: Tablet) -> None:
    rosa, by = tablet.asked.rosa, tablet.asked.by
    Block.objects.create(
        client=rosa, owner=rosa.agency, agency=rosa.agency, made_by=by.staff, blocked=by.staff, kind="her_wish"
    )
    assert tablet.open().url == GIVE_BACK
    assert tablet.say("service", agreed="yes").url == tablet.url()
    assert tablet.browser.get(GIVE_BACK).status_code == 200
    assert tablet.now().answered == []


def test_the_worker_signed_out_meanwhile(tablet: Tablet) -> None:
    tablet.say("service", agreed="yes")
    tablet.browser.cookies.clear()
    answer = tablet.say("storing", agreed="yes")
    assert (answer.status_code, answer.url) == (303, "/sign-in/")
    assert tablet.now().answered == ["service"]


def test_the_lock_screen_in_the_middle(tablet: Tablet) -> None:
    tablet.say("service", agreed="yes")
    tablet.browser.post("/lock/")
    here = tablet.url("part", "storing")
    answer = tablet.browser.post(here, {"agreed": "yes"}, headers={"Referer": f"http://testserver{here}"})
    assert answer.url == f"/locked/?next={here}"
    page = tablet.browser.get(answer.url).content.decode()
    assert "nothing was saved" in page
    assert "Rosa" not in page
    assert tablet.browser.post("/unlock/", {"secret": PASSWORD, "next": here}).url == here
    assert tablet.say("storing", agreed="yes").status_code == 302
    assert tablet.now().answered == ["service", "storing"]
