"""A release that is stopped by her list, and made under ground A with approval, on a phone and at a desk."""

import re

from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from consent.disclosures.models import Disclosure, DisclosureMatch
from tests.browser.conftest import SIZES, look, window
from tests.browsing import settled
from tests.conftest import SignIn
from tests.consent.disclosures.conftest import releasing
from tests.world import World


def day(page: Page, legend: str) -> None:
    """Fill today into a date in three parts."""
    on, parts = timezone.localdate(), page.get_by_role("group", name=legend, exact=True)
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        parts.get_by_label(label).fill(str(value))


def press(page: Page, name: str) -> None:
    """Send a form, and wait until it is answered."""
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def asked(page: Page) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("navigation", name="Her pages").get_by_role("link", name="Releases").click()
    look(page, "releases-none")
    page.get_by_role("button", name="Tell somebody outside").click()
    assert page.locator("main input:checked").count() == 0
    page.get_by_text("What is usual for each ground").click()
    look(page, "release-new")
    page.get_by_label("What is to be told?").fill("Where her child sleeps tonight")
    page.get_by_label("Solicitors", exact=True).check()
    page.get_by_label("Which agency or office?").fill("Hill Solicitors")
    page.get_by_label("Who there?").fill("Mark Web")
    page.get_by_role("group", name="How?").get_by_label("By phone").check()
    page.get_by_label("They asked us").check()
    page.get_by_label("Who was it?").fill("Mark Web")
    day(page, "When did they ask?")
    page.get_by_label("Her consent: she said yes").check()
    press(page, "Save")
    expect(page.get_by_text("She has no standing yes to telling them").first).to_be_visible()
    look(page, "release-no-yes")


def stopped(page: Page) -> None:
    page.get_by_label("A: a child is at risk of abuse").check()
    page.get_by_label("Why is it needed?").fill("He has the child with him tonight")
    page.get_by_label("Legitimate interests").check()
    page.get_by_label("Substantial public interest").check()
    page.get_by_label("Paragraph 18: safeguarding").check()
    page.get_by_role("group", name=re.compile("talked with her about it first")).get_by_label("No", exact=True).check()
    page.get_by_label("It would put somebody else in danger").check()
    press(page, "Save")
    expect(page.get_by_role("heading", name="Mark Web, Hill Solicitors")).to_be_visible()
    expect(page.get_by_text("Stops it", exact=True).first).to_be_visible()
    expect(page.get_by_text("“Mark Web” may be a form of the same name as “Marcus Webb”").first).to_be_visible()
    expect(page.get_by_role("button", name="It was told: write down what")).to_have_count(0)
    look(page, "release-stopped")
    press(page, "Put it to a manager")
    expect(page.get_by_text("nobody approves her own")).to_be_visible()
    look(page, "release-waits")


def decided(page: Page) -> None:
    page.goto("/")
    page.get_by_role("heading", name="Releases to decide").scroll_into_view_if_needed()
    look(page, "releases-today")
    page.get_by_role("link", name="Rosa").first.click()
    expect(page.get_by_role("heading", name="Decide about a release")).to_be_visible()
    page.get_by_label("I approve it: it may be sent").check()
    page.get_by_label("Why?").fill("The child comes first tonight")
    press(page, "Save the decision")
    expect(page.get_by_text("Choose whether this is somebody else").first).to_be_visible()
    look(page, "release-decide")
    for choice in page.get_by_label(re.compile("It is, or may be, this person")).all():
        choice.check()
    press(page, "Save the decision")
    expect(page.get_by_text("It is approved, and may be sent.")).to_be_visible()
    look(page, "release-approved")


def sent(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Rosa").first.click()
    page.get_by_role("button", name="It was told: write down what").click()
    look(page, "release-send")
    page.get_by_label("What was told, word by word?").fill("The child sleeps at his mother’s, 4 Quay Street.")
    press(page, "It was told: keep it")
    expect(page.get_by_text("It is kept, word by word.")).to_be_visible()
    expect(page.get_by_text("The child sleeps at his mother’s, 4 Quay Street.").first).to_be_visible()
    look(page, "release-sent")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("navigation", name="Her pages").get_by_role("link", name="Releases").click()
    look(page, "releases-list")


@SIZES
def test_a_release_stopped_by_her_list_is_made_under_ground_a_with_approval(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> None:
    rosa = releasing(world)
    rosa.signed(people={"people": [("Marcus Webb", "her ex-partner’s solicitor")]})
    with window(browser, live_server.url, size, signed_in(rosa.by)) as page:
        page.goto(rosa.rosa.get_absolute_url())
        asked(page)
        assert not Disclosure.objects.exists()
        stopped(page)
        with window(browser, live_server.url, size, signed_in(rosa.boss)) as theirs:
            decided(theirs)
            sent(page)
            theirs.goto("/releases/")
            look(theirs, "releases-register")
            expect(theirs.get_by_role("link", name=re.compile("Rosa"))).to_have_count(1)
    row = Disclosure.objects.get()
    assert (row.state, row.ground, row.sent) == ("released", "A", "The child sleeps at his mother’s, 4 Quay Street.")
    named = DisclosureMatch.objects.filter(approval__approved=True, approval__made_by=rosa.boss.staff)
    assert {match.listed_name for match in named} == {"Marcus Webb"}
