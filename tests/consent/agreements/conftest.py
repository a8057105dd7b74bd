"""A woman of the charity who is being asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from consent.agreements import actions
from consent.agreements.models import Agreement, ConsentForm
from consent.agreements.rules import Part, ToPartner
from dussk.access.asking import Worker, asking
from tests.world import World, woman

DRAWN = "M10 10L60 40L90 12M100 20L130 60"


@dataclass
class Asked:
    """Rosa, whom the keyworker takes through the form; nobody else's agency knows her."""

    world: World
    rosa: Client
    by: Worker

    @property
    def form(self) -> ConsentForm:
        return ConsentForm.objects.get(agency=self.world.charity, language="English", number=1)

    def begin(self, **how: Any) -> Agreement:
        with asking(self.by):
            return actions.begin(by=self.by, client=self.rosa, form=self.form, **how)

    def go_through(
        self,
        agreement: Agreement,
        *,
        storing: bool = True,
        partners: Mapping[Any, ToPartner] | None = None,
        **answers: Any,
    ) -> Agreement:
        """Answer every page: yes to the service, no to research, and what is given."""
        said: dict[Part, Any] = {
            Part.SERVICE: {"agreed": True},
            Part.STORING: {"agreed": storing},
            Part.OUTSIDE: {"kinds": ["police"], "names": ["Night Shelter"]},
            Part.PARTNERS: {"partners": partners or {}},
            Part.PEOPLE: {"people": [("Dean", "Ex-partner")]},
            Part.GROUNDS: {},
            Part.SEEING: {},
            Part.RESEARCH: {"agreed": False},
        }
        said.update({Part(part): answer for part, answer in answers.items()})
        with asking(self.by):
            for part, answer in said.items():
                agreement = actions.answer(by=self.by, agreement=agreement, part=part, **answer)
        return agreement

    def sign(self, agreement: Agreement, **how: Any) -> bool:
        with asking(self.by):
            return actions.sign(
                by=self.by, agreement=agreement, **{"signature": "typed", "print_name": "Rosa Lind"} | how
            )

    def signed(
        self, partners: Mapping[Any, ToPartner] | None = None, *, how: Mapping[str, Any] | None = None, **said: Any
    ) -> Agreement:
        agreement = self.go_through(self.begin(), partners=partners, **said)
        self.sign(agreement, **(how or {}))
        agreement.refresh_from_db()
        return agreement

    def withdraw(self, agreement: Agreement, **back: Any) -> bool:
        with asking(self.by):
            return actions.withdraw(by=self.by, agreement=agreement, **{"told_on": timezone.localdate()} | back)

    def sees(self, who: str) -> bool:
        """Whether somebody sees her file now."""
        with asking(self.world.worker(who)):
            return Client.objects.filter(pk=self.rosa.pk).exists()

    def url(self, name: str, *more: object) -> str:
        return reverse(f"consent:{name}", args=[self.rosa.reference, *more])


@pytest.fixture
def asked(world: World) -> Asked:
    for agency in (world.charity, world.drugs, world.nhs):
        actions.begin_forms(agency)
    # Long enough ago for a paper that was signed last week.
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    by = world.worker("keyworker")
    return Asked(world, woman(by, "Rosa"), by)


@pytest.fixture
def jo(asked: Asked, signed_in: Callable[[Worker], Browser]) -> Browser:
    return signed_in(asked.by)


@pytest.fixture
def ada(asked: Asked, signed_in: Callable[[Worker], Browser]) -> Browser:
    """The administrator."""
    return signed_in(asked.world.worker("administrator"))


def main(answer: object) -> str:
    return answer.content.decode().split("<main")[1].split("</main>")[0]  # type: ignore[attr-defined, no-any-return]


def casework(*more: str, **how: Any) -> ToPartner:
    return ToPartner(frozenset({"casework", *more}), **how)
