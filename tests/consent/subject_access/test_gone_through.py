"""Somebody has gone through what she read, and nothing else; and what was gathered is what she is given."""

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.actions import RefusedError
from casework.contacts.models import Contact
from consent.subject_access import actions, documents
from consent.subject_access.models import PackPart, PackRecord, Passage
from consent.subject_access.rules import Volume, Whose
from dussk.access.asking import asking
from tests.consent.agreements.conftest import main
from tests.consent.subject_access.conftest import Hers, seen
from tests.consent.subject_access.test_by_sql import RELEASE, refused


def note_of(part: PackPart) -> PackRecord:
    return PackRecord.objects.get(part=part, told__icontains="Came with")


def taken_out(hers: Hers) -> PackPart:
    """A part out of which a name was taken."""
    part = hers.gather(hers.begun())
    with asking(hers.manager):
        actions.take_out(by=hers.manager, record=note_of(part), text="Tracey Holt", whose=Whose.THIRD)
    return part


def puts_it_back(hers: Hers, part: PackPart) -> None:
    with asking(hers.manager):
        actions.put_back(by=hers.manager, passage=Passage.objects.get())


def gathers_what_was_edited(hers: Hers, part: PackPart) -> None:
    Contact.objects.filter(note__contains="Tracey Holt").update(note="Came with Tracey Holt and Moira Quinn")
    hers.gather(part.request)


def gives_it_after_all(hers: Hers, part: PackPart) -> None:
    """Kept back when she read it; given by now."""
    with asking(hers.manager):
        actions.give_again(by=hers.manager, record=note_of(part))


def ways(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


@pytest.mark.parametrize("meanwhile", [puts_it_back, gathers_what_was_edited, gives_it_after_all])
def test_what_changed_while_it_was_read_was_gone_through_by_nobody(
    hers: Hers, jo: Browser, meanwhile: Callable[[Hers, PackPart], None]
) -> None:
    part = taken_out(hers)
    if meanwhile is gives_it_after_all:
        with asking(hers.manager):
            actions.withhold(by=hers.manager, record=note_of(part), whose=Whose.THIRD, because="About her friend")
    uid, note = part.request.uid, note_of(part)
    where = reverse("access:part", args=[uid, "casework"])
    there = reverse("access:record", args=[uid, note.uid])
    page, of_one = main(jo.get(where)), main(jo.get(there))
    meanwhile(hers, part)
    checks = reverse("access:check", args=[uid, "casework"])
    said = jo.post(checks, {"record": ways(page, "record")}, follow=True).content.decode()
    assert "3 gone through. 1 changed while you read it: look at it again." in said
    note.refresh_from_db()
    assert note.checked_at is None
    through = reverse("access:through", args=[uid, note.uid])
    stood = ways(of_one, "stands") or [""]
    assert "It changed while you read it" in jo.post(through, {"stands": stood[0]}, follow=True).content.decode()
    assert "It changed while you read it" in jo.post(through, follow=True).content.decode()  # and says nothing of it
    note.refresh_from_db()
    assert note.checked_at is None
    with asking(hers.manager), pytest.raises(RefusedError, match="not been gone through"):
        actions.release_part(by=hers.manager, part=part)
    jo.post(checks, {"record": ways(main(jo.get(where)), "record")})
    note.refresh_from_db()
    assert note.checked_by == hers.keyworker.staff


def test_a_page_that_says_nothing_of_how_it_stood(hers: Hers, jo: Browser) -> None:
    part = taken_out(hers)
    uids = [str(uid) for uid in part.records.values_list("uid", flat=True)]
    checks = reverse("access:check", args=[part.request.uid, "casework"])
    for record in (uids, [f"{uid} " for uid in uids], [f"{uid} other" for uid in uids], ["x y", "", " "]):
        jo.post(checks, {"record": record})
        assert not part.records.exclude(checked_at=None).exists(), record


def test_a_record_that_went_while_it_was_read(hers: Hers) -> None:
    part = taken_out(hers)
    read = seen(part)
    Contact.objects.filter(note="Slept at the refuge").delete()
    hers.gather(part.request)
    with asking(hers.manager):
        assert actions.check(by=hers.manager, part=part, seen=read) == actions.Through(done=3, changed=1)


ALTERED = '{"at": "2026-11-01", "written": "2026-11-01", "by": "", "lines": [["Note", "Nothing"]], "changes": []}'
ALTER = "UPDATE consent_packrecord SET told = %s WHERE id = %s"


def test_words_that_are_altered_by_sql_are_gone_through_again(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    hers.through(part)
    jo, boss, note = hers.keyworker, hers.manager, note_of(part)
    assert not refused(jo, ALTER, ALTERED, note.pk)
    note.refresh_from_db()
    assert (note.checked_at, note.checked_by) == (None, None)
    assert refused(boss, RELEASE, boss.staff.pk, part.pk)
    hers.through(part)
    with asking(boss), pytest.raises(RefusedError, match="written, changed or joined"):
        actions.release_part(by=boss, part=part)
    hers.gather(part.request)
    note.refresh_from_db()
    assert "Tracey" in str(note.told)  # gathered again, it says what is held, and was gone through by nobody
    assert note.checked_at is None


def test_nothing_is_made_of_words_that_are_not_those_that_were_gathered(hers: Hers) -> None:
    """However they came to be altered: here as the owner, who can."""
    request = hers.ready()
    PackRecord.objects.filter(pk=note_of(hers.part(request, "casework")).pk).update(told={"lines": []})
    with asking(hers.manager), pytest.raises(RefusedError, match="written, changed or joined"):
        documents.contents(by=hers.manager, request=request, volume=Volume.FILE)


def test_nobody_says_that_another_has_gone_through_it(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    jo, boss, note = hers.keyworker, hers.manager, note_of(part)
    through = "UPDATE consent_packrecord SET checked_at = now(), checked_by_id = %s WHERE id = %s"
    assert refused(jo, through, boss.staff.pk, note.pk)
    assert not refused(jo, through, jo.staff.pk, note.pk)
    assert refused(jo, through, boss.staff.pk, note.pk)
    insert = (
        "INSERT INTO consent_packrecord (uid, part_id, kind, row, at, told, fingerprint, withheld, withheld_because,"
        " checked_at, checked_by_id) VALUES (gen_random_uuid(), %s, 'contacts', 0, now(), '{}', 'x', '', '', now(), %s)"
    )
    assert refused(jo, insert, part.pk, boss.staff.pk)


def test_more_of_a_record_is_given_by_sql(hers: Hers) -> None:
    """Put back, or given after all: then it is gone through again too."""
    part = taken_out(hers)
    hers.through(part)
    note = note_of(part)
    assert not refused(hers.keyworker, "UPDATE consent_passage SET ended_at = now() WHERE record_id = %s", note.pk)
    note.refresh_from_db()
    assert note.checked_at is None
    with asking(hers.manager):
        actions.withhold(by=hers.manager, record=note, whose=Whose.THIRD, because="All of it is about him")
    give = "UPDATE consent_packrecord SET withheld = '', withheld_because = '' WHERE id = %s"
    assert not refused(hers.keyworker, give, note.pk)
    note.refresh_from_db()
    assert note.checked_at is None
