"""Two people who change one thing on a woman's file: the second sees what the first saved, and no words are lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Client, ClientName, SafeContact
from dussk.access.asking import Worker
from dussk.ui.meanwhile import BOTH, CHANGED, CHOICE, MINE
from tests.world import World

SignIn = Callable[[Worker], Browser]


@dataclass(frozen=True)
class Case:
    """A page that changes something: what each of two types, what is saved of it, and in which words it is shown."""

    page: str
    typed: dict[str, Any]
    theirs: dict[str, Any]
    mine: dict[str, Any]
    words: str
    note: str = ""


CASES = [
    Case(
        "details",
        {"interpreter": "not_known"},
        {"interpreter": "video", "language": "Romanian", "what_helps": "Sweet tea"},
        {"what_helps": "A chair by the door"},
        "Needed, by video",
        note="what_helps",
    ),
    Case("correct_name", {}, {"name": "Destinee"}, {"name": "Desiree"}, "Destinee"),
    Case(
        "change_way",
        {"way": "call", "is_safe": "yes", "detail": "07700 900123"},
        {"is_safe": "no", "who_else": "Her brother has it"},
        {"who_else": "The hostel"},
        "No, never use it",
        note="who_else",
    ),
]


def address(case: Case, client: Client) -> str:
    made = {"client": client, "owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    args: list[Any] = [client.reference]
    if case.page == "correct_name":
        args.append(ClientName.objects.create(**made, kind="working", name="Destiny").uid)
    if case.page == "change_way":
        args.append(SafeContact.objects.create(**made, way="call", is_safe=True, detail="07700 900123").uid)
    return reverse(f"clients:{case.page}", args=args)


def mark_on(page: str) -> str:
    found = re.search(r'name="opened_with" value="(\w+)"', page)
    assert found
    return found[1]


def saved(case: Case, client: Client) -> Any:
    if case.page == "details":
        return Client.objects.get(pk=client.pk)
    if case.page == "correct_name":
        return ClientName.objects.get(client=client, kind="working")
    return SafeContact.objects.get(client=client)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.page)
@pytest.mark.parametrize("choice", [MINE, BOTH])
def test_the_second_is_shown_both_and_chooses(
    world: World, signed_in: SignIn, anna: Client, case: Case, choice: str
) -> None:
    url = address(case, anna)
    jo, manager = signed_in(world.worker("keyworker")), signed_in(world.worker("manager"))
    opened = mark_on(jo.get(url).content.decode())
    assert manager.post(url, {**case.typed, **case.theirs, "opened_with": opened}).status_code == 302
    theirs = saved(case, anna)
    hers = {**case.typed, **case.mine}
    page = jo.post(url, {**hers, "opened_with": opened}).content.decode()
    for words in (CHANGED, "What stands there now", "Manager", case.words, "Save mine in its place"):
        assert words in page
    assert 'href="#meanwhile"' in page
    assert 'id="meanwhile"' in page
    assert ("Keep both" in page) is bool(case.note)
    for typed in case.mine.values():
        assert typed in page
    for name in {*case.theirs, *case.mine}:
        assert getattr(saved(case, anna), name) == getattr(theirs, name)  # nothing is saved yet
    answer = jo.post(url, {**hers, "opened_with": mark_on(page), CHOICE: choice})
    assert answer.status_code == 302
    name, typed = next(iter(case.mine.items()))
    both = choice == BOTH and case.note
    assert getattr(saved(case, anna), name) == (f"{getattr(theirs, name)}\n\n{typed}" if both else typed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.page)
def test_a_third_who_saves_while_she_chooses_is_shown_too(
    world: World, signed_in: SignIn, anna: Client, case: Case
) -> None:
    url = address(case, anna)
    jo = signed_in(world.worker("keyworker"))
    opened = mark_on(jo.get(url).content.decode())
    theirs = {**case.typed, **case.theirs}
    jo.post(url, {**theirs, "opened_with": opened})
    hers = {**case.typed, **case.mine}
    seen = mark_on(jo.post(url, {**hers, "opened_with": opened}).content.decode())
    third = {**theirs, next(iter(case.mine)): "Said by a third"}
    assert jo.post(url, {**third, "opened_with": seen, CHOICE: MINE}).status_code == 302
    page = jo.post(url, {**hers, "opened_with": seen, CHOICE: MINE}).content.decode()
    assert "Said by a third" in page
    assert getattr(saved(case, anna), next(iter(case.mine))) == "Said by a third"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.page)
@pytest.mark.parametrize("forged", ["", "0" * 16, None])
def test_a_form_that_does_not_say_what_it_was_opened_with_saves_nothing_unseen(
    world: World, signed_in: SignIn, anna: Client, case: Case, forged: str | None
) -> None:
    url = address(case, anna)
    before = saved(case, anna)
    sent = {**case.typed, **case.mine} | ({} if forged is None else {"opened_with": forged})
    assert CHANGED in signed_in(world.worker("keyworker")).post(url, sent).content.decode()
    assert getattr(saved(case, anna), next(iter(case.mine))) == getattr(before, next(iter(case.mine)))


def test_the_same_change_sent_twice_is_no_change_of_somebody_elses(
    world: World, signed_in: SignIn, anna: Client
) -> None:
    case = CASES[0]
    url = address(case, anna)
    jo = signed_in(world.worker("keyworker"))
    sent = {**case.typed, **case.theirs, "opened_with": mark_on(jo.get(url).content.decode())}
    assert [jo.post(url, sent).status_code for _time in range(2)] == [302, 302]


def test_who_wrote_it_is_who_wrote_these_words_and_not_who_changed_something_else_since(
    world: World, signed_in: SignIn, anna: Client
) -> None:
    case = CASES[0]
    url = address(case, anna)
    jo, manager = signed_in(world.worker("keyworker")), signed_in(world.worker("manager"))
    opened = mark_on(jo.get(url).content.decode())
    manager.post(url, {**case.typed, **case.theirs, "opened_with": opened})
    jo.post(reverse("clients:keyworker", args=[anna.reference]), {"keyworker": ""})  # also a change of her file
    page = jo.post(url, {**case.typed, **case.mine, "opened_with": opened}).content.decode()
    assert "Written by <bdi>Manager</bdi>" in page
