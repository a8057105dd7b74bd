"""The lists as a manager edits them, in Chromium: with axe-core, at both widths."""

from django.urls import reverse
from playwright.sync_api import Browser

from casework.contacts.models import Item
from casework.lists import actions
from casework.lists.queries import LISTS
from dussk.access.asking import asking
from tests.browser.test_every_page import opened, session_of
from tests.browsing import DESK, PHONE, faults, too_wide
from tests.matrix.targets import Targets


def test_a_manager_edits_every_list_at_both_widths(browser: Browser, targets: Targets) -> None:
    """Other pages are looked at as the first who may open them: here a keyworker, whose lists have no keys."""
    world = targets.world
    manager = world.worker("manager")
    thing = Item.objects.get(agency=world.charity, name="Voucher")
    with asking(manager):
        actions.rename(by=manager, kind=LISTS["items"], thing=thing, name="x" * 60)
        actions.retire(by=manager, thing=Item.objects.get(agency=world.charity, name="Transport"))
    pages = [reverse("lists:list", args=[kind]) for kind in LISTS]
    pages += [reverse(f"lists:{name}", args=["items", thing.uid]) for name in ("thing", "rename")]
    for address in pages:
        for size in (DESK, PHONE):
            page = opened(browser, session_of(manager, ""), address, size)
            assert faults(page) == []
            assert not too_wide(page)
            assert page.locator("main form").count() > 0
            small = page.eval_on_selector_all(
                "main .dussk-key", "keys => keys.filter(key => key.getBoundingClientRect().height < 44).length"
            )
            assert small == 0
            page.context.close()
