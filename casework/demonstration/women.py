"""The women's files: who each is, her names, and what staff know of her language and needs."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from casework.clients import rules
from casework.clients.models import Client, ClientName, Interpreter, Status, StatusWord
from casework.demonstration.agreements import BLOCKS
from casework.demonstration.chance import Chance, day_of
from casework.demonstration.habits import Coming, coming
from casework.demonstration.names import FORMERLY_CALLED, WOMEN, WORKING_NAMES, Woman
from casework.demonstration.particulars import LANGUAGES, NEEDS, STATUSES, Language, Needs
from casework.demonstration.people import LANTERN, People
from casework.demonstration.schedule import WEEKS, Evening
from dussk.staff.models import Agency, Staff

#: Two files that may well be one woman's, so that the search for duplicates has something to find.
_BORN_ON_THE_SAME_DAY = {"karen": "kaz"}

_WHEN_FILES_WERE_TYPED_IN = WEEKS * 7 + 8  # days ago: the week before the first night


@dataclass(frozen=True)
class Known:
    """A woman, her file, when she comes, and which staff are kept from her file."""

    woman: Woman
    client: Client
    coming: Coming

    @property
    def kept_from(self) -> frozenset[str]:
        """Keys of staff who have nothing to do with her, at any time."""
        block = BLOCKS.get(self.woman.key)
        return frozenset({block.worker} if block else ())

    def came_before(self, day: date) -> bool:
        """Whether staff knew her before a day, and she was still about on it."""
        return (self.coming.first is None or self.coming.first.day < day) and self.coming.may_come(day)


class Row(TypedDict):
    """What every row about a client carries."""

    client: Client
    owner: Agency
    agency: Agency
    made_by: Staff
    made_at: datetime
    uid: UUID


@dataclass(frozen=True)
class Service:
    """The invented service as the parts of it are made: its day, its people and its chance."""

    now: datetime
    today: date
    people: People
    chance: Chance
    #: The charity's word for each standing.
    words: dict[str, StatusWord] = field(default_factory=dict)

    @property
    def charity(self) -> Agency:
        """Lantern House, which owns every file."""
        return self.people.agencies[LANTERN]

    def day(self, weeks: int) -> date:
        """The day that many weeks ago."""
        return self.today - timedelta(weeks=weeks)

    def row(self, client: Client, by: Staff, at: datetime, chance: Chance, agency: str = LANTERN) -> Row:
        """The columns of a row about a client that ``by`` made then."""
        return {
            "client": client,
            "owner": client.agency,
            "agency": self.people.agencies[agency],
            "made_by": by,
            "made_at": at,
            "uid": chance.uid(),
        }


def after(at: datetime, chance: Chance) -> datetime:
    """A few minutes later."""
    return at + timedelta(minutes=chance.randint(1, 6))


def _born(woman: Woman, today: date, chance: Chance) -> date | None:
    if woman.age is None:
        return None
    birthday = today - timedelta(days=chance.randrange(20, 340))
    return birthday.replace(year=birthday.year - woman.age, day=min(birthday.day, 28))


def _interpreter(woman: Woman, chance: Chance) -> Language:
    if woman.key in LANGUAGES:
        return LANGUAGES[woman.key]
    asked = chance.happens(0.75)
    return Language("English" if asked else "", Interpreter.NOT_NEEDED if asked else Interpreter.NOT_KNOWN)


def _file(woman: Woman, when: Coming, service: Service, chance: Chance) -> Client:
    if when.first:
        made_at = when.first.opens + when.first.lasts * chance.uniform(0.1, 0.7)
        made_by = service.people[when.first.team[0]]
    else:
        made_at = chance.office_hours(service.today - timedelta(days=_WHEN_FILES_WERE_TYPED_IN - chance.randrange(4)))
        made_by = service.people[woman.keyworker or "dilys"]
    made_at = made_at.replace(second=0, microsecond=0)
    language, needs = _interpreter(woman, chance), NEEDS.get(woman.key, Needs())
    stood = STATUSES.get(woman.key, ())
    status = stood[-1].status if stood else Status.IN_TOUCH
    return Client(
        reference=chance.reference(),
        agency=service.charity,
        made_by=made_by,
        made_at=made_at,
        called=woman.called,
        sort_key=rules.plain(woman.called),  # bulk_create does not call save()
        born=_born(woman, service.today, chance),
        estimated_age=woman.about,
        estimated_on=day_of(made_at) if woman.about else None,
        language=language.name,
        interpreter=language.interpreter,
        never_through=language.never_through,
        adjustments=list(needs.adjustments),
        adjustments_note=needs.note,
        what_helps=needs.helps,
        what_to_avoid=needs.avoid,
        keyworker=service.people[woman.keyworker] if woman.keyworker else None,
        status=status,
        status_word=service.words[status],
        status_on=service.day(stood[-1].weeks) if stood else day_of(made_at),
    )


def _names_of(known: Known, service: Service, chance: Chance) -> list[ClientName]:
    woman, client = known.woman, known.client

    def name(kind: ClientName.Kind, text: str, starts: date | None, ends: date | None = None) -> ClientName:
        return ClientName(
            **service.row(client, client.made_by, client.made_at, chance),
            kind=kind,
            name=text,
            starts=starts,
            ends=ends,
            plain=rules.plain(text),
            sounds=rules.sounds(text),
        )

    began = day_of(client.made_at)
    names = []
    if woman.key in FORMERLY_CALLED:
        formerly, weeks = FORMERLY_CALLED[woman.key]
        names.append(name(ClientName.Kind.CALLED, formerly, began, service.day(weeks)))
        began = service.day(weeks)
    names.append(name(ClientName.Kind.CALLED, woman.called, began))
    if woman.legal:
        names.append(name(ClientName.Kind.LEGAL, woman.legal, None))
    names += [name(ClientName.Kind.OTHER, other, None) for other in woman.others]
    if woman.key in WORKING_NAMES:
        working, given_up = WORKING_NAMES[woman.key]
        names.append(name(ClientName.Kind.WORKING, working, None, None if given_up is None else service.day(given_up)))
    return names


def open_files(service: Service, evenings: list[Evening]) -> dict[str, Known]:
    """Make every woman's file and her names."""
    known: dict[str, Known] = {}
    for woman in WOMEN:
        chance = service.chance.of(woman.key)
        when = coming(woman, service.today, evenings, chance.of("coming"))
        known[woman.key] = Known(woman, _file(woman, when, service, chance), when)
    for one, other in _BORN_ON_THE_SAME_DAY.items():
        known[one].client.born = known[other].client.born
    Client.objects.bulk_create(each.client for each in known.values())
    ClientName.objects.bulk_create(
        name
        for each in known.values()
        for name in _names_of(each, service, service.chance.of(f"names of {each.woman.key}"))
    )
    return known
