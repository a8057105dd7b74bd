"""Assessments that the tests of this room begin with."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.assessments import actions
from casework.assessments.actions import Said
from casework.assessments.models import Assessment
from casework.assessments.rules import Area
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from tests.world import World

SignIn = Callable[[Worker], Browser]


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def begun(by: Worker, client: Client, **fields: Any) -> Assessment:
    with asking(by):
        return actions.begin(by=by, client=client, **({"project": "Night outreach"} | fields))


def rated(by: Worker, one: Assessment, area: Area = Area.HOUSING, **said: Any) -> None:
    with asking(by):
        actions.rate(by=by, assessment=one, area=area, said=Said(**said))


def completed(by: Worker, client: Client, *, on: date | None = None, **said: Any) -> Assessment:
    """One with something said of housing, begun and completed on a day; today where none is given."""
    day = on or timezone.localdate()
    one = begun(by, client, started_on=day)
    rated(by, one, **(said or {"hers": 2, "workers": 3}))
    return finished(by, one, on=day)


def finished(by: Worker, one: Assessment, *, on: date | None = None, review: date | None = None) -> Assessment:
    with asking(by):
        day = on or timezone.localdate()
        actions.complete(by=by, assessment=one, completed_on=day, completed_by="both", review_on=review)
    one.refresh_from_db()
    return one


def url(name: str, one: Assessment, *parts: str) -> str:
    return reverse(f"her_assessments:{name}", args=[one.client.reference, one.uid, *parts])


def hers(name: str, one: Assessment, *parts: str) -> str:
    """An address on her own screen."""
    return reverse(f"assessment_hers:{name}", args=[one.uid, *parts])


def value_of(page: str, name: str) -> str:
    """What a hidden field holds."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def parts(name: str, day: date | None) -> dict[str, str]:
    """A date as a form sends it."""
    said = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), said, strict=True))


@pytest.fixture
def jo(world: World) -> Worker:
    """The keyworker."""
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def browser(jo: Worker, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(jo)
