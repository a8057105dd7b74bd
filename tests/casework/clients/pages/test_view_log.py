"""What the pages that name women leave in the view log."""

from django.test import Client as Browser

from casework.clients.models import Client
from dussk.audit.models import ViewKind, ViewLog
from tests.casework.clients.pages.conftest import A_SCRIPT, url
from tests.conftest import SignIn
from tests.world import World, woman


def test_every_page_that_names_her_is_logged(world: World, jo: Browser, anna: Client) -> None:
    keyworker = world.staff("keyworker")

    def logged() -> list[tuple[int, str, str]]:
        rows = ViewLog.objects.filter(staff_id=keyworker.pk).order_by("pk")
        seen = [(row.client_id, row.kind, row.page) for row in rows]
        rows.delete()
        return seen

    jo.get(url("client", anna))
    assert logged() == [(anna.pk, ViewKind.OPENED, "clients:client")]
    jo.get(url("add_alert", anna))
    assert logged() == [(anna.pk, ViewKind.OPENED, "clients:add_alert")]
    jo.get(url("list"))
    women = {world.clients[name].pk for name in ("anna", "bea", "cass")}
    assert {(pk, ViewKind.LISTED, "clients:list") for pk in women} == set(logged())
    jo.post(url("find"), {"q": "ana"})
    assert logged() == [(anna.pk, ViewKind.FOUND, "clients:find")]
    jo.post(url("new"), {"called": "Annna"})
    assert logged() == [(anna.pk, ViewKind.FOUND, "clients:new")]
    jo.get(url("find"))
    jo.post(url("find"), {"q": "Nobody"})
    assert logged() == []


def test_a_managers_list_of_emergencies_is_logged(world: World, signed_in: SignIn) -> None:
    cass = world.clients["cass"]
    partner = signed_in(world.worker("facilitator"))
    partner.post(url("emergency"), {"how": "reference", "reference": cass.reference, "reason": A_SCRIPT})
    partner.post(url("emergency"), {"how": "reference", "reference": "00000000", "reason": "Danger"})
    manager = signed_in(world.worker("manager"))
    page = manager.get(url("emergencies")).content.decode()
    assert "Cass" in page
    assert A_SCRIPT not in page
    assert "Nothing" in page
    assert ViewLog.objects.filter(client_id=cass.pk, staff_id=world.staff("manager").pk, kind=ViewKind.LISTED).exists()
    assert "Opened in an emergency this week" in manager.get("/").content.decode()
    assert "No file of your agency" in signed_in(world.worker("drugs_manager")).get(url("emergencies")).content.decode()


def test_today_names_the_women_she_key_works(world: World, jo: Browser) -> None:
    keyworker = world.worker("keyworker")
    assert "Nobody yet" in jo.get("/").content.decode()
    for number in range(13):
        woman(keyworker, f"Ruby {number:02}", keyworker=keyworker.staff)
    page = jo.get("/").content.decode()
    assert "Ruby 11" in page
    assert "Ruby 12" not in page
    assert f"keyworker={keyworker.staff.uid}" in page
    assert ViewLog.objects.filter(staff_id=keyworker.staff.pk, page="today:today").count() == 12
