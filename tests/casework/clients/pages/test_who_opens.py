"""Who opens each page of the room, and that what she may not see is answered like what is not there."""

import uuid

import pytest
from django.test import Client as Browser

from casework.clients.models import Alert, Block, Client, ClientName, Joining
from casework.clients.urls import urlpatterns
from dussk.access.marks import mark_of
from dussk.audit.models import ViewLog
from dussk.staff.roles import ROLES, Role
from tests.casework.clients.conftest import a_block
from tests.casework.clients.pages.conftest import rows, url
from tests.conftest import SignIn
from tests.world import World, share


def joined(client: Client) -> Joining:
    """Another file that was joined into hers."""
    made = {"client": client, "owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    twin = Client.objects.create(agency=client.agency, made_by=client.made_by, called="Twin", joined_into=client)
    return Joining.objects.create(**made, joined=twin, reason="She told us")


def pages_of(client: Client) -> dict[str, str]:
    """Every page about one woman, by its name, with rows for those that are about one."""
    row = rows(client)
    block = Block.objects.filter(client=client).first()
    uids = {"correct_name": "name", "give_up_name": "name", "change_way": "way", "end_way": "way", "end_alert": "alert"}
    pages = {}
    for pattern in urlpatterns:
        name = str(pattern.name)
        if "reference" not in str(pattern.pattern):
            continue
        if name == "compare":
            other = Client.objects.filter(agency=client.agency).exclude(pk=client.pk).first()
            pages[name] = url(name, client, other.reference if other else "00000000")
        elif name == "undo_joining":
            pages[name] = url(name, client, joined(client).uid)
        elif name == "end_block":
            pages[name] = url(name, client, block.uid if block else uuid.uuid4())
        else:
            pages[name] = url(name, client, *([row[uids[name]].uid] if name in uids else []))
    return pages


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.FACILITATOR, Role.PSYCHOLOGIST)])
def test_each_role_opens_just_the_pages_it_may(world: World, signed_in: SignIn, anna: Client, role: Role) -> None:
    a_block(anna, world.worker("blocked"), world.worker("manager"))
    browser = signed_in(world.worker(role.value))
    held = ROLES[role].may
    permissions = {str(pattern.name): mark_of(pattern.callback) for pattern in urlpatterns}
    pages = pages_of(anna) | {name: url(name) for name in ("list", "find", "new", "emergency", "emergencies")}
    assert len(pages) == len(urlpatterns)
    for name, address in pages.items():
        mark = permissions[name]
        assert mark is not None
        assert mark.permissions
        expected = 200 if mark.permissions & held else 403
        assert browser.get(address).status_code == expected, name


@pytest.mark.parametrize("who", ["facilitator", "psychologist", "drugs_manager"])
def test_a_partner_opens_what_is_shared_and_changes_nothing(
    world: World, signed_in: SignIn, anna: Client, who: str
) -> None:
    share(anna, world.nhs, "identity")
    browser = signed_in(world.worker(who))
    assert browser.get(url("client", anna)).status_code == 200
    for name, address in pages_of(anna).items():
        if name in ("client", "conflict", "block"):
            continue
        for answer in (browser.get(address), browser.post(address, {})):
            assert answer.status_code == (404 if name == "end_block" and who == "drugs_manager" else 403), name


@pytest.mark.parametrize("who", ["facilitator", "psychologist", "drugs_manager", "blocked"])
def test_what_she_may_not_see_is_not_there(world: World, signed_in: SignIn, who: str) -> None:
    her = world.clients["bea"]
    a_block(her, world.worker("blocked"), world.worker("keyworker"))
    browser = signed_in(world.worker(who))
    nobody = browser.get("/clients/00000000/")
    for name, address in pages_of(her).items():
        for answer in (browser.get(address), browser.post(address, {})):
            # Her page is no form: a POST to it is refused before anybody looks whether she is there.
            assert answer.status_code in ((404, 405) if name == "client" else (403, 404)), name
        if name in ("client", "conflict"):
            assert browser.get(address).content == nobody.content, name
    assert not ViewLog.objects.filter(client_id=her.pk).exists()


def test_a_changed_file_of_another_kind_of_id_is_not_there(world: World, jo: Browser, anna: Client) -> None:
    row = rows(world.clients["bea"])
    forged = [
        url("correct_name", anna, row["name"].uid),
        url("give_up_name", anna, row["name"].uid),
        url("change_way", anna, row["way"].uid),
        url("end_way", anna, row["way"].uid),
        url("end_alert", anna, row["alert"].uid),
        url("end_block", anna, uuid.uuid4()),
        url("correct_name", anna, ClientName.objects.get(client=anna).uid),  # what she is called has its own page
        "/clients/0000000U/",
        "/clients/12345/",
    ]
    for address in forged:
        assert jo.get(address).status_code == 404, address
        assert jo.post(address, {}).status_code == 404, address


@pytest.mark.parametrize("name", ["list", "emergencies"])
def test_pages_that_only_show_take_no_post(world: World, signed_in: SignIn, name: str) -> None:
    assert signed_in(world.worker("manager")).post(url(name), {}).status_code == 405


def test_a_volunteer_has_no_list_and_no_way_to_change(world: World, signed_in: SignIn, anna: Client) -> None:
    rows(anna)
    Alert.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=anna.made_by,
        audience="casework",
        text="For casework",
    )
    a_block(anna, world.worker("blocked"), world.worker("keyworker"))
    browser = signed_in(world.worker("volunteer"))
    assert browser.get(url("list")).status_code == 403
    page = browser.get(url("client", anna)).content.decode()
    assert "Never ring" in page
    assert "Destiny" in page
    for hidden in ("For casework", "Blocked from it", "She asked", ">Change", ">End", ">Add "):
        assert hidden not in page, hidden
    found = browser.post(url("find"), {"q": "anna"}).content.decode()
    assert url("client", anna) in found
    assert url("emergency") not in found
