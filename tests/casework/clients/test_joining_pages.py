"""The pages of joining two files and undoing it, and the old address of a joined file."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Alert, Client, Joining
from casework.contacts.models import Contact, Place
from dussk.access.asking import Worker
from dussk.audit.models import ViewKind, ViewLog
from tests import world as worlds
from tests.casework.clients.joined import file, fresh, join, undo
from tests.world import World, share

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def ruby(jo: Worker) -> Client:
    return file(jo, "Ruby", language="English")


@pytest.fixture
def mae(jo: Worker) -> Client:
    return file(jo, "Ruby-Mae", language="Polish", what_helps="Tea first")


@pytest.fixture
def browser(signed_in: SignIn, jo: Worker) -> Browser:
    return signed_in(jo)


def at(name: str, *args: object) -> str:
    return reverse(f"clients:{name}", args=args)


def compare(kept: Client, joined: Client) -> str:
    return at("compare", kept.reference, joined.reference)


def page_of(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# Finding and comparing


def test_the_other_file_is_found_but_not_herself_or_another_agencys(
    world: World, browser: Browser, ruby: Client, mae: Client
) -> None:
    theirs = worlds.woman(world.worker("drugs_manager"), "Ruby-May")
    share(theirs, world.charity, "identity")
    answer = browser.post(at("join", ruby.reference), {"q": "ruby mae"})
    page = answer.content.decode()
    assert f'value="{mae.reference}"' in page
    for other in (ruby, theirs):
        assert f'value="{other.reference}"' not in page
    assert ViewLog.objects.filter(client_id=mae.pk, kind=ViewKind.FOUND).exists()
    again = browser.post(at("join", ruby.reference), {"q": "ruby mae"}, headers={"HX-Request": "true"})
    assert f'value="{mae.reference}"' in again.content.decode()
    assert "<h1" not in again.content.decode()
    chosen = browser.post(at("join", ruby.reference), {"other": mae.reference})
    assert chosen.headers["Location"] == compare(ruby, mae)


def test_it_says_who_will_see_less_and_who_is_blocked(
    world: World, browser: Browser, ruby: Client, mae: Client
) -> None:
    share(ruby, world.drugs, "identity", "casework")
    share(mae, world.drugs, "identity")
    share(mae, world.nhs, "identity")
    page = page_of(browser, compare(ruby, mae))
    assert "Harbour Drug Service will see only who she is." in page
    assert "Westvale NHS Trust will not see her any more" in page
    assert "What helps her, which only the other file knows: <bdi>Tea first</bdi>" in page
    assert not Joining.objects.exists()


def test_nothing_is_chosen_for_her_and_what_she_typed_stays(browser: Browser, ruby: Client, mae: Client) -> None:
    page = page_of(browser, compare(ruby, mae))
    assert "checked" not in page
    again = browser.post(compare(ruby, mae), {"reason": "She told us"}).content.decode()
    assert "Choose what holds: language she prefers" in again
    assert "She told us</textarea>" in again
    assert not Joining.objects.exists()


def sent(browser: Browser, kept: Client, joined: Client, **given: str) -> str:
    """The form sent as the page gave it, and what came of it."""
    answer = browser.get(compare(kept, joined))
    mark = answer.context["form"].initial["opened_with"]
    form = {"opened_with": mark, "reason": "She told us", "language": "kept"} | given
    return browser.post(compare(kept, joined), form, follow=True).content.decode()


def test_joined(browser: Browser, jo: Worker, ruby: Client, mae: Client) -> None:
    page = sent(browser, ruby, mae, language="joined")
    assert "The two files are one." in page
    assert "Joined files" in page
    assert (fresh(ruby).language, fresh(ruby).what_helps) == ("Polish", "Tea first")
    joining = Joining.objects.get()
    assert (joining.made_by, joining.reason) == (jo.staff, "She told us")


def test_a_change_while_she_looked_is_shown_before_anything_is_joined(
    browser: Browser, ruby: Client, mae: Client
) -> None:
    mark = browser.get(compare(ruby, mae)).context["form"].initial["opened_with"]
    Client.objects.filter(pk=mae.pk).update(what_helps="Coffee first")
    given = {"opened_with": mark, "reason": "She told us", "language": "kept"}
    answer = browser.post(compare(ruby, mae), given)
    page = answer.content.decode()
    assert "Somebody changed one of the files" in page
    assert "Coffee first" in page
    given["opened_with"] = answer.context["form"].data["opened_with"]
    browser.post(compare(ruby, mae), given)
    assert Joining.objects.get().joined == mae


def test_of_two_who_join_them_the_second_is_told(browser: Browser, jo: Worker, ruby: Client, mae: Client) -> None:
    """Also where she would have kept the other one."""
    for kept, joined in ((ruby, mae), (mae, ruby)):
        browser.get(compare(kept, joined))
    join(jo, ruby, mae)
    for kept, joined in ((ruby, mae), (mae, ruby)):
        answer = browser.post(compare(kept, joined), {"reason": "She told us", "language": "kept"}, follow=True)
        assert "These are one file already, by Keyworker." in answer.content.decode()
    assert Joining.objects.count() == 1


def test_a_file_joined_with_a_third_since_is_not_joined_unseen(
    browser: Browser, jo: Worker, ruby: Client, mae: Client
) -> None:
    third = file(jo, "Third", language="English")
    mark = browser.get(compare(ruby, mae)).context["form"].initial["opened_with"]
    join(jo, third, mae)
    given = {"opened_with": mark, "reason": "She told us", "language": "kept"}
    answer = browser.post(compare(ruby, mae), given)
    assert answer.headers["Location"] == compare(ruby, third)
    assert "in the meantime" in page_of(browser, compare(ruby, third))
    assert fresh(third).joined_into is None


# The old address


def test_the_old_address_leads_to_the_same_page_of_the_kept_file(
    browser: Browser, jo: Worker, ruby: Client, mae: Client
) -> None:
    join(jo, ruby, mae)
    for name in ("client", "details", "add_alert"):
        answer = browser.get(at(name, mae.reference))
        assert answer.headers["Location"] == at(name, ruby.reference)
    page = page_of(browser, at("client", ruby.reference))
    assert f"The file {mae.shown_reference} was joined with this one, {ruby.shown_reference}." in page
    assert "was joined with this one" not in page_of(browser, at("client", ruby.reference))
    timeline = browser.get(reverse("her:timeline", args=[mae.reference]) + "?kind=status")
    assert timeline.headers["Location"] == reverse("her:timeline", args=[ruby.reference]) + "?kind=status"


def test_a_form_left_open_is_carried_out_on_the_kept_file(
    browser: Browser, jo: Worker, ruby: Client, mae: Client
) -> None:
    alert = Alert.objects.create(
        client=mae, owner=mae.agency, agency=mae.agency, made_by=jo.staff, audience="identity", text="Old"
    )
    join(jo, ruby, mae)
    today = {"starts_day": "1", "starts_month": "11", "starts_year": "2026"}
    typed = {"text": "Has a new number", "audience": "identity"} | today
    answer = browser.post(at("add_alert", mae.reference), typed)
    assert answer.headers["Location"] == at("client", ruby.reference)
    assert Alert.objects.get(text="Has a new number").client == ruby
    browser.post(at("end_alert", mae.reference, alert.uid), {"reason": "Not so any more"})
    alert.refresh_from_db()
    assert (alert.client, alert.end_reason) == (ruby, "Not so any more")


def test_who_may_not_see_the_kept_file_is_told_nothing(
    signed_in: SignIn, world: World, jo: Worker, ruby: Client, mae: Client
) -> None:
    share(mae, world.drugs, "identity", "casework")
    theirs = signed_in(world.worker("facilitator"))
    assert theirs.get(at("client", mae.reference)).status_code == 200
    join(jo, ruby, mae)
    nobody = theirs.get(at("client", "00000000"))
    for her in (ruby, mae):
        answer = theirs.get(at("client", her.reference))
        assert (answer.status_code, answer.content) == (404, nobody.content)


def test_at_the_hatch_by_the_old_reference(
    browser: Browser, world: World, jo: Worker, ruby: Client, mae: Client
) -> None:
    night = worlds.session(jo, Place.objects.get(agency=world.charity))
    join(jo, ruby, mae)
    browser.post(reverse("contacts:put", args=[night.uid]), {"client": mae.shown_reference})
    assert Contact.objects.get().client == ruby


# Undoing


def test_undone(browser: Browser, jo: Worker, ruby: Client, mae: Client) -> None:
    joining = join(jo, ruby, mae)
    contact = worlds.contact(jo, ruby, note="Came for soup")
    address = at("undo_joining", ruby.reference, joining.uid)
    page = page_of(browser, address)
    assert "Came for soup" in page
    assert "checked" not in page
    again = browser.post(address, {"reason": "Both came"}).content.decode()
    assert "Choose whose this is" in again
    assert "Both came</textarea>" in again
    given = {"reason": "Both came", f"casework_contact-{contact.pk}": "joined"}
    answer = browser.post(address, given, follow=True).content.decode()
    assert f"They are two files again. The other woman’s is {mae.shown_reference}" in answer
    contact.refresh_from_db()
    assert contact.client == mae
    for her in (ruby, mae):
        timeline = page_of(browser, reverse("her:timeline", args=[her.reference]))
        assert "Files joined" in timeline
        assert "Two files again" in timeline
    assert "Somebody else has already undone this." in browser.get(address, follow=True).content.decode()


def test_what_was_written_while_she_chose_is_asked_for_too(
    browser: Browser, jo: Worker, ruby: Client, mae: Client
) -> None:
    joining = join(jo, ruby, mae)
    address = at("undo_joining", ruby.reference, joining.uid)
    browser.get(address)
    worlds.contact(jo, ruby, note="Came for soup")
    assert "Came for soup" in browser.post(address, {"reason": "Both came"}).content.decode()
    assert fresh(mae).joined_into == ruby


def test_what_has_to_be_undone_first_is_said(browser: Browser, jo: Worker, ruby: Client, mae: Client) -> None:
    third = file(jo, "Third")
    joining = join(jo, ruby, mae)
    further = join(jo, third, ruby)
    page = page_of(browser, at("client", third.reference))
    assert f"It was part of {ruby.shown_reference}." in page
    answer = browser.get(at("undo_joining", third.reference, joining.uid), follow=True).content.decode()
    assert f"First undo that {ruby.shown_reference} was joined into {third.shown_reference}" in answer
    undo(jo, further)
    assert browser.get(at("undo_joining", ruby.reference, joining.uid)).status_code == 200
