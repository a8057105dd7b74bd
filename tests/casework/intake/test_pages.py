"""The pages of offers and screenings, as a keyworker opens and sends them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client, ClientShare
from casework.intake import onward
from casework.intake.models import CriteriaSet, Recruitment, Screening
from casework.intake.queries.offers import STAYS_OPEN
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.audit.models import ViewLog
from tests.casework.clients.conftest import a_block
from tests.casework.intake.conftest import SignIn, decided, mark_of, offered, screened, url
from tests.world import World

OFFER: dict[str, Any] = {"setting": "van", "moment": "now", "brought_by": "poster", "answer": "offered"}


def new(client: Client) -> str:
    return reverse("her_intake:new", args=[client.reference])


def answers(page: str, said: str = "yes", **changed: str) -> dict[str, str]:
    return {
        "opened_with": mark_of(page),
        "version": page.split('name="version" value="')[1].split('"', maxsplit=1)[0],
        "moment": "now",
        **{f"said_{code}": said for code in ("woman", "age", "selling", "using")},
        **changed,
    }


def day(name: str, days: int = 0) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def test_from_an_offer_to_taking_part(browser: Browser, anna: Client) -> None:
    assert "Not offered to her yet" in text(browser, anna.get_absolute_url())
    answer = browser.post(new(anna), OFFER | {"answer": "yes", "note": "Asked about the group"})
    row = Recruitment.objects.get()
    assert answer.headers["Location"] == url("screen", row)
    page = text(browser, url("screen", row))
    assert "everything else stays open to her" in page
    assert "checked" not in page.split("intake-question")[1]  # nothing is ticked beforehand
    page = text(browser, url("screen", row), answers(page, note_using="Every day"))
    assert "She is eligible" in page
    assert STAYS_OPEN in page
    assert "Every day" in page
    page = text(browser, url("decide", row))
    page = text(browser, url("decide", row), {"opened_with": mark_of(page), "decision": "consented", **day("on")})
    assert "She takes part" in page
    assert "Takes part" in text(browser, anna.get_absolute_url())
    timeline = text(browser, reverse("her:timeline", args=[anna.reference]) + "?kind=the-programme")
    assert "Programme offered" in timeline
    assert "Screened for the programme" in timeline
    assert ViewLog.objects.filter(client_id=anna.pk, page="her_intake:offer").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"setting": ""}, "Choose where it was offered"),
        ({"brought_by": ""}, "Choose what brought her"),
        ({"answer": ""}, "Choose what she said"),
        ({"answer": "screened"}, "There is a problem"),
        ({"answer": "declined"}, "Choose why"),
        ({"answer": "declined", "reason": "other"}, "Enter her other reason"),
        ({"moment": "earlier"}, "Choose which day it was"),
        ({"moment": "earlier", **day("day", 2), "clock": "9pm"}, "today or in the past"),
    ],
)
def test_what_is_asked_for(browser: Browser, anna: Client, changed: dict[str, str], sentence: str) -> None:
    answer = browser.post(new(anna), OFFER | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Recruitment.objects.exists()


def test_what_belongs_to_another_answer_is_not_kept(browser: Browser, anna: Client) -> None:
    browser.post(new(anna), OFFER | {"reason": "left", "reason_words": "x", "brought_by_words": "y"})
    row = Recruitment.objects.get()
    assert (row.answer, row.reason, row.reason_words, row.brought_by_words) == ("offered", "", "", "")


def test_not_eligible_in_words_that_can_be_read_to_her(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    page = text(browser, url("screen", row))
    page = text(browser, url("screen", row), answers(page, said_using="no", said_selling="not_known"))
    assert "She is not eligible" in page
    assert "used heroin or crack at least once a week" in page
    assert "sold sex on the street at least once a week in the last calendar month." not in page
    assert STAYS_OPEN in page
    assert "Offer it again" in page
    # One that is missing asks for the answer.
    row = offered(jo, anna)
    page = text(browser, url("screen", row))
    page = text(browser, url("screen", row), {**answers(page), "said_using": "not_known"})
    assert "We still need to know how often you used" in page
    assert "Complete the answers" in page


def test_under_18_says_what_to_do_first(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    page = text(browser, url("screen", row))
    page = text(browser, url("screen", row), answers(page, said_age="not_known"))
    assert page.index("Tell the safeguarding lead straight away") < page.index("To be read to her")
    assert url("decide", row) not in page
    assert browser.get(url("decide", row)).status_code == 302


def test_cannot_consent_now_and_is_asked_again(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screened(jo, row)
    mark = mark_of(text(browser, url("decide", row)))
    page = text(browser, url("decide", row), {"opened_with": mark, "decision": "cannot", **day("on")})
    for sentence in ("Choose why she cannot consent now", "Enter the day to ask her again"):
        assert sentence in page
    cannot = {"opened_with": mark, "decision": "cannot", "because": "distressed", **day("on"), **day("ask_again_on")}
    page = text(browser, url("decide", row), cannot)
    assert "Ask her again" in page
    for address in (reverse("today:today"), reverse("intake:ask_again")):
        assert "Too distressed" in text(browser, address)
    page = text(browser, url("decide", row))
    later = {"opened_with": mark_of(page), "decision": "declined", **day("on")}
    assert "Too distressed" in text(browser, url("decide", row), later)  # what it said before
    assert "Too distressed" not in text(browser, reverse("today:today"))


def test_of_two_who_screen_her_at_once_both_answers_are_shown(
    browser: Browser, world: World, signed_in: SignIn, jo: Worker, anna: Client
) -> None:
    row = offered(jo, anna)
    page = text(browser, url("screen", row))
    screened(world.worker("manager"), row, {"using": "no"}, note="At the van")
    answer = browser.post(url("screen", row), answers(page, note="Mine"))
    found = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else saved this" in found
    assert "At the van" in found
    assert "Mine" in found
    assert Screening.objects.get().result == "not_eligible"
    sent = {**answers(page, note="Mine"), "opened_with": mark_of(found), "meanwhile": "both"}
    assert browser.post(url("screen", row), sent).status_code == 302
    screening = Screening.objects.get()
    assert screening.result == "eligible"
    assert "At the van" in screening.note
    assert "Mine" in screening.note


def test_a_version_published_while_the_form_was_open_changes_nothing_in_it(
    browser: Browser, jo: Worker, anna: Client
) -> None:
    row = offered(jo, anna)
    page = text(browser, url("screen", row))
    newer = CriteriaSet.objects.create(agency=jo.agency, number=2, why="Wider", published_at=timezone.now())
    newer.criteria.create(code="age", question="Is she 18?", failed="x", missing="y", is_of_age=True)
    assert "She is eligible" in text(browser, url("screen", row), answers(page))
    assert Screening.objects.get().criteria.number == 1
    assert "A newer version is in use" in text(browser, url("screen", row))
    assert "Is she 18?" in text(browser, url("screen", offered(jo, anna)))


def test_without_questions_nobody_is_screened(browser: Browser, jo: Worker, anna: Client) -> None:
    CriteriaSet.objects.filter(agency=jo.agency).update(published_at=None)
    page = browser.get(url("screen", offered(jo, anna)), follow=True).content.decode()
    assert "An administrator publishes that" in page


def test_corrections_keep_what_it_said(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna, note="First")
    page = text(browser, url("correct", row))
    local = timezone.localtime(row.at)
    sent = {
        "opened_with": mark_of(page), "setting": "court", "brought_by": "agency", "brought_by_words": "Harbour",
        "answer": "declined", "reason": "not_interested", "note": "Second", "clock": f"{local:%H:%M}",
        "day_day": str(local.day), "day_month": str(local.month), "day_year": str(local.year),
    }  # fmt: skip
    page = text(browser, url("correct", row), sent)
    below = page[page.index("What it said before") :]
    for earlier in ("First", "Drop-in", "A flyer"):
        assert earlier in below
    moment = row.at
    row.refresh_from_db()
    assert (row.at, row.answer, row.reason, row.brought_by_words) == (moment, "declined", "not_interested", "Harbour")
    assert "She declined screening that time" in browser.get(url("screen", row), follow=True).content.decode()


def test_answers_are_corrected_with_their_time(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screening = screened(jo, row)
    page = text(browser, url("correct", row))
    assert 'name="answer"' not in page
    page = text(browser, url("screen", row))
    local = timezone.localtime(screening.at)
    sent = {
        **answers(page, said_using="no"), "moment": "earlier", "clock": f"{local:%H:%M}",
        "day_day": str(local.day), "day_month": str(local.month), "day_year": str(local.year),
    }  # fmt: skip
    page = text(browser, url("screen", row), sent)
    assert "heroin or crack cocaine at least once a week in the last calendar month?, written by" in page
    moment = screening.at
    screening.refresh_from_db()
    assert (screening.at, screening.result) == (moment, "not_eligible")


def test_a_mistake_and_back(browser: Browser, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screened(jo, row)
    assert "Entered by mistake, said Keyworker" in text(browser, url("mistake", row), {})
    assert "Put it back before" in text(browser, url("mistake", row), {})
    for name in ("correct", "screen", "decide"):
        assert "Put it back before you write on it" in browser.get(url(name, row), follow=True).content.decode()
    assert "Not offered to her yet" in text(browser, anna.get_absolute_url())
    assert "It counts again" in text(browser, url("put_back", row), {})


def test_a_woman_nobody_knows_and_who_she_was(browser: Browser, jo: Worker, anna: Client) -> None:
    address = reverse("intake:new_unknown")
    assert "Describe her in a few words" in text(browser, address, OFFER)
    browser.post(address, OFFER | {"description": "Tall, plaits", "answer": "declined", "reason": "left"})
    row = Recruitment.objects.get()
    assert "Tall, plaits" in text(browser, reverse("intake:unknown_women"))
    assert "We know who she is now" in text(browser, url("unknown_offer".removeprefix("unknown_"), row))
    assert anna.shown_reference in text(browser, reverse("intake:who", args=[row.uid]), {"q": "ana"})
    page = text(browser, reverse("intake:who_is", args=[row.uid]), {"client": anna.reference})
    assert "It is on her file now" in page
    assert "Tall, plaits" in page
    old = browser.get(reverse("intake:unknown_offer", args=[row.uid]))
    row.refresh_from_db()
    assert old.headers["Location"] == url("offer", row)
    assert "Describe the woman it was" in text(browser, url("not_her", row), {"description": ""})
    page = text(browser, url("not_her", row), {"description": "Short, plaits"})
    assert "Taken off the file" in page
    assert browser.get(reverse("intake:who", args=[row.uid])).status_code == 200


def test_whoever_is_blocked_sees_no_offer_and_no_number(
    world: World, jo: Worker, anna: Client, signed_in: SignIn
) -> None:
    row = offered(jo, anna)
    a_block(anna, world.worker("blocked"), jo)
    hers = signed_in(world.worker("blocked"))
    assert hers.get(url("offer", row)).status_code == 404
    assert "Nobody yet" in text(hers, reverse("intake:flow"))
    unknown = offered(jo, None)
    assert text(hers, reverse("intake:who", args=[unknown.uid]), {"q": "anna"}).count(anna.shown_reference) == 0
    assert hers.post(reverse("intake:who_is", args=[unknown.uid]), {"client": anna.reference}).status_code == 404


def test_what_a_partner_offered_to_a_woman_who_took_her_sharing_back(
    world: World, anna: Client, signed_in: SignIn
) -> None:
    theirs = world.worker("drugs_manager")
    row = offered(theirs, anna)
    screened(theirs, row)
    decided(theirs, row, "cannot", because="health", ask_again_on=timezone.localdate())
    manager = signed_in(theirs)
    pages = [reverse("intake:women"), reverse("intake:ask_again"), reverse("today:today")]
    assert all("Anna" in text(manager, address) for address in pages)
    ClientShare.objects.filter(client=anna).update(ends=timezone.now())
    for address in pages:
        page = text(manager, address)
        assert "A woman whose file is not open to you" in page
        assert "Anna" not in page
        assert str(row.uid) not in page


def test_a_partner_reads_what_is_shared_and_writes_its_own(
    world: World, jo: Worker, anna: Client, signed_in: SignIn
) -> None:
    row = offered(jo, anna)
    screened(jo, row)
    decided(jo, row, "consented")
    facilitator = signed_in(world.worker("facilitator"))
    page = text(facilitator, url("offer", row))
    assert "She takes part" in page
    assert "Correct the offer" not in page
    assert facilitator.get(url("correct", row)).status_code == 403
    manager = signed_in(world.worker("drugs_manager"))
    assert manager.get(url("correct", row)).status_code == 403
    assert manager.post(new(anna), OFFER).status_code == 302
    assert Recruitment.objects.filter(agency=world.drugs).count() == 1


def test_what_follows_is_offered_to_who_is_eligible_alone(
    monkeypatch: pytest.MonkeyPatch, browser: Browser, jo: Worker, anna: Client
) -> None:
    monkeypatch.setattr(onward, "_registered", {})
    onward.register(onward.Onward(10, "Go through it with her", "her:timeline", Permission.SCREEN))
    onward.register(onward.Onward(20, "For managers", "clients:details", Permission.REVIEW_EMERGENCY))
    row = offered(jo, anna)
    hers = reverse("her_intake:intake", args=[anna.reference])
    assert "Go through it with her" not in text(browser, url("offer", row)) + text(browser, hers)
    screened(jo, row)
    for page in (text(browser, url("offer", row)), text(browser, hers)):
        assert "Go through it with her" in page
        assert "For managers" not in page
    decided(jo, row, "declined")
    assert "Go through it with her" not in text(browser, url("offer", row)) + text(browser, hers)


def test_the_flow_and_the_women_behind_each_number(browser: Browser, jo: Worker, world: World) -> None:
    offered(jo, world.clients["anna"], answer="declined", reason="too_busy")
    row = offered(jo, world.clients["bea"])
    screened(jo, row, {"using": "no"})
    offered(jo, None, at=timezone.now() - timedelta(days=60))
    page = text(browser, reverse("intake:flow"))
    assert "3 offers to 3 women" in page
    assert "No to: Has she used heroin" in page
    women = reverse("intake:women")
    assert "Red coat" in text(browser, women)
    for step, there, absent in (
        ("declined_screening.too_busy", "Anna", "Bea"),
        ("not_eligible.using", "Bea", "Anna"),
        ("screened", "Bea", "Anna"),
    ):
        page = text(browser, f"{women}?step={step}")
        assert there in page
        assert absent not in page
    assert browser.get(f"{women}?step=nothing").status_code == 404
    assert "2 offers to 2 women" in text(browser, reverse("intake:flow") + "?period=month")
    assert "Red coat" not in text(browser, f"{women}?period=month")
    wrong = {**day("since"), **day("until", -3)}
    assert "on or after the first" in browser.get(reverse("intake:flow"), wrong).content.decode()
    assert ViewLog.objects.filter(page="intake:women", client_id=world.clients["bea"].pk).exists()


def test_the_flow_does_not_cost_more_with_more_in_it(
    browser: Browser, jo: Worker, django_assert_max_num_queries: Any
) -> None:
    for _time in range(30):
        screened(jo, offered(jo, None), {"using": "no"})
    for address in (reverse("intake:flow"), reverse("intake:women"), reverse("intake:unknown_women")):
        with django_assert_max_num_queries(18):
            assert browser.get(address).status_code == 200


def test_sent_twice_is_there_once(browser: Browser, anna: Client) -> None:
    page = text(browser, new(anna))
    key = page.split('name="once" value="')[1].split('"')[0]
    for _time in range(2):
        browser.post(new(anna), OFFER | {"once": key})
    assert Recruitment.objects.count() == 1
