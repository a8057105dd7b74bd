"""The keyworker who changes women's files, and the names on one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.clients.models import Client, ClientName
from dussk.access.asking import Worker, asking
from tests.world import World

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def jo(world: World) -> Iterator[Worker]:
    """The keyworker, asking."""
    with asking(world.worker("keyworker")):
        yield world.worker("keyworker")


def names(client: Client) -> set[tuple[str, str, bool]]:
    return {(row.kind, row.name, row.ends is not None) for row in ClientName.objects.filter(client=client)}
