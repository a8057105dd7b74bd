"""Searching: it finds her however her name was heard, and never by one row more than the searcher may see."""

import pytest
from django.utils import timezone

from casework.clients import queries
from casework.clients.models import Client, ClientName
from dussk.access.asking import Worker, asking
from tests.world import World, woman


def name(client: Client, kind: str, text: str, *, ended: bool = False) -> None:
    ClientName.objects.create(
        client=client,
        owner=client.agency,
        agency=client.agency,
        made_by=client.made_by,
        kind=kind,
        name=text,
        ends=timezone.localdate() if ended else None,
    )


def found_by(worker: Worker, words: str, most: int = 20) -> list[str]:
    with asking(worker):
        return [found.client.called for found in queries.search(by=worker, words=words, most=most)]


# What was typed, and the name on the file.
HEARD = [
    ("Sharon", "Sharon"),
    ("sharon", "Sharon"),
    ("SHARON", "Sharon"),
    ("Sharron", "Sharon"),
    ("Sharyn", "Sharon"),
    ("Charon", "Sharon"),
    ("Shar", "Sharon"),
    ("Katherine", "Catherine"),
    ("Kathryn", "Catherine"),
    ("Cathrin", "Catherine"),
    ("Stephany", "Stefanie"),
    ("Stefani", "Ștefania"),
    ("Shtefania", "Ștefania"),
    ("Lucja", "Łucja"),
    ("Shivon", "Siobhán"),
    ("Siobhan", "Siobhán"),
    ("Chevonne", "Siobhan"),
    ("Neve", "Niamh"),
    ("Sinaid", "Sinéad"),
    ("Ayley", "Eilidh"),
    ("Yoana", "Ioana"),
    ("Jessika", "Xhesika"),
    ("Agneshka", "Agnieszka"),
    ("Obrien", "O’Brien"),
    ("o'brien", "O’Brien"),
    ("Mary Jane", "Mary-Jane"),
    ("Maryjane", "Mary-Jane"),
    ("Chaz", "Shaz"),
    ("Shazz", "Shaz"),
    ("Галина", "Галина"),
    ("Galina", "Галина"),
    ("Галина", "Galina"),
    ("美玲", "美玲"),
    ("Jo", "Jo"),
    ("Popescu", "Ioana Popescu"),
    ("Popesku", "Ioana Popescu"),
    ("Yoana Popesku", "Ioana Popescu"),
    ("Ionna", "Ioana"),
    ("Phillipa", "Philippa"),
    ("Leah", "Lea"),
    ("Michele", "Michelle"),
    ("Tracey", "Traci"),
    ("Debora", "Deborah"),
    ("Jaqueline", "Jacqueline"),
    ("Nataliya", "Natalia"),
]


@pytest.mark.parametrize(("typed", "hers"), HEARD)
def test_a_woman_is_found_by_her_name_as_it_was_heard(world: World, typed: str, hers: str) -> None:
    keyworker = world.worker("keyworker")
    for other in ("Bernadette", "Destiny", "Paula"):
        woman(keyworker, other)
    her = woman(keyworker, hers)
    with asking(keyworker):
        found = queries.search(by=keyworker, words=typed)
    assert found[0].client == her
