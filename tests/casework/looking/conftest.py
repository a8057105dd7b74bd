"""Cass, whose file the drug service opened in an emergency, and what the log says of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.models import Client, EmergencyAccess
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.matrix.base import base
from tests.world import World

SignIn = Callable[[Worker], Browser]


def opened(
    by: Worker, client: Client, *, hours_ago: float = 30, reason: str = "She was found collapsed"
) -> EmergencyAccess:
    starts = timezone.now() - timedelta(hours=hours_ago)
    return EmergencyAccess.objects.create(
        **base(by, client), reason=reason, starts=starts, ends=starts + timedelta(hours=4)
    )


def look(by: Worker, client: Client, at: datetime, **changed: Any) -> ViewLog:
    said = {"kind": "opened", "page": "clients:client"} | changed
    return ViewLog.objects.create(
        client_id=client.pk, owner_id=client.agency_id, staff_id=by.staff.pk, agency_id=by.agency.pk, at=at, **said
    )


@pytest.fixture
def cass(world: World) -> Client:
    return world.clients["cass"]


@pytest.fixture
def access(world: World, cass: Client) -> EmergencyAccess:
    return opened(world.worker("facilitator"), cass)


@pytest.fixture
def manager(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("manager"))
