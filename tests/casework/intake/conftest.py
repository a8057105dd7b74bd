"""Offers and screenings that the tests of this room begin with."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from casework.intake import actions, queries
from casework.intake.models import Recruitment, Screening
from casework.intake.queries import Answered, Decided, Said
from dussk.access.asking import Worker, asking
from tests.world import World

SignIn = Callable[[Worker], Browser]
ALL_YES = dict.fromkeys(("woman", "age", "selling", "using"), "yes")


def said(**changed: Any) -> Said:
    """An offer at the drop-in an hour ago, not decided."""
    held = {"setting": "drop_in", "at": timezone.now() - timedelta(hours=1), "brought_by": "flyer", "answer": "offered"}
    return Said(**{**held, **changed})


def offered(by: Worker, client: Client | None, **changed: Any) -> Recruitment:
    with asking(by):
        return actions.make_offer(by=by, client=client, said=said(**changed), description="Red coat")


def screened(by: Worker, offer: Recruitment, answers: Mapping[str, str] | None = None, **more: Any) -> Screening:
    with asking(by):
        criteria = queries.in_use(by.agency)
        assert criteria is not None
        given = {code: Answered(answer) for code, answer in {**ALL_YES, **(answers or {})}.items()}
        more.setdefault("at", timezone.now())
        return actions.screen(by=by, offer=offer, criteria=criteria, answers=given, **more)


def decided(by: Worker, offer: Recruitment, decision: str, **more: Any) -> Screening:
    with asking(by):
        more.setdefault("on", timezone.localdate())
        actions.decide(by=by, offer=offer, said=Decided(decision, **more))
        return Screening.objects.get(recruitment=offer)


def url(name: str, offer: Recruitment) -> str:
    if offer.client is None:
        return reverse(f"intake:unknown_{name}", args=[offer.uid])
    return reverse(f"her_intake:{name}", args=[offer.client.reference, offer.uid])


def mark_of(page: str) -> str:
    """What a form was opened with."""
    return page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]


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
