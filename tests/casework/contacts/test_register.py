"""The register's page: finding her, putting her on, and her line."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Alert, Block, Client
from casework.contacts.models import Contact, ContactItem, FollowUp, Place
from dussk.access.asking import Worker
from dussk.audit.models import ViewKind, ViewLog
from tests.casework.contacts.conftest import HTMX, Night, put
from tests.world import contact, session, woman


def seen(client: Client) -> set[str]:
    return set(ViewLog.objects.filter(client_id=client.pk).values_list("kind", flat=True))


def test_an_empty_register_says_so_and_asks_who_is_here(night: Night, keyworker: Browser) -> None:
    page = keyworker.get(night.url("register")).content.decode()
    assert "Nobody yet." in page
    assert "Who is here?" in page
    assert "Volunteer" in page


def test_one_press_puts_a_regular_on(night: Night, keyworker: Browser) -> None:
    anna = night.world.clients["anna"]
    before = night.earlier()
    contact(night.world.worker("keyworker"), anna, before)
    page = keyworker.get(night.url("register")).content.decode()
    assert f'name="client" value="{anna.reference}"' in page
    assert night.world.clients["cass"].reference not in page
    assert seen(anna) == {ViewKind.LISTED}
    line = put(keyworker, night)
    assert line.agency == night.world.charity
    assert line.owner == night.world.charity
    assert line.made_by == night.world.staff("keyworker")
    assert (line.night, line.setting, line.place) == (night.session.night, "drop_in", night.session.place)
    page = keyworker.get(night.url("register")).content.decode()
    assert f'name="client" value="{anna.reference}"' not in page  # likely no more: she is here
    assert f'id="row-{line.uid}"' in page


def test_likely_leaves_out_who_died_and_who_was_entered_by_mistake(night: Night, keyworker: Browser) -> None:
    by = night.world.worker("keyworker")
    before = night.earlier()
    for her in night.world.clients.values():
        contact(by, her, before)
    Client.objects.filter(pk=night.world.clients["anna"].pk).update(status="died")
    Contact.objects.filter(client=night.world.clients["bea"]).update(mistake_at=timezone.now(), mistake_by=by.staff)
    page = keyworker.get(night.url("register")).content.decode()
    assert [name for name, her in night.world.clients.items() if her.reference in page] == ["cass"]


def test_a_regular_of_other_sessions_is_likely_too(night: Night, keyworker: Browser) -> None:
    by = night.world.worker("keyworker")
    for days in (5, 12, 19):
        contact(by, night.world.clients["bea"], night.earlier(days, kind="van"))
    contact(by, night.world.clients["cass"], night.earlier(6, kind="van"))  # once, and elsewhere
    page = keyworker.get(night.url("register")).content.decode()
    assert night.world.clients["bea"].reference in page
    assert night.world.clients["cass"].reference not in page


def test_two_women_of_one_name_are_told_apart(night: Night, keyworker: Browser) -> None:
    by = night.world.worker("keyworker")
    other = woman(by, "Bea")
    before = night.earlier()
    for her in (night.world.clients["bea"], other):
        contact(by, her, before)
    page = keyworker.get(night.url("register")).content.decode()
    assert other.shown_reference in page
    assert night.world.clients["bea"].shown_reference in page


def test_finding_her_by_a_misspelt_name(night: Night, keyworker: Browser) -> None:
    answer = keyworker.post(night.url("find"), {"q": "Ana"})
    assert "Anna" in answer.content.decode()
    assert seen(night.world.clients["anna"]) == {ViewKind.FOUND}
    assert "Nobody was found" not in answer.content.decode()


def test_with_script_finding_answers_with_the_place_at_the_hatch_alone(night: Night, keyworker: Browser) -> None:
    page = keyworker.post(night.url("find"), {"q": "Anna"}, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "1 found" in page
    assert "Anna" in page


def test_nothing_typed_brings_back_who_is_likely(night: Night, keyworker: Browser) -> None:
    page = keyworker.post(night.url("find"), {"q": " "}, headers=HTMX).content.decode()
    assert "Type her name" in page


def test_a_search_that_cannot_be_read_is_answered_in_words(night: Night, keyworker: Browser) -> None:
    for typed in ("An\x00na", "Anna\u202e", "x" * 300):
        for headers in ({}, HTMX):
            answer = keyworker.post(night.url("find"), {"q": typed}, headers=headers)
            assert answer.status_code == 422
            assert "error-message" in answer.content.decode()


def test_pressing_her_twice_opens_her_one_line(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    line = put(keyworker, night)
    answer = volunteer.post(night.url("put"), {"client": night.world.clients["anna"].reference})
    assert answer["Location"] == night.url("line", line)
    assert Contact.objects.filter(session=night.session).count() == 1
    again = keyworker.post(
        night.url("put"), {"client": night.world.clients["anna"].reference}, headers=HTMX
    ).content.decode()
    assert "was on the register already" in again
    assert "afterbegin" not in again


def test_with_script_her_line_opens_alone(night: Night, keyworker: Browser) -> None:
    answer = keyworker.post(night.url("put"), {"client": night.world.clients["anna"].reference}, headers=HTMX)
    page = answer.content.decode()
    line = Contact.objects.get(session=night.session)
    assert "is on the register" in page
    assert f'data-line="{line.uid}"' in page
    assert "row-" not in page  # her row follows when the page asks what changed
    assert seen(night.world.clients["anna"]) == {ViewKind.OPENED}


def test_alerts_meet_her_when_she_is_pressed_on(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    anna = night.world.clients["anna"]
    made = {"client": anna, "owner": anna.agency, "agency": anna.agency, "made_by": night.world.staff("keyworker")}
    Alert.objects.create(**made, audience="identity", text="Partner waits outside")
    Alert.objects.create(**made, audience="safety", text="Carries a knife to feel safe")
    Alert.objects.create(**made, audience="identity", text="Old", starts=date(2020, 1, 1), ends=date(2020, 2, 1))
    line = put(keyworker, night)
    page = keyworker.get(night.url("line", line)).content.decode()
    assert "Partner waits outside" in page
    assert "Carries a knife" in page
    assert "Old" not in page
    page = volunteer.get(night.url("line", line)).content.decode()
    assert "Partner waits outside" in page
    assert "Carries a knife" not in page


def test_a_file_with_only_a_name(night: Night, volunteer: Browser) -> None:
    answer = volunteer.post(night.url("new"), {"called": "Dot", "agency": night.world.drugs.pk})
    line = Contact.objects.get(session=night.session)
    assert answer["Location"] == night.url("line", line)
    assert line.client is not None
    assert line.client.called == "Dot"
    assert line.client.agency == night.world.charity


def test_likely_duplicates_come_before_a_second_file(night: Night, keyworker: Browser) -> None:
    answer = keyworker.post(night.url("new"), {"called": "Anna"})
    page = answer.content.decode()
    assert "She may have a file already" in page
    assert not Contact.objects.filter(session=night.session).exists()
    reference = night.world.clients["anna"].reference
    assert f'name="not_her" value="{reference}"' in page
    keyworker.post(night.url("new"), {"called": "Anna", "not_her": [reference, "nonsense"]})
    assert Client.objects.filter(called="Anna").count() == 2
    assert Contact.objects.filter(session=night.session).count() == 1


@pytest.mark.parametrize("called", ["", "   ", "A\x00", "x" * 101])
def test_a_file_needs_a_name_that_can_be_kept(night: Night, keyworker: Browser, called: str) -> None:
    answer = keyworker.post(night.url("new"), {"called": called})
    assert answer.status_code == 422
    assert Client.objects.count() == 3


def test_a_woman_nobody_knows(night: Night, keyworker: Browser) -> None:
    assert keyworker.get(night.url("unknown")).status_code == 200
    assert keyworker.get(night.url("unknown"), headers=HTMX).status_code == 200
    for _ in range(2):  # two women can look alike
        keyworker.post(night.url("unknown"), {"description": "Red coat"})
    rows = Contact.objects.filter(session=night.session, client=None)
    assert {row.description for row in rows} == {"Red coat"}
    assert rows.count() == 2
    answer = keyworker.post(night.url("unknown"), {"description": ""})
    assert answer.status_code == 422
    assert "Describe her in a few words" in answer.content.decode()


def test_an_unknown_woman_is_known_later_and_nothing_is_lost(night: Night, keyworker: Browser) -> None:
    keyworker.post(night.url("unknown"), {"description": "Red coat"})
    line = Contact.objects.get(session=night.session)
    keyworker.post(night.url("give", line), {"give": night.item().uid})
    FollowUp.objects.create(
        contact=line,
        session=night.session,
        agency=line.agency,
        made_by=line.made_by,
        what="Ring",
        due=timezone.localdate(),
        assigned_to=line.made_by,
    )
    assert "Who is" in keyworker.get(night.url("naming", line)).content.decode()
    assert "Cass" in keyworker.post(night.url("naming", line), {"q": "Cass"}).content.decode()
    assert keyworker.post(night.url("naming", line), {"q": "\x00"}).status_code == 422
    answer = keyworker.post(night.url("name", line), {"client": night.world.clients["cass"].reference})
    assert answer["Location"] == night.url("line", line)
    line.refresh_from_db()
    assert line.client == night.world.clients["cass"]
    assert line.owner == night.world.charity
    assert line.items.get().count == 1
    assert line.follow_ups.get().client == night.world.clients["cass"]
    assert keyworker.get(night.url("naming", line)).status_code == 302  # she has a name now
    answer = keyworker.post(night.url("name", line), {"client": night.world.clients["bea"].reference}, follow=True)
    assert "Somebody else has just said who she was" in answer.content.decode()


def test_an_unknown_woman_who_is_on_already(night: Night, keyworker: Browser) -> None:
    hers = put(keyworker, night, "cass")
    keyworker.post(night.url("unknown"), {"description": "Red coat"})
    line = Contact.objects.get(session=night.session, client=None)
    answer = keyworker.post(night.url("name", line), {"client": night.world.clients["cass"].reference})
    assert answer["Location"] == night.url("line", hers)
    line.refresh_from_db()
    assert line.client is None


WRITING = ["give", "number", "worry", "note", "follow_up", "mistake", "put_back", "name", "time", "move"]


def test_a_closed_register_is_read_only(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    keyworker.post(night.url("unknown"), {"description": "Red coat"})
    unknown = Contact.objects.get(client=None)
    keyworker.post(night.url("close"), {"closing_note": "Quiet"})
    before = list(Contact.objects.order_by("pk").values())
    other = session(night.world.worker("keyworker"), Place.objects.create(agency=night.world.charity, name="Stop 2"))
    cass = night.world.clients["cass"].reference
    whole = {
        "give": night.item().uid,
        "item": night.item().uid,
        "count": "1",
        "worry": "yes",
        "note": "x",
        "what": "Ring",
        "when": "week",
        "who": night.world.staff("keyworker").uid,
        "client": cass,
        "called": "Eve",
        "description": "Hat",
        "q": "Anna",
        "clock": timezone.localtime(line.at).strftime("%H:%M"),
        "to": other.uid,
    }
    addresses = [night.url(name, unknown if name == "name" else line) for name in WRITING]
    addresses += [night.url(name) for name in ("put", "new", "unknown", "find")]
    typed = [night.url("note", line), night.url("follow_up", line), night.url("unknown")]
    late = night.url("name", unknown)
    for address in set(addresses) - {late}:
        answer = keyworker.post(address, whole, follow=True)
        assert answer.status_code == (422 if address in typed else 200), address
        assert "register is closed" in answer.content.decode(), address
        answer = keyworker.post(address, whole, headers=HTMX)
        assert ("Not saved" in answer.content.decode()) == (address in typed), address
        assert ("HX-Redirect" in answer.headers) == (address not in typed), address
    assert list(Contact.objects.order_by("pk").values()) == before
    assert not ContactItem.objects.exists()
    assert not FollowUp.objects.exists()
    assert Client.objects.count() == 3
    for name in ("unknown", "team", "close"):
        assert keyworker.get(night.url(name))["Location"] == night.url("register")
    assert keyworker.get(night.url("number", line)).status_code == 302
    assert keyworker.get(night.url("move", line)).status_code == 302
    assert "Worried about her" in keyworker.get(night.url("line", line)).content.decode()


@pytest.mark.parametrize("who", ["keyworker", "volunteer"])
def test_after_closing_an_unknown_woman_is_named_by_those_who_run_sessions(
    night: Night, keyworker: Browser, volunteer: Browser, who: str
) -> None:
    keyworker.post(night.url("unknown"), {"description": "Red coat"})
    line = Contact.objects.get()
    keyworker.post(night.url("close"))
    browser, may = {"keyworker": (keyworker, True), "volunteer": (volunteer, False)}[who]
    page = browser.get(night.url("line", line)).content.decode()
    assert ("We know who she is now" in page) is may
    assert browser.get(night.url("naming", line)).status_code == (200 if may else 302)
    answer = browser.post(night.url("name", line), {"client": night.world.clients["anna"].reference}, follow=True)
    assert ("register is closed. Nothing was changed" in answer.content.decode()) is not may
    line.refresh_from_db()
    assert (line.client == night.world.clients["anna"]) is may


def test_nothing_is_changed_by_looking(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    for name in ("find", "put", "new"):
        assert keyworker.get(night.url(name)).status_code == 405
    for name in ("give", "worry", "note", "follow_up", "mistake", "put_back", "name", "time"):
        assert keyworker.get(night.url(name, line)).status_code == 405
    for name in ("register", "print"):
        assert keyworker.post(night.url(name)).status_code == 405


def test_a_woman_who_may_not_be_seen_is_not_there(
    night: Night, keyworker: Browser, signed_in: Callable[[Worker], Browser]
) -> None:
    theirs = woman(night.world.worker("drugs_manager"), "Zed")
    for sent in (theirs.reference, "", "nonsense", "ZZZZZZZZ"):
        assert keyworker.post(night.url("put"), {"client": sent}).status_code == 404
    anna = night.world.clients["anna"]
    Block.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=night.world.staff("keyworker"),
        blocked=night.world.staff("blocked"),
        kind="her_wish",
    )
    line = put(keyworker, night)
    blocked = signed_in(night.world.worker("blocked"))
    assert blocked.post(night.url("put"), {"client": anna.reference}).status_code == 404
    assert blocked.get(night.url("line", line)).status_code == 404
    page = blocked.get(night.url("register")).content.decode()
    assert "Anna" not in page
    assert "Nobody yet." in page
    assert Contact.objects.filter(session=night.session).count() == 1


def test_a_line_of_another_night_is_not_there(night: Night, keyworker: Browser) -> None:
    by = night.world.worker("keyworker")
    before = night.earlier()
    line = contact(by, night.world.clients["anna"], before)
    assert keyworker.get(night.url("line", line)).status_code == 404
    assert keyworker.post(night.url("note", line), {"note": "x"}).status_code == 404


def test_times_are_told_by_the_clock_on_the_wall(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    for at, told in (
        (datetime(2026, 7, 4, 20, 30, tzinfo=UTC), "9:30pm"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "1:30am"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "1:30am"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "2:30am"),
    ):
        Contact.objects.filter(pk=line.pk).update(at=at)
        assert told in keyworker.get(night.url("line", line)).content.decode()


def test_everything_on_the_register_is_in_the_view_log(night: Night, keyworker: Browser) -> None:
    put(keyworker, night)
    ViewLog.objects.all().delete()
    keyworker.get(night.url("register"))
    assert seen(night.world.clients["anna"]) == {ViewKind.LISTED}
    keyworker.get(night.url("line", Contact.objects.get()))
    assert seen(night.world.clients["anna"]) == {ViewKind.LISTED, ViewKind.OPENED}
    keyworker.get(night.url("print"))
    assert seen(night.world.clients["anna"]) == {ViewKind.LISTED, ViewKind.OPENED, ViewKind.PRINTED}
    assert {row.page for row in ViewLog.objects.all()} == {"contacts:register", "contacts:line", "contacts:print"}
