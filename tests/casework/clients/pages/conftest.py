"""The pages of women's files, as the keyworker opens and sends them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Alert, Client, ClientName, SafeContact
from tests.conftest import SignIn
from tests.world import World

TODAY = timezone.localdate()
A_SCRIPT = "<script>alert(1)</script>"
OVERRIDE = "Anna\u202egnol"


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


def url(name: str, client: Client | None = None, *args: object) -> str:
    return reverse(f"clients:{name}", args=[client.reference, *args] if client else list(args))


def day(name: str, value: date | tuple[str, str, str]) -> dict[str, str]:
    parts = (str(value.day), str(value.month), str(value.year)) if isinstance(value, date) else value
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def rows(client: Client) -> dict[str, Any]:
    """One row of each kind on her file."""
    made = {"client": client, "owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    return {
        "name": ClientName.objects.create(**made, kind="working", name="Destiny"),
        "way": SafeContact.objects.create(**made, way="call", is_safe=True, detail="07700 900123"),
        "alert": Alert.objects.create(**made, audience="identity", text="Never ring"),
    }
