"""What stood on a contact before it was corrected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.contacts import actions, queries
from casework.contacts.models import Contact, ContactTopic, Topic
from casework.contacts.queries.history import EarlierText, earlier_texts
from dussk.access.asking import asking
from dussk.ui.when import at, on
from tests.casework.contacts.conftest import Night
from tests.world import contact


@pytest.fixture
def line(night: Night) -> Contact:
    return contact(night.world.worker("keyworker"), night.world.clients["anna"], night.session)


def told(line: Contact) -> list[tuple[str, str, str, str]]:
    return [(text.what, text.was, text.by, text.changed_by) for text in earlier_texts(line)]


def test_a_line_nobody_corrected_has_no_earlier_texts(night: Night, line: Contact) -> None:
    with asking(night.world.worker("keyworker")):
        actions.write_note(line=line, note="The first note")
        actions.set_worry(line=line, worry=True)
        actions.change_count(by=night.world.worker("keyworker"), line=line, item=night.item(), more=1)
        assert earlier_texts(line) == []


def test_an_earlier_note_with_who_and_when(night: Night, line: Contact) -> None:
    before = timezone.now() - timedelta(hours=1)
    with asking(night.world.worker("keyworker")):
        actions.write_note(line=line, note="Limping")
    with asking(night.world.worker("volunteer")):
        actions.write_note(line=line, note="Limping. Saw a nurse")
    with asking(night.world.worker("keyworker")):
        actions.write_note(line=line, note="")
        texts = earlier_texts(line)
    assert [(text.was, text.by, text.changed_by) for text in texts] == [
        ("Limping. Saw a nurse", "Volunteer", "Keyworker"),
        ("Limping", "Keyworker", "Volunteer"),
    ]
    assert isinstance(texts[0], EarlierText)
    assert before < texts[1].at <= texts[1].changed_at <= texts[0].at <= texts[0].changed_at


def test_everything_else_that_is_corrected(night: Night, line: Contact) -> None:
    keyworker = night.world.worker("keyworker")
    topic = Topic.objects.create(agency=keyworker.agency, name="Housing")
    with asking(keyworker):
        actions.set_worry(line=line, worry=True)
        actions.set_worry(line=line, worry=False)
        Contact.objects.filter(pk=line.pk).update(at=line.at + timedelta(minutes=10))
        actions.mark_mistake(by=keyworker, line=line)
        actions.put_back(line=line)
        row = ContactTopic.objects.create(contact=line, topic=topic)
        ContactTopic.objects.filter(pk=row.pk).update(talked=False)
        assert {(what, was) for what, was, _by, _changed_by in told(line)} == {
            ("Talked about", "Housing"),
            ("Mistake", "Entered by mistake"),
            ("Time", f"{on(line.at)}, {at(line.at)}"),
            ("Worry", "Somebody was worried about her"),
        }


def test_things_taken_back(night: Night, line: Contact) -> None:
    def press(who: str, *presses: int) -> None:
        by = night.world.worker(who)
        with asking(by):
            for more in presses:
                actions.change_count(by=by, line=line, item=night.item(), more=more)

    press("keyworker", 1, 1, 1, -1, -1, 1)
    press("volunteer", -1)
    press("keyworker", -1)
    with asking(night.world.worker("keyworker")):
        assert told(line) == [
            ("Condoms", "1", "Volunteer", "Keyworker"),
            ("Condoms", "2", "Keyworker", "Volunteer"),
            ("Condoms", "3", "Keyworker", "Keyworker"),
        ]


def test_an_unknown_woman_who_was_named(night: Night) -> None:
    line = contact(night.world.worker("keyworker"), None, night.session)
    with asking(night.world.worker("keyworker")):
        actions.name_her(line=line, client=night.world.clients["anna"])
        assert told(line) == [("Unknown woman", "Red coat", "Somebody", "Keyworker")]


def test_what_is_not_hers_to_read_has_no_history(night: Night, line: Contact) -> None:
    with asking(night.world.worker("keyworker")):
        actions.write_note(line=line, note="Limping")
        actions.write_note(line=line, note="Not limping")
    with asking(night.world.worker("psychologist")):
        assert earlier_texts(line) == []
    assert queries.earlier_texts is earlier_texts
