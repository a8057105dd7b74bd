"""An agency's own record of a woman: begun while her file is open to it, kept when that ends, read by nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.actions import OwnWords, RefusedError
from casework.clients.models import Client, ClientShare, OwnRecord
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from tests.casework.clients.conftest import a_block
from tests.casework.clients.joined import join
from tests.conftest import SignIn
from tests.matrix.base import base
from tests.world import World, contact, share, woman

WORDS = OwnWords("Annie", contact="Rings us on Mondays", risk="Ex-partner waits outside")


@pytest.fixture
def sol(world: World) -> Worker:
    """The facilitator, at the drug service."""
    return world.worker("facilitator")


@pytest.fixture
def record(sol: Worker, anna: Client) -> OwnRecord:
    with asking(sol):
        return actions.keep_own_record(by=sol, client=anna, words=WORDS)


def close(client: Client) -> None:
    """She takes back everything."""
    ClientShare.objects.filter(client=client).update(ends=timezone.now())


def url(record: OwnRecord, name: str = "own_record") -> str:
    return reverse(f"kept:{name}", args=[record.uid])


def test_begun_from_her_page_and_kept(world: World, sol: Worker, anna: Client, signed_in: SignIn) -> None:
    browser = signed_in(sol)
    assert "Keep our own record of her" in browser.get(anna.get_absolute_url()).content.decode()
    begin = reverse("kept:keep_own_record", args=[anna.reference])
    assert "Enter what she wants to be called" in browser.post(begin, {"called": ""}).content.decode()
    answer = browser.post(begin, {"called": "Annie", "contact": "Rings us on Mondays"})
    record = OwnRecord.objects.get()
    assert answer.headers["Location"] == url(record)
    assert "Open our own record" in browser.get(anna.get_absolute_url()).content.decode()
    assert browser.get(begin).headers["Location"] == url(record)
    contact(world.worker("drugs_manager"), anna, note="Came to the group")

    close(anna)
    assert browser.get(anna.get_absolute_url()).status_code == 404
    page = browser.get(url(record)).content.decode()
    for words in ("Annie", "Rings us on Mondays", "Came to the group", "is not open to you"):
        assert words in page
    assert anna.reference not in page
    assert "Annie" in browser.get(reverse("kept:own_records")).content.decode()
    assert ViewLog.objects.filter(page="kept:own_record", client_id=anna.pk, owner_id=anna.agency_id).exists()


def test_changed_after_her_file_is_closed(sol: Worker, anna: Client, record: OwnRecord, signed_in: SignIn) -> None:
    close(anna)
    browser = signed_in(sol)
    opened_with = browser.get(url(record, "change_own_record")).context["form"]["opened_with"].value()
    sent = {"called": "Annie B", "contact": "", "risk": "None now", "opened_with": opened_with}
    assert browser.post(url(record, "change_own_record"), sent).status_code == 302
    record.refresh_from_db()
    assert (record.called, record.contact, record.risk) == ("Annie B", "", "None now")
    again = browser.post(url(record, "change_own_record"), sent | {"called": "Ann"})
    assert "Somebody else saved this while you were writing" in again.content.decode()


def test_nobody_else_reads_it(world: World, record: OwnRecord, signed_in: SignIn) -> None:
    for name in ("keyworker", "manager", "psychologist"):
        assert signed_in(world.worker(name)).get(url(record)).status_code == 404, name
    assert signed_in(world.worker("drugs_manager")).get(url(record)).status_code == 200


def test_a_block_closes_it_too(world: World, sol: Worker, anna: Client, record: OwnRecord, signed_in: SignIn) -> None:
    a_block(anna, sol, world.worker("keyworker"))
    browser = signed_in(sol)
    assert browser.get(url(record)).status_code == 404
    assert "Annie" not in browser.get(reverse("kept:own_records")).content.decode()


def test_there_is_one(sol: Worker, anna: Client, record: OwnRecord) -> None:
    with asking(sol), pytest.raises(RefusedError, match="has a record of her already"):
        actions.keep_own_record(by=sol, client=anna, words=WORDS)


def test_not_of_her_own_agencys_file_nor_of_one_that_is_closed(world: World, jo: Worker, sol: Worker) -> None:
    with asking(jo), pytest.raises(PermissionDenied):
        actions.keep_own_record(by=jo, client=world.clients["anna"], words=WORDS)
    with asking(sol), pytest.raises(RefusedError, match="closed to you"):
        actions.keep_own_record(by=sol, client=world.clients["cass"], words=WORDS)


def test_by_sql_neither_begun_on_a_closed_file_nor_given_away(
    world: World, sol: Worker, jo: Worker, anna: Client, record: OwnRecord
) -> None:
    for by, client in ((sol, world.clients["cass"]), (jo, anna)):
        with asking(by), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            OwnRecord.objects.create(**base(by, client), called="Nobody")
    with asking(jo):
        assert OwnRecord.objects.update(called="Changed") == 0
    with asking(sol), pytest.raises(DatabaseError, match="stays with the woman"), transaction.atomic():
        OwnRecord.objects.update(agency=world.charity)


def test_by_sql_it_stays_with_the_woman_it_was_written_about(
    world: World, sol: Worker, jo: Worker, record: OwnRecord
) -> None:
    other = woman(jo, "Ann")
    share(other, world.drugs, "identity")
    for changed in ({"client": other}, {"made_by": jo.staff}):
        with asking(sol), pytest.raises(DatabaseError, match="stays with the woman"), transaction.atomic():
            OwnRecord.objects.update(**changed)
    with asking(sol):
        assert OwnRecord.objects.update(called="Annie") == 1


def test_constraints(sol: Worker, anna: Client, record: OwnRecord) -> None:
    with pytest.raises(IntegrityError, match="own_record_once"), transaction.atomic():
        OwnRecord.objects.create(**base(sol, anna), called="Again")
    with pytest.raises(IntegrityError, match="own_record_is_called_something"), transaction.atomic():
        OwnRecord.objects.update(called="")


def test_another_agencys_own_record_is_not_changed(world: World, jo: Worker, record: OwnRecord) -> None:
    with asking(jo), pytest.raises(PermissionDenied):
        actions.change_own_record(by=jo, record=record, words=WORDS)


def test_joined_files(
    world: World, jo: Worker, sol: Worker, anna: Client, record: OwnRecord, signed_in: SignIn
) -> None:
    """It stays where it was begun, and leads to the kept file while that is open to the agency."""
    theirs = world.worker("drugs_manager")
    contact(theirs, anna, note="Came to the group")
    kept = woman(jo, "Ann")
    share(kept, world.drugs, "identity", "casework")
    join(jo, kept, anna)
    page = signed_in(sol).get(url(record)).content.decode()
    assert kept.get_absolute_url() in page
    assert "Came to the group" in page
    with asking(sol):
        assert queries.own_record_of(kept, sol) == record
    close(kept)
    page = signed_in(sol).get(url(record)).content.decode()
    assert kept.reference not in page
    assert "Came to the group" in page


def test_the_list_of_women_leads_to_them(sol: Worker, signed_in: SignIn) -> None:
    browser = signed_in(sol)
    assert reverse("kept:own_records") in browser.get(reverse("clients:list")).content.decode()
    assert "keeps no records of its own yet" in browser.get(reverse("kept:own_records")).content.decode()
