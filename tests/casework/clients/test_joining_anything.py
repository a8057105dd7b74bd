"""Any two files, whatever is on them: joined, everybody reads what a short rule says; undone, all is where it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework.clients.models import Alert, Block, Client, ClientName, ClientRow, ClientShare, SafeContact, StatusChange
from casework.contacts.models import Contact, FollowUp, Place, Session
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from tests import world as worlds
from tests.casework.clients.joined import file, fresh, join, on, stored, undo
from tests.matrix.reference import Reference
from tests.world import World

DAY = timedelta(days=1)
ROWS = {
    ClientName: Category.IDENTITY,
    SafeContact: Category.IDENTITY,
    StatusChange: Category.CASEWORK,
    Contact: Category.CASEWORK,
    FollowUp: Category.CASEWORK,
}
AUDIENCES = ["identity", "casework", "safety", "clinical"]


@dataclass(frozen=True)
class Share:
    """One stretch of sharing, in days from now."""

    agency: str
    category: str
    starts: int
    ends: int | None


@dataclass(frozen=True)
class Filled:
    """What is on one file."""

    names: frozenset[tuple[str, str]] = frozenset()
    given_up: frozenset[str] = frozenset()
    alerts: tuple[str, ...] = ()
    ways: int = 0
    statuses: tuple[tuple[str, int], ...] = ()
    contacts: tuple[str, ...] = ()
    nights: frozenset[int] = frozenset()
    follow_ups: tuple[str, ...] = ()
    blocked: frozenset[str] = frozenset()
    shares: tuple[Share, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


agencies = st.sampled_from(["drugs", "nhs"])
shares = st.builds(
    Share,
    agency=agencies,
    category=st.sampled_from(["identity", "casework", "safety", "clinical"]),
    starts=st.sampled_from([-9, -4, 2, 6]),
    ends=st.sampled_from([None, -2, 4, 9]),
).filter(lambda share: share.ends is None or share.ends > share.starts)
makers = st.lists(st.sampled_from(["keyworker", "drugs_manager", "psychologist"]), max_size=3).map(tuple)
filled = st.builds(
    Filled,
    names=st.frozensets(st.tuples(st.sampled_from(["working", "other"]), st.sampled_from(["Ruby", "Mae", "Dee"]))),
    given_up=st.frozensets(st.sampled_from(["Mae", "Dee"])),
    alerts=st.lists(st.sampled_from(AUDIENCES), max_size=3).map(tuple),
    ways=st.integers(0, 2),
    statuses=st.lists(
        st.tuples(st.sampled_from(["lost_touch", "in_touch", "closed"]), st.integers(1, 9)), max_size=2
    ).map(tuple),
    contacts=makers,
    nights=st.frozensets(st.sampled_from([0, 1])),
    follow_ups=makers,
    blocked=st.frozensets(st.sampled_from(["blocked", "facilitator", "both"]), max_size=2),
    shares=st.lists(shares, max_size=5).map(tuple),
    facts=st.fixed_dictionaries(
        {"language": st.sampled_from(["", "Polish", "English"]), "what_helps": st.sampled_from(["", "Tea", "Quiet"])}
    ),
)
#: What is written after the joining, and whose it is said to be.
WRITTEN = ["name", "way", "alert", "status", "contact", "their contact", "follow-up", "share", "withdrawal"]
later = st.lists(
    st.tuples(
        st.sampled_from(WRITTEN),
        st.sampled_from(["kept", "joined"]),
    ),
    max_size=4,
)


@contextmanager
def put_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fill(world: World, client: Client, what: Filled, nights: list[Session]) -> None:
    jo = world.worker("keyworker")
    today = timezone.localdate()
    made = on(jo, client)
    given_up = [{"kind": "working", "name": name, "ends": today} for name in what.given_up]
    for fields in [{"kind": kind, "name": name} for kind, name in what.names] + given_up:
        ClientName.objects.create(**made, **fields)
    Alert.objects.bulk_create(Alert(**made, audience=audience, text="Never ring") for audience in what.alerts)
    ways = [SafeContact(**made, way="call", detail=str(number), is_safe=True) for number in range(what.ways)]
    SafeContact.objects.bulk_create(ways)
    StatusChange.objects.bulk_create(
        StatusChange(**made, status=status, on=today - days * DAY) for status, days in what.statuses
    )
    Block.objects.bulk_create(Block(**made, blocked=world.staff(name), kind="her_wish") for name in what.blocked)
    latest = StatusChange.objects.filter(client=client)[0]
    Client.objects.filter(pk=client.pk).update(status=latest.status, status_on=latest.on, **what.facts)
    meet(world, client, what, nights)


def meet(world: World, client: Client, what: Filled, nights: list[Session]) -> None:
    for maker in what.contacts:
        worlds.contact(world.worker(maker), client)
    for night in what.nights:
        worlds.contact(world.worker("keyworker"), client, nights[night])
    for maker in what.follow_ups:
        follow_up(world.worker(maker), client)
    for share in what.shares:
        a_share(world, client, share)


def follow_up(by: Worker, client: Client) -> FollowUp:
    return FollowUp.objects.create(**on(by, client), what="Ring", due=timezone.localdate(), assigned_to=by.staff)


def a_share(world: World, client: Client, share: Share) -> ClientShare:
    now = timezone.now()
    return ClientShare.objects.create(
        client=client,
        owner=client.agency,
        agency=getattr(world, share.agency),
        category=share.category,
        starts=now + share.starts * DAY,
        ends=None if share.ends is None else now + share.ends * DAY,
        made_by=client.made_by,
    )


def rows_of(*clients: Client) -> list[ClientRow]:
    return [row for model in (*ROWS, Alert) for row in model._default_manager.filter(client__in=clients)]


def category_of(row: ClientRow) -> Category:
    return Category(row.audience) if isinstance(row, Alert) else ROWS[type(row)]


def read(worker: Worker, *clients: Client) -> set[tuple[str, int]]:
    """What she reads of these files, from the database itself."""
    with asking(worker):
        rows = {(type(row).__name__, row.pk) for row in rows_of(*clients)}
        return rows | {("Client", her.pk) for her in Client.objects.filter(pk__in=[c.pk for c in clients])}


def readable(worker: Worker, rows: list[ClientRow], *files: Client) -> set[tuple[str, int]]:
    """What she may read of a woman who has these files: what every one of them lets her read. Kept files alone."""
    rule = Reference(worker)
    if any(rule.blocked(her) for her in files):
        return set()

    def shared(category: Category) -> bool:
        return all(rule.shared(her, None if category is Category.IDENTITY else category) for her in files)

    def mine(agency_id: int) -> bool:
        return agency_id == worker.agency.pk

    seen = {
        (type(row).__name__, row.pk)
        for row in rows
        if rule.reads(category_of(row)) and (mine(row.owner_id) or mine(row.agency_id) or shared(category_of(row)))
    }
    knows_her = rule.reads(Category.IDENTITY) and (mine(files[0].agency_id) or shared(Category.IDENTITY))
    return seen | ({("Client", files[0].pk)} if knows_her else set())


def write(world: World, kept: Client, kind: str, number: int) -> ClientRow | ClientShare | None:
    """Something new on the kept file, or a withdrawal of all that an agency sees."""
    jo = world.worker("keyworker")
    if kind == "withdrawal":
        now = timezone.now()
        ClientShare.objects.filter(client=kept, agency=world.drugs, starts__lte=now).exclude(ends__lte=now).update(
            ends=now
        )
        return None
    made: dict[str, Any] = {
        "name": lambda: ClientName.objects.create(**on(jo, kept), kind="legal", name=f"New {number}"),
        "way": lambda: SafeContact.objects.create(**on(jo, kept), way="text", detail=f"New {number}", is_safe=True),
        "alert": lambda: Alert.objects.create(**on(jo, kept), audience="clinical", text=f"New {number}"),
        "status": lambda: StatusChange.objects.create(**on(jo, kept), status="moved_on", on=timezone.localdate()),
        "contact": lambda: worlds.contact(jo, kept),
        "their contact": lambda: worlds.contact(world.worker("drugs_manager"), kept),
        "follow-up": lambda: follow_up(jo, kept),
        "share": lambda: a_share(world, kept, Share("nhs", "casework", -1, None)),
    }
    row: ClientRow | ClientShare = made[kind]()
    return row


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(on_kept=filled, on_joined=filled, since=later, choice=st.sampled_from(["kept", "joined"]))
def test_joined_and_undone(
    world: World, on_kept: Filled, on_joined: Filled, since: list[tuple[str, str]], choice: str
) -> None:
    with put_back():
        jo = world.worker("keyworker")
        places = [Place.objects.create(agency=world.charity, name=f"Stop {number}") for number in range(2)]
        nights = [worlds.session(jo, place) for place in places]
        kept, joined = file(jo, "Ruby"), file(jo, "Mae")
        fill(world, kept, on_kept, nights)
        fill(world, joined, on_joined, nights)
        before, rows = stored(kept, joined), rows_of(kept, joined)
        expected = {name: readable(worker, rows, kept, joined) for name, worker in world.people.items()}

        differ = {name: choice for name in ("language", "what_helps") if on_kept.facts[name] and on_joined.facts[name]}
        joining = join(jo, kept, joined, **differ)
        stayed = ClientName.objects.filter(client=joined)  # what she is called on both stands on the kept one already
        assert set(stayed.values_list("plain")) <= set(ClientName.objects.filter(client=kept).values_list("plain"))
        left = {("ClientName", row.pk) for row in stayed} | {("Client", joined.pk)}
        for name, worker in world.people.items():
            assert read(worker, kept, joined) - left == expected[name] - left, name
        assert {(type(row), row.pk) for row in rows_of(kept, joined)} == {(type(row), row.pk) for row in rows}

        after_joining = stored(kept, joined)["casework_clientshare"]
        new = [(write(world, kept, kind, number), whose) for number, (kind, whose) in enumerate(since)]
        answers = {f"{row._meta.db_table}-{row.pk}": whose for row, whose in new if row is not None}
        withdrawn = stored(kept, joined)["casework_clientshare"]
        undo(jo, joining, answers)

        now = stored(kept, joined)
        for row, whose in new:
            if row is not None:
                assert now[row._meta.db_table].pop(row.pk)["client_id"] == (kept if whose == "kept" else joined).pk
        settled = {row["agency_id"] for pk, row in withdrawn.items() if row != after_joining.get(pk)}
        check_shares(before.pop("casework_clientshare"), withdrawn, now.pop("casework_clientshare"), settled)
        check_status(kept, joined, before.pop("casework_client"), now.pop("casework_client"))
        assert now == before
        for name, worker in world.people.items():
            for her in (kept, joined):
                assert read(worker, her) == readable(worker, rows_of(her), her), name


def check_shares(
    before: dict[int, dict[str, Any]],
    joined: dict[int, dict[str, Any]],
    now: dict[int, dict[str, Any]],
    settled: set[int],
) -> None:
    """As before the joining, but with an agency with which anything was agreed or withdrawn since: as that left it."""
    for pk, row in now.items():
        if row["agency_id"] in settled:
            assert row == joined[pk]
        elif pk in before:
            assert row == before[pk]
        else:
            assert row["starts"] == row["ends"]
    assert now.keys() >= before.keys()


def check_status(kept: Client, joined: Client, before: dict[int, Any], now: dict[int, Any]) -> None:
    """Each stands as the last change on her own file says; all else of her is as it was."""
    for her in (kept, joined):
        latest = StatusChange.objects.filter(client=her)[0]
        assert (fresh(her).status, fresh(her).status_on) == (latest.status, latest.on)
        for row in (before[her.pk], now[her.pk]):
            row.pop("status")
            row.pop("status_on")
    assert now == before
