"""A keyworker asks what a woman's paper leaves out and prints it; a manager prints many. On a phone and at a desk."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from dussk.jobs import runner, running
from tests.browser.conftest import SIZES, look, window
from tests.browsing import settled
from tests.casework.printing.conftest import a_goal, a_plan, a_version, full_plan, read, reviewed
from tests.conftest import SignIn
from tests.world import World


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: tests of pages have one."""
    monkeypatch.setattr(running, "ALIAS", "default")


def keep(content: bytes, name: str) -> None:
    """Keep a paper to look at, where ``DUSSK_PICTURES`` says."""
    if folder := os.environ.get("DUSSK_PICTURES"):
        (Path(folder) / f"{name}.pdf").write_bytes(content)


def printed(page: Page, link: str, name: str) -> str:
    """The words of the paper that a link leads to."""
    address = page.get_by_role("button", name=link).get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.ok
    keep(answer.body(), name)
    return read(answer.body())[1]


@SIZES
def test_asked_and_printed(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    jo, anna = world.worker("keyworker"), world.clients["anna"]
    plan = full_plan(jo, anna)
    plan.wants = "A flat of my own, away from MARCO.\nTo see my sister at Christmas."
    plan.save()
    a_version(plan, print_name="Anna K")
    reviewed(plan)
    with window(browser, live_server.url, size, signed_in(jo)) as page:
        page.goto(f"/clients/{anna.reference}/plan/paper/")
        expect(page.get_by_text("She has not been asked yet")).to_be_visible()
        page.get_by_text("What will stand on it").last.click()
        look(page, "paper-unasked")
        page.get_by_role("button", name="Ask her what it leaves out").click()
        page.get_by_label("Yes", exact=True).check()
        for part in ("Workers’ names", "Her name", "Treatment", "Other people", "When things get hard"):
            page.get_by_label(part, exact=True).uncheck()
        page.get_by_label("Words that never stand on it").fill("plan")
        page.get_by_role("button", name="Save what she said").click()
        settled(page)
        expect(page.get_by_role("link", name="stands in the paper’s own headings")).to_be_visible()
        look(page, "paper-choice-error")
        page.get_by_label("Words that never stand on it").fill("Marco")
        page.get_by_label("What should whoever prints for her know?").fill("Marco goes through her bag.")
        look(page, "paper-choice")
        page.get_by_role("button", name="Save what she said").click()
        settled(page)
        expect(page.get_by_text("A flat of my own, away from MARCO.")).to_be_visible()
        look(page, "paper-asked")
        hers = printed(page, "Print for her", "hers")
        assert "To see my sister at Christmas." in hers
        for words in ("MARCO", "Lantern"):
            assert words not in hers
        assert "MARCO" in printed(page, "Print for the file", "file")


@SIZES
def test_many_at_once(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    jo = world.worker("keyworker")
    for name, goals in (("anna", 12), ("bea", 1), ("cass", 3)):
        her = world.clients[name]
        her.keyworker = jo.staff
        her.save()
        plan = a_plan(jo, her, wants=f"What {her.called} wants")
        for number in range(goals):
            a_goal(plan, f"Goal {number}", {"what": "Ask about the deposit", "who": "her"}, area="housing")
    with window(browser, live_server.url, size, signed_in(world.worker("manager"))) as page:
        page.goto("/plans/print/")
        page.get_by_label("All of one keyworker").check()
        page.get_by_role("button", name="Have them printed").click()
        settled(page)
        expect(page.get_by_role("link", name="Choose a keyworker")).to_be_visible()
        look(page, "batch-error")
        page.get_by_label("Whose?").select_option(jo.staff.name)
        page.get_by_label("For the file").check()
        look(page, "batch")
        page.get_by_role("button", name="Have them printed").click()
        settled(page)
        expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
        runner.run(once=True)
        expect(page.get_by_text("3 plans are ready to print.")).to_be_visible()
        look(page, "batch-done")
        with page.expect_download() as fetching:
            page.get_by_role("button", name="Fetch the file").click()
        content = Path(fetching.value.path()).read_bytes()
        keep(content, "batch")
        text = read(content)[1]
        for called in ("Anna", "Bea", "Cass"):
            assert f"What {called} wants" in text
