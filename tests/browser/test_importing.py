"""A caseload with bad rows is brought in, looked at and taken back, in Chromium, while the runner does its part."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client
from casework.importing.models import BroughtIn
from dussk.jobs import runner, running
from dussk.jobs.models import Job
from tests.browser.conftest import SIZES, become, look
from tests.conftest import SignIn
from tests.world import World

CSV = """Name,Surname,DOB,Mobile,OK to call,Worker,Notes
Ruby,Hartwell,3/4/1990,07700 900101,yes,Keyworker,Prefers mornings
Zoë,,5/6/1991,,,,=HYPERLINK("x")
Anna,,,,,,Seen at the shelter
,,1/2/1990,,,,No name given
Kaz,,13/14/1990,,,Nobody Here,
"""


Comes = Callable[[], None]


@pytest.fixture
def comes(page: Page, world: World, signed_in: SignIn, live_server: LiveServer) -> Comes:
    """Has the manager signed in, in this browser: once more after she signed out."""
    return lambda: become(page.context, signed_in(world.worker("manager")), live_server.url)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: tests of pages have one."""
    monkeypatch.setattr(running, "ALIAS", "default")


def waits_and_is_done(page: Page) -> None:
    """The page asks by itself while the runner does it, and is shown anew when it has ended."""
    expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
    runner.run(once=True)
    expect(page.get_by_text("Done", exact=True)).to_be_visible()


@SIZES
def test_brought_in_with_bad_rows_and_taken_back(page: Page, world: World, comes: Comes, tmp_path: Path) -> None:
    file = tmp_path / "From the shelter.csv"
    file.write_text(CSV, encoding="cp1252")
    before = set(Client.objects.values_list("pk", flat=True))
    comes()
    choose(page, file)
    say_how_it_is_read(page)
    waits_and_is_done(page)
    look(page, "import-job")
    page.get_by_role("link", name="Go on").click()
    look_at_what_was_found(page, world)
    bring_in_the_good_rows(page)
    assert {row.client.called for row in BroughtIn.objects.select_related("client")} == {"Ruby", "Zoë"}
    take_back(page)
    assert set(Client.objects.values_list("pk", flat=True)) == before


def choose(page: Page, file: Path) -> None:
    page.goto("/clients/")
    page.get_by_role("link", name="Bring a caseload in").click()
    look(page, "import-list")
    page.get_by_role("button", name="Choose a file").click()
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("link", name="Choose a CSV file")).to_be_visible()
    look(page, "import-new")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()


def say_how_it_is_read(page: Page) -> None:
    expect(page.get_by_text("Windows, Western European").first).to_be_visible()
    expect(page.get_by_text("3/4/1990 is 3 April 1990 or 4 March 1990")).to_be_visible()
    expect(page.get_by_text("Zoë").first).to_be_visible()
    expect(page.get_by_text("1 row holds a formula")).to_be_visible()
    look(page, "import-columns")
    page.get_by_role("button", name="Save and check every row").click()
    expect(page.get_by_role("link", name="Choose how dates of birth are written")).to_be_visible()
    page.get_by_label(re.compile("Day first")).check()
    page.get_by_role("button", name="Save and check every row").click()


def look_at_what_was_found(page: Page, world: World) -> None:
    expect(page.get_by_text("3 rows can be brought in", exact=True)).to_be_visible()
    look(page, "import-checked")
    page.get_by_role("link", name="2 rows cannot: why").click()
    expect(page.get_by_role("heading", name="Line 5")).to_be_visible()
    expect(page.get_by_text("Keyworker: “Nobody Here” is nobody who can be a keyworker")).to_be_visible()
    look(page, "import-bad-rows")
    page.go_back()
    page.get_by_role("link", name=re.compile("1 row may be women who are here already")).click()
    expect(page.get_by_text(world.clients["anna"].shown_reference)).to_be_visible()
    expect(page.get_by_text("Seen at the shelter").first).to_be_visible()
    look(page, "import-doubles")
    page.go_back()


def bring_in_the_good_rows(page: Page) -> None:
    page.get_by_role("button", name="Bring it in").click()
    look(page, "import-bring-in")
    page.get_by_label("Bring in nothing").check()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("alert")).to_contain_text("2 rows cannot be brought in")
    page.get_by_label("Bring in the good rows").check()
    page.get_by_role("button", name="Bring it in").click()
    waits_and_is_done(page)
    expect(page.get_by_text("2 files started.")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("link", name="Zoë")).to_be_visible()
    look(page, "import-brought-in")


def take_back(page: Page) -> None:
    page.get_by_role("button", name="Take it back").click()
    look(page, "import-take-back")
    page.get_by_role("button", name="Take it back").click()
    waits_and_is_done(page)
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_text("None of them is here any more")).to_be_visible()


def test_she_may_sign_out_and_come_back(page: Page, world: World, comes: Comes, tmp_path: Path) -> None:
    file = tmp_path / "Caseload.csv"
    file.write_text("Name\nRuby\n", encoding="utf-8")
    comes()
    page.goto("/import/new/")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Save and check every row").click()
    expect(page.get_by_text("Waiting for the runner")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    runner.run(once=True)
    assert Job.objects.get().outcome == "done"
    comes()
    page.goto("/")
    page.get_by_role("link", name="Check a caseload").click()
    expect(page.get_by_text("1 row can be brought in, 0 rows cannot")).to_be_visible()


def test_cancelled_while_it_waits(page: Page, world: World, comes: Comes, tmp_path: Path) -> None:
    file = tmp_path / "Caseload.csv"
    file.write_text("Name\nRuby\n", encoding="utf-8")
    comes()
    page.goto("/import/new/")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Save and check every row").click()
    page.get_by_role("button", name="Cancel it").click()
    expect(page.get_by_text("Nothing of it was saved").first).to_be_visible()
    runner.run(once=True)
    assert Job.objects.get().tries == 0
