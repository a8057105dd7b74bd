"""Rosa, with the keyworker's tablet in her hands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from consent.agreements import queries
from consent.agreements.models import Agreement
from consent.agreements.queries import Chosen
from consent.agreements.rules import Outside, Sharing
from tests.conftest import SignIn
from tests.consent.agreements.conftest import Asked, asked
from tests.dussk.staff.conftest import Browser

__all__ = ["asked"]

GIVE_BACK = "/hers/give-back/"
NO_TO_ALL = {f"kind_{kind.value}": "no" for kind in Outside}
SEES_NOTHING = {f"sees_{each.value}": "no" for each in Sharing}


@dataclass
class Tablet:
    """The tablet, and the form that is on it."""

    asked: Asked
    browser: Browser
    agreement: Agreement

    def url(self, name: str = "start", *more: object) -> str:
        return reverse(f"consent_hers:{name}", args=[self.agreement.uid, *more])

    def open(self, name: str = "start", *more: object) -> Any:
        return self.browser.get(self.url(name, *more))

    def page(self, name: str = "start", *more: object) -> str:
        answer = self.open(name, *more)
        assert answer.status_code == 200, answer
        return str(answer.content.decode())

    def say(self, part: str, **fields: Any) -> Any:
        return self.browser.post(self.url("part", part), fields)

    def let(self, agency: Any, **fields: Any) -> Any:
        return self.browser.post(self.url("partner", agency.uid), fields)

    def hand(self) -> Any:
        back = reverse("consent_hers:hand", args=[self.asked.rosa.reference, self.agreement.uid])
        return self.browser.post(back)

    def go_through(self, *, storing: str = "yes") -> None:
        """Answer every page: yes to the service, the police told, Harbour sees her casework, no to the rest."""
        self.say("service", agreed="yes")
        self.say("storing", agreed=storing)
        if storing == "yes":
            self.say("outside", **NO_TO_ALL | {"kind_police": "yes"})
            seen = SEES_NOTHING | {"sees_identity": "yes", "sees_casework": "yes", "since": "before"}
            self.let(self.asked.world.drugs, **seen)
            self.let(self.asked.world.nhs, none="1")
            self.say("people", name="Dean", relationship="Ex-partner")
        for part in ("grounds", "seeing"):
            self.say(part)
        self.say("research", agreed="no")

    def seen(self) -> str:
        """What stands in the link from all she chose to signing it."""
        found = re.search(r"\?as=([0-9a-f]+)", self.page("look"))
        assert found is not None
        return found[1]

    def sign(self, **fields: Any) -> Any:
        told = {"seen": fields.pop("seen", None) or self.seen(), "print_name": "Rosa Lind", "how": "typed"}
        return self.browser.post(self.url("sign"), told | fields)

    def now(self) -> Agreement:
        return Agreement.objects.get(pk=self.agreement.pk)

    def said(self) -> Chosen:
        return queries.chosen(self.now())


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def jo(asked: Asked, signed_in: SignIn) -> Browser:
    browser: Any = signed_in(asked.by)
    return browser  # type: ignore[no-any-return]


@pytest.fixture
def tablet(asked: Asked, jo: Browser) -> Tablet:
    tablet = Tablet(asked, jo, asked.begin())
    assert tablet.hand().url == tablet.url()
    return tablet
