"""Rosa, who said yes to the police and to one shelter, and whose list has a solicitor on it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from consent.agreements.actions import add_not_to_be_told, begin_forms
from consent.agreements.models import Agreement, ConsentForm, NotToBeTold
from consent.disclosures import actions
from consent.disclosures.models import Disclosure
from dussk.access.asking import Worker, asking
from dussk.staff.roles import Role
from tests.conftest import SignIn
from tests.consent.agreements.conftest import Asked
from tests.world import World, hire, woman

#: Everything that a release on her consent needs.
POLICE = actions.Said(
    "That she was at the drop-in on Friday night",
    "police",
    "phone",
    "they",
    to_person="PC Dobbs",
    asked_who="Sgt Pike",
    asked_on=timezone.localdate(),
    ground="consent",
    bases=("6-consent", "9-consent"),
    why="She wants them to know where she was",
    talked_on=timezone.localdate(),
    talked_by="Jo",
    she_said="Yes, tell them",
)
#: On ground A, without a word to her.
CHILD = replace(
    POLICE,
    what="That her child is alone at night",
    to_kind="social_services",
    to_person="Ms Hale",
    asked="we",
    asked_who="",
    asked_on=None,
    ground="A",
    bases=("6-interests", "9-public", "s1-safeguarding"),
    why="A child is in danger tonight",
    talked_on=None,
    talked_by="",
    she_said="",
    not_talked="danger",
    not_talked_words="He would be told",
)


class Releasing(Asked):
    """Rosa's releases."""

    @property
    def boss(self) -> Worker:
        return self.world.worker("manager")

    def ask(self, said: actions.Said = POLICE, *, by: Worker | None = None, **more: Any) -> Disclosure:
        by = by or self.by
        with asking(by):
            return actions.ask(by=by, client=self.rosa, said=replace(said, **more))

    def put_forward(self, row: Disclosure, *, by: Worker | None = None) -> Disclosure:
        by = by or self.by
        with asking(by):
            return actions.put_forward(by=by, disclosure=row)

    def decide(self, row: Disclosure, *, by: Worker | None = None, approve: bool = True, **more: Any) -> Disclosure:
        by = by or self.boss
        with asking(by):
            said = {"reason": "A child is in danger"} | more
            return actions.decide(by=by, disclosure=row, approve=approve, **said)

    def approved(self, said: actions.Said = CHILD, **more: Any) -> Disclosure:
        return self.decide(self.put_forward(self.ask(said, **more)))

    def send(self, row: Disclosure, *, by: Worker | None = None, **more: Any) -> Disclosure:
        by = by or self.by
        with asking(by):
            said: dict[str, Any] = {"words": "She was here from nine to one.", "at": timezone.now(), "way": "phone"}
            return actions.release(by=by, disclosure=row, **said | more)

    def list(self, name: str, relationship: str = "") -> NotToBeTold:
        with asking(self.by):
            return add_not_to_be_told(by=self.by, client=self.rosa, name=name, relationship=relationship)

    def address(self, name: str, *more: object) -> str:
        return reverse(f"releases:{name}", args=[self.rosa.reference, *more])


def releasing(world: World) -> Releasing:
    for agency in (world.charity, world.drugs, world.nhs):
        begin_forms(agency)
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    by = world.worker("keyworker")
    return Releasing(world, woman(by, "Rosa"), by)


@pytest.fixture
def rosa(world: World) -> Releasing:
    """Rosa, who has signed: yes to the police and to the Night Shelter, nobody on her list."""
    made = releasing(world)
    made.signed(people={"people": []})
    return made


@pytest.fixture
def colleague(world: World) -> Worker:
    """Another keyworker of the charity."""
    return hire(world.charity, "colleague", Role.KEYWORKER)


@pytest.fixture
def jo(rosa: Releasing, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(rosa.by)


@pytest.fixture
def boss(rosa: Releasing, signed_in: SignIn) -> Browser:
    """The manager's."""
    return signed_in(rosa.boss)


def agreement_of(made: Releasing) -> Agreement:
    return Agreement.objects.get(client=made.rosa, replaced_at=None)
