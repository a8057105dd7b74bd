"""A night at the hatch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.contacts.models import Contact, Item, Place, Session, Shift
from casework.contacts.rules import night_of
from dussk.access.asking import Worker
from dussk.ui.meanwhile import Standing
from tests.world import World, session

HTMX = {"HX-Request": "true"}


@dataclass
class Night:
    """An open drop-in of the charity with the keyworker and the volunteer on shift, and addresses of its pages."""

    world: World
    session: Session

    def url(self, name: str, line: Contact | None = None) -> str:
        return reverse(f"contacts:{name}", args=[self.session.uid, *([line.uid] if line else [])])

    def item(self, name: str = "Condoms") -> Item:
        return Item.objects.get(agency=self.world.charity, name=name)

    def earlier(self, days: int = 3, kind: str = "drop_in") -> Session:
        """A closed session of some days ago at the same place."""
        by = self.world.worker("keyworker")
        started = self.session.started_at - timedelta(days=days)
        made = Session.objects.create(
            agency=by.agency,
            made_by=by.staff,
            kind=kind,
            place=self.session.place,
            started_at=started,
            night=night_of(started),
            closed_at=started + timedelta(hours=4),
            closed_by=by.staff,
        )
        Shift.objects.create(session=made, agency=by.agency, staff=by.staff, made_by=by.staff)
        return made


@pytest.fixture
def night(world: World) -> Night:
    place = Place.objects.get(agency=world.charity)
    return Night(world, session(world.worker("keyworker"), place, world.staff("volunteer")))


@pytest.fixture
def keyworker(night: Night, signed_in: Callable[[Worker], Browser]) -> Browser:
    return signed_in(night.world.worker("keyworker"))


@pytest.fixture
def volunteer(night: Night, signed_in: Callable[[Worker], Browser]) -> Browser:
    return signed_in(night.world.worker("volunteer"))


def opened_with(line: Contact) -> dict[str, str]:
    """What a note's form carries that was opened now."""
    note = Contact.objects.values_list("note", flat=True).get(pk=line.pk)
    return {"opened_with": Standing({"note": note}).fingerprint}


def put(browser: Browser, night: Night, name: str = "anna") -> Contact:
    answer = browser.post(night.url("put"), {"client": night.world.clients[name].reference})
    assert answer.status_code == 302
    return Contact.objects.counted().get(session=night.session, client=night.world.clients[name])
