"""Two files of one woman are joined and made two again, on a phone and on a desk; and the old address."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from casework.clients.models import Alert, Block, Client, Joining, SafeContact
from casework.contacts.models import Contact
from tests import world as worlds
from tests.browser.conftest import SIZES, look, sign_in
from tests.casework.clients.joined import file, on
from tests.dussk.staff.conftest import give_app
from tests.world import World


@pytest.fixture
def world(world: World) -> World:
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    give_app(keyworker.staff)
    ruby = file(keyworker, "Ruby", born=date(1990, 4, 3), what_helps="A quiet corner", language="English")
    mae = file(keyworker, "Ruby-Mae", estimated_age=30, estimated_on=date(2026, 1, 5), what_helps="Tea first")
    worlds.share(ruby, world.drugs, "identity", "casework")
    worlds.share(mae, world.drugs, "identity")
    worlds.contact(keyworker, ruby)
    worlds.contact(keyworker, mae, note="Asked about the refuge")
    worlds.contact(theirs, mae)
    Alert.objects.create(**on(keyworker, mae), audience="identity", text="Her partner answers her phone")
    SafeContact.objects.create(**on(keyworker, mae), way="text", detail="07700 900123", is_safe=True)
    Block.objects.create(**on(keyworker, mae), blocked=world.staff("both"), kind="her_wish", reason="She asked")
    world.clients |= {"ruby": ruby, "mae": mae}
    return world


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


@SIZES
def test_joined_and_made_two_again(page: Page, world: World) -> None:
    ruby, mae = world.clients["ruby"], world.clients["mae"]
    sign_in(page, world.staff("keyworker"))
    page.goto(ruby.get_absolute_url())
    page.get_by_role("link", name="She has two files").click()
    heading(page, "She has two files")
    look(page)
    page.get_by_role("searchbox").fill("Ruby Mae")
    page.get_by_role("button", name=re.compile("Compare.*Ruby-Mae")).click()

    heading(page, "Are they one woman’s files?")
    expect(page.get_by_text("Harbour Drug Service will see only who she is")).to_be_visible()
    expect(page.get_by_text("Blocked from all of it: Both")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Join the two files").click()
    expect(page.get_by_role("link", name="Choose what holds: what helps her")).to_be_visible()
    look(page)
    page.get_by_label(re.compile("born 3 April 1990")).check()
    page.get_by_label("Both", exact=True).check()
    page.get_by_label(re.compile("How do you know")).fill("She told us herself")
    page.get_by_role("button", name="Join the two files").click()

    expect(page.get_by_text("The two files are one.")).to_be_visible()
    expect(page.get_by_text("Her partner answers her phone").first).to_be_visible()
    expect(page.get_by_role("heading", name="Joined files")).to_be_visible()
    look(page)
    assert Contact.objects.filter(client=ruby).count() == 3
    assert Client.objects.get(pk=ruby.pk).what_helps == "A quiet corner\nTea first"

    # The old address, from a bookmark or a piece of paper.
    page.goto(f"{mae.get_absolute_url()}alerts/add/")
    expect(page).to_have_url(re.compile(f"{ruby.reference}/alerts/add/"))
    expect(page.get_by_text(f"The file {mae.shown_reference} was joined with this one")).to_be_visible()
    page.get_by_label(re.compile("What staff need to know")).fill("Has a new number")
    page.get_by_label("Everyone who may see her name").check()
    page.get_by_role("button", name="Put it on her file").click()
    expect(page.get_by_text("The alert is on her file.")).to_be_visible()

    page.get_by_role("link", name="They are two women").click()
    heading(page, "They are two women")
    look(page)
    page.get_by_label(re.compile("How do you know")).fill("Both came on one night")
    page.get_by_role("button", name="Make them two files again").click()
    expect(page.get_by_role("link", name="Choose whose this is: Has a new number")).to_be_visible()
    expect(page.get_by_label(re.compile("How do you know"))).to_have_value("Both came on one night")
    look(page)
    page.get_by_label(f"Of Ruby-Mae, {mae.shown_reference}").check()
    page.get_by_role("button", name="Make them two files again").click()

    expect(page.get_by_text("They are two files again.")).to_be_visible()
    expect(page.get_by_text("Has a new number")).to_have_count(0)
    page.goto(mae.get_absolute_url())
    expect(page.get_by_text("Has a new number").first).to_be_visible()
    assert Joining.objects.get().undo_reason == "Both came on one night"
    assert Contact.objects.filter(client=mae).count() == 2
    assert Client.objects.get(pk=ruby.pk).what_helps == "A quiet corner"
