"""From request to appointment, across two agencies: prepared part by part, sealed, opened and read back."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client
from consent.subject_access.models import PackRecord, SubjectAccessRequest
from dussk.jobs import runner, running
from tests.browser.conftest import SIZES, look, window
from tests.browsing import DESK, settled
from tests.conftest import SignIn
from tests.consent.subject_access.conftest import NOTE, Hers, fill
from tests.world import World


@pytest.fixture
def hers(world: World) -> Hers:
    fill(world, world.clients["anna"])
    return Hers(world, world.clients["anna"])


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: tests of pages have one."""
    monkeypatch.setattr(running, "ALIAS", "default")


def whole(request: SubjectAccessRequest, text: str, told: dict[str, Any], gone: tuple[str, ...] = ()) -> None:
    """Every record is in both, as it is held; and no word that was taken out is in either."""
    records = [record for part in told["parts"] for kind in part["kinds"] for record in kind["records"]]
    held = PackRecord.objects.filter(part__request=request, gone_at=None)
    assert len(records) == len(held) > 0
    lines = [line for record in held for line in record.told["lines"]]
    kept = [[label, said] for label, said in lines if not any(word in said for word in gone)]
    assert len(kept) >= len(lines) - 1
    for label, said in kept:
        assert [label, said] in [line for record in records for line in record["lines"]]
        assert " ".join(said.split()) in text
    for word in gone:
        assert word not in text
        assert word not in json.dumps(told)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    settled(page)


def asks(page: Page, her: Client) -> None:
    page.goto(f"{her.get_absolute_url()}asked-to-see/")
    page.get_by_role("button", name="She asks to see what is held").click()
    page.get_by_label("She told a worker").check()
    page.get_by_label("Everything that is held").check()
    page.get_by_label("How do you know that it is she?").fill("Jo has known her for years")
    page.get_by_label("Look at it together, and have it to take away").check()
    page.get_by_label("No", exact=True).check()
    look(page, "access-ask")
    press(page, "Save her request")
    expect(page.get_by_text("21 days left")).to_be_visible()


def packed(page: Page, request: SubjectAccessRequest, folder: Path) -> tuple[str, dict[str, Any]]:
    """Make the pack, fetch it and open it with the words that are shown."""
    page.goto(f"/subject-access/{request.uid}/")
    press(page, "Everything is released")
    look(page, "access-ready")
    page.get_by_role("link", name="Read it as she will").click()
    look(page, "access-read")
    page.goto(f"/subject-access/{request.uid}/pack/file/")
    look(page, "access-pack")
    press(page, "Make the pack")
    expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
    look(page, "access-pack-waits")
    runner.run(once=True)
    expect(page.get_by_text("Done", exact=True)).to_be_visible()
    look(page, "access-pack-done")
    page.get_by_role("link", name="Go on").click()
    look(page, "access-pack-made")
    press(page, "Seal it, and show the words")
    words = page.locator("#words").inner_text()
    look(page, "access-packed")
    with page.expect_download() as fetching:
        page.get_by_role("button", name="Fetch the sealed file").click()
    kept = folder / fetching.value.suggested_filename
    fetching.value.save_as(kept)
    reader = PdfReader(io.BytesIO(kept.read_bytes()))
    assert reader.decrypt(words)
    ((_name, (inside,)),) = reader.attachments.items()
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    return text, json.loads(inside)


def takes_out(page: Page, request: SubjectAccessRequest) -> None:
    """Her friend's name, misspelt first."""
    page.goto(f"/subject-access/{request.uid}/parts/casework/")
    press(page, "Gather what is held")
    page.get_by_role("link", name="Notes of the times we met, 20 November 2026").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    page.get_by_label("Words to take out").fill("Tracy Holt")
    page.get_by_label("It is about somebody else").check()
    press(page, "Take these words out")
    expect(page.get_by_role("link", name="These words are not in this record")).to_be_visible()
    look(page, "access-record-wrong")
    page.get_by_label("Words to take out").fill("Tracey Holt")
    press(page, "Take these words out")
    expect(page.get_by_text("[taken out: about somebody else]")).to_be_visible()
    look(page, "access-record")


def meets(page: Page, request: SubjectAccessRequest) -> None:
    """The appointment, and what came of it."""
    page.goto(f"/subject-access/{request.uid}/appointment/")
    then = timezone.localdate() + timedelta(days=3)
    for label, value in (("Day", then.day), ("Month", then.month), ("Year", then.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("What time?").fill("2pm")
    page.get_by_label("Where?").fill("The quiet room")
    page.get_by_label("Who is with her?").fill("Jo, and her sister")
    look(page, "access-appointment")
    press(page, "Make the appointment")
    page.get_by_role("button", name="Say what came of the appointment").click()
    page.get_by_label("Yes: she has seen it, or has it now").check()
    page.get_by_label("What she said").fill("The note about Sunday is wrong")
    press(page, "Save what came of it")
    expect(page.get_by_text("Seen and given").first).to_be_visible()
    look(page, "access-given")


@SIZES
def test_from_request_to_appointment_across_two_agencies(
    browser: Browser, live_server: LiveServer, hers: Hers, signed_in: SignIn, size: ViewportSize, tmp_path: Path
) -> None:
    anna = hers.anna
    with window(browser, live_server.url, size, signed_in(hers.keyworker)) as page:
        asks(page, anna)
        look(page, "access-request")
        press(page, "Begin to prepare it")
        page.get_by_role("link", name="Pass it on to another agency").click()
        page.get_by_label("Harbour Drug Service").check()
        page.get_by_label("What does she want told to the other agency?").fill("She comes on Fridays")
        look(page, "access-pass-on")
        press(page, "Pass it on to another agency")
    request = SubjectAccessRequest.objects.get(agency=hers.world.charity)
    with window(browser, live_server.url, size, signed_in(hers.manager)) as page:
        takes_out(page, request)
        for part in request.parts.order_by("pk").values_list("category", flat=True):
            goes_through(page, request, part)
        text, told = packed(page, request, tmp_path)
        whole(request, text, told, gone=("Tracey", "Holt"))
        meets(page, request)
    for words in ("Slept at the refuge", "Ring the GP", "Dean hit her on Sunday", "[taken out: about somebody else]"):
        assert words in text
    for gone in ("Tracey", "Written by the drug service"):
        assert gone not in text
        assert gone not in json.dumps(told)
    theirs = SubjectAccessRequest.objects.get(agency=hers.world.drugs)
    with window(browser, live_server.url, DESK, signed_in(hers.world.worker("drugs_manager"))) as page:
        page.goto("/")
        page.get_by_role("link", name="Anna").first.click()
        expect(page.get_by_text("passed on by Lantern House")).to_be_visible()
        page.get_by_role("link", name="Change this").click()
        page.get_by_label("How do you know that it is she?").fill("Sol knows her")
        press(page, "Save")
        press(page, "Begin to prepare it")
        for part in theirs.parts.order_by("pk").values_list("category", flat=True):
            goes_through(page, theirs, part)
        text, told = packed(page, theirs, tmp_path)
        whole(theirs, text, told)
    assert "Written by the drug service" in text
    assert "refuge" not in json.dumps(told)
    assert "Lantern House" in text


def goes_through(page: Page, request: SubjectAccessRequest, part: str) -> None:
    """Gather a part, go through what is still to go through, and release it."""
    page.goto(f"/subject-access/{request.uid}/parts/{part}/")
    press(page, "Gather")
    through = page.get_by_role("button", name="I have gone through this page")
    if through.count():
        look(page, f"access-part-{part}")
        through.click()
        settled(page)
    press(page, "Release this part")
    expect(page.get_by_text("This part is released")).to_be_visible()
