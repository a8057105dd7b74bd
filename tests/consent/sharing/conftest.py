"""Women whose files are shared in several ways, and a worker of each partner whose roles read everything."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Client
from consent.agreements.actions import begin_forms
from consent.agreements.models import ConsentForm
from dussk.access.asking import Worker
from dussk.staff.roles import Role
from tests.conftest import SignIn
from tests.consent.agreements.conftest import Asked
from tests.world import World, hire, woman


@pytest.fixture
def asked(world: World) -> Asked:
    """Rosa, who is asked by the keyworker."""
    for agency in (world.charity, world.drugs, world.nhs):
        begin_forms(agency)
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    by = world.worker("keyworker")
    return Asked(world, woman(by, "Rosa"), by)


@pytest.fixture
def all_roles(world: World) -> Worker:
    """Somebody at the drug service whose roles read every category."""
    return hire(world.drugs, "everything", Role.MANAGER, Role.PSYCHOLOGIST, Role.FACILITATOR)


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def boss(world: World, signed_in: SignIn) -> Browser:
    """The manager's."""
    return signed_in(world.worker("manager"))


@pytest.fixture
def sol(world: World, signed_in: SignIn) -> Browser:
    """The facilitator's, at the drug service."""
    return signed_in(world.worker("facilitator"))


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]
