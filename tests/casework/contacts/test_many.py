"""A register of three hundred women, and two who write one note."""

from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.clients.models import Client
from casework.contacts.models import Contact
from dussk.audit.models import ViewLog
from tests.casework.contacts.conftest import HTMX, Night, opened_with, put


def fill(night: Night, women: int) -> None:
    by = night.world.worker("keyworker")
    files = Client.objects.bulk_create(
        Client(agency=by.agency, made_by=by.staff, called=f"Woman {number:03}", reference=f"Z{number:07}")
        for number in range(women)
    )
    Contact.objects.bulk_create(
        Contact(
            client=her,
            owner=by.agency,
            agency=by.agency,
            made_by=by.staff,
            session=night.session,
            setting="drop_in",
            at=night.session.started_at,
            night=night.session.night,
        )
        for her in files
    )


def test_three_hundred_women_are_on_pages_of_fifty_and_all_are_counted(
    night: Night, keyworker: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(night, 300)
    with django_assert_max_num_queries(30):
        page = keyworker.get(night.url("register")).content.decode()
    assert page.count('id="row-') == 50
    assert "<strong>300 women</strong>" in page
    assert "data-first-page" in page
    assert ViewLog.objects.count() == 50
    last = keyworker.get(f"{night.url('register')}?page=6").content.decode()
    assert last.count('id="row-') == 50
    assert "data-first-page" not in last
    assert "Woman 299" in page
    assert "Woman 000" in last
    # Putting one more on reads nothing of the others.
    with django_assert_max_num_queries(25):
        answer = keyworker.post(night.url("put"), {"client": night.world.clients["anna"].reference}, headers=HTMX)
    assert len(answer.content) < 12_000
    assert "<strong>301 women</strong>" in keyworker.get(night.url("register")).content.decode()


def test_a_second_line_of_a_woman_whose_files_were_joined_counts_her_once(night: Night, keyworker: Browser) -> None:
    put(keyworker, night)
    line = put(keyworker, night, "bea")
    Contact.objects.filter(pk=line.pk).update(second_line=True, client=night.world.clients["anna"])
    assert "<strong>1 woman</strong>" in keyworker.get(night.url("register")).content.decode()
    assert ">1 woman<" in keyworker.get("/nights/").content.decode()


def test_the_other_line_of_a_woman_counts_her_when_the_first_was_a_mistake(night: Night, keyworker: Browser) -> None:
    first = put(keyworker, night)
    second = put(keyworker, night, "bea")
    Contact.objects.filter(pk=second.pk).update(second_line=True, client=night.world.clients["anna"])
    keyworker.post(night.url("mistake", first))
    second.refresh_from_db()
    assert not second.second_line
    assert "<strong>1 woman</strong>" in keyworker.get(night.url("register")).content.decode()


def test_two_who_write_one_note_are_shown_both_and_lose_neither(
    night: Night, keyworker: Browser, volunteer: Browser
) -> None:
    line = put(keyworker, night)
    begun = opened_with(line)
    keyworker.post(night.url("note", line), {"note": "Limping"} | begun)
    for headers in ({}, HTMX):
        answer = volunteer.post(night.url("note", line), {"note": "Cheerful"} | begun, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Limping" in page
        assert "Cheerful" in page
        assert "Keep both" in page
    line.refresh_from_db()
    assert line.note == "Limping"
    volunteer.post(night.url("note", line), {"note": "Cheerful", "meanwhile": "both"} | opened_with(line))
    line.refresh_from_db()
    assert "Limping" in line.note
    assert "Cheerful" in line.note


def test_a_note_sent_once_the_register_is_closed_is_given_back(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    begun = opened_with(line)
    type(night.session).objects.filter(pk=night.session.pk).update(closed_at=timezone.now(), closed_by=line.made_by)
    for headers in ({}, HTMX):
        answer = keyworker.post(night.url("note", line), {"note": "Limping"} | begun, headers=headers)
        assert answer.status_code == 422
        assert ">Limping</textarea>" in answer.content.decode()
