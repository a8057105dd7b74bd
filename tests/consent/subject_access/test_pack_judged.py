"""Whether a pack may be given is asked when it is made, when it is sealed and when it is fetched."""

import io
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from casework.clients.models import Block
from casework.contacts.models import Contact
from consent.subject_access import actions, packing
from consent.subject_access.models import Pack, PackRecord, SealedPack, SubjectAccessRequest
from consent.subject_access.rules import Step, Whose
from dussk.access.asking import asking
from dussk.jobs.models import Job
from dussk.jobs.running import do_job
from dussk.staff.models import Post
from dussk.staff.roles import Role
from tests.casework.clients.joined import join
from tests.consent.subject_access.conftest import Hers
from tests.consent.subject_access.test_pack import made
from tests.matrix.base import base
from tests.world import woman


def test_access_is_judged_when_it_is_made(hers: Hers) -> None:
    request = hers.ready()
    with asking(hers.manager):
        waits = [packing.ask(by=hers.manager, request=request)]
    hers.step(request, Step.REOPEN, said="A note was put right")
    do_job(str(waits[0].uid))
    assert "not every part is released" in Job.objects.get().said
    hers.step(request, Step.RELEASE)
    with asking(hers.manager):
        waits.append(packing.ask(by=hers.manager, request=request))
    Post.objects.filter(staff=hers.manager.staff).update(role=Role.KEYWORKER)
    do_job(str(waits[1].uid))
    assert "what you may do here, has changed" in Job.objects.get(pk=waits[1].pk).said
    Post.objects.filter(staff=hers.manager.staff).update(role=Role.MANAGER)
    with asking(hers.manager):
        waits.append(packing.ask(by=hers.manager, request=request))
    Block.objects.create(**base(hers.keyworker, hers.anna), blocked=hers.manager.staff, kind="conflict")
    do_job(str(waits[2].uid))
    assert "not open to you any more" in Job.objects.get(pk=waits[2].pk).said
    assert not Pack.objects.exists()
    assert {job.outcome for job in Job.objects.all()} == {"refused"}


def changed(hers: Hers, request: SubjectAccessRequest) -> None:
    Contact.objects.filter(note="Slept at the refuge").update(note="Slept well")


def joined(hers: Hers, request: SubjectAccessRequest) -> None:
    join(hers.keyworker, hers.anna, woman(hers.keyworker, "Annie"))


def reopened(hers: Hers, request: SubjectAccessRequest) -> None:
    hers.step(request, Step.REOPEN, said="A note was put right")


def other_words_taken_out(hers: Hers, request: SubjectAccessRequest) -> None:
    """Released again, with words taken out that stand in the pack that was made."""
    reopened(hers, request)
    part = hers.part(request, "casework")
    with asking(hers.manager):
        actions.take_part_back(by=hers.manager, part=part)
        note = PackRecord.objects.get(part=part, told__icontains="Tracey")
        actions.take_out(by=hers.manager, record=note, text="Tracey Holt", whose=Whose.THIRD)
    hers.released(request)
    hers.step(request, Step.RELEASE)


def withdrawn(hers: Hers, request: SubjectAccessRequest) -> None:
    hers.step(request, Step.WITHDRAW)


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (changed, "written, changed or joined"),
        (joined, "written, changed or joined"),
        (reopened, "not every part is released"),
        (other_words_taken_out, "Make it again"),
        (withdrawn, "taken her request back"),
    ],
)
def test_access_is_judged_when_it_is_sealed_and_fetched(
    hers: Hers, boss: Browser, meanwhile: Callable[[Hers, SubjectAccessRequest], None], words: str
) -> None:
    request = hers.ready()
    packed = made(hers, request)
    meanwhile(hers, request)
    for answer in (
        boss.get(reverse("access:download", args=[packed.sealed.uid]), follow=True),
        boss.post(reverse("access:seal", args=[request.uid, "file"]), follow=True),
    ):
        assert answer.headers["Content-Type"].startswith("text/html")
        assert words in answer.content.decode()
    assert SealedPack.objects.count() == 1


def refused(hers: Hers, request: SubjectAccessRequest) -> None:
    reopened(hers, request)
    hers.step(request, Step.REFUSE, said="Asked every day")


def again(hers: Hers, request: SubjectAccessRequest) -> None:
    refused(hers, request)
    hers.step(request, Step.AGAIN, said="She was right to ask")


def of_nobody_knows_whom(hers: Hers, request: SubjectAccessRequest) -> None:
    SubjectAccessRequest.objects.filter(pk=request.pk).update(identity="")


@pytest.mark.parametrize(
    ("meanwhile", "words", "read"),
    [
        (withdrawn, "taken her request back", False),
        (refused, "was refused", False),
        (again, "not every part is released", False),
        (reopened, "not every part is released", True),
        (of_nobody_knows_whom, "how it is known that it is she", True),
    ],
)
def test_access_is_judged_when_it_is_read_and_printed(
    hers: Hers, boss: Browser, meanwhile: Callable[[Hers, SubjectAccessRequest], None], words: str, *, read: bool
) -> None:
    """By an address that is typed, or a tab that was left open."""
    request = hers.ready()
    meanwhile(hers, request)
    paper = boss.get(reverse("access:print", args=[request.uid, "file"]), follow=True)
    assert paper.headers["Content-Type"].startswith("text/html")
    assert words in paper.content.decode()
    page = boss.get(reverse("access:read", args=[request.uid, "file"]), follow=True).content.decode()
    assert ("Slept at the refuge" in page) is read
    assert (words in page) is not read


def test_paper_has_nothing_inside(hers: Hers, boss: Browser) -> None:
    """What is given unsealed is paper: nothing in it is read by a program."""
    request = hers.ready()
    paper = boss.get(reverse("access:print", args=[request.uid, "file"]))
    reader = PdfReader(io.BytesIO(paper.content))
    assert not reader.attachments
    assert "Slept at the refuge" in " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_post_that_is_lost_fetches_nothing(hers: Hers, boss: Browser) -> None:
    packed = made(hers, hers.ready())
    Post.objects.filter(staff=hers.manager.staff).update(role=Role.KEYWORKER)
    assert boss.get(reverse("access:download", args=[packed.sealed.uid])).status_code == 403
