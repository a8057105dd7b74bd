"""A woman who asks to see what is held about her, and what is held."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Alert, Client, OwnRecord, SafeContact
from casework.contacts.models import Contact, ContactItem, FollowUp, Item
from consent.subject_access import actions, queries
from consent.subject_access.actions import Asked
from consent.subject_access.models import PackPart, PackRecord, SubjectAccessRequest
from consent.subject_access.rules import Step
from dussk.access.asking import Worker, asking
from dussk.jobs import running
from dussk.staff.roles import Role
from tests import world as worlds
from tests.matrix.base import base
from tests.world import World, hire

NOTE = "Came with Tracey Holt, who told us about her ex. Dean hit her on Sunday."


@dataclass
class Hers:
    """Anna, who asks the charity; the drug service sees her casework and wrote a note of its own."""

    world: World
    anna: Client

    @property
    def keyworker(self) -> Worker:
        return self.world.worker("keyworker")

    @property
    def manager(self) -> Worker:
        return self.world.worker("manager")

    def ask(
        self, by: Worker | None = None, about: Client | OwnRecord | None = None, **said: Any
    ) -> SubjectAccessRequest:
        by = by or self.keyworker
        words: dict[str, Any] = {
            "how": "told",
            "asked_on": timezone.localdate(),
            "wants": "everything",
            "way": "both",
            "identity": "Jo knows her",
        }
        with asking(by):
            return actions.ask(by=by, about=about or self.anna, said=Asked(**words | said))

    def step(self, request: SubjectAccessRequest, what: Step, by: Worker | None = None, **said: Any) -> None:
        by = by or self.manager
        with asking(by):
            actions.step(by=by, request=request, what=what, **said)
        request.refresh_from_db()

    def begun(self, **said: Any) -> SubjectAccessRequest:
        request = self.ask(**said)
        self.step(request, Step.BEGIN)
        return request

    def part(self, request: SubjectAccessRequest, category: str) -> PackPart:
        return PackPart.objects.get(request=request, category=category)

    def gather(self, request: SubjectAccessRequest, category: str = "casework", by: Worker | None = None) -> PackPart:
        by, part = by or self.manager, self.part(request, category)
        with asking(by):
            actions.take_stock(by=by, part=part)
        part.refresh_from_db()
        return part

    def record(self, part: PackPart, kind: str) -> PackRecord:
        return PackRecord.objects.filter(part=part, kind=kind, gone_at=None)[0]

    def through(self, part: PackPart, by: Worker | None = None) -> None:
        by = by or self.manager
        with asking(by):
            actions.check(by=by, part=part, seen=seen(part))

    def release(self, part: PackPart, by: Worker | None = None) -> None:
        by = by or self.manager
        with asking(by):
            actions.release_part(by=by, part=part)

    def released(self, request: SubjectAccessRequest, by: Worker | None = None) -> SubjectAccessRequest:
        """Gather, go through and release every part that ``by`` (the manager) answers for."""
        for part in PackPart.objects.filter(request=request, released_at=None).exclude(category="clinical"):
            gathered = self.gather(request, part.category, by)
            self.through(gathered, by)
            self.release(gathered, by)
        return request

    def ready(self, **said: Any) -> SubjectAccessRequest:
        request = self.released(self.begun(**said))
        self.step(request, Step.RELEASE)
        return request


def seen(part: PackPart) -> dict[int, str]:
    """How each record of a part stands now, as somebody reads it."""
    return {row.pk: queries.as_it_stands(row) for row in queries.records_of(part)}


def fill(world: World, anna: Client) -> None:
    """What is held: notes, what was given, a follow-up, a way to reach her, alerts; and a partner's own note."""
    jo, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    met = worlds.contact(jo, anna, note=NOTE)
    ContactItem.objects.create(contact=met, item=Item.objects.filter(agency=world.charity)[0], count=2)
    worlds.contact(jo, anna, note="Slept at the refuge", at=datetime(2026, 11, 19, 20, tzinfo=UTC))
    worlds.contact(theirs, anna, note="Written by the drug service")
    FollowUp.objects.create(**base(jo, anna), what="Ring the GP", due=date(2026, 12, 1), assigned_to=jo.staff)
    SafeContact.objects.create(
        **base(jo, anna), way="through", detail="Maureen", is_safe=True, who_else="Her sister Carol may hear"
    )
    Alert.objects.create(**base(jo, anna), audience="casework", text="Partner answers the phone")
    Contact.objects.filter(client=anna).update(made_at=timezone.now())


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: tests of pages have one."""
    monkeypatch.setattr(running, "ALIAS", "default")


@pytest.fixture
def hers(world: World) -> Hers:
    fill(world, world.clients["anna"])
    return Hers(world, world.clients["anna"])


@pytest.fixture
def psychologist(hers: Hers) -> Worker:
    """A psychologist of the charity itself, who has written an alert for clinical staff."""
    who = hire(hers.world.charity, "clinic", Role.PSYCHOLOGIST)
    Alert.objects.create(**base(who, hers.anna), audience="clinical", text="Dissociates when touched")
    return who


SignIn = Callable[[Worker], Browser]


@pytest.fixture
def boss(hers: Hers, signed_in: SignIn) -> Browser:
    """The manager's browser."""
    return signed_in(hers.manager)


@pytest.fixture
def jo(hers: Hers, signed_in: SignIn) -> Browser:
    """The keyworker's."""
    return signed_in(hers.keyworker)
