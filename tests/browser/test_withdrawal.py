"""She changes her mind while a partner has her page open; she agrees to the drug service and not to the trust."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client
from consent.agreements.actions import begin_forms, withdraw
from consent.agreements.models import Agreement, ConsentForm
from dussk.access.asking import asking
from dussk.staff.models import Agency
from tests import world as worlds
from tests.browser.conftest import SIZES, look, window
from tests.browsing import PHONE
from tests.casework.clients.joined import file
from tests.conftest import SignIn
from tests.consent.agreements.conftest import Asked, casework
from tests.dussk.staff.conftest import give_app
from tests.world import World


@pytest.fixture
def asked(world: World) -> Asked:
    for agency in Agency.objects.all():
        begin_forms(agency)
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    keyworker = world.worker("keyworker")
    give_app(keyworker.staff)
    return Asked(world, file(keyworker, "Rosa"), keyworker)


def nobodys(page: Page, her: Client) -> None:
    """What the browser shows for her address, and what the server says, is as for a woman who does not exist."""
    page.goto(her.get_absolute_url())
    expect(page.get_by_text("Rosa")).to_have_count(0)
    hers, no_ones = (page.request.get(address) for address in (her.get_absolute_url(), "/clients/00000000/"))
    assert (hers.status, no_ones.status) == (404, 404)
    assert hers.body() == no_ones.body()


def found(page: Page, words: str) -> int:
    page.goto("/clients/find/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#find-results")).to_contain_text(re.compile("Nobody|woman|women"))
    return page.locator("#find-results").get_by_text("Rosa").count()


@SIZES
def test_withdrawn_while_a_partner_has_her_page_open(
    browser: Browser, live_server: LiveServer, asked: Asked, signed_in: SignIn, size: ViewportSize
) -> None:
    her, theirs = asked.rosa, asked.world.worker("drugs_manager")
    agreement = asked.signed({asked.world.drugs: casework("safety")})
    worlds.contact(asked.by, her, note="Slept at the refuge")
    worlds.contact(theirs, her, note="Came to the group")
    with window(browser, live_server.url, size, signed_in(theirs)) as page:
        page.goto(her.get_absolute_url())
        expect(page.get_by_text("She lets your agency see:")).to_be_visible()
        expect(page.get_by_text("Slept at the refuge").first).to_be_visible()
        look(page, "partner-before")
        page.get_by_role("link", name="Keep our own record of her").click()
        page.get_by_label("What she wants to be called").fill("Rosie")
        page.get_by_role("button", name="Save our record").click()
        expect(page.get_by_role("heading", name="Rosie")).to_be_visible()
        look(page, "own-record")
        own = page.url
        assert found(page, "Rosa") == 1
        page.goto(her.get_absolute_url())

        taken(asked, agreement)
        page.get_by_role("link", name="Timeline", exact=True).click()  # the next click on the page that is still open
        expect(page.get_by_text("Rosa")).to_have_count(0)
        nobodys(page, her)
        for part in ("timeline/", "for-her/print/", "our-record/"):
            answer = page.request.get(f"{her.get_absolute_url()}{part}")
            assert answer.status in (403, 404)
            assert b"Rosa" not in answer.body()
        for words in ("Rosa", her.shown_reference):
            assert found(page, words) == 0
        page.goto("/clients/")
        expect(page.get_by_text("Rosa")).to_have_count(0)

        page.goto(own)  # what it wrote itself stays its own
        expect(page.get_by_text("Came to the group")).to_be_visible()
        expect(page.get_by_text("is not open to you")).to_be_visible()
        expect(page.get_by_text("Slept at the refuge")).to_have_count(0)


def taken(asked: Asked, agreement: Agreement) -> None:
    """She tells her keyworker that the drug service is to see nothing any more."""
    with asking(asked.by):
        choices = list(agreement.partners.filter(agreed=True))
        withdraw(by=asked.by, agreement=agreement, told_on=timezone.localdate(), partners=choices)


@SIZES
def test_agrees_to_the_drug_service_and_not_to_the_trust(
    browser: Browser, live_server: LiveServer, asked: Asked, signed_in: SignIn, size: ViewportSize
) -> None:
    her, world = asked.rosa, asked.world
    asked.signed({world.drugs: casework("pathway")})
    worlds.contact(asked.by, her, note="Slept at the refuge")
    with window(browser, live_server.url, size, signed_in(asked.by)) as page:
        page.goto(her.get_absolute_url())
        panel = page.locator("section", has=page.get_by_role("heading", name="Who can see what"))
        expect(panel).to_contain_text("Harbour Drug Service")
        expect(panel).not_to_contain_text("Westvale")
        look(page, "who-sees")
        page.get_by_role("link", name="See it as Harbour Drug Service does").click()
        expect(page.get_by_role("heading", name="What Harbour Drug Service sees")).to_be_visible()
        look(page, "as-agency")
        page.get_by_role("link", name=re.compile("of contacts")).click()
        expect(page.get_by_text("Slept at the refuge")).to_be_visible()
        look(page, "as-agency-contacts")
        page.goto(f"{her.get_absolute_url()}seen-by/{world.nhs.uid}/")
        expect(page.get_by_text("does not see that there is a file")).to_be_visible()
        look(page, "as-nobody")
        page.goto(f"{her.get_absolute_url()}for-her/")
        expect(page.get_by_role("heading", name="Harbour Drug Service can see")).to_be_visible()
        look(page, "for-her")
    with window(browser, live_server.url, PHONE, signed_in(world.worker("facilitator"))) as page:
        page.goto(her.get_absolute_url())
        expect(page.get_by_text("Slept at the refuge").first).to_be_visible()
    with window(browser, live_server.url, PHONE, signed_in(world.worker("psychologist"))) as page:
        nobodys(page, her)
        assert found(page, "Rosa") == 0


@SIZES
def test_a_manager_decides(
    browser: Browser, live_server: LiveServer, asked: Asked, signed_in: SignIn, size: ViewportSize
) -> None:
    Client.objects.update(made_at=timezone.now() - timedelta(days=40))
    Client.objects.exclude(pk=asked.rosa.pk).update(status="died")
    with window(browser, live_server.url, size, signed_in(asked.world.worker("manager"))) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Not asked yet whether we may keep it")).to_be_visible()
        look(page, "today-manager")
        page.get_by_role("link", name="Rosa").click()
        page.get_by_label("Wait longer for her answer").check()
        look(page, "waiting")
        page.get_by_label("Restrict the file: nobody works with it any more").check()
        page.get_by_role("button", name="Save the decision").click()
        expect(page.get_by_role("heading", name="Restricted files")).to_be_visible()
        look(page, "restricted")
        page.get_by_role("link", name="Rosa").click()
        look(page, "restriction")
        page.get_by_label("What must be kept, and by which law").fill("The safeguarding record, Children Act")
        page.get_by_role("button", name="Save why it is kept").click()
        page.get_by_role("link", name="Rosa").click()
        page.get_by_role("link", name="Open this file to the team again").click()
        page.get_by_label("Why may the team work with it again?").fill("She came back")
        page.get_by_role("button", name="Open this file to the team again").click()
        expect(page.get_by_text("The team can see her file again")).to_be_visible()
