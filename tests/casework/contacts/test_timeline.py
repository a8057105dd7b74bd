"""Everything dated on her file, for each reader as far as she may read, at one price."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.clients import timeline
from casework.clients.models import Alert, Client, StatusChange
from casework.contacts.models import ContactItem, ContactTopic, FollowUp, Item, Place, Topic
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.world import World, contact, session, share

SignIn = Callable[[Worker], Browser]


def on(day: int, hour: int = 12, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def anna(world: World) -> Client:
    """Her file with one of everything on it, in September and October."""
    her, by = world.clients["anna"], world.worker("keyworker")
    base: dict[str, Any] = {"client": her, "owner": her.agency, "agency": her.agency, "made_by": by.staff}
    night = session(by, Place.objects.all()[0], started_at=on(3, 20))
    line = contact(by, her, night, at=on(3, 21), note="At the hatch", worry=True)
    ContactItem.objects.create(contact=line, item=Item.objects.get(name="Condoms"), count=4)
    topic, _made = Topic.objects.get_or_create(agency=her.agency, name="Housing")
    ContactTopic.objects.create(contact=line, topic=topic)
    untold, _made = Topic.objects.get_or_create(agency=her.agency, name="Courts")
    ContactTopic.objects.create(contact=line, topic=untold, talked=False)
    contact(world.worker("manager"), her, at=on(5), note="A call", outcome="no_answer")
    contact(by, her, at=on(6), note="Never happened", mistake_at=on(6), mistake_by=by.staff)
    FollowUp.objects.create(
        **base,
        what="Ring the hostel",
        due=date(2026, 10, 9),
        assigned_to=world.staff("manager"),
        contact=line,
        done_at=on(8),
        done_by=world.staff("manager"),
        outcome="A room from Monday",
        made_at=on(3, 22),
    )
    StatusChange.objects.create(**base, status="lost_touch", on=date(2026, 9, 20), note="Not seen for weeks")
    Alert.objects.create(
        **base,
        audience="casework",
        text="Partner answers",
        starts=date(2026, 9, 1),
        ends=date(2026, 10, 1),
        ended_by=by.staff,
        end_reason="He left",
    )
    Alert.objects.create(**base, audience="identity", text="Call her Ann", starts=date(2026, 9, 2))
    return her


def page_of(browser: Browser, her: Client, **asked: Any) -> str:
    answer = browser.get(reverse("her:timeline", args=[her.reference]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


def test_everything_is_there_the_latest_first_by_month(jo: Browser, anna: Client) -> None:
    page = page_of(jo, anna)
    in_order = ["October 2026", "A room from Monday", "A call", "Noted by Keyworker", "At the hatch", "He left"]
    in_order += ["September 2026", "Not seen for weeks", "Call her Ann", "Alert begun"]
    page = page[page.index("October 2026") :]
    assert [page.index(words) for words in in_order[:-1]] == sorted(page.index(words) for words in in_order[:-1])
    for words in ("Condoms × 4", "Talked about: Housing", "Worry", "No answer", "Recorded by Keyworker"):
        assert words in page, words
    assert "Never happened" not in page
    assert "Courts" not in page
    assert ViewLog.objects.filter(client_id=anna.pk, page="her:timeline", kind="opened").count() == 1


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ({"kind": "registers"}, ["At the hatch"], ["A call", "A room", "Not seen", "Partner"]),
        ({"kind": "other-contacts"}, ["A call"], ["At the hatch", "A room"]),
        ({"kind": "follow-ups"}, ["A room from Monday", "Noted by"], ["A call", "At the hatch"]),
        ({"kind": "status"}, ["Not seen for weeks"], ["A call", "Partner"]),
        ({"kind": "alerts"}, ["Alert begun", "He left"], ["Not seen", "A call"]),
        ({"since_day": "4", "since_month": "10", "since_year": "2026"}, ["A call", "A room"], ["At the hatch"]),
        ({"until_day": "3", "until_month": "10", "until_year": "2026"}, ["At the hatch", "Partner"], ["A call"]),
        ({"kind": "status", "until_day": "20", "until_month": "9", "until_year": "2026"}, ["Not seen"], ["Partner"]),
        (
            {"kind": "status", "until_day": "19", "until_month": "9", "until_year": "2026"},
            ["Nothing fits"],
            ["Not seen"],
        ),
    ],
)
def test_it_is_narrowed(jo: Browser, anna: Client, asked: dict[str, str], there: list[str], absent: list[str]) -> None:
    page = page_of(jo, anna, **asked)
    for words in there:
        assert words in page, words
    for words in absent:
        assert words not in page, words


def test_it_is_narrowed_to_a_worker_by_her_random_id(world: World, jo: Browser, anna: Client) -> None:
    page = page_of(jo, anna, worker=str(world.staff("manager").uid))
    assert "A call" in page
    assert "A room from Monday" in page
    assert "At the hatch" not in page
    assert "Not seen for weeks" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "x"},
        {"worker": "x"},
        {"worker": "00000000-0000-4000-8000-000000000000"},
        {"period": "x"},
        {"since_day": "31", "since_month": "2", "since_year": "2026"},
        {
            "since_day": "2",
            "since_month": "3",
            "since_year": "2026",
            "until_day": "1",
            "until_month": "3",
            "until_year": "2026",
        },
    ],
)
def test_nonsense_says_what_to_mend_and_shows_nothing(jo: Browser, anna: Client, asked: dict[str, str]) -> None:
    page = page_of(jo, anna, **asked)
    assert "There is a problem" in page
    assert "At the hatch" not in page


@pytest.mark.parametrize("number", ["0", "x", "-1"])
def test_a_page_that_cannot_be_is_not_there(jo: Browser, anna: Client, number: str) -> None:
    assert jo.get(reverse("her:timeline", args=[anna.reference]), {"page": number}).status_code == 404


def test_each_reader_sees_what_she_may_read(world: World, signed_in: SignIn, anna: Client) -> None:
    share(anna, world.nhs, "identity")
    contact(world.worker("drugs_manager"), anna, at=on(20), note="Seen at Harbour")
    casework = ["At the hatch", "A call", "A room from Monday", "Not seen for weeks", "Partner answers"]
    for who, sees in (
        ("manager", [*casework, "Seen at Harbour", "Call her Ann"]),
        ("facilitator", [*casework, "Seen at Harbour", "Call her Ann"]),
        ("psychologist", ["Call her Ann"]),
        ("volunteer", ["Call her Ann"]),
    ):
        page = page_of(signed_in(world.worker(who)), anna)
        for words in [*casework, "Seen at Harbour", "Call her Ann"]:
            assert (words in page) == (words in sees), (who, words)
    assert "Show everything" not in page_of(signed_in(world.worker("volunteer")), anna)


def test_it_costs_the_same_however_much_there_is(world: World, jo: Browser, anna: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_of(jo, anna)
        return len(asked)

    before = cost()
    by = world.worker("keyworker")
    for number in range(60):
        row = contact(by, anna, at=on(1) - timedelta(hours=number))
        ContactItem.objects.create(contact=row, item=Item.objects.get(name="Naloxone"))
    assert cost() <= before  # fewer kinds fit on the first page
    assert "page=2" in page_of(jo, anna)


def test_a_source_registered_again_takes_the_place_of_the_first() -> None:
    kinds = timeline.kinds()
    assert [words for _kind, words in kinds] == list(dict.fromkeys(words for _kind, words in kinds))
    assert ("follow-ups", "Follow-ups") in kinds
    before = len(kinds)
    timeline.register(timeline._sources["line"])
    assert len(timeline.kinds()) == before


# Her page


def test_her_page_counts_attempts_since_she_was_last_in_touch(world: World, jo: Browser) -> None:
    her, by = world.clients["bea"], world.worker("keyworker")
    page = jo.get(her.get_absolute_url()).content.decode()
    assert "No contact yet." in page
    contact(by, her, at=on(1), outcome="no_answer")
    assert "1 attempt</strong> so far" in jo.get(her.get_absolute_url()).content.decode()
    contact(by, her, at=on(2))
    page = jo.get(her.get_absolute_url()).content.decode()
    assert "Last in touch on 2 October 2026" in page
    assert "attempt</strong>" not in page
    for day, outcome in ((3, "no_answer"), (4, "message"), (5, "not_there")):
        contact(by, her, at=on(day), outcome=outcome)
    contact(by, her, at=on(6), outcome="no_answer", mistake_at=on(6), mistake_by=by.staff)
    page = jo.get(her.get_absolute_url()).content.decode()
    assert "3 attempts</strong> since 2 October 2026, when she was last in touch" in page
    assert "ten or twelve" in page
    assert "fail" not in page.lower()


def test_her_page_costs_the_same_for_5_and_200_contacts(world: World, jo: Browser) -> None:
    her, by = world.clients["bea"], world.worker("keyworker")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            jo.get(her.get_absolute_url())
        return len(asked)

    for number in range(5):
        contact(by, her, at=on(1) - timedelta(hours=number))
    before = cost()
    for number in range(5, 60):
        contact(by, her, at=on(1) - timedelta(hours=number), outcome="no_answer")
    assert cost() == before


def test_a_volunteer_is_told_nothing_of_contacts_she_cannot_read(world: World, signed_in: SignIn, anna: Client) -> None:
    page = signed_in(world.worker("volunteer")).get(anna.get_absolute_url()).content.decode()
    assert "Last in touch" not in page
    assert "To do" not in page
    psychologist = signed_in(world.worker("psychologist"))
    share(anna, world.nhs, "identity")
    page = psychologist.get(anna.get_absolute_url()).content.decode()
    assert "No contact that you may read" in page
