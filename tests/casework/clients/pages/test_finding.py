"""Finding a woman by what is typed, and the list of women."""

import pytest
from django.test import Client as Browser

from casework.clients.models import Client
from tests.casework.clients.pages.conftest import OVERRIDE, TODAY, day, rows, url
from tests.world import World, woman


def test_what_is_typed_is_in_no_address(jo: Browser) -> None:
    page = jo.get(url("find"), {"q": "Anna"}).content.decode()
    assert "Anna" not in page
    assert 'method="post"' in page


def test_typing_fills_the_list_and_says_the_count(jo: Browser) -> None:
    answer = jo.post(url("find"), {"q": "Ann"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert "1 found" in answer
    nothing = jo.post(url("find"), {"q": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "Enter a name" not in nothing
    assert "Enter a name" in jo.post(url("find"), {"q": "  "}).content.decode()


@pytest.mark.parametrize("words", ["\x00", "Anna\x00", OVERRIDE, "x" * 201])
def test_what_cannot_be_searched_for_is_said(jo: Browser, words: str) -> None:
    answer = jo.post(url("find"), {"q": words})
    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()


def test_a_name_given_up_finds_her_and_is_not_named(world: World, jo: Browser, anna: Client) -> None:
    name = rows(anna)["name"]
    jo.post(url("give_up_name", anna, name.uid), day("on", TODAY))
    page = jo.post(url("find"), {"q": "Destini"}).content.decode()
    assert "Found by a name she no longer uses" in page
    assert "Destiny" not in page
    assert "Destiny" not in jo.get(url("client", anna)).content.decode()


def test_the_list_in_pages_of_fifty(world: World, jo: Browser) -> None:
    for number in range(60):
        woman(world.worker("keyworker"), f"Zed {number:02}")
    first = jo.get(url("list")).content.decode()
    assert "63 women, page 1 of 2" in first
    assert first.count("dussk-register__row") == 50
    assert jo.get(url("list"), {"page": "2"}).content.decode().count("dussk-register__row") == 13
    assert jo.get(url("list"), {"page": "x"}).status_code == 404
    assert "Nobody fits this" in jo.get(url("list"), {"status": "died"}).content.decode()
    assert "0 women" in jo.get(url("list"), {"keyworker": "\x00' OR 1=1"}).content.decode()
