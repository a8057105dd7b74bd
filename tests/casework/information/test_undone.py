"""What a joining that is undone leaves and tells: nothing of the other woman's, nothing she no longer wants kept."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Client, Joining
from casework.clients.queries.joining import written_kind
from casework.information import actions, queries
from casework.information.models import ImportantDate, InformationSheet, KeptFact
from casework.information.rules import Section
from dussk.access.asking import Worker, asking
from dussk.ui import when
from tests.casework.clients.joined import file, join, undo
from tests.casework.information.conftest import added, text, url, written
from tests.world import World

RUBYS: dict[str, Any] = {
    "sheet_on": date(2026, 1, 2),
    "file_opened_on": date(2026, 1, 1),
    "ethnicity": "arab",
    "ethnicity_words": "Hers",
    "address": "His flat",
    "ni_number": "AB123456C",
    "prison_number": "A1234BC",
    "referred_by": "Court",
    "gp_registered": "yes",
    "gp_name": "Dr Old",
    "gp_phone": "0117 496 0009",
    "gp_address": "Hill",
}


def sheet_of(by: Worker, client: Client) -> InformationSheet:
    with asking(by):
        found = queries.sheet_of(client)
    assert found is not None
    return found


def said_by(by: Worker, client: Client) -> dict[str, Any]:
    return queries.values_of(sheet_of(by, client), queries.ALL_FIELDS)


def took_over(by: Worker, kept: Client, fields: tuple[str, ...]) -> None:
    with asking(by):
        shown = queries.sheet_of(kept)
        other = queries.beside(kept, shown)
        assert shown is not None
        assert other is not None
        mark = queries.mark_of_both(shown, other)
        actions.take_over(by=by, client=kept, other=other, fields=fields, mark=mark)


@pytest.fixture
def ruby(jo: Worker) -> Client:
    her = file(jo, "Ruby")
    for section in (Section.DETAILS, Section.GP):
        written(jo, her, section, **{name: RUBYS[name] for name in queries.FIELDS[section]})
    return her


@pytest.fixture
def mae(jo: Worker) -> Client:
    """Hers was written last: it is the one that is shown while the files are joined."""
    her = file(jo, "Mae")
    written(jo, her, Section.DETAILS, sheet_on=date(2026, 3, 4), address="Her mum's")
    return her


@pytest.mark.parametrize("is_kept", ["Mae", "Ruby"])
def test_what_was_taken_over_goes_back(jo: Worker, ruby: Client, mae: Client, is_kept: str) -> None:
    before = {client.pk: said_by(jo, client) for client in (ruby, mae)}
    kept, twin = (mae, ruby) if is_kept == "Mae" else (ruby, mae)
    joining = join(jo, kept, twin)
    took_over(jo, kept, queries.ALL_FIELDS)
    assert said_by(jo, kept) == RUBYS
    undo(jo, joining)
    assert {client.pk: said_by(jo, client) for client in (ruby, mae)} == before
    assert not InformationSheet.objects.exclude(aside_at=None).exists()


@pytest.mark.parametrize("order", ["ruby first", "nell first"])
def test_nothing_of_either_of_two_others_is_left_in_whatever_order_they_are_parted(
    jo: Worker, ruby: Client, mae: Client, order: str
) -> None:
    nell = file(jo, "Nell")
    written(jo, nell, Section.DETAILS, sheet_on=date(2026, 2, 2), address="Nell's")
    written(jo, mae, Section.DETAILS, referred_by="Herself")  # hers is shown
    before = {client.pk: said_by(jo, client) for client in (ruby, mae, nell)}
    joinings = [join(jo, mae, ruby)]
    took_over(jo, mae, ("address", "gp_name"))
    joinings.append(join(jo, mae, nell))
    took_over(jo, mae, ("address",))
    assert (said_by(jo, mae)["address"], said_by(jo, mae)["gp_name"]) == ("Nell's", "Dr Old")
    for joining in joinings if order == "ruby first" else reversed(joinings):
        undo(jo, joining)
    assert {client.pk: said_by(jo, client) for client in (ruby, mae, nell)} == before


def test_what_was_changed_since_stays(jo: Worker, ruby: Client, mae: Client) -> None:
    joining = join(jo, mae, ruby)
    took_over(jo, mae, ("address", "gp_name", "referred_by"))
    written(jo, mae, gp_name="Dr New")
    undo(jo, joining)
    now = said_by(jo, mae)
    assert (now["address"], now["gp_name"], now["referred_by"]) == ("Her mum's", "Dr New", "")


def test_one_put_aside_is_looked_at_anew_when_it_lies_beside_another_again(
    jo: Worker, ruby: Client, mae: Client
) -> None:
    joining = join(jo, mae, ruby)
    took_over(jo, mae, ())
    undo(jo, joining)
    join(jo, mae, ruby)
    with asking(jo):
        assert queries.beside(mae, queries.sheet_of(mae)) is not None


def test_the_facts_that_go_back_are_all_there_are(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.facts_of_a_sheet()")
        assert tuple(cursor.fetchone()[0]) == queries.ALL_FIELDS


def test_what_she_no_longer_wants_kept_is_told_by_its_topic_alone(jo: Worker, anna: Client) -> None:
    debts = added(jo, anna, "fact")
    day = added(jo, anna, "date", kind="court", on=timezone.localdate(), at=None, where="Bath", note="")
    assert "Forty pounds" in written_kind("casework_keptfact").words(debts)
    assert "Bath" in written_kind("casework_importantdate").words(day)
    with asking(jo):
        actions.end_entry(by=jo, client=anna, listed=queries.LISTS["fact"], row=debts)
        actions.end_entry(by=jo, client=anna, listed=queries.LISTS["date"], row=day)
    today = when.on(timezone.localdate(), short=True)
    assert written_kind("casework_keptfact").words(KeptFact.objects.get()) == (
        f"Debts: not kept any more since {today}"
    )
    assert written_kind("casework_importantdate").words(ImportantDate.objects.get()) == (
        f"Court, {today}: not kept any more since {today}"
    )


def test_a_stale_page_of_two_sheets_is_shown_again(browser: Browser, jo: Worker, ruby: Client, mae: Client) -> None:
    join(jo, mae, ruby)
    with asking(jo):
        other = queries.beside(mae, queries.sheet_of(mae))
    assert other is not None
    at = url("beside", mae, other.uid)
    mark = text(browser, at).split('name="seen" value="')[1].split('"', maxsplit=1)[0]
    written(jo, mae, Section.DETAILS, address="Refuge, do not tell him", referred_by="Court")
    sent = {"seen": mark, "fields_taken": ["address", "referred_by"]}
    answer = browser.post(at, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "while you looked at them" in page
    assert "Now: Refuge, do not tell him" in page
    assert said_by(jo, mae)["address"] == "Refuge, do not tell him"
    again = page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]
    assert again != mark
    assert 'value="referred_by"' not in page  # both say the same by now
    assert browser.post(at, {"seen": again, "fields_taken": ["gp_name"]}).status_code == 302
    assert (said_by(jo, mae)["address"], said_by(jo, mae)["gp_name"]) == ("Refuge, do not tell him", "Dr Old")
    assert Joining.objects.count() == 1
