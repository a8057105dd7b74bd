"""A manager reviews an emergency access from her Today, and sees who looked, on a phone and at a desk."""

import re

from django.utils import timezone
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.looking.models import EmergencyReview
from tests.browser.conftest import SIZES, look, window
from tests.casework.looking.conftest import look as looked
from tests.casework.looking.conftest import opened
from tests.conftest import SignIn
from tests.world import World


@SIZES
def test_an_emergency_is_reviewed_to_its_end(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    cass, facilitator = world.clients["cass"], world.worker("facilitator")
    access = opened(facilitator, cass)
    looked(facilitator, cass, access.starts)
    with window(browser, live_server.url, size, signed_in(world.worker("manager"))) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Emergency access to review")).to_be_visible()
        look(page, "looking-today")
        page.get_by_role("link", name=re.compile("Cass")).first.click()
        expect(page.get_by_role("heading", name="What she looked at")).to_be_visible()
        page.get_by_label("It was right", exact=True).check()
        page.get_by_label("Why?", exact=True).fill("She was found collapsed")
        page.get_by_label("Close the review").check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Enter what was done").first).to_be_visible()
        look(page, "looking-review-error")
        page.get_by_label("What was done about it?").fill("Nothing more was needed")
        page.get_by_label("She was told", exact=True).check()
        on = timezone.localdate()
        when = page.get_by_role("group", name="When was she told?")
        for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
            when.get_by_label(label).fill(str(value))
        page.get_by_label("Who told her?").fill("Jo Ashdown")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The review is closed.")).to_be_visible()
        look(page, "looking-reviewed")
        page.goto(f"/clients/{cass.reference}/looked/")
        expect(page.get_by_text("She had opened the file in an emergency")).to_be_visible()
        look(page, "looking-looked")
    assert EmergencyReview.objects.get().closed_by == world.staff("manager")
