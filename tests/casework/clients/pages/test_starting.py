"""Starting a file: women it could be are shown first, and what is wrong is said."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from casework.clients.models import Client, ClientName
from tests.casework.clients.pages.conftest import A_SCRIPT, OVERRIDE, TODAY, day, url
from tests.conftest import SignIn
from tests.world import World


def test_typed_details_are_kept_until_it_is_clear_whether_it_is_her(world: World, jo: Browser, anna: Client) -> None:
    typed = {"called": "Anna", "legal_name": "Anna Ionescu", **day("born", date(1990, 4, 3))}
    asked = jo.post(url("new"), typed)
    page = asked.content.decode()
    assert anna.shown_reference in page
    for value in ("Anna Ionescu", "1990"):
        assert f'value="{value}"' in page
    assert Client.objects.filter(called="Anna").count() == 1
    again = jo.post(url("new"), typed | {"change": "1"}).content.decode()
    assert 'value="Anna Ionescu"' in again
    assert jo.post(url("new"), typed | {"her": anna.reference}).headers["Location"] == url("client", anna)
    started = jo.post(
        url("new"), typed | {"not_her": [anna.reference], "agency": world.drugs.pk, "reference": "00000000"}
    )
    new = Client.objects.get(born=date(1990, 4, 3))
    assert started.headers["Location"] == url("client", new)
    assert (new.agency, new.reference != "00000000") == (world.charity, True)
    assert ClientName.objects.filter(client=new, kind="legal", name="Anna Ionescu").exists()
    assert jo.post(url("new"), typed | {"not_her": [anna.reference]}).status_code == 200  # pressed twice
    assert Client.objects.filter(called="Anna").count() == 2


def test_a_search_leads_to_a_new_file_with_what_was_typed(jo: Browser) -> None:
    page = jo.post(url("new"), {"called": "Shaz", "begin": "1"}).content.decode()
    assert 'value="Shaz"' in page
    assert "There is a problem" not in page


def test_it_is_her_of_a_woman_she_may_not_see(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("drugs_manager"))
    assert browser.post(url("new"), {"her": world.clients["cass"].reference}).status_code == 404
    assert browser.post(url("new"), {"her": A_SCRIPT}).status_code == 404
    assert "Cass" not in browser.post(url("new"), {"called": "Cass", "begin": ""}).content.decode().replace(
        'value="Cass"', ""
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Enter what she wants to be called"),
        ({"called": "   "}, "Enter what she wants to be called"),
        ({"called": "?!"}, "at least one letter or number"),
        ({"called": "x" * 101}, "100 characters or fewer"),
        ({"called": "Ann\x00a"}, "cannot be kept"),
        ({"called": OVERRIDE}, "cannot be kept"),
        ({"called": "Kay", **day("born", ("31", "2", "1990"))}, "must be a real date"),
        ({"called": "Kay", **day("born", ("3", "4", "90"))}, "four numbers"),
        ({"called": "Kay", **day("born", TODAY + timedelta(days=1))}, "today or in the past"),
        ({"called": "Kay", **day("born", date(1899, 1, 1))}, "on or after"),
        ({"called": "Kay", "estimated_age": "9"}, "must be 10 or more"),
        ({"called": "Kay", "estimated_age": "111"}, "must be 110 or less"),
        ({"called": "Kay", "estimated_age": "about 30"}, "must be a whole number"),
        ({"called": "Kay", "estimated_age": "30", **day("born", date(1990, 4, 3))}, "not both"),
    ],
)
def test_what_is_wrong_with_a_new_file_is_said_and_none_is_started(
    jo: Browser, typed: dict[str, str], message: str
) -> None:
    before = Client.objects.count()
    answer = jo.post(url("new"), typed)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert Client.objects.count() == before
