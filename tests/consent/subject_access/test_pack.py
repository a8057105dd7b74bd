"""The pack, opened and read back: every record, no word that was taken out, and the JSON the same."""

import io
import json
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casework.clients.actions import RefusedError
from casework.contacts.models import Contact
from consent.subject_access import actions, documents, packing
from consent.subject_access.models import Pack, PackRecord, SealedPack, SubjectAccessRequest
from consent.subject_access.rules import Step, Volume, Whose
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.jobs import runner
from dussk.jobs.models import Job
from dussk.jobs.running import do_job
from tests.casework.clients.joined import join, undo
from tests.consent.agreements.test_documents import is_tagged
from tests.consent.subject_access.conftest import Hers
from tests.world import woman


def opened(content: bytes, words: str) -> tuple[PdfReader, str, dict[str, Any]]:
    """A sealed pack as she opens it: its text, and the JSON inside."""
    reader = PdfReader(io.BytesIO(content))
    assert reader.is_encrypted
    assert reader.decrypt(words) != pypdf.PasswordType.NOT_DECRYPTED
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    ((name, (inside,)),) = reader.attachments.items()
    assert name == "what-we-hold.json"
    return reader, text, json.loads(inside)


def made(
    hers: Hers, request: SubjectAccessRequest, by: Worker | None = None, volume: Volume = Volume.FILE
) -> packing.Packed:
    """Asked for, made as the runner does it, and sealed."""
    by = by or hers.manager
    packing_done(by, request, volume)
    with asking(by):
        pack = packing.made(request, volume)
        assert pack is not None
        return packing.seal(by=by, pack=pack)


def packing_done(by: Worker, request: SubjectAccessRequest, volume: Volume = Volume.FILE) -> Job:
    """Ask for it and have it done.

    Raises:
        RefusedError: it was not done, and why.
    """
    with asking(by):
        job = packing.ask(by=by, request=request, volume=volume)
    do_job(str(job.uid))
    job.refresh_from_db()
    if job.outcome != "done":
        raise RefusedError(job.said)
    return job


def taken_out(hers: Hers) -> SubjectAccessRequest:
    """Ready, with two passages taken out and one record kept back."""
    request = hers.begun()
    part = hers.gather(request)
    note = PackRecord.objects.get(part=part, told__icontains="Tracey")
    alert = hers.record(part, "alerts")
    with asking(hers.manager):
        actions.take_out(by=hers.manager, record=note, text="Tracey Holt", whose=Whose.THIRD)
        actions.take_out(by=hers.manager, record=note, text="who told us about her ex", whose=Whose.CONFIDENCE)
        actions.withhold(by=hers.manager, record=alert, whose=Whose.THIRD, because="About him alone")
    hers.through(part)
    hers.released(request)
    hers.step(request, Step.RELEASE)
    return request


def test_the_pack_holds_every_record_and_no_word_taken_out(hers: Hers) -> None:
    request = taken_out(hers)
    packed = made(hers, request)
    content = bytes(packed.sealed.content)
    reader, text, told = opened(content, packed.words)
    assert is_tagged(reader)
    for gone in (
        "Tracey",
        "Holt",
        "told us about her ex",
        "Partner answers",
        "Written by the drug service",
        "About him alone",
    ):
        assert gone not in text, gone
        assert gone not in json.dumps(told), gone
        assert gone.encode() not in content, gone
    assert "Came with [taken out: about somebody else], [taken out]. Dean hit her on Sunday." in text
    for said in ("Slept at the refuge", "Ring the GP", "Hot drink × 2", "Maureen", "Anna", "Contents of nothing"[:0]):
        assert said in text, said
    records = [record for part in told["parts"] for kind in part["kinds"] for record in kind["records"]]
    assert len(records) == PackRecord.objects.filter(part__request=request).count()
    for record in records:
        for _label, said in record.get("lines", ()):
            assert " ".join(said.split()) in text
    with asking(hers.manager):
        assert told == json.loads(
            documents.as_json(documents.contents(by=hers.manager, request=request, volume=Volume.FILE))
        )
    assert [other["agency"] for other in told["others"]] == ["Harbour Drug Service"]
    assert "Harbour Drug Service" in text
    assert "Information Commissioner" in text
    assert "Anna" not in str(reader.metadata)
    assert f"Page 1 of {len(reader.pages)}" in text


def test_it_opens_with_its_words_only(hers: Hers) -> None:
    packed = made(hers, hers.ready())
    assert len(packed.words.split()) == 6
    reader = PdfReader(io.BytesIO(bytes(packed.sealed.content)))
    for wrong in ("", "wrong", packed.words.upper(), packed.words.rsplit(" ", 1)[0]):
        assert reader.decrypt(wrong) == pypdf.PasswordType.NOT_DECRYPTED
    security = reader.trailer["/Encrypt"]
    assert (security["/V"], security["/R"]) == (5, 6)  # type: ignore[index]  # AES with 256 bits
    assert made(hers, packed.sealed.pack.request).words != packed.words


def test_in_large_type(hers: Hers) -> None:
    small, large = hers.ready(), None
    with asking(hers.manager):
        pages = len(PdfReader(io.BytesIO(documents.build(by=hers.manager, request=small))).pages)
        small.large_type = True
        large = PdfReader(io.BytesIO(documents.build(by=hers.manager, request=small)))
    assert len(large.pages) > pages
    assert is_tagged(large)


def test_not_before_it_is_ready(hers: Hers) -> None:
    request = hers.begun()
    with pytest.raises(RefusedError, match="not ready"):
        made(hers, request)
    hers.released(request)
    with pytest.raises(RefusedError, match="not ready"):
        made(hers, request)


def test_whoever_releases_it_makes_it(hers: Hers) -> None:
    request = hers.ready()
    with pytest.raises(PermissionDenied):
        made(hers, request, hers.keyworker)


def test_the_clinical_part_is_a_volume_of_its_own(hers: Hers, psychologist: Worker) -> None:
    request = hers.begun()
    part = hers.gather(request, "clinical", psychologist)
    hers.through(part, psychologist)
    with asking(psychologist):
        actions.decide_harm(by=psychologist, part=part, outcome="give", why="Talked with her")
        actions.release_part(by=psychologist, part=part)
    hers.released(request)
    hers.step(request, Step.RELEASE)
    packed = made(hers, request)
    _reader, text, _told = opened(bytes(packed.sealed.content), packed.words)
    assert "Dissociates" not in text
    with pytest.raises(PermissionDenied):
        made(hers, request, volume=Volume.CLINICAL)
    clinical = made(hers, request, psychologist, Volume.CLINICAL)
    _reader, text, _told = opened(bytes(clinical.sealed.content), clinical.words)
    assert "Dissociates when touched" in text
    assert "refuge" not in text


def test_nothing_changed_since_it_was_gone_through(hers: Hers) -> None:
    request = hers.ready()
    made(hers, request)
    Contact.objects.filter(note="Slept at the refuge").update(note="Slept well")
    with pytest.raises(RefusedError, match="written, changed or joined"):
        made(hers, request)
    assert Pack.objects.count() == 1
    hers.step(request, Step.REOPEN, said="A note was put right")
    part = hers.part(request, "casework")
    with asking(hers.manager):
        actions.take_part_back(by=hers.manager, part=part)
    hers.released(request)
    hers.step(request, Step.RELEASE)
    packed = made(hers, request)
    assert "Slept well" in opened(bytes(packed.sealed.content), packed.words)[1]


def test_a_file_that_was_joined_since(hers: Hers) -> None:
    """What the other file said was not gone through: nothing is made until it has been. Undone, it is as before."""
    other = woman(hers.keyworker, "Annie")
    request = hers.ready()
    joining = join(hers.keyworker, hers.anna, other)
    with pytest.raises(RefusedError, match="joined"):
        made(hers, request)
    undo(hers.keyworker, joining)
    with pytest.raises(RefusedError, match="joined"):  # that they were joined is itself on her file
        made(hers, request)
    hers.step(request, Step.REOPEN, said="Two files were taken for one")
    for part in request.parts.all():
        with asking(hers.manager):
            actions.take_part_back(by=hers.manager, part=part)
    hers.released(request)
    hers.step(request, Step.RELEASE)
    packed = made(hers, request)
    assert "Annie" not in opened(bytes(packed.sealed.content), packed.words)[1]


def test_asked_of_a_file_that_was_joined(hers: Hers) -> None:
    other = woman(hers.keyworker, "Annie")
    request = hers.ask(about=other)
    join(hers.keyworker, hers.anna, other)
    hers.step(request, Step.BEGIN)
    part = hers.gather(request)
    assert "refuge" in str(list(part.records.values_list("told", flat=True)))


def test_an_agency_that_holds_nothing_says_so(hers: Hers) -> None:
    theirs, bea = hers.world.worker("drugs_manager"), hers.world.clients["bea"]
    from casework.clients.models import ClientShare  # noqa: PLC0415

    ClientShare.objects.filter(client=bea).update(ends=None)
    request = hers.ask(by=theirs, about=bea)
    hers.step(request, Step.BEGIN, theirs)
    hers.released(request, theirs)
    hers.step(request, Step.RELEASE, theirs)
    packed = made(hers, request, theirs)
    _reader, text, told = opened(bytes(packed.sealed.content), packed.words)
    assert "Harbour Drug Service holds nothing in this part" in text
    assert [other["agency"] for other in told["others"]] == ["Lantern House"]


def test_the_pages(hers: Hers, boss: Browser, jo: Browser) -> None:
    request = taken_out(hers)
    read = boss.get(reverse("access:read", args=[request.uid, "file"])).content.decode()
    assert "[taken out: about somebody else]" in read
    assert "Tracey" not in read
    paper = boss.get(reverse("access:print", args=[request.uid, "file"]))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert not PdfReader(io.BytesIO(paper.content)).is_encrypted
    where = reverse("access:pack", args=[request.uid, "file"])
    seals = reverse("access:seal", args=[request.uid, "file"])
    assert "Seal it" not in boss.get(where).content.decode()
    assert "There is no pack" in boss.post(seals, follow=True).content.decode()
    asked = boss.post(where)
    job = Job.objects.get()
    assert asked.headers["Location"] == reverse("jobs:job", args=[job.uid])
    assert "It is being made" in boss.get(where).content.decode()
    assert boss.post(where).headers["Location"] == asked.headers["Location"]  # it is asked for once
    do_job(str(job.uid))
    assert where in boss.get(reverse("jobs:job", args=[job.uid])).content.decode()
    assert boss.get(reverse("jobs:fetch", args=[job.uid])).status_code == 404  # nobody is given it as it is
    assert "six words" in boss.get(where).content.decode()
    shown = boss.post(seals)
    sealed = SealedPack.objects.get()
    words = shown.content.decode().split('id="words">')[1].split("<")[0]
    assert "no-store" in shown.headers["Cache-Control"]
    fetches = reverse("access:download", args=[sealed.uid])
    fetched = boss.get(fetches)
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.pdf"'
    opened(fetched.content, words)
    assert words not in boss.get(where).content.decode()
    assert jo.get(fetches).status_code == 403
    Pack.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert boss.get(fetches).status_code == 404
    assert "Seal it" not in boss.get(where).content.decode()
    kinds = set(ViewLog.objects.filter(client_id=hers.anna.pk).values_list("kind", flat=True))
    assert {"printed", "exported", "opened"} <= kinds


def test_the_words_are_nowhere(hers: Hers, boss: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """Not in any table, the session among them, and in no log: on the page that is shown once."""
    request = hers.ready()
    boss.post(reverse("access:pack", args=[request.uid, "file"]))
    do_job(str(Job.objects.get().uid))
    with caplog.at_level(0):
        shown = boss.post(reverse("access:seal", args=[request.uid, "file"])).content.decode()
    words = shown.split('id="words">')[1].split("<")[0]
    assert len(words.split()) == 6
    assert words not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE to_jsonb(t)::text LIKE %s', [f"%{words}%"])
            assert cursor.fetchone() == (0,), table


def test_sealed_again_with_other_words(hers: Hers) -> None:
    """Words that are lost, or two presses at once: each sealed file opens with the words that were shown for it."""
    first = made(hers, hers.ready())
    with asking(hers.manager):
        second = packing.seal(by=hers.manager, pack=first.sealed.pack)
    assert first.words != second.words
    for packed in (first, second):
        opened(bytes(SealedPack.objects.get(pk=packed.sealed.pk).content), packed.words)


def test_the_runner_forgets_what_is_a_day_old(hers: Hers) -> None:
    made(hers, hers.ready())
    runner.forget()
    assert (Pack.objects.count(), SealedPack.objects.count()) == (1, 1)
    Pack.objects.update(made_at=timezone.now() - timedelta(hours=24, minutes=1))
    runner.forget()
    assert (Pack.objects.count(), SealedPack.objects.count()) == (0, 0)


def test_what_cannot_be_made_says_why(hers: Hers, boss: Browser) -> None:
    request = hers.ready()
    Contact.objects.filter(note="Slept at the refuge").update(note="Slept well")
    where = reverse("access:pack", args=[request.uid, "file"])
    boss.post(where)
    do_job(str(Job.objects.get().uid))
    assert "written, changed or joined" in boss.get(where).content.decode()
    back = boss.get(reverse("access:read", args=[request.uid, "file"]), follow=True).content.decode()
    assert "written, changed or joined" in back
    assert boss.get(reverse("access:print", args=[request.uid, "file"])).status_code == 302
