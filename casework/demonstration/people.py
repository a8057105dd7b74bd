"""Three invented agencies and the people who work for them: a persona for each role."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.contrib.auth.hashers import make_password

from casework.demonstration.chance import Chance, moment
from dussk.staff.models import AccessRequest, Agency, Approval, Post, Staff
from dussk.staff.roles import Role

LANTERN, HARBOUR, WESTVALE = "lantern", "harbour", "westvale"

#: Key, name, short name, and the domain of its staff's addresses (.example is never anybody's).
AGENCIES = (
    (LANTERN, "Lantern House", "Lantern", "lantern-house.example"),
    (HARBOUR, "Harbour Drug Service", "Harbour", "harbour-drugs.example"),
    (WESTVALE, "Westvale NHS Trust", "Westvale", "westvale.example"),
)


@dataclass(frozen=True)
class Person:
    """Somebody who works here. ``since`` and ``left`` are days before today."""

    key: str
    name: str
    posts: tuple[tuple[str, Role], ...]
    since: int
    left: int | None = None


PEOPLE = (
    Person("bethan", "Bethan Sorrel", ((LANTERN, Role.VOLUNTEER),), 310),
    Person("kezia", "Kezia Lunn", ((LANTERN, Role.VOLUNTEER),), 95),
    Person("ruth", "Ruth Hollin", ((LANTERN, Role.VOLUNTEER),), 420),
    Person("jo", "Jo Ashdown", ((LANTERN, Role.KEYWORKER),), 1400),
    Person("temi", "Temi Akande", ((LANTERN, Role.KEYWORKER),), 620),
    Person("marta", "Marta Lisowska", ((LANTERN, Role.KEYWORKER),), 890),
    Person("rowan", "Rowan Pell", ((LANTERN, Role.KEYWORKER), (HARBOUR, Role.FACILITATOR)), 540),
    Person("dilys", "Dilys Maddern", ((LANTERN, Role.MANAGER),), 2200),
    Person("frances", "Frances Quillam", ((LANTERN, Role.ADMINISTRATOR),), 760),
    Person("miriam", "Miriam Sallow", ((LANTERN, Role.SUPERVISOR),), 400),
    Person("shanice", "Shanice Wardle", ((HARBOUR, Role.FACILITATOR),), 480),
    Person("anneke", "Anneke Thorley", ((HARBOUR, Role.MANAGER),), 1100),
    Person("ines", "Ines Calder", ((WESTVALE, Role.PSYCHOLOGIST),), 350),
    Person("gwen", "Gwen Overy", ((WESTVALE, Role.MANAGER),), 700),
    Person("lorna", "Lorna Fitch", ((LANTERN, Role.KEYWORKER),), 1300, left=61),
)

#: Asked for and approved by the administrator; the manager's approval is still to come.
_AWAITED = Person("nadia", "Nadia Crewe", (), 5)


@dataclass(frozen=True)
class People:
    """The agencies and staff that were made, by key."""

    agencies: dict[str, Agency]
    staff: dict[str, Staff]

    def __getitem__(self, key: str) -> Staff:
        return self.staff[key]


def at_work(key: str, days_ago: int) -> bool:
    """Whether somebody worked here that many days before today."""
    person = next(person for person in PEOPLE if person.key == key)
    return person.since >= days_ago > (person.left or -1)


def _account(person: Person, today: date, chance: Chance) -> Staff:
    domains = {key: domain for key, _name, _short, domain in AGENCIES}
    agency = person.posts[0][0] if person.posts else LANTERN
    left = None if person.left is None else moment(today - timedelta(days=person.left), time(17))
    return Staff(
        uid=chance.uid(),
        email=f"{person.name.lower().replace(' ', '.')}@{domains[agency]}",
        name=person.name,
        password=make_password(None),  # nobody can sign in with one; the demonstration's personas need none
        is_active=left is None,
        suspended_at=left,
        made_at=moment(today - timedelta(days=person.since), time(9, 30)),
    )


def _ask_for_a_keyworker(people: People, today: date, chance: Chance) -> None:
    asked_at = moment(today - timedelta(days=3), time(15, 10))
    request = AccessRequest.objects.create(
        uid=chance.uid(),
        kind=AccessRequest.Kind.ROLE,
        staff=people[_AWAITED.key],
        agency=people.agencies[LANTERN],
        role=Role.KEYWORKER,
        reason="Joins the key work team. References and checks are on file.",
        asked_by=people["frances"],
        asked_at=asked_at,
    )
    Approval.objects.create(
        request=request,
        approver=people["frances"],
        given_as=Role.ADMINISTRATOR,
        at=asked_at + timedelta(minutes=4),
    )


def hire(today: date, chance: Chance) -> People:
    """Make the agencies, the accounts and the posts, as they stand today."""
    made = Agency.objects.bulk_create(
        Agency(uid=chance.uid(), name=name, short_name=short) for _key, name, short, _domain in AGENCIES
    )
    agencies = {key: agency for (key, *_), agency in zip(AGENCIES, made, strict=True)}
    everybody = (*PEOPLE, _AWAITED)
    accounts = Staff.objects.bulk_create(_account(person, today, chance) for person in everybody)
    people = People(agencies, {person.key: staff for person, staff in zip(everybody, accounts, strict=True)})
    Post.objects.bulk_create(
        Post(
            staff=people[person.key],
            agency=agencies[agency],
            role=role,
            starts_at=people[person.key].made_at,
            ended_at=people[person.key].suspended_at,
        )
        for person in PEOPLE
        for agency, role in person.posts
    )
    _ask_for_a_keyworker(people, today, chance)
    return people
