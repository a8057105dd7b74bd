"""What the keyworker types and has not saved."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from dussk.ui.text import fingerprint
from tests.conftest import SignIn
from tests.world import World

KEEP, KEPT, LIST = reverse("drafts:keep"), reverse("drafts:kept"), reverse("drafts:list")
NEW = reverse("clients:new")
NOTE = "She came at ten, and left with the nurse an hour later."


@pytest.fixture
def worker(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def jo(worker: Worker, signed_in: SignIn) -> Browser:
    return signed_in(worker)


def hers(worker: Worker) -> dict[str, str]:
    return {"X-Dussk-For": fingerprint([worker.staff.pk, worker.agency.pk])}


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "address": NEW,
        "form": f"NewFileForm {NEW}",
        "action": NEW,
        "title": "Error: Start a file – DUSSK casework",
        "key": str(uuid.uuid4()),
        "fields": [["called", "Zuzanna"], ["note", NOTE]],
        **changes,
    }


def keep(browser: Browser, worker: Worker, **changes: Any) -> int:
    body = json.dumps(sent(**changes))
    return browser.post(KEEP, body, content_type="application/json", headers=hers(worker)).status_code


def a_draft(worker: Worker, **fields: Any) -> Draft:
    typed = {"address": NEW, "form": "x", "action": NEW, "fields": [["called", "Zuzanna"], ["note", NOTE]], **fields}
    return Draft.objects.create(staff=worker.staff, agency=worker.agency, **typed)
