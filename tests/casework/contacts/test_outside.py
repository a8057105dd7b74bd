"""Contacts outside a session: logged in words or by one press, put right, and taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, SafeContact
from casework.contacts import actions, queries
from casework.contacts.forms.contacts import TRIES, given_name
from casework.contacts.models import Contact, FollowUp, Item, Outcome, Topic
from casework.contacts.queries import Said
from dussk.access.asking import Worker, asking
from dussk.staff.models import Post
from tests.world import World, share

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def anna(world: World) -> Client:
    for order, name in enumerate(("Housing", "Health")):
        Topic.objects.get_or_create(agency=world.charity, name=name, defaults={"order": order})
    return world.clients["anna"]


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


def url(name: str, client: Client, *args: object) -> str:
    return reverse(f"her:{name}", args=[client.reference, *args])


def way(client: Client, kind: str = "call", *, is_safe: bool = False, **fields: Any) -> SafeContact:
    made = {"owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    return SafeContact.objects.create(client=client, **made, way=kind, detail="07700 900123", is_safe=is_safe, **fields)


def answers(**changed: Any) -> dict[str, Any]:
    return {"setting": "phone", "outcome": "engaged", "moment": "now", "note": "All right", **changed}


def test_it_keeps_where_when_what_came_of_it_and_what_to_do(world: World, jo: Browser, anna: Client) -> None:
    topic, item = Topic.objects.get(name="Housing"), Item.objects.get(name="Condoms")
    at = timezone.localtime() - timedelta(days=2)
    typed = answers(
        moment="earlier",
        day_day=at.day,
        day_month=at.month,
        day_year=at.year,
        clock="14:05",
        topics=[str(topic.uid)],
        worry="on",
        todo="Ring the hostel",
        todo_when="week",
        who=str(world.staff("manager").uid),
        **{given_name(item): "6"},
    )
    answer = jo.post(url("log", anna), typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, anna.get_absolute_url())
    made = Contact.objects.get(client=anna)
    assert timezone.localtime(made.at).replace(tzinfo=None) == datetime(at.year, at.month, at.day, 14, 5)  # noqa: DTZ001
    assert (made.setting, made.outcome, made.note, made.worry, made.session) == (
        "phone",
        "engaged",
        "All right",
        True,
        None,
    )
    assert (made.made_by, made.agency, made.owner) == (world.staff("keyworker"), world.charity, world.charity)
    assert [str(row) for row in made.topics.all()] == ["Housing"]
    assert [str(row) for row in made.items.all()] == ["Condoms × 6"]
    to_do = FollowUp.objects.get(contact=made)
    assert (to_do.client, to_do.assigned_to, to_do.what) == (anna, world.staff("manager"), "Ring the hostel")
    assert to_do.due == timezone.localdate() + timedelta(days=7)
    assert to_do.session is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"setting": ""}, "Choose where or how it was"),
        ({"outcome": ""}, "Choose whether you were in touch"),
        ({"outcome": "gone"}, "Choose"),
        ({"moment": "earlier"}, "Choose which day it was"),
        ({"moment": "earlier", "day_day": "1", "day_month": "2", "day_year": "2026"}, "Enter the time"),
        ({"todo": "Ring", "todo_when": "day"}, "Enter the day"),
        ({"todo": "Ring", "who": ""}, "Choose who will do it"),
        ({"topics": ["x"]}, "Choose"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    jo: Browser, anna: Client, changed: dict[str, Any], sentence: str
) -> None:
    page = jo.post(url("log", anna), answers(**changed))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "All right" in page.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("count", ["-1", "1000", "six"])
def test_counts_are_numbers_somebody_can_carry(jo: Browser, anna: Client, count: str) -> None:
    page = jo.post(url("log", anna), answers(**{given_name(Item.objects.get(name="Condoms")): count}))
    assert page.status_code == 422
    assert "Enter a number from 0 to 999" in page.content.decode()


def test_a_follow_up_half_filled_in_by_the_defaults_is_none(jo: Browser, anna: Client, world: World) -> None:
    assert jo.post(url("log", anna), answers(todo_when="day", who=str(world.staff("keyworker").uid))).status_code == 302
    assert not FollowUp.objects.exists()


@time_machine.travel(datetime(2026, 10, 25, 9, tzinfo=UTC))
def test_the_hour_that_comes_twice_is_asked_about(world: World, signed_in: SignIn, anna: Client) -> None:
    Post.objects.update(starts_at=datetime(2026, 1, 1, tzinfo=UTC))
    jo = signed_in(world.worker("keyworker"))
    typed = answers(moment="earlier", day_day="25", day_month="10", day_year="2026", clock="1:30am")
    page = jo.post(url("log", anna), typed).content.decode()
    assert "came twice" in page
    assert jo.post(url("log", anna), typed | {"which_one": "second"}).status_code == 302
    made = Contact.objects.get()
    assert made.at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert made.night.isoformat() == "2026-10-24"  # the small hours are the night before


def test_the_form_says_how_to_reach_her_and_what_is_never_used(jo: Browser, anna: Client) -> None:
    way(anna, "call", who_else="Her partner answers")
    way(anna, "text", is_safe=True, message_allowed=True)
    page = jo.get(url("log", anna)).content.decode()
    assert "Marked never to be used. Her partner answers" in page
    assert page.count("Marked never to be used") == 1
    assert jo.post(url("log", anna), answers()).status_code == 302  # it may be she who rang


def test_a_kind_with_a_safe_number_beside_an_unsafe_one_is_not_marked(anna: Client) -> None:
    way(anna, "call")
    way(anna, "call", is_safe=True)
    way(anna, "visit")
    assert list(queries.ways_of(anna)[1]) == ["home"]


@pytest.mark.parametrize("key", sorted(TRIES))
def test_an_attempt_is_one_press(world: World, jo: Browser, anna: Client, key: str) -> None:
    page = jo.get(anna.get_absolute_url()).content.decode()
    assert url("tried", anna) in page
    assert f'value="{key}"' in jo.get(url("tried", anna)).content.decode()
    answer = jo.post(url("tried", anna), {"tried": key}, follow=True)
    assert "1 attempt" in answer.content.decode()
    made = Contact.objects.get()
    assert (made.setting, made.outcome) == (TRIES[key].setting, TRIES[key].outcome)
    assert made.outcome != Outcome.ENGAGED
    assert timezone.now() - made.at < timedelta(minutes=1)


def test_an_attempt_in_a_way_that_is_never_used_is_kept_and_warned_of(jo: Browser, anna: Client) -> None:
    way(anna, "call", who_else="Her partner answers")
    assert "Her partner answers" in jo.get(url("tried", anna)).content.decode()
    page = jo.post(url("tried", anna), {"tried": "rang"}, follow=True).content.decode()
    assert "Marked never to be used: look at how to reach her" in page
    assert Contact.objects.count() == 1


def test_a_press_that_means_nothing_saves_nothing(jo: Browser, anna: Client) -> None:
    assert jo.post(url("tried", anna), {"tried": "x"}).status_code == 422
    assert jo.post(url("tried", anna), {}).status_code == 422
    assert not Contact.objects.exists()


def test_sent_twice_it_is_saved_once(jo: Browser, anna: Client) -> None:
    key = {"once": "0f9a3f0a-5f38-4a68-a4f5-0d7d6a8e2c11"}
    for _time in range(2):
        assert jo.post(url("tried", anna), {"tried": "rang", **key}).status_code == 302
    assert Contact.objects.count() == 1


def test_who_may(world: World, signed_in: SignIn, anna: Client) -> None:
    share(anna, world.nhs, "identity", "casework")
    for who, status in (
        ("volunteer", 403),
        ("psychologist", 403),
        ("facilitator", 403),
        ("blocked", 302),
        ("manager", 302),
    ):
        assert signed_in(world.worker(who)).post(url("tried", anna), {"tried": "rang"}).status_code == status, who
    # A partner's manager logs her own agency's contact with a woman who is shared with it; nobody else's file.
    theirs = signed_in(world.worker("drugs_manager"))
    assert theirs.post(url("tried", anna), {"tried": "rang"}).status_code == 302
    assert Contact.objects.get(agency=world.drugs).owner == world.charity
    assert theirs.post(url("tried", world.clients["cass"]), {"tried": "rang"}).status_code == 404


def test_another_agencys_list_is_not_given_from(world: World, anna: Client) -> None:
    theirs = Item.objects.create(agency=world.drugs, name="Leaflet")
    said = Said(setting="phone", outcome="engaged", at=timezone.now())
    with asking(world.worker("keyworker")), pytest.raises(Exception, match="another agency's list"):
        actions.log_contact(
            by=world.worker("keyworker"), client=anna, said=Said(**{**vars(said), "given": {theirs.pk: 1}})
        )


def test_nothing_is_logged_ahead_of_time(world: World, anna: Client) -> None:
    later = Said(setting="phone", outcome="engaged", at=timezone.now() + timedelta(minutes=5))
    with asking(world.worker("keyworker")), pytest.raises(RefusedError, match="still to come"):
        actions.log_contact(by=world.worker("keyworker"), client=anna, said=later)
