"""Six months of nights: registers, teams, the women who came, and what was written and given."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.clients.models import Status, StatusWord
from casework.contacts import rules
from casework.contacts.models import Contact, ContactItem, FollowUp, Item, Place, Session, Shift, Topic
from casework.demonstration.chance import Chance
from casework.demonstration.decks import Notes
from casework.demonstration.follow_ups import FollowUps
from casework.demonstration.giving import Counter
from casework.demonstration.names import Woman
from casework.demonstration.schedule import DROP_IN_PLACE, ROUNDS, Evening
from casework.demonstration.women import Known, Service
from casework.demonstration.wording import (
    CLOSING_NOTES,
    DESCRIPTIONS,
    DROP_IN_NOTES,
    DROP_IN_WINTER_NOTES,
    MAY_BE_UNDER_18,
    OF_A_CHILD,
    OF_FAMILIES,
    UNKNOWN_NOTES,
    VAN_NOTES,
    VAN_WINTER_NOTES,
    WORRY_NOTES,
)
from dussk.staff.models import Agency, Staff

FEWEST, MOST = 8, 25
_TONIGHT = 7  # women so far

_NOTED = 0.3
_WORRYING = 0.045
_MISTAKEN = 0.04
_NAMED_LATER = 0.4

_TOO_YOUNG_FOR_FAMILIES = 25
_WINTER = (11, 12, 1, 2)


def begin_lists(service: Service) -> tuple[list[Item], dict[str, Place]]:
    """What each agency gives out and talks about, its words for how it stands with her, and where it works.

    The charity works also by van.

    ``contacts.actions.begin_lists`` does the same for a new agency, but with public ids that never come out the same.
    """
    chance = service.chance.of("lists")
    others = service.chance.of("topics and words")
    items: list[Item] = []
    places: list[Place] = []
    topics: list[Topic] = []
    words: list[StatusWord] = []
    for agency in service.people.agencies.values():
        items += [
            Item(uid=chance.uid(), agency=agency, name=name, order=order * 10)
            for order, name in enumerate(rules.STANDARD_ITEMS, start=1)
        ]
        places += [
            Place(uid=chance.uid(), agency=agency, name=name, order=order * 10)
            for order, name in enumerate(_places_of(agency, service), start=1)
        ]
        topics += [
            Topic(uid=others.uid(), agency=agency, name=name, order=order * 10)
            for order, name in enumerate(rules.STANDARD_TOPICS, start=1)
        ]
        words += [
            StatusWord(uid=others.uid(), agency=agency, name=status.label, counts_as=status, order=order * 10)
            for order, status in enumerate(Status, start=1)
        ]
    Topic.objects.bulk_create(topics)
    StatusWord.objects.bulk_create(words)
    service.words.update({word.counts_as: word for word in words if word.agency == service.charity})
    Item.objects.bulk_create(items)
    Place.objects.bulk_create(places)
    ours = service.charity
    return [item for item in items if item.agency == ours], {
        place.name: place for place in places if place.agency == ours
    }


def _places_of(agency: Agency, service: Service) -> tuple[str, ...]:
    return (DROP_IN_PLACE, *ROUNDS) if agency == service.charity else (agency.name,)


@dataclass
class Book:
    """All registers, as they fill up."""

    service: Service
    known: dict[str, Known]
    items: list[Item]
    places: dict[str, Place]
    chance: Chance = field(init=False)
    notes: Notes = field(init=False)
    counter: Counter = field(init=False)
    tasks: FollowUps = field(init=False)
    sessions: list[Session] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    given: list[ContactItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = self.service.chance.of("nights")
        self.notes = Notes(self.service.chance.of("notes"))
        self.counter = Counter(self.items, self.service.chance.of("giving"))
        self.tasks = FollowUps(self.service, self.service.chance.of("follow-ups"))

    @property
    def follow_ups(self) -> list[FollowUp]:
        """Everything that was to be done."""
        return self.tasks.made

    def save(self) -> None:
        """Put it all into the database."""
        Session.objects.bulk_create(self.sessions)
        Shift.objects.bulk_create(self.shifts)
        Contact.objects.bulk_create(self.contacts)
        ContactItem.objects.bulk_create(self.given)
        FollowUp.objects.bulk_create(self.follow_ups)


def _session(book: Book, evening: Evening) -> Session:
    people = book.service.people
    lead = people[evening.team[0]]
    session = Session(
        uid=book.chance.uid(),
        agency=book.service.charity,
        made_by=lead,
        kind=evening.kind,
        place=book.places[evening.place],
        night=rules.session_night(evening.opens, daytime=False),
        started_at=evening.opens,
        closed_at=evening.closes,
        closed_by=lead if evening.closes else None,
        closing_note=book.chance.choice(CLOSING_NOTES) if evening.closes else "",
    )
    book.shifts += [
        Shift(session=session, agency=session.agency, staff=people[key], made_by=lead) for key in evening.team
    ]
    book.sessions.append(session)
    return session


def _who_came(book: Book, evening: Evening) -> list[Known]:
    """Whoever's habit it is, newcomers of the night for certain; never nobody, never more than the house holds."""
    new = [known for known in book.known.values() if known.coming.first == evening]
    likely = {
        key: known.coming.likelihood(evening)
        for key, known in book.known.items()
        if known not in new and known.coming.likelihood(evening)
    }
    came = [key for key, chance in likely.items() if book.chance.happens(chance)]
    rest = [key for key in likely if key not in came]
    while len(came) + len(new) < FEWEST and rest:
        more = book.chance.choices(rest, [likely[key] for key in rest])[0]
        rest.remove(more)
        came.append(more)
    book.chance.shuffle(came)
    return new + [book.known[key] for key in came[: MOST - len(new)]]


def _written_by(book: Book, evening: Evening, kept_from: frozenset[str] = frozenset()) -> Staff:
    return book.service.people[book.chance.choice([key for key in evening.team if key not in kept_from])]


def _line(book: Book, session: Session, made_by: Staff, at: datetime, made_at: datetime | None = None) -> Contact:
    return Contact(
        uid=book.chance.uid(),
        agency=session.agency,
        made_by=made_by,
        made_at=made_at or at + timedelta(minutes=book.chance.randint(0, 4)),
        session=session,
        setting=session.kind,
        place=session.place,
        at=at,
        night=session.night,
    )


def _arrival(book: Book, evening: Evening, until: timedelta) -> datetime:
    at = evening.opens + until * book.chance.triangular(0.02, 0.93, 0.35)
    return at.replace(second=0, microsecond=0)


def _write(book: Book, contact: Contact, known: Known) -> None:
    """A note on her line, and now and then a worry, and something to do about it."""
    chance, woman = book.chance, known.woman
    keyworker = book.service.people[woman.keyworker].name.split()[0] if woman.keyworker else ""
    if woman.may_be_a_child and contact.at == known.client.made_at:
        contact.worry, contact.note = True, MAY_BE_UNDER_18
    elif woman.may_be_a_child:
        contact.note = book.notes.deal(OF_A_CHILD, woman.key, keyworker)
        contact.worry = bool(contact.note)
    elif chance.happens(_WORRYING):
        contact.worry, contact.note = True, book.notes.deal(_of(woman, WORRY_NOTES), woman.key, keyworker)
    elif chance.happens(_NOTED):
        contact.note = book.notes.deal_with_aside(_of(woman, _stock(contact)), woman.key, keyworker)
    book.tasks.after(contact, known)


def _of(woman: Woman, stock: tuple[str, ...]) -> list[str]:
    """The notes of a stock that can be written of her."""
    young = (woman.age or woman.about or 0) < _TOO_YOUNG_FOR_FAMILIES
    return [note for note in stock if not (young and any(word in note for word in OF_FAMILIES))]


def _stock(contact: Contact) -> tuple[str, ...]:
    winter = contact.night.month in _WINTER
    if contact.setting == Session.Kind.VAN:
        return VAN_NOTES + VAN_WINTER_NOTES if winter else VAN_NOTES
    return DROP_IN_NOTES + DROP_IN_WINTER_NOTES if winter else DROP_IN_NOTES


def _known_woman(book: Book, session: Session, evening: Evening, known: Known, until: timedelta) -> None:
    client = known.client
    first = known.coming.first == evening
    if first:
        at, made_by = client.made_at, client.made_by
    else:
        at, made_by = _arrival(book, evening, until), _written_by(book, evening, known.kept_from)
    contact = _line(book, session, made_by, at, at if first else None)
    contact.client, contact.owner = client, client.agency
    if first and book.chance.happens(_NAMED_LATER):  # nobody knew her name until later that night
        contact.description = book.chance.choice(DESCRIPTIONS)
    _write(book, contact, known)
    book.contacts.append(contact)
    book.given += book.counter.give(contact, known.woman.key, child=known.woman.may_be_a_child)


def _unknown_women(book: Book, session: Session, evening: Evening, most: int, until: timedelta) -> None:
    descriptions = book.chance.sample(DESCRIPTIONS, book.chance.randint(0, most))
    for description in descriptions:
        contact = _line(book, session, _written_by(book, evening), _arrival(book, evening, until))
        contact.description = description
        contact.note = book.notes.deal(UNKNOWN_NOTES, description, "")
        book.contacts.append(contact)
        book.given += book.counter.give(contact, description)


def _mistaken_line(book: Book, session: Session, evening: Evening, came: list[Known]) -> None:
    """The wrong name was pressed, and marked as a mistake at once."""
    others = [each for each in book.known.values() if each not in came and each.came_before(evening.day)]
    client = book.chance.choice(others).client
    contact = _line(book, session, _written_by(book, evening), _arrival(book, evening, evening.lasts))
    contact.client, contact.owner = client, client.agency
    contact.mistake_at, contact.mistake_by = contact.made_at + timedelta(minutes=1), contact.made_by
    book.contacts.append(contact)


def hold_night(book: Book, evening: Evening) -> None:
    """One night that is over."""
    book.notes.new_night()
    session = _session(book, evening)
    came = _who_came(book, evening)
    for known in came:
        _known_woman(book, session, evening, known, evening.lasts)
    room = min(3 if session.kind == Session.Kind.VAN else 1, MOST - len(came))
    _unknown_women(book, session, evening, room, evening.lasts)
    if book.chance.happens(_MISTAKEN):
        _mistaken_line(book, session, evening, came)


def begin_tonight(book: Book, evening: Evening) -> None:
    """Tonight's drop-in as far as it has come: a few women are on the register, one of them unknown."""
    book.chance = book.service.chance.of("tonight")
    book.notes.new_night()
    session = _session(book, evening)
    so_far = min(book.service.now - evening.opens, evening.lasts)
    for known in _who_came(book, evening)[:_TONIGHT]:
        _known_woman(book, session, evening, known, so_far)
    contact = _line(book, session, _written_by(book, evening), evening.opens + so_far / 2)
    contact.description = DESCRIPTIONS[0]
    book.contacts.append(contact)
    book.given += book.counter.give(contact, contact.description)
