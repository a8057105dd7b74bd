"""Her pages: what she says is kept as she says it, and nothing counts before she signs."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client, ClientShare
from consent.agreements import actions, queries
from consent.agreements.models import Agreement, ConsentForm, FormPart, NotToBeTold
from consent.agreements.rules import Part, ToPartner
from dussk.access.asking import asking
from dussk.audit.models import ViewLog
from tests.consent.hers.conftest import GIVE_BACK, NO_TO_ALL, SEES_NOTHING, Tablet
from tests.dussk.staff.conftest import Browser
from tests.world import PASSWORD

DRAWN = "M100 200L300 90L500 200M600 100L600 100"


def test_the_worker_is_told_what_happens_before_she_hands_it_over(tablet: Tablet, jo: Browser) -> None:
    jo.post(GIVE_BACK, {"secret": PASSWORD})
    page = jo.get(reverse("consent_hers:hand", args=[tablet.asked.rosa.reference, tablet.agreement.uid]))
    assert b"Hand it over now" in page.content
    assert jo.get("/account/").status_code == 200


def test_every_page_in_turn_and_nothing_chosen_beforehand(tablet: Tablet) -> None:
    order = [tablet.url("part", part.value) for part in Part if part is not Part.SIGNING]
    drugs, nhs = (tablet.url("partner", agency.uid) for agency in (tablet.asked.world.drugs, tablet.asked.world.nhs))
    assert tablet.open().context["onward"] == order[0]
    for address in [*order[:3], drugs, nhs, *order[4:]]:
        page = tablet.browser.get(address).content.decode()
        assert "checked" not in page
        assert 'aria-pressed="true"' not in page
    assert tablet.open("part", "partners").url == drugs
    assert tablet.say("service", agreed="yes").url == order[1]
    assert tablet.say("storing", agreed="yes").url == order[2]
    assert tablet.say("outside", none="1").url == order[3]
    assert tablet.let(tablet.asked.world.drugs, none="1").url == nhs
    assert tablet.let(tablet.asked.world.nhs, none="1").url == order[4]
    assert tablet.say("people").url == order[5]
    assert tablet.say("grounds").url == order[6]
    assert tablet.say("seeing").url == order[7]
    assert tablet.say("research", agreed="no").url == tablet.url("look")


def test_each_answer_has_what_it_means_beside_it(tablet: Tablet) -> None:
    page = tablet.page("part", "service")
    yes, no = re.findall(r"<button[^>]*name=\"agreed\".*?</button>", page, re.DOTALL)
    assert "<strong>Yes</strong>" in yes
    assert "we plan support together" in yes
    assert "<strong>No</strong>" in no
    assert "still welcome at the drop-in" in no
    assert "1 of 9" in page
    assert "With <bdi>Keyworker</bdi>" in page


def test_words_that_do_not_say_yes_and_no_are_shown_whole(tablet: Tablet) -> None:
    part = FormPart.objects.get(form=tablet.agreement.form, part="service")
    for explained, labels in (
        ("Da: ajutor.\nNu: esti binevenita.", ["Da", "Nu"]),
        ("If you agree to it we begin: soon.\nIf not: never mind", ["Yes", "No"]),
        ("Only one line", ["Yes", "No"]),
    ):
        FormPart.objects.filter(pk=part.pk).update(explained=explained)
        page = tablet.page("part", "service")
        assert re.findall(r"<strong>([^<]+)</strong>", page)[1:] == labels
        assert explained.splitlines()[0].removeprefix("Da: ") in page


def test_the_language_and_the_interpreter_are_on_each_page(tablet: Tablet) -> None:
    ConsentForm.objects.filter(pk=tablet.agreement.form_id).update(language="Romanian")
    Agreement.objects.filter(pk=tablet.agreement.pk).update(interpreter="telephone", interpreter_name="Mina Pop")
    page = tablet.page("part", "service")
    assert '<div lang="ro"' in page
    assert "<bdi>Mina Pop interprets, by telephone</bdi>" in page
    ConsentForm.objects.filter(pk=tablet.agreement.form_id).update(language="Romani")
    assert '<div dir="auto">' in tablet.page("part", "service")


def test_an_answer_has_to_be_one_of_the_two(tablet: Tablet) -> None:
    for sent in ({}, {"agreed": ""}, {"agreed": "perhaps"}):
        answer = tablet.say("service", **sent)
        assert answer.status_code == 422
        assert b"Choose one of the two answers" in answer.content
    assert tablet.now().answered == []


def test_outside_agencies_one_by_one(tablet: Tablet) -> None:
    answer = tablet.say("outside", kind_police="yes", another="Night Shelter")
    assert answer.status_code == 422
    assert b"Some are still open" in answer.content
    assert answer.content.count(b"hers__row--missing") == 9
    assert 'value="Night Shelter"' in answer.content.decode()
    tablet.say("outside", another="Night Shelter", more="1", **NO_TO_ALL | {"kind_police": "yes"})
    assert (tablet.said().kinds, tablet.said().names) == (frozenset({"police"}), ["Night Shelter"])
    page = tablet.page("part", "outside")
    assert "Night Shelter" in page
    assert page.count("checked") == 11
    tablet.say("outside", name_0="no", **NO_TO_ALL)
    assert (tablet.said().kinds, tablet.said().names) == (frozenset(), [])
    assert [row.agreed for row in tablet.said().outside] == [False] * 11


def test_a_partner_agency_sees_what_she_says_from_when_she_says(tablet: Tablet) -> None:
    drugs = tablet.asked.world.drugs
    last = timezone.localdate() + timedelta(days=30)
    until = {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    yes = SEES_NOTHING | {"sees_identity": "yes", "sees_casework": "yes"}
    assert b"Choose from when" in tablet.let(drugs, **yes).content
    assert b"knows who you are" in tablet.let(drugs, **yes | {"sees_identity": "no", "since": "today"}).content
    assert (
        tablet.let(
            drugs, **yes | {"since": "today", "until_day": "1", "until_month": "1", "until_year": "2020"}
        ).status_code
        == 422
    )
    assert tablet.said().to_partners == {}
    assert tablet.let(drugs, **yes | {"since": "today"} | until).status_code == 302
    assert tablet.said().to_partners[drugs] == ToPartner(
        frozenset({"identity", "casework"}), from_today=True, until=last
    )
    assert "partners" not in tablet.now().answered
    page = tablet.page("partner", drugs.uid)
    assert page.count("checked") == 6
    assert f'value="{last.year}"' in page
    tablet.let(tablet.asked.world.nhs, **SEES_NOTHING)
    assert "partners" in tablet.now().answered
    tablet.let(drugs, none="1")
    assert tablet.said().to_partners == {drugs: ToPartner(), tablet.asked.world.nhs: ToPartner()}
    assert 'aria-pressed="true"' in tablet.page("partner", drugs.uid)


def test_people_are_named_one_after_the_other(tablet: Tablet) -> None:
    with asking(tablet.asked.by):
        actions.add_not_to_be_told(by=tablet.asked.by, client=tablet.asked.rosa, name="Mum")
    here = tablet.url("part", "people")
    assert tablet.say("people", name="Dean", relationship="Ex-partner", more="1").url == here
    assert tablet.say("people", name="Kim", more="1").url == here
    assert b"Write this person" in tablet.say("people", relationship="Aunt").content
    page = tablet.page("part", "people")
    assert all(name in page for name in ("Dean", "Kim", "Mum"))
    dean = NotToBeTold.objects.get(name="Dean")
    assert tablet.say("people", take_off=str(dean.uid)).url == here
    assert tablet.say("people", name="", more="1").url != here
    told = NotToBeTold.objects.filter(client=tablet.asked.rosa, ended_at=None)
    assert sorted(told.values_list("name", flat=True)) == ["Kim", "Mum"]


def test_without_storing_nothing_else_is_asked_of_it(tablet: Tablet) -> None:
    tablet.say("service", agreed="yes")
    assert tablet.say("storing", agreed="no").url == tablet.url("part", "grounds")
    assert "3 of 6" in tablet.page("part", "grounds")
    for part in ("outside", "partners", "people"):
        assert tablet.open("part", part).url == tablet.url()
    assert tablet.open("partner", tablet.asked.world.drugs.uid).url == tablet.url()


def test_back_and_stop_are_on_every_page(tablet: Tablet) -> None:
    drugs, nhs = tablet.asked.world.drugs, tablet.asked.world.nhs
    back = {
        ("part", "service"): tablet.url(),
        ("part", "storing"): tablet.url("part", "service"),
        ("partner", drugs.uid): tablet.url("part", "outside"),
        ("partner", nhs.uid): tablet.url("partner", drugs.uid),
        ("part", "grounds"): tablet.url("part", "people"),
    }
    for page, address in back.items():
        content = tablet.page(*page)
        assert f'href="{address}">Back' in content
        assert f'href="{tablet.url("stop")}">Stop' in content
    tablet.go_through()
    assert f'href="{tablet.url("part", "research")}">Back' in tablet.page("look")


def test_what_she_said_is_kept_when_she_stops_and_opens_nothing(tablet: Tablet) -> None:
    tablet.go_through()
    assert "You have stopped" in tablet.page("stop")
    assert tablet.browser.post(GIVE_BACK, {"secret": PASSWORD}).url == tablet.asked.url(
        "agreement", tablet.agreement.uid
    )
    assert tablet.now().signed_at is None
    assert not ClientShare.objects.filter(client=tablet.asked.rosa).exists()
    assert not tablet.asked.sees("drugs_manager")
    page = tablet.browser.get(tablet.asked.url("agreement", tablet.agreement.uid)).content.decode()
    assert "Dean" in page
    tablet.hand()
    assert "You can go on where you stopped" in tablet.page()
    assert tablet.open().context["onward"] == tablet.url("look")


def test_changing_one_answer_leads_back_to_all_of_them(tablet: Tablet) -> None:
    tablet.go_through()
    assert 'aria-pressed="true"' in tablet.page("part", "research")
    assert tablet.say("research", agreed="yes").url == tablet.url("look")
    assert tablet.let(tablet.asked.world.drugs, none="1").url == tablet.url("look")
    assert 'Harbour Drug Service</bdi>: <span class="hers__no">No, nothing' in tablet.page("look")


def test_no_page_says_more_than_her_form(tablet: Tablet) -> None:
    rosa = tablet.asked.rosa
    pages = [tablet.page(), tablet.page("part", "service"), tablet.page("stop")]
    tablet.go_through()
    pages += [tablet.page("look"), tablet.browser.get(f"{tablet.url('sign')}?as={tablet.seen()}").content.decode()]
    for page in pages:
        assert rosa.reference not in page
        assert "data-draft" not in page
        assert "localStorage" not in page
        assert '<nav aria-label="Menu"' not in page
        assert 'name="once"' not in page
        assert "/clients/" not in page
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
        assert title is not None
        assert "Rosa" not in title[1]


def test_another_womans_form_is_out_of_reach(tablet: Tablet) -> None:
    other = Client.objects.get(called="Anna")
    with asking(tablet.asked.by):
        hers = actions.begin(by=tablet.asked.by, client=other, form=tablet.asked.form)
    for name in ("start", "look", "sign", "stop", "thanks"):
        address = reverse(f"consent_hers:{name}", args=[hers.uid])
        assert tablet.browser.get(address).url == tablet.url()
        assert tablet.browser.post(address).url == tablet.url()
    assert (
        tablet.browser.post(reverse("consent_hers:part", args=[hers.uid, "service"]), {"agreed": "yes"}).status_code
        == 303
    )
    assert Agreement.objects.get(pk=hers.pk).answered == []


def test_without_a_handing_over_there_is_the_workers_page(tablet: Tablet) -> None:
    tablet.browser.post(GIVE_BACK, {"secret": PASSWORD})
    for name in ("start", "look", "sign", "stop", "thanks"):
        assert tablet.open(name).url == tablet.asked.url("agreement", tablet.agreement.uid)
    assert tablet.say("service", agreed="yes").url == tablet.asked.url("agreement", tablet.agreement.uid)
    assert tablet.now().answered == []
    for name in ("start", "thanks"):
        assert tablet.browser.get(reverse(f"consent_hers:{name}", args=[uuid.uuid4()])).status_code == 404


def test_what_is_over_is_not_handed_over(tablet: Tablet) -> None:
    tablet.go_through()
    tablet.sign()
    tablet.browser.post(GIVE_BACK, {"secret": PASSWORD})
    assert tablet.hand().url == tablet.asked.url("consent")
    assert tablet.browser.get("/account/").status_code == 200


def test_opening_her_pages_is_in_the_view_log(tablet: Tablet) -> None:
    tablet.page("part", "service")
    row = ViewLog.objects.filter(client_id=tablet.asked.rosa.pk).latest("pk")
    assert (row.page, row.staff_id) == ("consent_hers:part", tablet.asked.by.staff.pk)


def test_a_page_that_the_form_has_not(tablet: Tablet) -> None:
    for part in ("signing", "nowhere"):
        assert tablet.open("part", part).url == tablet.url()
    assert tablet.open("partner", uuid.uuid4()).url == tablet.url()


def test_a_service_without_partners(tablet: Tablet) -> None:
    assert queries.partner_agencies(tablet.asked.world.charity).count() == 2
    assert tablet.let(tablet.asked.world.charity, none="1").url == tablet.url()


def test_of_every_agency_she_is_asked_also_after_a_no_to_storing(tablet: Tablet) -> None:
    drugs, nhs = tablet.asked.world.drugs, tablet.asked.world.nhs
    tablet.say("service", agreed="yes")
    tablet.say("storing", agreed="no")
    tablet.say("storing", agreed="yes")
    tablet.say("outside", none="1")
    for agency in (drugs, nhs):
        assert 'aria-pressed="true"' not in tablet.page("partner", agency.uid)
    assert tablet.let(drugs, none="1").url == tablet.url("partner", nhs.uid)
    assert tablet.let(nhs, none="1").url == tablet.url("part", "people")


@pytest.mark.parametrize("page", ["outside", "people"])
def test_enter_goes_on_and_takes_nothing_back(tablet: Tablet, page: str) -> None:
    tablet.say("people", name="Dean", relationship="", more="1")
    first = re.search(r"<button[^>]*>", tablet.page("part", page).split("<main")[1])
    assert first is not None
    assert "name=" not in first.group()


def test_taking_off_pressed_twice_takes_off_one(tablet: Tablet) -> None:
    for name in ("Adam", "Dean", "Zed"):
        tablet.say("people", name=name, relationship="", more="1")
    adam = NotToBeTold.objects.get(name="Adam")
    for _press in range(2):
        tablet.say("people", take_off=str(adam.uid))
    assert set(NotToBeTold.objects.filter(ended_at=None).values_list("name", flat=True)) == {"Dean", "Zed"}


def test_a_version_that_is_offered_no_longer_is_not_handed_over(tablet: Tablet, jo: Browser) -> None:
    jo.post(GIVE_BACK, {"secret": PASSWORD})
    ConsentForm.objects.filter(pk=tablet.agreement.form_id).update(retired_at=timezone.now())
    hand = reverse("consent_hers:hand", args=[tablet.asked.rosa.reference, tablet.agreement.uid])
    assert "offered no longer" in jo.post(hand, follow=True).content.decode()
    assert jo.get("/account/").status_code == 200
