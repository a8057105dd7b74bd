"""The keyworker, and women's files that tests begin with."""

from datetime import date

import pytest

from casework.clients.models import Block, Client
from dussk.access.asking import Worker
from tests.casework.clients.joined import file
from tests.world import World


@pytest.fixture
def jo(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def ruby(jo: Worker) -> Client:
    """The file that is kept."""
    return file(jo, "Ruby", born=date(1990, 4, 3))


@pytest.fixture
def mae(jo: Worker) -> Client:
    """The other one."""
    return file(jo, "Mae", language="Polish")


def a_block(client: Client, blocked: Worker, by: Worker) -> Block:
    made = {"owner": client.agency, "agency": by.agency, "made_by": by.staff}
    return Block.objects.create(client=client, blocked=blocked.staff, kind="her_wish", reason="She asked", **made)
