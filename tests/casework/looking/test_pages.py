"""Who looked: what is unusual first, for the agency's manager alone, and on paper for her."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.test import Client as Browser
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from pypdf import PdfReader

from casework.clients.models import Client, ClientName
from casework.contacts.models import Place
from casework.looking import queries
from casework.looking.rules import Unusual
from dussk.access.asking import asking
from dussk.audit.models import ViewLog
from dussk.ui.when import local
from tests import world as worlds
from tests.casework.clients.conftest import a_block
from tests.casework.clients.joined import join
from tests.casework.looking.conftest import SignIn, look, opened
from tests.matrix.base import base
from tests.matrix.rows import CLIENT_ROWS
from tests.world import World, woman


def at(days_ago: int, clock: time = time(11)) -> datetime:
    return local(timezone.localdate() - timedelta(days=days_ago), clock)


def url(client: Client, name: str = "looked") -> str:
    return reverse(f"her_looked:{name}", args=[client.reference])


def text(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


def words(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def looked_at(world: World, cass: Client) -> Client:
    """The keyworker, who writes on her file; a volunteer who never did; somebody with her surname; a partner."""
    ClientName.objects.create(**base(world.worker("keyworker"), cass), kind="legal", name="Cass Blocked")
    keyworker, volunteer = world.worker("keyworker"), world.worker("volunteer")
    worlds.contact(keyworker, cass)
    for _time in range(3):
        look(keyworker, cass, at(1))
    look(volunteer, cass, at(2))
    world.staff("blocked").name = "Ann Blocked"
    world.staff("blocked").save()
    look(world.worker("blocked"), cass, at(3))
    opened(world.worker("facilitator"), cass, hours_ago=24 * 5)
    look(world.worker("facilitator"), cass, timezone.now() - timedelta(hours=24 * 5 - 1), page="her:timeline")
    look(world.worker("manager"), cass, at(4), kind="listed", page="today:today")
    return cass


def test_unusual_first_with_why(looked_at: Client, manager: Browser) -> None:
    page = text(manager, url(looked_at))
    order = ["Ann Blocked", "Facilitator", "Volunteer", "Keyworker"]
    places = [page.index(f'dussk-register__name">{name}') for name in order]
    assert places == sorted(places)
    assert "She has the same surname as the woman" in page
    assert "She had opened the file in an emergency" in page
    assert "Opened 3 times" in page
    assert "4 of them unusual" in page
    assert ViewLog.objects.filter(client_id=looked_at.pk, page="her_looked:looked").exists()


def test_those_who_only_saw_her_named_are_asked_for(looked_at: Client, manager: Browser) -> None:
    assert "Named in 1 list" not in text(manager, url(looked_at))
    assert "Named in 1 list" in text(manager, f"{url(looked_at)}?what=named")


def test_of_a_period(looked_at: Client, manager: Browser) -> None:
    look_long_ago = at(200)
    ViewLog.objects.filter(kind="opened", page="her:timeline").update(at=look_long_ago)
    page = text(manager, url(looked_at))
    assert "Facilitator" not in page.split("dussk-register")[1]
    on = look_long_ago.date()
    days = "&".join(
        f"{name}_{part}={getattr(on, part)}" for name in ("since", "until") for part in ("day", "month", "year")
    )
    page = text(manager, f"{url(looked_at)}?{days}")
    assert "1 entry" in page
    assert "Nobody looked in this time" in text(manager, f"{url(looked_at)}?{days.replace(str(on.year), '2020')}")
    wrong = f"{url(looked_at)}?since_day=3&since_month=3&since_year=2026&until_day=2&until_month=3&until_year=2026"
    assert "The last day must be on or after the first" in text(manager, wrong)


def test_only_her_own_agencys_manager(world: World, looked_at: Client, signed_in: SignIn) -> None:
    worlds.share(looked_at, world.drugs, "identity", "casework")
    for name, status in (("keyworker", 403), ("volunteer", 403), ("drugs_manager", 403), ("administrator", 403)):
        for page in ("looked", "print"):
            assert signed_in(world.worker(name)).get(url(looked_at, page)).status_code == status
    assert "Who looked" in text(signed_in(world.worker("manager")), looked_at.get_absolute_url())
    assert "Who looked" not in text(signed_in(world.worker("drugs_manager")), looked_at.get_absolute_url())


def test_on_paper_workers_have_no_names_unless_the_manager_says_so(looked_at: Client, manager: Browser) -> None:
    paper = words(manager, url(looked_at, "print"))
    assert "Outreach volunteer, Lantern House" in paper
    assert "Ann Blocked" not in paper
    assert "surname" not in paper
    assert ViewLog.objects.filter(client_id=looked_at.pk, kind="printed", page="her_looked:print").exists()
    paper = words(manager, f"{url(looked_at, 'print')}?names=1")
    assert "Ann Blocked, keyworker" in paper
    nobody = words(manager, f"{url(looked_at, 'print')}?period=month&names=")
    assert "Ann Blocked" not in nobody


def one(world: World, client: Client, name: str, **asked: object) -> queries.Looked:
    with asking(world.worker("manager")):
        return next(row for row in queries.looked(client, **asked) if row.staff == world.staff(name))  # type: ignore[arg-type]


def test_ties_that_make_it_usual(world: World, cass: Client) -> None:
    blocked = world.worker("blocked")  # not from this file
    look(blocked, cass, at(1))
    assert one(world, cass, "blocked").unusual == (Unusual.NO_CONTACT,)
    CLIENT_ROWS[ClientName][1](blocked, cass)
    assert one(world, cass, "blocked").unusual == ()
    look(world.worker("both"), cass, at(1))
    assert one(world, cass, "both").unusual == (Unusual.NO_CONTACT,)
    Client.objects.filter(pk=cass.pk).update(keyworker=world.staff("both"))
    cass.refresh_from_db()
    assert one(world, cass, "both").unusual == ()


def test_at_night_on_a_shift_or_not(world: World, cass: Client) -> None:
    keyworker = world.worker("keyworker")
    CLIENT_ROWS[ClientName][1](keyworker, cass)
    look(keyworker, cass, at(2, time(1)))
    assert one(world, cass, "keyworker").unusual == (Unusual.ODD_HOUR,)
    worlds.session(keyworker, Place.objects.filter(agency=world.charity)[0], started_at=at(3, time(22)))
    assert one(world, cass, "keyworker").unusual == ()


def test_many_files_and_many_times(world: World, cass: Client) -> None:
    keyworker = world.worker("keyworker")
    CLIENT_ROWS[ClientName][1](keyworker, cass)
    for number in range(30):
        look(keyworker, woman(keyworker, f"Woman {number}"), at(1))
    for _time in range(20):
        look(keyworker, cass, at(1))
    assert one(world, cass, "keyworker").unusual == (Unusual.MANY_FILES, Unusual.OFTEN)


def test_blocked_at_any_time(world: World, cass: Client) -> None:
    blocked = world.worker("blocked")
    CLIENT_ROWS[ClientName][1](blocked, cass)
    look(blocked, cass, at(9))
    a_block(cass, blocked, world.worker("keyworker"))
    assert one(world, cass, "blocked").why == ["She is, or was, blocked from this file"]


def test_a_blocked_manager_reads_her_own_looks_alone(world: World, looked_at: Client, manager: Browser) -> None:
    boss = world.worker("manager")
    with asking(boss):
        assert ViewLog.objects.filter(client_id=looked_at.pk).exclude(staff_id=boss.staff.pk).exists()
    a_block(looked_at, boss, world.worker("keyworker"))
    with asking(boss):
        rows = ViewLog.objects.filter(client_id=looked_at.pk)
        assert set(rows.values_list("staff_id", flat=True)) == {boss.staff.pk}
    for name in ("looked", "print"):
        assert manager.get(url(looked_at, name)).status_code == 404


def test_what_was_looked_at_on_a_file_that_was_joined(world: World, cass: Client) -> None:
    keyworker = world.worker("keyworker")
    twin = woman(keyworker, "Cassie")
    look(world.worker("volunteer"), twin, at(1))
    join(keyworker, cass, twin)
    assert one(world, cass, "volunteer").pages == ("Her page",)


@pytest.mark.parametrize(
    ("route", "told"),
    [("clients:client", "Her page"), ("consent:part", "Consent"), ("her:log", "Her contacts"), ("x:y", "Another page")],
)
def test_pages_in_words(route: str, told: str) -> None:
    assert queries.page_words(route) == told


#: Beginnings of names of routes that show no woman: signing in, staff and their accounts, words of lists, services.
_SHOW_NO_WOMAN = ("staff:", "handover:", "account_", "mfa_", "lists:", "services:", "information:", "assessments:")


def _routes(resolver: URLResolver, *names: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _routes(each, *names, *([each.namespace] if each.namespace else []))
        elif each.name:
            yield ":".join([*names, each.name])


def test_every_page_that_can_show_a_woman_has_a_name_in_the_log() -> None:
    """For a new one: name it in casework/looking/queries.py, or say here that it shows no woman."""
    routes = [route for route in _routes(get_resolver()) if not route.startswith(_SHOW_NO_WOMAN)]
    assert len(routes) > 100
    nameless = [route for route in routes if ":" in route and queries.page_words(route) == "Another page"]
    assert nameless == []
    assert {route for route in routes if ":" not in route} <= {"healthz", "hidden"}
