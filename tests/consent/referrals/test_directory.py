"""The directory of services: looked up, kept, and open at night."""

from datetime import datetime, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.referrals import actions, queries
from consent.referrals.models import Service, ServiceHours
from consent.referrals.queries import Asked
from consent.referrals.rules.hours import Opening
from dussk.access.asking import asking
from dussk.ui.when import local
from tests.consent.referrals.conftest import Referring, SignIn
from tests.matrix.referrals import a_service

LIST = reverse("services:list")


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def typed(**changed: Any) -> dict[str, Any]:
    said = {"name": "One Stop", "what": "2:needle_exchange", "women": "hours", "women_when": "Tuesdays"}
    return said | {"monday": "9am to 5pm", "friday": "9am-5pm, 9pm-2am", "barriers": ["stairs"]} | changed


def opened_with(page: str) -> str:
    return page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]


def night(hour: int) -> datetime:
    return local(timezone.localdate(), time(hour))


@pytest.fixture
def several(referring: Referring) -> Referring:
    day = a_service(referring.jo, "A day centre", kind="practical", tier=None, languages="Polish", barriers=["men"])
    ServiceHours.objects.filter(service=day).update(opens=time(9), closes=time(17))
    a_service(referring.jo, "Zest women’s night café", kind="drop_in", tier=2, women="only", offers="Hot food")
    closed = a_service(referring.jo, "No hours known", kind="gp")
    ServiceHours.objects.filter(service=closed).delete()
    gone = a_service(referring.jo, "Gone")
    Service.objects.filter(pk=gone.pk).update(retired_at=timezone.now())
    return referring


def names(referring: Referring, at: datetime | None = None, **asked: Any) -> list[str]:
    with asking(referring.jo):
        return [one.service.name for one in queries.found(referring.world.charity, Asked(**asked), at)]


def test_open_now_first_then_at_night(several: Referring) -> None:
    at_night = ["Bridge House", "Harbour", "Zest women’s night café", "A day centre", "No hours known"]
    assert names(several, night(23)) == at_night
    assert names(several, night(12)) == [
        "A day centre",
        "Bridge House",
        "Harbour",
        "Zest women’s night café",
        "No hours known",
    ]
    assert names(several, night(12), when="now") == ["A day centre"]
    assert names(several, night(12), when="night") == at_night[:3]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "zest cafe"}, ["Zest women’s night café"]),
        ({"words": "polish"}, ["A day centre"]),
        ({"words": "hot food"}, ["Zest women’s night café"]),
        ({"words": "tier 3"}, ["Harbour"]),
        ({"what": "1:hostel"}, ["Bridge House"]),
        ({"what": "2:"}, ["Zest women’s night café"]),
        ({"what": ":"}, ["A day centre"]),
        ({"women": True}, ["Zest women’s night café"]),
        ({"words": "nothing of the kind"}, []),
    ],
)
def test_what_is_found(several: Referring, asked: dict[str, Any], found: list[str]) -> None:
    assert names(several, **asked) == found


def test_without_what_stands_in_her_way(several: Referring) -> None:
    assert "A day centre" not in names(several, without=("men",))
    assert len(names(several, without=("stairs",))) == 5


def test_a_volunteer_looks_up_and_keeps_nothing(several: Referring, signed_in: SignIn) -> None:
    browser = signed_in(several.world.worker("volunteer"))
    page = text(browser, LIST)
    assert "Bridge House" in page
    assert "Add a service" not in page
    page = text(browser, reverse("services:service", args=[several.bridge.uid]))
    assert "0117 496 0000" in page
    assert "Change it" not in page
    assert browser.get(reverse("services:new")).status_code == 403
    page = text(browser, f"{LIST}?q=zest&what=2:&when=night&women=on&without=men")
    assert "1 service," in page
    assert "Bridge House" not in page


def test_one_is_added_and_changed(referring: Referring, jo: Browser) -> None:
    page = text(jo, reverse("services:new"), typed(friday="nine to five", name=""))
    assert "Write “nine to five” like" in page
    assert "Enter what the service is called" in page
    page = text(jo, reverse("services:new"), typed())
    row = Service.objects.get(name="One Stop")
    assert (row.what.key, row.women_when, row.barriers, row.checked_by) == (
        "2:needle_exchange",
        "Tuesdays",
        ["stairs"],
        referring.jo.staff,
    )
    assert "9pm to 2am (night)" in page
    assert row.hours.count() == 3
    change = reverse("services:change", args=[row.uid])
    page = text(jo, change)
    assert "9am to 5pm, 9pm to 2am" in page
    said = typed(opened_with=opened_with(page), women="only", friday="24 hours", partner=str(referring.world.drugs.uid))
    page = text(jo, change, said)
    row.refresh_from_db()
    assert (row.women_when, row.partner) == ("", referring.world.drugs)
    assert list(row.hours.values_list("day", "opens", "closes")) == [(0, time(9), time(17)), (4, time(0), time(0))]
    page = text(jo, change, said | {"what": "2:advice"})
    assert "Somebody else saved this while you were writing" in page
    assert "Needle exchange (tier 2)" in page


def test_a_name_stands_once(referring: Referring, jo: Browser) -> None:
    assert "is in your directory already" in text(jo, reverse("services:new"), typed(name="bridge house"))
    change = reverse("services:change", args=[referring.harbour.uid])
    said = typed(opened_with=opened_with(text(jo, change)), name="Bridge House")
    assert "is in your directory already" in text(jo, change, said)
    assert Service.objects.count() == 2


def test_it_is_checked_retired_and_brought_back(referring: Referring, jo: Browser) -> None:
    Service.objects.filter(pk=referring.bridge.pk).update(checked_on="2025-01-01")
    page = text(jo, reverse("services:service", args=[referring.bridge.uid]))
    assert "Check it again" in page
    page = text(jo, reverse("services:checked", args=[referring.bridge.uid]), {})
    assert "Check it again" not in page
    page = text(jo, reverse("services:retire", args=[referring.bridge.uid]), {})
    assert "Offered no longer" in page
    assert "Offered no longer" in text(jo, LIST)
    other = a_service(referring.jo, "bridge House")
    page = text(jo, reverse("services:bring_back", args=[referring.bridge.uid]), {})
    assert "is in your directory already" in page
    Service.objects.filter(pk=other.pk).update(name="Another")
    assert "It is offered again" in text(jo, reverse("services:bring_back", args=[referring.bridge.uid]), {})


def test_another_agencys_is_not_there(referring: Referring, jo: Browser) -> None:
    theirs = a_service(referring.world.worker("drugs_manager"), "Their clinic")
    assert jo.get(reverse("services:service", args=[theirs.uid])).status_code == 404
    assert "Their clinic" not in text(jo, LIST)
    with asking(referring.jo):
        for act in (actions.check_service, actions.retire_service, actions.bring_back_service):
            with pytest.raises(PermissionDenied):
                act(by=referring.jo, service=theirs)
        with pytest.raises(PermissionDenied):
            actions.change_service(by=referring.jo, service=theirs, said={"name": "Ours"}, openings=[])


def test_hours_are_kept_as_rows(referring: Referring) -> None:
    said = {"name": "Night nurse", "tier": 1, "kind": "gp"}
    with asking(referring.jo):
        openings = [Opening(5, time(22), time(2))]
        row = actions.add_service(by=referring.jo, said=said, openings=openings)
        assert str(row.hours.get()) == "Saturday, 10pm to 2am"
        kept = row.hours.get().pk
        more = [*openings, Opening(6, time(22), time(2))]
        actions.change_service(by=referring.jo, service=row, said=said, openings=more)
        assert row.hours.filter(pk=kept).exists()
        with pytest.raises(RefusedError, match="already"):
            actions.add_service(by=referring.jo, said=said, openings=[])
