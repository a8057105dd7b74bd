"""The lists of the sheet: added, corrected, ended, put back; and numbers of hers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, SafeContact
from casework.clients.queries import Way
from casework.information import actions, queries
from casework.information.models import Child, ImportantDate, KeptFact, SignificantOther
from dussk.access.asking import Worker, asking
from tests.casework.information.conftest import SAID, added
from tests.world import World

LISTS = queries.LISTS


def a_date(by: Worker, client: Client, days: int = 3, **said: Any) -> ImportantDate:
    on = timezone.localdate() + timedelta(days=days)
    row: ImportantDate = added(
        by, client, "date", **({"kind": "court", "on": on, "at": None, "where": "", "note": ""} | said)
    )
    return row


@pytest.mark.parametrize("code", [code for code in LISTS if code != "date"])
def test_a_line_is_added_corrected_ended_and_put_back(jo: Worker, anna: Client, code: str) -> None:
    listed = LISTS[code]
    row, said = added(jo, anna, code), dict(SAID[code])
    with asking(jo):
        with pytest.raises(RefusedError, match="already"):
            actions.add_entry(by=jo, client=anna, listed=listed, said=said)
        column = "words" if code == "fact" else "name"
        actions.correct_entry(by=jo, client=anna, listed=listed, row=row, said=said | {column: "Otherwise"})
        row.refresh_from_db()
        assert getattr(row, column) == "Otherwise"
        actions.end_entry(by=jo, client=anna, listed=listed, row=row)
        today = timezone.localdate()
        assert not queries.current(anna, listed, today).exists()
        assert queries.earlier(anna, listed, today).get().ended_by == jo.staff
        for act in (actions.end_entry, actions.correct_entry):
            with pytest.raises(RefusedError, match="Earlier"):
                act(**({"by": jo, "client": anna, "listed": listed, "row": row} | _said(act, said)))
        if listed.is_wanted:
            with pytest.raises(RefusedError, match="ask her"):
                actions.put_back(by=jo, client=anna, listed=listed, row=row)
        else:
            actions.put_back(by=jo, client=anna, listed=listed, row=row)
            assert queries.current(anna, listed, today).exists()


def _said(act: Any, said: dict[str, Any]) -> dict[str, Any]:
    return {"said": said} if act is actions.correct_entry else {}


def test_the_same_name_in_other_letters_is_the_same(jo: Worker, anna: Client) -> None:
    added(jo, anna, "agency", name="Probation")
    with pytest.raises(RefusedError):
        added(jo, anna, "agency", name="PROBATION")
    added(jo, anna, "child", name="Nia", born=date(2015, 1, 1))
    added(jo, anna, "child", name="Nia", born=date(2018, 1, 1))
    assert Child.objects.count() == 2


def test_somebody_may_matter_and_be_rung_in_an_emergency(jo: Worker, anna: Client) -> None:
    added(jo, anna, "other", name="Linda")
    added(jo, anna, "emergency", name="Linda")
    assert SignificantOther.objects.count() == 2


def test_what_came_back_twice_is_refused(jo: Worker, anna: Client) -> None:
    first = added(jo, anna, "child")
    with asking(jo):
        actions.end_entry(by=jo, client=anna, listed=LISTS["child"], row=first)
    added(jo, anna, "child")
    with asking(jo), pytest.raises(RefusedError, match="already"):
        actions.put_back(by=jo, client=anna, listed=LISTS["child"], row=first)


def test_nobody_writes_on_another_womans_line(jo: Worker, anna: Client, world: World) -> None:
    row = added(jo, anna, "child")
    with asking(jo), pytest.raises(PermissionDenied):
        actions.end_entry(by=jo, client=world.clients["bea"], listed=LISTS["child"], row=row)


def test_dates_that_passed_stand_under_earlier(jo: Worker, anna: Client) -> None:
    row, today = a_date(jo, anna, days=0), timezone.localdate()
    with asking(jo):
        assert list(queries.current(anna, LISTS["date"], today)) == [row]
        assert list(queries.earlier(anna, LISTS["date"], today + timedelta(days=1))) == [row]
        assert list(queries.current(anna, LISTS["date"], today + timedelta(days=1))) == []


def test_dates_come_to_her_keyworker_two_weeks_before(jo: Worker, anna: Client, world: World) -> None:
    today = timezone.localdate()
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    near, far, ended = a_date(jo, anna, 14), a_date(jo, anna, 15), a_date(jo, anna, 2)
    with asking(jo):
        actions.end_entry(by=jo, client=anna, listed=LISTS["date"], row=ended)
        assert list(queries.coming(jo, today)) == [near]
        assert list(queries.coming(jo, today + timedelta(days=1))) == [near, far]
    dilys = world.worker("manager")
    with asking(dilys):
        assert list(queries.coming(dilys, today)) == []
    Client.objects.filter(pk=anna.pk).update(status="died")
    with asking(jo):
        assert list(queries.coming(jo, today)) == []


def test_a_date_of_a_woman_nobody_key_works_is_a_managers(jo: Worker, anna: Client, world: World) -> None:
    today, row, dilys = timezone.localdate(), a_date(jo, anna, 3), world.worker("manager")

    def of(by: Worker) -> list[tuple[Any, bool]]:
        with asking(by):
            rows: list[Any] = list(queries.coming(by, today, nobodys=by is dilys))
            return [(each, each.is_nobodys) for each in rows]

    Client.objects.filter(pk=anna.pk).update(keyworker=None)
    assert (of(jo), of(dilys)) == ([], [(row, True)])
    Client.objects.filter(pk=anna.pk).update(keyworker=world.worker("volunteer").staff)  # not a keyworker any more
    assert of(dilys) == [(row, True)]
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    assert (of(jo), of(dilys)) == ([(row, False)], [])
    Client.objects.filter(pk=anna.pk).update(keyworker=dilys.staff)
    assert of(dilys) == [(row, False)]
    for over in ("closed", "died"):
        Client.objects.filter(pk=anna.pk).update(status=over, keyworker=None)
        assert of(dilys) == []


def test_a_number_of_hers_is_a_safe_contact(jo: Worker, anna: Client) -> None:
    way = Way(way="", detail="07700 900321", is_safe=True, message_allowed=True, name_to_use="Annie")
    with asking(jo):
        actions.add_number(by=jo, client=anna, ways=["call", "text"], way=way)
        kept = SafeContact.objects.filter(client=anna, detail="07700 900321")
        assert {row.way for row in kept} == {"call", "text"}
        assert {(row.is_safe, row.message_allowed, row.name_to_use) for row in kept} == {(True, True, "Annie")}
        with pytest.raises(RefusedError, match="already"):
            actions.add_number(by=jo, client=anna, ways=["text"], way=way)


def test_what_she_wanted_kept_says_since_when(jo: Worker, anna: Client) -> None:
    assert added(jo, anna, "fact", wanted_on=timezone.localdate()).wanted_on == timezone.localdate()
    assert KeptFact.objects.get().ended_at is None
