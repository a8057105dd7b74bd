"""One woman's line: what she was given, a worry, a note, a follow-up, a mistake."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Block
from casework.contacts.models import Contact, ContactItem, FollowUp, Item
from tests.casework.contacts.conftest import HTMX, Night, opened_with, put


def test_pluses_and_minuses_count(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    for _ in range(3):
        keyworker.post(night.url("give", line), {"give": night.item().uid})
    keyworker.post(night.url("give", line), {"take": night.item().uid})
    assert line.items.get().count == 2
    for _ in range(4):
        keyworker.post(night.url("give", line), {"take": night.item().uid})
    assert line.items.get().count == 0
    page = keyworker.post(night.url("give", line), {"give": night.item().uid}, headers=HTMX).content.decode()
    assert f'id="count-{night.item().uid}" hx-swap-oob="true"' in page
    assert "Condoms: 1" in page
    assert "row-" not in page  # her row follows when the page asks what changed


def test_a_number_is_typed(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    assert keyworker.get(night.url("number", line)).status_code == 200
    keyworker.post(night.url("number", line), {"item": night.item().uid, "count": "100"})
    assert line.items.get().count == 100
    keyworker.post(night.url("number", line), {"item": night.item().uid, "count": "0"})
    assert line.items.get().count == 0


@pytest.mark.parametrize("count", ["-1", "1000000", "1.5", "a lot", "", "١٢٣٤"])
def test_a_number_that_cannot_be(night: Night, keyworker: Browser, count: str) -> None:
    line = put(keyworker, night)
    answer = keyworker.post(night.url("number", line), {"item": night.item().uid, "count": count})
    assert answer.status_code == 422
    assert not ContactItem.objects.exists()


def test_no_more_than_anybody_carries(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    ContactItem.objects.create(contact=line, item=night.item(), count=999)
    answer = keyworker.post(night.url("give", line), {"give": night.item().uid}, follow=True)
    assert "There cannot be more than 999" in answer.content.decode()
    answer = keyworker.post(night.url("give", line), {"give": night.item().uid}, headers=HTMX)
    assert answer["HX-Redirect"] == night.url("line", line)
    assert line.items.get().count == 999


@pytest.mark.parametrize("sent", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "theirs"])
def test_a_forged_item_is_not_there(night: Night, keyworker: Browser, sent: str) -> None:
    line = put(keyworker, night)
    theirs = Item.objects.create(agency=night.world.drugs, name="Foil")
    sent = str(theirs.uid) if sent == "theirs" else sent
    assert keyworker.post(night.url("give", line), {"give": sent}).status_code == 404
    assert keyworker.post(night.url("give", line), {"take": sent}).status_code == 404
    answer = keyworker.post(night.url("number", line), {"item": sent, "count": "1"})
    assert answer.status_code == 422
    assert not ContactItem.objects.exists()


def test_worry_is_a_mark_and_not_a_switch(night: Night, volunteer: Browser) -> None:
    line = put(volunteer, night)
    for _ in range(2):
        volunteer.post(night.url("worry", line), {"worry": "yes"})
        line.refresh_from_db()
        assert line.worry
    volunteer.post(night.url("worry", line), {"worry": "no"}, headers=HTMX)
    line.refresh_from_db()
    assert not line.worry


def test_a_note(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    words = "<script>alert(1)</script>\nChloë"
    forged = {"worry": "on", "client": "7", "night": "2020-01-01"}
    keyworker.post(night.url("note", line), {"note": words} | forged | opened_with(line))
    line.refresh_from_db()
    assert line.note == words
    assert not line.worry  # fields that the form does not have are not taken
    assert line.night == night.session.night
    page = keyworker.get(night.url("line", line)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    answer = keyworker.post(night.url("note", line), {"note": "Well"} | opened_with(line), headers=HTMX)
    assert "Note saved" in answer.content.decode()
    keyworker.post(night.url("note", line), {"note": ""} | opened_with(line))
    line.refresh_from_db()
    assert line.note == ""


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_note_that_cannot_be_kept_stays_in_the_form(
    night: Night, keyworker: Browser, headers: dict[str, str]
) -> None:
    line = put(keyworker, night)
    answer = keyworker.post(night.url("note", line), {"note": "kept in the form\u202e"}, headers=headers)
    assert answer.status_code == 422
    assert "kept in the form" in answer.content.decode()
    answer = keyworker.post(night.url("note", line), {"note": "x" * 10_001}, headers=headers)
    assert answer.status_code == 422
    assert "10,000 characters or fewer" in answer.content.decode()
    line.refresh_from_db()
    assert line.note == ""


def test_a_note_of_ten_megabytes_is_refused(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    assert keyworker.post(night.url("note", line), {"note": "x" * 10_000_000}).status_code == 400
    line.refresh_from_db()
    assert line.note == ""


def test_a_follow_up(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    sent = {"what": "Bring the form", "when": "week", "who": night.world.staff("manager").uid}
    keyworker.post(night.url("follow_up", line), sent)
    taken = FollowUp.objects.get()
    assert taken.contact == line
    assert taken.client == line.client
    assert taken.session == night.session
    assert taken.due == timezone.localdate() + timedelta(days=7)
    assert taken.assigned_to == night.world.staff("manager")
    assert "Follow-up" in keyworker.get(night.url("register")).content.decode()
    answer = keyworker.post(night.url("follow_up", line), sent, headers=HTMX)
    assert "Follow-up saved" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": ""}, "Enter what needs doing"),
        ({"when": ""}, "Choose by when"),
        ({"when": "never"}, "Choose from the answers given"),
        ({"when": "day"}, "Enter the day"),
        ({"when": "day", "day_day": "31", "day_month": "2", "day_year": "2027"}, "real date"),
        ({"when": "day", "day_day": "1", "day_month": "2", "day_year": "2020"}, "today or in the future"),
        ({"who": ""}, "Choose who will do it"),
        ({"who": "nonsense"}, "error-message"),
        ({"who": "volunteer"}, "error-message"),
        ({"who": "facilitator"}, "error-message"),
        ({"who": "blocked"}, "error-message"),
    ],
)
def test_a_follow_up_that_cannot_be(night: Night, keyworker: Browser, sent: dict[str, str], said: str) -> None:
    line = put(keyworker, night)
    anna = night.world.clients["anna"]
    Block.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=line.made_by,
        blocked=night.world.staff("blocked"),
        kind="her_wish",
    )
    if sent.get("who") in night.world.people:
        sent = {"who": str(night.world.staff(sent["who"]).uid)}
    whole = {"what": "Ring", "when": "tomorrow", "who": str(night.world.staff("keyworker").uid)} | sent
    for headers in ({}, HTMX):
        answer = keyworker.post(night.url("follow_up", line), whole, headers=headers)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_a_mistake_is_marked_and_put_back(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    keyworker.post(night.url("mistake", line))
    line.refresh_from_db()
    assert line.mistake_by == night.world.staff("keyworker")
    page = keyworker.get(night.url("register")).content.decode()
    assert "Entered by mistake (1)" in page
    assert "Nobody yet." in page
    assert f'id="row-{line.uid}"' not in page
    assert "Entered by mistake, said Keyworker" in keyworker.get(night.url("line", line)).content.decode()
    for name, sent in (("give", {"give": night.item().uid}), ("worry", {"worry": "yes"}), ("note", {"note": "x"})):
        answer = keyworker.post(night.url(name, line), sent, follow=True)
        assert "This line was entered by mistake" in answer.content.decode()
    assert keyworker.get(night.url("number", line)).status_code == 302
    keyworker.post(night.url("put_back", line))
    line.refresh_from_db()
    assert line.mistake_at is None


def test_after_a_mistake_she_can_be_put_on_and_has_one_line_that_counts(night: Night, keyworker: Browser) -> None:
    wrong = put(keyworker, night)
    keyworker.post(night.url("mistake", wrong))
    right = put(keyworker, night)
    assert right.pk != wrong.pk
    answer = keyworker.post(night.url("put_back", wrong), follow=True)
    assert "She has another line on this register by now" in answer.content.decode()
    assert Contact.objects.counted().get(session=night.session) == right
