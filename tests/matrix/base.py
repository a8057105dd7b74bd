"""What every row about a woman carries."""

from typing import Any

from casework.clients.models import Client
from dussk.access.asking import Worker


def base(by: Worker, client: Client) -> dict[str, Any]:
    """What every client row carries."""
    return {"client": client, "owner_id": client.agency_id, "agency": by.agency, "made_by": by.staff}
