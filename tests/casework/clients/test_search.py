"""Searching: it finds her however her name was heard, and never by one row more than the searcher may see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from casework.clients import queries
from casework.clients.models import Alert, Block, Client, ClientName, EmergencyAccess
from dussk.access.asking import Worker, asking
from dussk.staff.models import Staff
from tests.world import World, share, woman


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


def test_the_right_one_of_many_comes_first(world: World) -> None:
    keyworker = world.worker("keyworker")
    for other in ("Sharon Ann", "Sherry", "Shannon", "Karen", "Charlene", "Shaniqua"):
        woman(keyworker, other)
    woman(keyworker, "Sharon")
    assert found_by(keyworker, "Sharon")[0] == "Sharon"
    assert found_by(keyworker, "Sharron")[0] in ("Sharon", "Sharon Ann")


@pytest.mark.parametrize("spaced", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0}   {1} "])
def test_she_is_found_by_her_reference_in_any_spacing(world: World, spaced: str) -> None:
    reference = world.clients["bea"].reference
    typed = spaced.format(reference[:4], reference[4:])
    assert found_by(world.worker("keyworker"), typed) == ["Bea"]
    assert found_by(world.worker("keyworker"), typed.lower()) == ["Bea"]


@pytest.mark.parametrize("typed", ["3/4/1990", "3 April 1990", "1990-04-03", "3.4.90"])
def test_she_is_found_by_her_date_of_birth(world: World, typed: str) -> None:
    woman(world.worker("keyworker"), "Dee", born=date(1990, 4, 3))
    with asking(world.worker("keyworker")):
        found = queries.search(by=world.worker("keyworker"), words=typed)
    assert [(one.client.called, one.by_kind, one.how) for one in found] == [
        ("Dee", "born", "Found by her date of birth")
    ]


def test_a_name_of_eight_letters_that_could_be_a_reference_is_a_name_too(world: World) -> None:
    woman(world.worker("keyworker"), "Rosalind")
    assert found_by(world.worker("keyworker"), "Rosalind") == ["Rosalind"]


@pytest.mark.parametrize(
    ("kind", "ended", "how"),
    [
        ("legal", False, "Found by her legal name"),
        ("working", False, "Found by a working name"),
        ("other", False, "Found by another of her names"),
        ("working", True, "Found by a name she no longer uses"),
        ("legal", True, "Found by a name she no longer uses"),
    ],
)
def test_it_says_what_found_her(world: World, kind: str, how: str, *, ended: bool) -> None:
    name(world.clients["anna"], kind, "Destiny", ended=ended)
    with asking(world.worker("keyworker")):
        (found,) = queries.search(by=world.worker("keyworker"), words="Destiny")
    assert found.client.called == "Anna"
    assert found.how == how
    assert found.past is ended


def test_the_name_she_wants_needs_no_saying(world: World) -> None:
    with asking(world.worker("keyworker")):
        assert [found.how for found in queries.search(by=world.worker("keyworker"), words="Anna")] == [""]


def test_women_she_key_works_come_first_among_equals(world: World) -> None:
    keyworker = world.worker("keyworker")
    twins = [woman(keyworker, "Ruby"), woman(keyworker, "Ruby", keyworker=keyworker.staff), woman(keyworker, "Ruby")]
    with asking(keyworker):
        found = [one.client for one in queries.search(by=keyworker, words="Ruby")]
    assert found == [twins[1], twins[0], twins[2]]


@pytest.mark.parametrize("words", ["", "   ", "\x00", "💜", "' OR 1=1 --", "%", "\\", "zqv" * 5_000, "\ud800"])
def test_nothing_that_is_typed_breaks_it(world: World, words: str) -> None:
    assert found_by(world.worker("keyworker"), words) == []


def test_no_more_than_asked_for(world: World) -> None:
    for _ in range(5):
        woman(world.worker("keyworker"), "Ruby")
    assert len(found_by(world.worker("keyworker"), "Ruby", most=3)) == 3


def test_alerts_are_marked_for_those_they_are_meant_for(world: World) -> None:
    alert(world.clients["anna"], "casework")
    for who, marked in (("keyworker", True), ("volunteer", False), ("facilitator", True)):
        worker = world.worker(who)
        with asking(worker):
            assert [one.alerted for one in queries.search(by=worker, words="Anna")] == [marked], who


def alert(client: Client, audience: str, **fields: object) -> Alert:
    made = {"owner": client.agency, "agency": client.agency, "made_by": client.made_by, "text": "Never ring"}
    return Alert.objects.create(client=client, audience=audience, **made, **fields)


# Whom the facilitator of the drug service must not come to know of, and what keeps her from it.
def expired(world: World, her: Client) -> None:
    share(her, world.drugs, "identity", days=-9, until=-1)


def not_begun(world: World, her: Client) -> None:
    share(her, world.drugs, "identity", days=1)


def blocked(world: World, her: Client) -> None:
    share(her, world.drugs, "identity")
    block(her, world.staff("facilitator"))


def with_another(world: World, her: Client) -> None:
    share(her, world.nhs, "identity")


def emergency_over(world: World, her: Client) -> None:
    opened(her, world.worker("facilitator"), hours_ago=5)


def emergency_of_another(world: World, her: Client) -> None:
    opened(her, world.worker("drugs_manager"))


def block(client: Client, staff: Staff) -> None:
    by = {"owner": client.agency, "agency": client.agency, "made_by": client.made_by}
    Block.objects.create(client=client, blocked=staff, kind="her_wish", **by)


def opened(client: Client, by: Worker, hours_ago: int = 0) -> None:
    starts = timezone.now() - timedelta(hours=hours_ago)
    EmergencyAccess.objects.create(
        client=client,
        owner=client.agency,
        agency=by.agency,
        made_by=by.staff,
        reason="Danger",
        starts=starts,
        ends=starts + timedelta(hours=4),
    )


@pytest.mark.parametrize(
    "kept_from", [None, expired, not_begun, blocked, with_another, emergency_over, emergency_of_another]
)
def test_a_woman_who_may_not_be_seen_changes_nothing_in_a_search(
    world: World, kept_from: Callable[[World, Client], None] | None
) -> None:
    """Not a name, not a count, not a place in the ranking, however alike her name is and however short the list."""
    facilitator, keyworker = world.worker("facilitator"), world.worker("keyworker")
    for number in range(3):
        share(woman(keyworker, f"Roxanne {number}"), world.drugs, "identity")
    searches = [("Roxanne", 20), ("Roxanne", 3), ("Roxanne", 2), ("Roxane", 20), ("Rocksan", 1), ("4/4/1991", 20)]

    def asked() -> list[list[tuple[str, float, str]]]:
        with asking(facilitator):
            every = [queries.search(by=facilitator, words=words, most=most) for words, most in searches]
        return [[(one.client.called, one.likeness, one.by_kind) for one in found] for found in every]

    before = asked()
    hidden = [
        woman(keyworker, called, born=date(1991, 4, 4)) for called in ("Roxanne", "Roxane", "Roxanna", "Roxanne 1")
    ]
    for her in hidden:
        name(her, "working", "Roxanne", ended=True)
        if kept_from:
            kept_from(world, her)
    assert asked() == before
    assert all(found_by(facilitator, her.reference) == [] for her in hidden)


def test_the_search_and_the_policy_show_the_same_women_to_everybody(world: World) -> None:
    """``wall.search`` goes past row security and applies its own rule: it must be the policy of the client table."""
    keyworker = world.worker("keyworker")
    kinds = {
        kind.__name__: kind
        for kind in (expired, not_begun, blocked, with_another, emergency_over, emergency_of_another)
    }
    for number, (kind, keep_from) in enumerate(kinds.items()):
        keep_from(world, woman(keyworker, f"Zed {number} {kind}"))
    share(woman(keyworker, "Zed open"), world.drugs, "casework")
    share(woman(keyworker, "Zed to both"), world.nhs, "safety", until=1)
    opened(woman(keyworker, "Zed in an emergency"), world.worker("psychologist"))
    woman(world.worker("drugs_manager"), "Zed of the drug service")
    everyone = [
        *world.people.values(),
        Worker(world.staff("both"), world.drugs),
        Worker(world.staff("both"), world.nhs),
    ]
    for worker in everyone:
        with asking(worker):
            by_policy = set(Client.objects.filter(called__startswith="Zed").values_list("called", flat=True))
            by_search = {one.client.called for one in queries.search(by=worker, words="Zed", most=100)}
            named = _named_by_the_database("zed")
        assert by_search == by_policy, worker
        assert named == by_policy, worker


def _named_by_the_database(words: str) -> set[str]:
    """What the function itself says, before the policy has had another look at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT client_id FROM wall.search(%s, %s, 100)", [words, []])
        found = {row[0] for row in cursor.fetchall()}
    return set(Client.objects.filter(pk__in=found).values_list("called", flat=True)) | {
        f"invisible {pk}" for pk in found if not Client.objects.filter(pk=pk).exists()
    }


def test_likely_duplicates_are_looked_for_by_every_name_and_by_birth(world: World) -> None:
    keyworker = world.worker("keyworker")
    her = woman(keyworker, "Sharon", born=date(1990, 4, 3))
    other = woman(keyworker, "Sharon", born=date(1960, 1, 1))
    name(her, "working", "Shaz", ended=True)

    def likely(*names: str, **age: Any) -> list[Client]:
        with asking(keyworker):
            return [one.client for one in queries.likely_duplicates(by=keyworker, names=names, **age)]

    assert set(likely("Sharron")) == {her, other}
    assert likely("Shazz", "") == [her]
    assert likely("Nobody", "Chaz") == [her]
    assert likely("Sharon", born=date(1990, 4, 3)) == [her]
    assert likely("Quite Other", born=date(1990, 4, 3)) == [her]
    assert likely("Sharon", estimated_age=64) == [other]
    assert likely("Sharon", estimated_age=20) == []
    assert likely("Bernadette") == []
