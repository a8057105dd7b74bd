"""A sheet as it is written: section by section, by two at once, and where files were joined."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.information import actions, panels, queries
from casework.information.models import InformationSheet
from casework.information.rules import Section, State
from dussk.access.asking import Worker, asking
from tests.casework.clients.joined import file, join
from tests.casework.information.conftest import added, written
from tests.world import World

NOT_YET, BEGUN, THROUGH = State.NOT_YET, State.BEGUN, State.GONE_THROUGH


def parts_of(by: Worker, client: Client) -> dict[Section, queries.Part]:
    with asking(by):
        return {part.section: part for part in queries.parts(client, queries.sheet_of(client))}


def test_nothing_is_there_and_nothing_is_demanded(jo: Worker, anna: Client) -> None:
    parts = parts_of(jo, anna)
    assert list(parts) == list(Section)
    assert {part.state for part in parts.values()} == {NOT_YET}
    assert {part.told for part in parts.values()} == {None}
    assert InformationSheet.objects.count() == 0


def test_each_section_is_saved_by_itself(jo: Worker, anna: Client, world: World) -> None:
    dilys = world.worker("manager")
    written(jo, anna, gp_registered="yes", gp_name="The Cedars")
    written(dilys, anna, Section.DETAILS, ni_number="AB123456C", gone_through=True)
    added(jo, anna, "child")
    with asking(dilys):
        actions.tick(by=dilys, client=anna, section=Section.AGENCIES, gone_through=True)
    sheet = InformationSheet.objects.get()
    assert (sheet.gp_name, sheet.ni_number) == ("The Cedars", "AB123456C")
    assert sheet.finished == ["details", "agencies"]
    parts = parts_of(jo, anna)
    assert {section: part.state for section, part in parts.items() if part.state is not NOT_YET} == {
        Section.DETAILS: THROUGH,
        Section.CHILDREN: BEGUN,
        Section.GP: BEGUN,
        Section.AGENCIES: THROUGH,
    }
    told = {section: part.told.by for section, part in parts.items() if part.told}
    assert told[Section.DETAILS] == told[Section.AGENCIES] == str(dilys.staff)
    assert told[Section.GP] == told[Section.CHILDREN] == str(jo.staff)


def test_a_tick_is_taken_back(jo: Worker, anna: Client) -> None:
    for yes, state in ((True, THROUGH), (True, THROUGH), (False, NOT_YET)):
        with asking(jo):
            actions.tick(by=jo, client=anna, section=Section.CHILDREN, gone_through=yes)
        assert parts_of(jo, anna)[Section.CHILDREN].state is state
    assert InformationSheet.objects.count() == 1


def test_another_agency_writes_nothing_on_it(world: World, anna: Client) -> None:
    theirs = world.worker("drugs_manager")
    with pytest.raises(PermissionDenied):
        written(theirs, anna)
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.tick(by=theirs, client=anna, section=Section.GP, gone_through=True)


def test_of_two_sheets_the_one_that_was_written_last_is_shown(jo: Worker, world: World) -> None:
    kept, twin = file(jo, "Ruby"), file(jo, "Mae")
    written(jo, kept, Section.DETAILS, address="Old address", referred_by="Herself")
    written(jo, kept, gp_name="Dr Old")
    written(jo, twin, Section.DETAILS, address="New address")
    added(jo, twin, "child", name="Nia")
    added(jo, kept, "child", name="Kayden")
    join(jo, kept, twin)
    with asking(jo):
        shown = queries.sheet_of(kept)
        other = queries.beside(kept, shown)
        assert shown is not None
        assert other is not None
        assert (shown.address, other.address) == ("New address", "Old address")
        lines = {line.field: (line.words, line.other) for line in queries.otherwise(shown, other)}
        assert lines["address"] == ("New address", "Old address")
        assert lines["gp_name"] == ("", "Dr Old")
        assert queries.current(kept, queries.LISTS["child"], timezone.localdate()).count() == 2
        mark = queries.mark_of_both(shown, other)
        actions.take_over(by=jo, client=kept, other=other, fields=["gp_name", "referred_by"], mark=mark)
        now = queries.sheet_of(kept)
        assert now is not None
        assert (now.pk, now.address, now.gp_name, now.referred_by) == (shown.pk, "New address", "Dr Old", "Herself")
        assert queries.beside(kept, now) is None
        with pytest.raises(RefusedError, match="already"):
            actions.take_over(by=jo, client=kept, other=other, fields=[], mark=mark)
    other.refresh_from_db()
    assert other.aside_by == jo.staff


@pytest.mark.parametrize("whose", ["shown", "other"])
def test_what_was_written_on_either_meanwhile_is_looked_at_first(jo: Worker, whose: str) -> None:
    kept, twin = file(jo, "Ruby"), file(jo, "Mae")
    written(jo, kept, address="x", section=Section.DETAILS)
    written(jo, twin, address="y", section=Section.DETAILS)
    join(jo, kept, twin)
    with asking(jo):
        shown = queries.sheet_of(kept)
        other = queries.beside(kept, shown)
        assert shown is not None
        assert other is not None
        mark = queries.mark_of_both(shown, other)
        changed = {"shown": shown, "other": other}[whose]
        InformationSheet.objects.filter(pk=changed.pk).update(address="z")
        with pytest.raises(RefusedError, match="while you looked"):
            actions.take_over(by=jo, client=kept, other=other, fields=["address"], mark=mark)
        assert queries.beside(kept, shown) == other


def test_a_sheet_put_aside_is_shown_where_there_is_no_other(jo: Worker, anna: Client) -> None:
    sheet = written(jo, anna, gp_name="Dr Amin")
    InformationSheet.objects.filter(pk=sheet.pk).update(aside_at=timezone.now(), aside_by=jo.staff)
    with asking(jo):
        assert queries.sheet_of(anna) == sheet
    written(jo, anna, gp_name="Dr Blake")
    sheet.refresh_from_db()
    assert (sheet.gp_name, sheet.aside_at) == ("Dr Blake", None)


def test_a_draft_is_closed_to_whom_the_line_is_closed(jo: Worker, anna: Client, world: World) -> None:
    row, sheet = added(jo, anna, "child"), written(jo, anna)
    page, named = "her_information:entry", {"code": "child", "uid": row.uid}
    for worker, is_open in ((jo, True), (world.worker("volunteer"), False)):
        with asking(worker):
            assert panels._names_open_rows(page, named) is is_open
            assert panels._names_open_rows("her_information:beside", {"uid": sheet.uid}) is is_open
            assert panels._names_open_rows("her_information:new", {"code": "child"})
            assert panels._names_open_rows("clients:client", {"uid": row.uid})
