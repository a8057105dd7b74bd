"""Rosa, whom the keyworker refers; services of the charity's directory; what she agreed to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.care_plans.rules.treatment import What
from casework.clients.models import Client
from consent.agreements import actions as agreements
from consent.agreements.models import Agreement, ConsentForm
from consent.disclosures.models import Disclosure
from consent.referrals import actions
from consent.referrals.actions import Became, Sent
from consent.referrals.models import Referral, Service
from consent.referrals.rules.moves import Basis, State, Urgency
from dussk.access.asking import Worker, asking
from tests.consent.agreements.conftest import Asked
from tests.consent.disclosures.conftest import Releasing
from tests.matrix.referrals import a_service
from tests.world import World, woman

SignIn = Callable[[Worker], Browser]
WHY = "Sleeping in a doorway since Thursday"


@dataclass
class Referring:
    """What the tests of this room begin with."""

    world: World
    rosa: Client
    jo: Worker
    bridge: Service
    harbour: Service

    def sent(self, **changed: Any) -> Sent:
        """To Bridge House, where she asks herself, so that nothing is told."""
        said: dict[str, Any] = {
            "what": What(1, "hostel"),
            "why": WHY,
            "urgency": Urgency.WEEK,
            "how": "phone",
            "basis": Basis.HERSELF,
            "service": self.bridge,
        }
        return Sent(**said | changed)

    def refer(self, **changed: Any) -> Referral:
        with asking(self.jo):
            return actions.make(by=self.jo, client=self.rosa, sent=self.sent(**changed))

    def step(self, referral: Referral, state: str, *, by: Worker | None = None, **more: Any) -> None:
        worker = by or self.jo
        said = {"on": timezone.localdate()} | more
        with asking(worker):
            row = Referral.objects.get(pk=referral.pk)
            actions.take_step(by=worker, referral=row, became=Became(State(state), **said))
        referral.refresh_from_db()

    def agree(self, *kinds: str, names: tuple[str, ...] = (), partners: Any = None, people: Any = ()) -> Agreement:
        """She signs that these may be told, and that partners may see parts of her file."""
        asked = Asked(self.world, self.rosa, self.jo)
        said = {"outside": {"kinds": list(kinds), "names": list(names)}, "people": {"people": list(people)}}
        return asked.signed(partners or {}, **said)

    @property
    def releasing(self) -> Releasing:
        """Her releases, as the tests of that room make them."""
        return Releasing(self.world, self.rosa, self.jo)

    def release(self, **said: Any) -> Disclosure:
        """A release to Bridge House on ground A, that a manager approved."""
        to = {"to_kind": "other", "to_name": "Bridge House", "to_person": "", "what": WHY}
        return self.releasing.approved(**to | said)

    def take_back(self, agreement: Agreement) -> None:
        Asked(self.world, self.rosa, self.jo).withdraw(agreement, parts=["everything"])

    def take_back_sharing(self, agreement: Agreement) -> None:
        """Every partner's share, and nothing else."""
        partners = list(agreement.partners.filter(agreed=True))
        Asked(self.world, self.rosa, self.jo).withdraw(agreement, parts=[], partners=partners)

    def url(self, name: str, *more: object) -> str:
        return reverse(f"her_referrals:{name}", args=[self.rosa.reference, *more])


@pytest.fixture
def referring(world: World) -> Referring:
    return build(world)


def build(world: World) -> Referring:
    for agency in (world.charity, world.drugs, world.nhs):
        agreements.begin_forms(agency)
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    jo = world.worker("keyworker")
    bridge = a_service(jo)
    harbour = a_service(jo, "Harbour", tier=3, kind="prescribing", outside="drug_services", partner=world.drugs)
    return Referring(world, woman(jo, "Rosa"), jo, bridge, harbour)


@pytest.fixture
def jo(referring: Referring, signed_in: SignIn) -> Browser:
    return signed_in(referring.jo)
