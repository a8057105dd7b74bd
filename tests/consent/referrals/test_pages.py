"""The pages of referrals, as workers of either side open and send them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.care_plans.rules.treatment import What
from casework.contacts.models import FollowUp
from consent.agreements.rules import ToPartner
from consent.referrals.models import Referral, ReferralStep
from consent.referrals.rules.moves import Basis
from dussk.audit.models import ViewLog
from dussk.drafts.rules import KEY
from tests.casework.clients.conftest import a_block
from tests.consent.referrals.conftest import WHY, Referring, SignIn


def day(name: str, days: int = 0) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address, follow=True) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def typed(referring: Referring, **changed: Any) -> dict[str, Any]:
    said = {"service": str(referring.bridge.uid), "why": WHY, "urgency": "today", "how": "phone", "basis": "herself"}
    return said | day("made_on") | changed


def test_from_her_page_to_an_answer(referring: Referring, jo: Browser) -> None:
    page = text(jo, referring.rosa.get_absolute_url())
    assert "None is open." in page
    assert referring.url("new") in page
    assert "has not agreed that any agency outside" in text(jo, referring.url("new"))
    page = text(jo, referring.url("new"), typed(referring, **day("remind_on", 2)))
    row = Referral.objects.get()
    assert "The referral is saved" in page
    assert WHY in page
    assert row.what == What(1, "hostel")  # what the directory says of it
    assert FollowUp.objects.get().due == timezone.localdate() + timedelta(days=2)
    page = text(jo, referring.rosa.get_absolute_url())
    assert "Bridge House" in page
    step = {"state": "accepted", "words": "Ring the bell", "clock": "9pm"} | day("on") | day("day", 1)
    page = text(jo, referring.url("step", row.uid), step)
    assert "Ring the bell" in page
    assert "Appointment:" in page
    assert "9pm" in page
    assert "Referral to" in text(jo, reverse("her:timeline", args=[referring.rosa.reference]))
    assert "Bridge House" in text(jo, referring.url("list"))
    assert ViewLog.objects.filter(client_id=referring.rosa.pk, page="her_referrals:referral").exists()


def test_faults_stand_beside_what_was_typed(referring: Referring, jo: Browser) -> None:
    page = text(jo, referring.url("new"), {"service": "", "why": WHY})
    for sentence in (
        "Choose a service, or write the name of one",
        "Choose what it is for",
        "Choose how soon she needs it",
        "Choose how it was sent",
        "Choose on what ground they are told about her",
        "Enter the day it was sent",
    ):
        assert sentence in page
    assert WHY in page
    page = text(jo, referring.url("new"), typed(referring, named="Another", what="9:gp", **day("made_on", 3)))
    assert "not both" in page
    assert "Choose one of the list" in page
    assert "today or in the past" in page
    page = text(jo, referring.url("new"), typed(referring, basis="consent"))
    assert "She has not agreed that Bridge House is told anything" in page
    assert not Referral.objects.exists()


def test_what_became_of_it_has_its_faults_too(referring: Referring, jo: Browser) -> None:
    row = referring.refer()
    address = referring.url("step", row.uid)
    assert "Choose what became of it" in text(jo, address, day("on"))
    assert "Choose why they refused" in text(jo, address, {"state": "refused"} | day("on"))
    assert "Choose what it came to" in text(jo, address, {"state": "ended"} | day("on"))
    assert "Say in a few words" in text(jo, address, {"state": "refused", "reason": "other"} | day("on"))
    assert "Enter both the day and the time" in text(jo, address, {"state": "accepted"} | day("on") | day("day", 2))
    assert "missed" not in text(jo, address).split('name="state"')[1]
    assert ReferralStep.objects.count() == 1
    referring.step(row, "refused", reason="full")
    assert "Nothing can become of this referral any more" in text(jo, address)


def test_refused_and_made_elsewhere(referring: Referring, jo: Browser) -> None:
    row = referring.refer(wants="A door that locks", what=What(1, "hostel"))
    page = text(jo, referring.url("step", row.uid), {"state": "refused", "reason": "full"} | day("on"))
    elsewhere = f"{referring.url('new')}?instead={row.uid}"
    assert elsewhere in page
    page = text(jo, elsewhere)
    assert WHY in page
    assert "A door that locks" in page
    assert 'value="1:hostel" selected' in page
    assert "checked" not in page.split('name="basis"')[1].split("fieldset")[0]  # she is asked anew
    said = typed(referring, service="", named="St Brannock’s", what="1:hostel", instead=str(row.uid))
    page = text(jo, referring.url("new"), said)
    new = Referral.objects.get(instead_of=row)
    assert new.where == "St Brannock’s"
    assert "Instead of" in page
    assert "Made elsewhere" in text(jo, referring.url("referral", row.uid))
    stranger = f"{referring.url('new')}?instead={uuid4()}"
    assert WHY not in text(jo, stranger)
    assert "Bridge House</option>" in text(jo, f"{referring.url('new')}?service={referring.bridge.uid}")


def test_a_partner_answers_on_its_today(referring: Referring, jo: Browser, signed_in: SignIn) -> None:
    agreement = referring.agree(partners={referring.world.drugs: ToPartner(frozenset({"identity"}))})
    page = text(jo, referring.url("new"), typed(referring, service=str(referring.harbour.uid), basis="share"))
    row = Referral.objects.get()
    assert "Harbour Drug Service, as long as she lets them know" in page
    theirs = signed_in(referring.world.worker("facilitator"))
    page = text(theirs, "/")
    assert "Referrals to answer" in page
    assert "Rosa" in page
    assert "Rosa" in text(theirs, reverse("referrals:incoming"))
    page = text(theirs, referring.url("referral", row.uid))
    assert "Answer it" in page
    assert "On what ground" not in page
    assert theirs.get(referring.url("correct", row.uid)).status_code == 403
    page = text(theirs, referring.url("step", row.uid), {"state": "accepted", "words": "Wednesday"} | day("on"))
    assert "Wednesday" in page
    assert "Wednesday" in text(jo, referring.url("referral", row.uid))
    assert "Referrals to answer" not in text(theirs, "/")
    assert "Correct it" not in page
    page = text(jo, reverse("sharing:as_agency", args=[referring.rosa.reference, referring.world.drugs.uid]))
    assert "Referrals" in page
    referring.take_back_sharing(agreement)
    assert theirs.get(referring.url("referral", row.uid)).status_code == 404
    assert "Rosa" not in text(theirs, reverse("referrals:incoming"))
    assert "She has taken back that" in text(jo, referring.url("referral", row.uid))


def test_of_what_another_agency_sees_a_referral_sent_to_it_is_a_part(referring: Referring, jo: Browser) -> None:
    referring.agree(partners={referring.world.drugs: ToPartner(frozenset({"identity"}))})
    referring.refer(basis=Basis.SHARE, service=referring.harbour, what=What(3, "prescribing"))
    referring.refer()
    address = reverse("sharing:as_agency", args=[referring.rosa.reference, referring.world.drugs.uid])
    page = text(jo, f"{address}?kind=referrals")
    assert "To Harbour" in page
    assert "To Bridge House" not in page


def test_waiting_too_long_stands_on_today(referring: Referring, jo: Browser) -> None:
    referring.refer(made_on=timezone.localdate() - timedelta(days=9))
    assert "Referrals that wait too long" in text(jo, "/")
    assert "Rosa" in text(jo, reverse("referrals:late"))
    page = text(jo, reverse("referrals:list"))
    assert "1 referral" in page
    for query in ("state=open", f"service={referring.bridge.uid}", "mine=me", "period=year"):
        assert "Rosa" in text(jo, f"{reverse('referrals:list')}?{query}")
    assert "None fits" in text(jo, f"{reverse('referrals:list')}?state=seen")


def test_figures_are_the_managers(referring: Referring, jo: Browser, signed_in: SignIn) -> None:
    row = referring.refer()
    referring.step(row, "refused", reason="full")
    address = reverse("referrals:figures")
    assert jo.get(address).status_code == 403
    page = text(signed_in(referring.world.worker("manager")), address)
    assert "Bridge House" in page
    assert "1: no place free 1" in page


def test_a_mistake_is_struck_through(referring: Referring, jo: Browser) -> None:
    row = referring.refer()
    referring.step(row, "seen")
    wrong = row.steps.get(state="seen")
    page = text(jo, referring.url("strike", row.uid, wrong.uid), {})
    assert "<del>She was seen</del>" in page
    assert jo.post(referring.url("strike", row.uid, wrong.uid)).status_code == 404
    first = row.steps.get(state="sent")
    assert "in the meantime" in text(jo, referring.url("strike", row.uid, first.uid), {})


def test_it_is_put_right(referring: Referring, jo: Browser) -> None:
    row = referring.refer()
    address = referring.url("correct", row.uid)
    page = text(jo, address)
    opened = page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]
    said = {"opened_with": opened, "why": "She sleeps in a car park", "urgency": "today"}
    page = text(jo, address, said)
    assert "What it said before" in page
    assert WHY in page
    page = text(jo, address, said | {"why": "Something else"})
    assert "Somebody else saved this while you were writing" in page
    assert Referral.objects.get().why == "She sleeps in a car park"


def test_who_is_blocked_sees_nothing_of_it(referring: Referring, signed_in: SignIn) -> None:
    row = referring.refer()
    blocked = referring.world.worker("blocked")
    a_block(referring.rosa, blocked, referring.jo)
    browser = signed_in(blocked)
    assert browser.get(referring.url("referral", row.uid)).status_code == 404
    assert "Rosa" not in text(browser, reverse("referrals:list"))


def test_sent_twice_it_is_made_once(referring: Referring, jo: Browser) -> None:
    data = typed(referring) | {KEY: str(uuid4())}
    jo.post(referring.url("new"), data)
    assert "saved already" in text(jo, referring.url("new"), data)
    assert Referral.objects.count() == 1
