"""Her pages: what she says is kept as she says it, and nothing counts before she signs."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Block, Client, ClientShare
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
    assert tablet.say("people", take_off="1").url == here
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
