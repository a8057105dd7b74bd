"""A small world that most tests begin with: three agencies, somebody in each role, three women and their shares."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from casework.clients.actions import begin_status_words
from casework.clients.models import Client, ClientName, ClientShare
from casework.contacts.models import Contact, Item, Place, Session, Shift
from casework.contacts.rules import night_of
from casework.intake.actions import begin_criteria
from dussk.access.asking import Worker
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role
from dussk.ui.when import local

PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """Made by :func:`build`. ``worker`` gives anybody as somebody at work."""

    charity: Agency
    drugs: Agency
    nhs: Agency
    people: dict[str, Worker] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def worker(self, name: str) -> Worker:
        return self.people[name]

    def staff(self, name: str) -> Staff:
        return self.people[name].staff


def hire(agency: Agency, name: str, *roles: Role, also: dict[Agency, Role] | None = None) -> Worker:
    """A member of staff with posts, and the password ``PASSWORD``."""
    return hire_all({name: (agency, roles, also or {})})[name]


def hire_all(wanted: dict[str, tuple[Agency, tuple[Role, ...], dict[Agency, Role]]]) -> dict[str, Worker]:
    """Members of staff by name: where each works, as what, and what she is elsewhere. Written in one go."""
    people = {
        name: Worker(
            Staff(email=f"{name}@example.org".lower(), name=name.title(), password=make_password(PASSWORD)), agency
        )
        for name, (agency, _roles, _also) in wanted.items()
    }
    Staff.objects.bulk_create(worker.staff for worker in people.values())
    Post.objects.bulk_create(
        Post(staff=people[name].staff, agency=at, role=role)
        for name, (agency, roles, also) in wanted.items()
        for at, role in (*((agency, role) for role in roles), *also.items())
    )
    return people


def woman(by: Worker, called: str, **fields: object) -> Client:
    """A client file of ``by``'s agency."""
    client = Client.objects.create(agency=by.agency, made_by=by.staff, called=called, **fields)
    ClientName.objects.create(
        client=client, owner=by.agency, agency=by.agency, made_by=by.staff, kind=ClientName.Kind.CALLED, name=called
    )
    return client


def share(client: Client, agency: Agency, *categories: str, days: int = -1, until: int | None = None) -> None:
    """Open categories of a file to an agency from ``days`` from now (until ``until`` days from now)."""
    now = timezone.now()
    for category in categories:
        ClientShare.objects.create(
            client=client,
            owner=client.agency,
            agency=agency,
            category=category,
            starts=now + timedelta(days=days),
            ends=None if until is None else now + timedelta(days=until),
            made_by=client.made_by,
        )


def days_ago(days: int) -> datetime:
    """A moment on the day so many days ago, here, also across a change of the clocks."""
    now = timezone.localtime()
    return local(now.date() - timedelta(days=days), now.time())


def contact(by: Worker, client: Client | None, session: Session | None = None, **fields: object) -> Contact:
    """A contact, on a session's register where one is given."""
    at = fields.pop("at", None) or (session.started_at if session else datetime(2026, 11, 20, 22, 15, tzinfo=UTC))
    assert isinstance(at, datetime)
    return Contact.objects.create(
        client=client,
        owner=client.agency if client else None,
        agency=by.agency,
        made_by=by.staff,
        session=session,
        setting=session.kind if session else "drop_in",
        at=at,
        night=night_of(at),
        **({"description": "Red coat"} if client is None else {}),
        **fields,
    )


def session(by: Worker, place: Place, *on_shift: Staff, started_at: datetime | None = None) -> Session:
    """An open drop-in."""
    started_at = started_at or timezone.now() - timedelta(hours=1)
    made = Session.objects.create(
        agency=by.agency,
        made_by=by.staff,
        kind="drop_in",
        place=place,
        started_at=started_at,
        night=night_of(started_at),
    )
    for staff in (by.staff, *on_shift):
        Shift.objects.create(session=made, agency=by.agency, staff=staff, made_by=by.staff)
    return made


def build() -> World:
    """The world, written as the owner. Anna is shared with the drug service, Bea was until yesterday, Cass never."""
    charity, drugs, nhs = Agency.objects.bulk_create(
        Agency(name=name, short_name=short)
        for name, short in (
            ("Lantern House", "Lantern"),
            ("Harbour Drug Service", "Harbour"),
            ("Westvale NHS Trust", "Westvale"),
        )
    )
    for agency in (charity, drugs, nhs):
        begin_status_words(agency)
        begin_criteria(agency)
    world = World(charity, drugs, nhs)
    people = hire_all(
        {
            "volunteer": (charity, (Role.VOLUNTEER,), {}),
            "keyworker": (charity, (Role.KEYWORKER,), {}),
            "manager": (charity, (Role.MANAGER,), {}),
            "facilitator": (drugs, (Role.FACILITATOR,), {}),
            "psychologist": (nhs, (Role.PSYCHOLOGIST,), {}),
            "supervisor": (charity, (Role.SUPERVISOR,), {}),
            "administrator": (charity, (Role.ADMINISTRATOR,), {}),
            "drugsmanager": (drugs, (Role.MANAGER,), {}),
            "blocked": (charity, (Role.KEYWORKER,), {}),
            "both": (charity, (Role.KEYWORKER,), {drugs: Role.FACILITATOR}),
        }
    )
    people["drugs_manager"] = people.pop("drugsmanager")
    world.people = people
    keyworker = world.worker("keyworker")
    world.clients = {name: woman(keyworker, name.title()) for name in ("anna", "bea", "cass")}
    share(world.clients["anna"], drugs, "identity", "casework")
    share(world.clients["bea"], drugs, "identity", days=-9, until=-1)
    Place.objects.create(agency=charity, name="Lantern House")
    Item.objects.bulk_create(
        Item(agency=charity, name=name, order=order) for order, name in enumerate(("Hot drink", "Condoms", "Naloxone"))
    )
    return world
