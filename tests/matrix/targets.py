"""What each kind of address is about: rows in every state that a woman, a session or an account can be in."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from casework.clients.models import Alert, Block, Client, ClientName, ClientRow, Joining, SafeContact, StatusWord
from casework.contacts.models import Contact, FollowUp, Item, Place, Session, Topic
from casework.lists.queries import LISTS
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.staff.actions import second_factors
from dussk.staff.models import AccessRequest, Post
from tests import world as worlds
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.reference import Reference
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS
from tests.world import World

#: What the keyworker's app makes its codes from.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

Sees = Callable[[Worker], bool]


def nobody(_worker: Worker) -> bool:
    """It is not there, or is no one's."""
    return False


@dataclass(frozen=True)
class Target:
    """One row that an address can be about.

    Attributes:
        name: the state it stands for.
        kwargs: what fills the address.
        sees: whether somebody may see it, by the reference and not by asking the database.
        changes: whether it is hers to change.
        closed_before: whether what it lies in is seen by her and not hers to change, so that a 403 comes first.
    """

    name: str
    kwargs: dict[str, Any]
    sees: Sees
    changes: Sees
    closed_before: Sees = nobody


def anybody(_worker: Worker) -> bool:
    """It is the same for everyone."""
    return True


def sees_client(client: Client) -> Sees:
    """Whether somebody sees the file."""
    return lambda worker: Reference(worker).sees_client(client)


def owns_client(client: Client) -> Sees:
    """Whether somebody sees it and it is her agency's."""
    return lambda worker: Reference(worker).sees_client(client) and client.agency_id == worker.agency.pk


def sees_row(row: ClientRow, client: Client) -> Sees:
    """Whether somebody sees the file and the row in it."""
    return lambda worker: Reference(worker).sees_client(client) and Reference(worker).sees_row(type(row), row, client)


def changes_row(row: ClientRow, client: Client) -> Sees:
    """Whether the row is hers to change."""
    return lambda worker: Reference(worker).changes_row(type(row), row, client)


def sees_block(block: Block, client: Client) -> Sees:
    """Whether somebody sees the file and the block."""
    return lambda worker: Reference(worker).sees_client(client) and Reference(worker).sees_other(block, client)


def ends_block(block: Block, client: Client) -> Sees:
    """Whether the block is hers to end: her agency made it, or keeps the file."""
    return lambda worker: (
        Reference(worker).sees_client(client) and worker.agency.pk in (block.agency_id, client.agency_id)
    )


def of_agency(agency_id: int) -> Sees:
    """Whether it is her agency's."""
    return lambda worker: worker.agency.pk == agency_id


@dataclass
class Targets:
    """The world, with a row of everything that an address can be about."""

    world: World
    of: dict[About, list[Target]] = field(default_factory=dict)


def build() -> Targets:
    """Make the world and its targets, as the owner."""
    world = worlds.build()
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    world.clients["dora"] = worlds.woman(theirs, "Dora")
    world.clients["eve"] = worlds.woman(keyworker, "Eve")
    eve = world.clients["eve"]
    worlds.share(eve, world.drugs, "identity", "casework")
    Block.objects.create(**base(keyworker, eve), blocked=world.staff("blocked"), kind="her_wish")
    targets = Targets(world)
    from tests.matrix import (  # noqa: PLC0415 - it stands on this module
        access,
        assessments,
        change,
        consent,
        drafts,
        hers,
        importing,
        information,
        intake,
        kept,
        looking,
        plans,
        printing,
        referrals,
        releases,
    )

    targets.of = {
        About.NOTHING: [Target("", {}, anybody, anybody)],
        **_clients(world),
        **_joinings(world),
        **_sessions(world),
        **_contacts(world),
        **_lists(world),
        **drafts.of(world),
        **_staff(world),
        **kept.of(world),
        **intake.of(world),
        **information.of(world),
        **importing.of(world),
        **(of_consent := consent.of(world)),
        **hers.of(world, of_consent),
        **releases.of(world),
        **referrals.of(world),
        **looking.of(world),
        **plans.of(world),
        **assessments.of(world),
        **change.of(world),
        **printing.of(world),
        **access.of(world),
    }
    return targets


def _clients(world: World) -> dict[About, list[Target]]:
    """Her file and the rows in it: our own, shared, expired, never shared, another agency's, blocked, and nobody's."""
    of: dict[About, list[Target]] = {
        about: [] for about in (About.CLIENT, About.NAME, About.WAY, About.ALERT, About.BLOCK)
    }
    for name, client in world.clients.items():
        hers = {"reference": client.reference}
        of[About.CLIENT].append(Target(name, hers, sees_client(client), owns_client(client)))
        by = world.worker("drugs_manager" if client.agency_id == world.drugs.pk else "keyworker")
        for about, model in ((About.NAME, ClientName), (About.WAY, SafeContact), (About.ALERT, Alert)):
            row = CLIENT_ROWS[model][1](by, client)
            assert isinstance(row, ClientRow)
            of[about].append(Target(name, hers | {"uid": row.uid}, sees_row(row, client), changes_row(row, client)))
        block = OTHER_ROWS[Block](by, client)
        assert isinstance(block, Block)
        of[About.BLOCK].append(
            Target(name, hers | {"uid": block.uid}, sees_block(block, client), ends_block(block, client))
        )
    of[About.CLIENT].append(Target("nonexistent", {"reference": "00000000"}, nobody, nobody))
    anna = world.clients["anna"]

    def shared_with(worker: Worker) -> bool:
        return sees_client(anna)(worker) and not owns_client(anna)(worker)

    for about in (About.NAME, About.WAY, About.ALERT, About.BLOCK):
        absent = {"reference": anna.reference, "uid": uuid.uuid4()}
        another = of[about][1].kwargs | {"reference": anna.reference}
        of[about].append(Target("nonexistent", absent, nobody, nobody, shared_with))
        of[about].append(Target("of another woman", another, nobody, nobody, shared_with))
    return of


def _joinings(world: World) -> dict[About, list[Target]]:
    """Each file beside one of ours that another agency never saw; a joining of ours, of another woman's, nobody's."""
    cass, anna = world.clients["cass"], world.clients["anna"]

    def shared_with(client: Client) -> Sees:
        return lambda worker: sees_client(client)(worker) and not owns_client(client)(worker)

    def sees_both(client: Client) -> Sees:
        return lambda worker: sees_client(client)(worker) and sees_client(cass)(worker)

    beside = [
        Target(
            name,
            {"reference": client.reference, "other": cass.reference},
            sees_both(client),
            owns_client(client),
            shared_with(client),
        )
        for name, client in world.clients.items()
    ]
    keyworker = world.worker("keyworker")
    twin = worlds.woman(keyworker, "Annie", joined_into=anna)
    joining = Joining.objects.create(**base(keyworker, anna), joined=twin, reason="Same tattoo")
    hers = {"reference": anna.reference, "uid": joining.uid}
    another = hers | {"reference": cass.reference}
    return {
        About.TWO_FILES: beside,
        About.JOINING: [
            Target("anna", hers, sees_client(anna), owns_client(anna)),
            Target("nonexistent", hers | {"uid": uuid.uuid4()}, nobody, nobody, shared_with(anna)),
            Target("of another woman", another, nobody, nobody),
        ],
    }


def _sessions(world: World) -> dict[About, list[Target]]:
    """Registers: of her shift, of another's, closed long ago, of another agency, nobody's; and their lines."""
    keyworker, volunteer, theirs = world.worker("keyworker"), world.worker("volunteer"), world.worker("drugs_manager")
    places = [Place.objects.create(agency=world.charity, name=f"Stop {number}") for number in range(3)]
    their_place = Place.objects.create(agency=world.drugs, name="Their place")
    long_ago = timezone.now() - timedelta(days=3)
    sessions = {
        "her shift": worlds.session(keyworker, places[0], volunteer.staff),
        "not her shift": worlds.session(keyworker, places[1]),
        "closed long ago": worlds.session(keyworker, places[2], volunteer.staff, started_at=long_ago),
        "another agency": worlds.session(theirs, their_place),
    }
    Session.objects.filter(pk=sessions["closed long ago"].pk).update(
        closed_at=long_ago + timedelta(hours=3), closed_by=keyworker.staff
    )
    sessions["closed long ago"].refresh_from_db()
    of: dict[About, list[Target]] = {
        about: [] for about in (About.SESSION, About.LINE, About.UNKNOWN_LINE, About.FOLLOW_UP)
    }
    for name, session in sessions.items():
        on_shift = name == "her shift"

        def sees(w: Worker, s: Session = session, *, on: bool = on_shift) -> bool:
            reads = Reference(w).reads
            shifts = on and reads(Category.SHIFTS) and w.staff == volunteer.staff
            return s.agency_id == w.agency.pk and (reads(Category.CASEWORK) or shifts)

        of[About.SESSION].append(Target(name, {"uid": session.uid}, sees, sees))
        by = theirs if name == "another agency" else keyworker
        anna, eve = (None, None) if by is theirs else (world.clients["anna"], world.clients["eve"])
        lines: list[tuple[str, About, Contact, Client | None]] = [
            (name, About.UNKNOWN_LINE, worlds.contact(by, None, session), None)
        ]
        if anna is not None and eve is not None:
            lines.append((name, About.LINE, worlds.contact(by, anna, session), anna))
            lines.append((f"{name}, blocked", About.LINE, worlds.contact(by, eve, session), eve))
        for line_name, about, line, client in lines:

            def sees_line(w: Worker, c: Client | None = client, seen: Sees = sees) -> bool:
                return seen(w) and not (c is not None and Reference(w).blocked(c))

            of[about].append(Target(line_name, {"uid": session.uid, "line_uid": line.uid}, sees_line, sees_line))
    hers = sessions["her shift"]
    other_line = of[About.LINE][2].kwargs["line_uid"]  # of the register that is not her shift
    for about in (About.LINE, About.UNKNOWN_LINE):
        of[about].append(Target("nonexistent", {"uid": hers.uid, "line_uid": uuid.uuid4()}, nobody, nobody))
        of[about].append(Target("of another register", {"uid": hers.uid, "line_uid": other_line}, nobody, nobody))
    of[About.SESSION].append(Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody))
    follow_up = FollowUp.objects.create(
        **base(keyworker, world.clients["anna"]), what="Ring the GP", due="2026-12-01", assigned_to=keyworker.staff
    )

    def theirs_to_do(worker: Worker) -> bool:
        """Anybody of the agency that took it may finish it, or pass it on."""
        return worker.agency == world.charity and sees_row(follow_up, world.clients["anna"])(worker)

    of[About.FOLLOW_UP] = [
        Target("ours", {"follow_up_uid": follow_up.uid}, theirs_to_do, theirs_to_do),
        Target("nonexistent", {"follow_up_uid": uuid.uuid4()}, nobody, nobody),
    ]
    return of


def _contacts(world: World) -> dict[About, list[Target]]:
    """Contacts outside a session: on every file, of our own and of a partner's; with a woman nobody knew; nobody's."""
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    known: list[Target] = []
    for name, client in world.clients.items():
        hers = {"reference": client.reference}
        for by in (keyworker, theirs):
            row = worlds.contact(by, client)
            named = f"{name}, by {by.agency}"
            seen = sees_row(row, client)

            def not_ours(w: Worker, seen: Sees = seen, by: Worker = by) -> bool:
                return seen(w) and w.agency != by.agency

            known.append(Target(named, hers | {"uid": row.uid}, seen, changes_row(row, client), not_ours))
    anna = {"reference": world.clients["anna"].reference}
    known.append(Target("nonexistent", anna | {"uid": uuid.uuid4()}, nobody, nobody))
    known.append(Target("of another woman", anna | {"uid": known[2].kwargs["uid"]}, nobody, nobody))
    unknown = []
    for by in (keyworker, theirs):

        def ours(w: Worker, by: Worker = by) -> bool:
            return w.agency == by.agency and Reference(w).reads(Category.CASEWORK)

        unknown.append(Target(str(by.agency), {"uid": worlds.contact(by, None).uid}, ours, ours))
    unknown.append(Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody))
    return {About.CONTACT: known, About.UNKNOWN_CONTACT: unknown}


def _lists(world: World) -> dict[About, list[Target]]:
    """Every list; and things on our own, offered and no longer, on another agency's, and nobody's."""
    Item.objects.create(agency=world.drugs, name="Leaflet")
    Topic.objects.create(agency=world.charity, name="Housing", retired_at=timezone.now())
    rows = (
        ("items", Item.objects.filter(agency=world.charity)[0]),
        ("topics", Topic.objects.filter(agency=world.charity)[0]),
        ("statuses", StatusWord.objects.filter(agency=world.charity)[0]),
        ("places", Place.objects.filter(agency=world.charity)[0]),
        ("items", Item.objects.filter(agency=world.drugs)[0]),
    )
    listed = [
        Target(
            f"{row}, {row.agency}", {"kind": kind, "uid": row.uid}, of_agency(row.agency_id), of_agency(row.agency_id)
        )
        for kind, row in rows
    ]
    on_another = {"kind": "topics", "uid": rows[0][1].uid}
    listed.append(Target("on another list", on_another, nobody, nobody))
    listed.append(Target("nonexistent", {"kind": "items", "uid": uuid.uuid4()}, nobody, nobody))
    return {
        About.LIST: [Target(kind, {"kind": kind}, anybody, anybody) for kind in LISTS],
        About.LISTED: listed,
    }


def _looks_after(worker: Worker, agency_id: int) -> bool:
    roles = set(worker.staff.posts.filter(agency=worker.agency, ended_at=None).values_list("role", flat=True))
    return "administrator" in roles or ("manager" in roles and agency_id == worker.agency.pk)


def _staff(world: World) -> dict[About, list[Target]]:
    """Accounts of either agency, nobody's; a request for somebody; codes and factors that are nobody's."""
    ours, theirs = world.worker("volunteer"), world.worker("facilitator")

    def kept(agency_id: int) -> Sees:
        return lambda w: _looks_after(w, agency_id)

    people = [
        Target(name, {"uid": worker.staff.uid}, kept(worker.agency.pk), kept(worker.agency.pk))
        for name, worker in (("ours", ours), ("another agency", theirs))
    ]
    people.append(Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody))
    posts = [
        Target(
            name,
            {"uid": worker.staff.uid, "pk": Post.objects.get(staff=worker.staff).pk},
            kept(worker.agency.pk),
            kept(worker.agency.pk),
        )
        for name, worker in (("ours", ours), ("another agency", theirs))
    ]

    def is_keyworker(w: Worker) -> bool:
        return w.staff == world.staff("keyworker")

    asked = AccessRequest.objects.create(
        kind="role", staff=ours.staff, agency=world.charity, role="keyworker", asked_by=world.staff("manager")
    )
    second_factors.add_app(by=world.staff("keyworker"), secret=SECRET)
    factor = Authenticator.objects.get(user=world.staff("keyworker"), type=Authenticator.Type.TOTP)
    return {
        About.STAFF: people,
        About.POST: posts,
        About.REQUEST: [
            Target("ours", {"uid": asked.uid}, kept(world.charity.pk), kept(world.charity.pk)),
            Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody),
        ],
        About.CODE: [Target("nonexistent", {"code": "23456789ABCDEFGHJKMN"}, anybody, anybody)],
        About.FACTOR: [
            Target("the keyworker's", {"pk": factor.pk}, is_keyworker, is_keyworker),
            Target("nonexistent", {"pk": factor.pk + 1_000_000}, nobody, nobody),
        ],
        About.RESET_KEY: [Target("nonexistent", {"uidb36": "1", "key": "abc-def"}, anybody, anybody)],
    }
