"""Two files that were joined by mistake: what the other woman's said is on no request, and in no pack, of hers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from casework.clients import kinds
from casework.clients.actions import RefusedError
from casework.clients.models import Alert, Client
from casework.clients.rules import spaced_reference
from casework.clients.telling import InFull
from consent.subject_access import actions, documents
from consent.subject_access.models import HarmDecision, Pack, PackRecord, Passage, SubjectAccessRequest
from consent.subject_access.rules import State, Step, Volume, Whose
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from dussk.staff.roles import Role
from tests import world as worlds
from tests.casework.clients.joined import block, file, join, undo
from tests.consent.subject_access.conftest import Hers, fill
from tests.consent.subject_access.test_pack import packing_done
from tests.matrix.base import base

BELLA_NOTE = "Bella slept at Moira Quinn’s"
#: What only the other woman's file says.
BELLAS = ("Bella", "Moira", "3 March 1988", "Romani", "balloons", "clinic on Fridays")


@pytest.fixture
def hers(transactional_db: None) -> Hers:
    """As in real life each act is a transaction of its own: history tells them apart by that."""
    world = worlds.build()
    fill(world, world.clients["anna"])
    return Hers(world, world.clients["anna"])


@pytest.fixture
def bella(hers: Hers) -> Client:
    jo = hers.keyworker
    with asking(jo):
        her = file(jo, "Bella", born=date(1988, 3, 3), language="Romani", what_to_avoid="balloons")
        worlds.contact(jo, her, note=BELLA_NOTE)
        Alert.objects.create(**base(jo, her), audience="safety", text="At the clinic on Fridays")
    return her


def everything(by: Worker) -> str:
    """All that somebody reads of requests by SQL, and their history."""
    said = ""
    with asking(by), connection.cursor() as cursor:
        for table in ("packrecord", "passage", "packpart", "harmdecision"):
            for name in (table, f"{table}event"):
                cursor.execute(f"SELECT coalesce(jsonb_agg(t), '[]')::text FROM consent_{name} t")
                said += str(cursor.fetchone()[0])
    return said


def no_word_of_bella(by: Worker) -> None:
    said = everything(by)
    for word in BELLAS:
        assert word not in said, word


def prepared(hers: Hers, request: SubjectAccessRequest) -> SubjectAccessRequest:
    """All that is on the joined file is gathered; of what was the other's, something is taken out and kept back."""
    hers.step(request, Step.BEGIN)
    for part in request.parts.all():
        hers.gather(request, part.category)
    note = PackRecord.objects.get(part__request=request, told__icontains="Moira")
    alert = PackRecord.objects.get(part__request=request, told__icontains="clinic on Fridays")
    with asking(hers.manager):
        actions.take_out(by=hers.manager, record=note, text="Moira Quinn", whose=Whose.THIRD)
        actions.withhold(by=hers.manager, record=alert, whose=Whose.THIRD, because="Bella’s clinic on Fridays")
    return request


def given(hers: Hers, request: SubjectAccessRequest) -> None:
    for part in request.parts.all():
        hers.through(part)
        hers.release(part)
    hers.step(request, Step.RELEASE)
    hers.step(request, Step.GIVE)


def refused(hers: Hers, request: SubjectAccessRequest) -> None:
    hers.step(request, Step.REFUSE, said="Asked every day")


def left(hers: Hers, request: SubjectAccessRequest) -> None:
    """Still being prepared."""


@pytest.mark.parametrize("then", [given, refused, left])
@pytest.mark.parametrize("asked_of", ["anna", "bella"])
def test_what_was_gathered_of_the_other_goes(hers: Hers, bella: Client, then: Any, asked_of: str) -> None:
    request = hers.ask(about=bella if asked_of == "bella" else None)
    joining = join(hers.keyworker, hers.anna, bella)
    prepared(hers, request)
    then(hers, request)
    if request.state == State.GIVEN:
        packing_done(hers.manager, request)
        assert Pack.objects.exists()
    assert "Bella" in everything(hers.keyworker)
    undo(hers.keyworker, joining)
    said = everything(hers.keyworker)
    words = ("Slept at the refuge", "Ring the GP", "Maureen") if asked_of == "bella" else BELLAS
    for word in words:
        assert word not in said, word
    kept = BELLA_NOTE if asked_of == "bella" else "Slept at the refuge"
    assert PackRecord.objects.filter(part__request=request, told__icontains=kept).exists()
    assert not request.parts.filter(category__in=("identity", "casework")).exclude(released_at=None).exists()
    assert request.parts.filter(category="safety").exists() is (asked_of == "bella")
    assert not Pack.objects.exists()
    assert Passage.objects.exists() is (asked_of == "bella")


def test_what_tells_of_all_her_files_at_once_is_known() -> None:
    """For another such kind: name it in wall.ungather too (consent/access.sql), beside the joinings."""
    known = {kind.name for kind in kinds.all_kinds() if kind.tell or kind.file == "pk" or kind.full.mistakes}
    assert known == {"file", "views"}


def test_a_worker_who_is_blocked_from_the_other_reads_none_of_it(hers: Hers, bella: Client) -> None:
    joining = join(hers.keyworker, hers.anna, bella)
    request = prepared(hers, hers.ask())
    given(hers, request)
    undo(hers.manager, joining)
    block(hers.manager, bella, hers.keyworker)
    no_word_of_bella(hers.keyworker)
    with asking(hers.keyworker):
        assert SubjectAccessRequest.objects.filter(pk=request.pk).exists()


def test_it_is_gathered_gone_through_and_released_again(hers: Hers, bella: Client) -> None:
    joining = join(hers.keyworker, hers.anna, bella)
    request = prepared(hers, hers.ask())
    for part in request.parts.all():
        hers.through(part)
        hers.release(part)
    hers.step(request, Step.RELEASE)
    undo(hers.keyworker, joining)
    with asking(hers.manager), pytest.raises(RefusedError, match="Not every part is released"):
        documents.contents(by=hers.manager, request=request, volume=Volume.FILE)
    hers.step(request, Step.REOPEN, said="Two women")
    hers.released(request)
    hers.step(request, Step.RELEASE)
    with asking(hers.manager):
        told = str(documents.contents(by=hers.manager, request=request, volume=Volume.FILE))
    assert "Slept at the refuge" in told
    assert "Two files were joined by mistake" in told
    for word in (*BELLAS, bella.reference, "She told us", "Two women after all"):
        assert word not in told, word


def test_what_was_gathered_before_they_were_joined_stays(hers: Hers, bella: Client) -> None:
    request = hers.ready()
    was = {row.pk: row.told for row in PackRecord.objects.filter(part__request=request)}
    undo(hers.keyworker, join(hers.keyworker, hers.anna, bella))
    assert {row.pk: row.told for row in PackRecord.objects.filter(part__request=request)} == was
    assert not request.parts.filter(released_at=None).exists()


def test_a_decision_about_harm_is_made_again(hers: Hers, bella: Client) -> None:
    clinic = worlds.hire(hers.world.charity, "clinic", Role.PSYCHOLOGIST)
    for her, text in ((hers.anna, "Dissociates when touched"), (bella, "Bella hears voices")):
        Alert.objects.create(**base(clinic, her), audience="clinical", text=text)
    joining = join(hers.keyworker, hers.anna, bella)
    request = hers.begun()
    part = hers.gather(request, "clinical", clinic)
    hers.through(part, clinic)
    with asking(clinic):
        actions.decide_harm(by=clinic, part=part, outcome="give", why="Bella knows of the voices")
        actions.release_part(by=clinic, part=part)
    undo(hers.keyworker, joining)
    no_word_of_bella(clinic)
    part.refresh_from_db()
    assert (part.released_at, part.taken_stock_at) == (None, None)
    assert not HarmDecision.objects.exists()
    assert "Dissociates when touched" in everything(clinic)


def in_full(hers: Hers, name: str, who: Worker | None = None) -> list[InFull]:
    kind = kinds.kind_named(name)
    assert kind is not None
    with asking(who or hers.manager):
        until = timezone.now() + timedelta(days=1)
        return kind.told_in_full([hers.anna.pk], hers.world.charity.pk, kind.category or Category.IDENTITY, until)


def say(hers: Hers, **said: Any) -> None:
    with asking(hers.keyworker):
        Client.objects.filter(pk=hers.anna.pk).update(**said)


def before(told: list[InFull]) -> list[tuple[str, str]]:
    return [line for one in told for change in one.changes for line in change.before]


def test_her_own_file_does_not_tell_what_the_other_said(hers: Hers, bella: Client) -> None:
    """Neither to whoever is blocked from the other file: she is told no more for that."""
    say(hers, language="Polish")
    joining = join(hers.keyworker, hers.anna, bella, language="joined")
    assert "3 March 1988" in str(in_full(hers, "file"))  # while they are one woman's, it is hers
    say(hers, interpreter="telephone", language="English")
    undo(hers.manager, joining)
    say(hers, what_to_avoid="Loud rooms", language="Scots")
    block(hers.manager, bella, hers.keyworker)
    for who in (hers.manager, hers.keyworker):
        told = in_full(hers, "file", who)
        for word in BELLAS:
            assert word not in str(told), (who.staff.name, word)
        # Who changed what while they were one file, and since, is told: with what was hers before.
        assert [said for label, said in before(told) if label == "Language you prefer"] == [
            "Nothing",
            "Polish",
            "English",
        ]
        assert ("Language you prefer", "Scots") in told[0].lines


def test_that_two_files_were_joined_by_mistake_is_told_and_nothing_of_the_other(hers: Hers, bella: Client) -> None:
    joining = join(hers.keyworker, hers.anna, bella)
    (one,) = in_full(hers, "joinings")
    assert "She told us" in str(one.lines)
    undo(hers.keyworker, joining)
    (one,) = in_full(hers, "joinings")
    assert one.lines[0] == ("What happened", "Two files were joined by mistake, and made two again")
    assert {label for label, _said in one.lines} == {"What happened", "Made two again"}
    for word in ("She told us", "Two women after all", bella.reference, spaced_reference(bella.reference)):
        assert word not in str(one), word
