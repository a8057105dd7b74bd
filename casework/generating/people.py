"""Agencies and staff: two charities that keep files, a drug service and a trust that some are shared with."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from casework.clients.models import StatusWord
from casework.contacts.models import Item, Place, Topic
from casework.contacts.rules import STANDARD_ITEMS
from casework.demonstration.chance import Chance, moment
from casework.generating import names
from casework.generating.plan import OF_FIRST, Plan
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role

FIRST, SECOND, DRUGS, TRUST = "first", "second", "drugs", "trust"

#: Key, name, short name. Nobody's.
_AGENCIES = (
    (FIRST, "Generated Charity One", "Charity One"),
    (SECOND, "Generated Charity Two", "Charity Two"),
    (DRUGS, "Generated Drug Service", "Drugs"),
    (TRUST, "Generated NHS Trust", "Trust"),
)

_TOPICS = (
    "Housing",
    "Health",
    "A bad customer",
    "Drugs and alcohol",
    "Children",
    "Money",
    "Police and courts",
    "Safety",
)

#: One sign-in for each role: the bench looks at the pages as these. The address is role@generated.example.
SIGN_INS = {
    Role.VOLUNTEER: FIRST,
    Role.KEYWORKER: FIRST,
    Role.MANAGER: FIRST,
    Role.FACILITATOR: DRUGS,
    Role.PSYCHOLOGIST: TRUST,
    Role.SUPERVISOR: FIRST,
    Role.ADMINISTRATOR: FIRST,
}


@dataclass
class Team:
    """One agency's staff and lists, by primary key."""

    agency: int
    share: float = 0
    keyworkers: list[int] = field(default_factory=list)
    volunteers: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    managers: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)

    def of(self, role: Role) -> list[int]:
        """The list that a role's staff are in."""
        lists = {Role.KEYWORKER: self.keyworkers, Role.VOLUNTEER: self.volunteers, Role.MANAGER: self.managers}
        return lists.get(role, self.partners)


def _wanted(plan: Plan) -> list[tuple[str, Role, str]]:
    """Everybody's agency, role and address."""
    wanted = [(agency, role, f"{role.value}@generated.example") for role, agency in SIGN_INS.items()]
    for key, share in ((FIRST, OF_FIRST), (SECOND, 1 - OF_FIRST)):
        keyworkers = plan.keyworkers(share)
        staff = {Role.KEYWORKER: keyworkers, Role.VOLUNTEER: keyworkers // 2 + 2, Role.MANAGER: 1 + keyworkers // 20}
        wanted += [
            (key, role, f"{role.value}{n}.{key}@generated.example") for role, many in staff.items() for n in range(many)
        ]
    wanted += [(DRUGS, Role.FACILITATOR, f"facilitator{n}@generated.example") for n in range(6)]
    wanted += [(TRUST, Role.PSYCHOLOGIST, f"psychologist{n}@generated.example") for n in range(4)]
    return [*wanted, (DRUGS, Role.MANAGER, "manager.drugs@generated.example")]


def hire(plan: Plan, chance: Chance) -> dict[str, Team]:
    """Make agencies, accounts, posts and each agency's lists."""
    made = Agency.objects.bulk_create(
        Agency(uid=chance.uid(), name=name, short_name=short) for _key, name, short in _AGENCIES
    )
    teams = {key: Team(agency.pk) for (key, *_), agency in zip(_AGENCIES, made, strict=True)}
    teams[FIRST].share, teams[SECOND].share = OF_FIRST, 1 - OF_FIRST
    since = moment(plan.begins - timedelta(days=30), time(9))
    nobody_signs_in = make_password(None)
    wanted = _wanted(plan)
    accounts = Staff.objects.bulk_create(_account(email, since, nobody_signs_in, chance) for *_, email in wanted)
    Post.objects.bulk_create(
        Post(staff=staff, agency_id=teams[key].agency, role=role, starts_at=since)
        for (key, role, _email), staff in zip(wanted, accounts, strict=True)
    )
    for (key, role, _email), staff in zip(wanted, accounts, strict=True):
        if role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            teams[key].of(role).append(staff.pk)
    for team in teams.values():
        _begin_lists(team, plan, chance)
    return teams


def _account(email: str, since: datetime, password: str, chance: Chance) -> Staff:
    given = chance.choices(names.GIVEN, cum_weights=names.GIVEN_WEIGHTS)[0]
    surname = chance.choices(names.SURNAMES, cum_weights=names.SURNAME_WEIGHTS)[0]
    return Staff(uid=chance.uid(), email=email, name=f"{given} {surname}", password=password, made_at=since)


def _begin_lists(team: Team, plan: Plan, chance: Chance) -> None:
    agency = {"agency_id": team.agency}
    stops = [f"Stop {number}" for number in range(1, plan.places(team.share))] if team.share else []
    places = Place.objects.bulk_create(
        Place(uid=chance.uid(), name=name, order=order, **agency)
        for order, name in enumerate(["Our centre", *stops], 1)
    )
    items = Item.objects.bulk_create(
        Item(uid=chance.uid(), name=name, order=order * 10, **agency) for order, name in enumerate(STANDARD_ITEMS, 1)
    )
    topics = Topic.objects.bulk_create(
        Topic(uid=chance.uid(), name=name, order=order * 10, **agency) for order, name in enumerate(_TOPICS, 1)
    )
    StatusWord.objects.bulk_create(
        StatusWord(uid=chance.uid(), name=name, counts_as=status, order=order * 10, **agency)
        for order, (name, status) in enumerate((("Here every week", "in_touch"), ("Not seen lately", "lost_touch")), 1)
    )
    team.places, team.items, team.topics = ([row.pk for row in rows] for rows in (places, items, topics))
