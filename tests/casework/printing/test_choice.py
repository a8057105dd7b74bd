"""What her paper leaves out: asked, changed, refused, told, joined."""

from http import HTTPStatus
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.kinds import kind_named
from casework.clients.models import Client
from casework.clients.queries.joining import written_kind
from casework.printing import actions, queries
from casework.printing.models import PaperChoice
from casework.printing.rules import Choice, Part
from dussk.access.asking import Worker, asking
from tests.casework.clients.joined import join, undo
from tests.casework.printing.conftest import chose
from tests.matrix.base import base
from tests.world import World, woman


def url(client: Client, name: str = "choice") -> str:
    return reverse(f"her_paper:{name}", args=[client.reference])


def send(browser: Browser, client: Client, **said: Any) -> Any:
    page = browser.get(url(client)).context["form"]
    opened = {"opened_with": page["opened_with"].value()}
    return browser.post(url(client), opened | {"no_paper": "no", "leaves_out": [], "words": "", "why": ""} | said)


def now(client: Client) -> Choice:
    return queries.choices_of([client.pk])[client.pk]


def test_what_she_says_is_kept_and_what_she_said_before(hers: Browser, anna: Client) -> None:
    assert not now(anna).asked
    answer = send(
        hers, anna, leaves_out=["crisis", "dates"], words="  Marco \n\nMarco\nThe  Anchor", why="He reads her post"
    )
    assert answer.status_code == HTTPStatus.FOUND
    assert now(anna) == Choice(frozenset({Part.CRISIS, Part.DATES}), ("Marco", "The Anchor"), asked=True)
    page = hers.get(url(anna, "paper")).content.decode()
    for words in ("When things get hard", "The Anchor", "He reads her post"):
        assert words in page
    send(hers, anna, no_paper="yes")
    assert now(anna).no_paper
    assert PaperChoice.objects.filter(client=anna).count() == 2
    again = hers.get(url(anna)).content.decode()
    assert "Earlier" in again
    assert "<bdi>The Anchor</bdi>" in again


def test_nothing_left_out_is_an_answer_too(hers: Browser, anna: Client) -> None:
    send(hers, anna)
    assert now(anna) == Choice(frozenset(), asked=True)
    assert "She has not been asked" not in hers.get(url(anna, "paper")).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plan", "stands in the paper’s own headings"),
        ("x", "too short"),
        ("…", "too short"),
        ("a" * 101, "longer than 100"),
        ("\n".join(f"word{number}" for number in range(51)), "50 words at most"),
    ],
)
def test_a_word_that_cannot_be_left_out_is_refused_in_words(hers: Browser, anna: Client, words: str, said: str) -> None:
    answer = send(hers, anna, words=words, why="Typed")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert said in page
    assert "Typed</textarea>" in page
    assert not PaperChoice.objects.exists()


def test_it_is_asked_whether_she_takes_paper_home(hers: Browser, anna: Client) -> None:
    assert "Choose whether she takes paper home" in send(hers, anna, no_paper="").content.decode()


def test_of_two_who_write_at_once_the_second_is_shown_the_first(hers: Browser, jo: Worker, anna: Client) -> None:
    opened = {"opened_with": hers.get(url(anna)).context["form"]["opened_with"].value()}
    chose(jo, anna, Part.FAMILY)
    said = {"no_paper": "no", "leaves_out": ["dates"], "words": "", "why": ""}
    answer = hers.post(url(anna), opened | said)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Somebody else saved this" in answer.content.decode()
    assert now(anna).parts == {Part.FAMILY}


def test_sent_twice_it_is_saved_once(hers: Browser, anna: Client) -> None:
    form = hers.get(url(anna)).context["form"]
    sent = {"opened_with": form["opened_with"].value(), "no_paper": "no", "leaves_out": ["dates"]}
    key = hers.get(url(anna)).content.decode().split('name="once" value="')[1].split('"')[0]
    for _time in range(2):
        assert hers.post(url(anna), sent | {"once": key}).status_code == HTTPStatus.FOUND
    assert PaperChoice.objects.filter(client=anna).count() == 1


def test_joined_files_leave_out_what_either_did(world: World, hers: Browser, jo: Worker) -> None:
    ruby, mae = woman(jo, "Ruby"), woman(jo, "Mae")
    chose(jo, ruby, Part.FAMILY, words=("Marco",))
    chose(jo, mae, Part.DATES, no_paper=True)
    join(world.worker("manager"), ruby, mae)
    expected = Choice(frozenset({Part.FAMILY, Part.DATES}), ("Marco",), no_paper=True, asked=True)
    found = now(ruby)
    assert (found.parts, set(found.words), found.no_paper) == (expected.parts, {"Marco"}, True)
    send(hers, ruby, leaves_out=["dates"])
    assert now(ruby) == Choice(frozenset({Part.DATES}), asked=True)


@pytest.mark.parametrize("rest", ["kept", "joined"])
def test_made_two_again_each_leaves_out_what_either_had_said_and_what_was_said_since(
    world: World, hers: Browser, jo: Worker, rest: str
) -> None:
    """Nobody knows which of them it was who said it while they were one."""
    manager, ruby, mae = world.worker("manager"), woman(jo, "Ruby"), woman(jo, "Mae")
    long_ago = chose(jo, mae, Part.CRISIS)
    chose(jo, ruby, Part.FAMILY, words=("Marco",))
    chose(jo, mae, Part.DATES, no_paper=True)
    joining = join(manager, ruby, mae)
    send(hers, ruby, leaves_out=["workers"], words="Dee")
    send(hers, ruby, leaves_out=["service"])
    assert now(ruby) == Choice(frozenset({Part.SERVICE}), asked=True)
    undo(manager, joining, rest=rest)
    since = {Part.WORKERS, Part.SERVICE}
    assert now(ruby).parts == {Part.FAMILY} | since
    assert set(now(ruby).words) == {"Marco", "Dee"}
    assert not now(ruby).no_paper
    assert now(mae).parts == {Part.DATES} | since
    assert now(mae).words == ("Dee",)
    assert now(mae).no_paper
    long_ago.refresh_from_db()
    assert long_ago.ended_at  # before they were joined she had changed her mind herself
    rows = PaperChoice.objects.filter(ended_at=None)
    assert {(row.client_id, row.owner_id) for row in rows} == {(her.pk, her.agency_id) for her in (ruby, mae)}


def test_made_two_again_what_was_said_only_while_they_were_one_stands_for_both(
    world: World, hers: Browser, jo: Worker
) -> None:
    manager, ruby, mae = world.worker("manager"), woman(jo, "Ruby"), woman(jo, "Mae")
    joining = join(manager, ruby, mae)
    send(hers, ruby, no_paper="yes")
    undo(manager, joining)
    assert now(ruby).no_paper
    assert now(mae).no_paper
    assert now(mae).asked


def test_it_is_told_to_her_and_to_those_who_undo_a_joining(jo: Worker, anna: Client) -> None:
    row = chose(jo, anna, Part.SERVICE, words=("Marco",))
    kind = kind_named("paper")
    assert kind is not None
    told = dict(kind.full.lines(row, PaperChoice))
    assert told["What your paper leaves out"] == "Who we are"
    assert told["Words that never stand on it"] == "Marco"
    assert told["Whether you take paper home"] == "You take paper home"
    words = written_kind("casework_paperchoice").words
    assert words(row) == "Left out: who we are, “Marco”"
    assert words(PaperChoice(no_paper=True)) == "She takes no paper home"
    assert words(PaperChoice()) == "Nothing is left out"


def test_another_agency_cannot_write_it(world: World, anna: Client) -> None:
    theirs = world.worker("drugs_manager")
    with pytest.raises(DatabaseError), transaction.atomic(), asking(theirs):
        PaperChoice.objects.create(**(base(theirs, anna) | {"owner": world.charity}), leaves_out=[])


def test_by_sql_nobody_takes_it_away(jo: Worker, anna: Client) -> None:
    row = chose(jo, anna, Part.DATES)
    with asking(jo), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE dussk_app")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM casework_paperchoice WHERE id = %s", [row.pk])
    assert PaperChoice.objects.filter(pk=row.pk).exists()


def test_where_the_file_is_another_agencys_it_is_refused(world: World, anna: Client) -> None:
    theirs = world.worker("drugs_manager")
    with pytest.raises(Exception, match="Another agency"), asking(theirs):
        actions.choose(by=theirs, client=anna, said=Choice())
