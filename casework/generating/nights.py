"""Years of nights in the order in which they were: registers, and contacts outside them, unanswered tries too."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Session, Shift
from casework.contacts.rules import HERE
from casework.demonstration.wording import (
    ASIDES,
    CLOSING_NOTES,
    DESCRIPTIONS,
    DROP_IN_NOTES,
    KEY_WORK_NOTES,
    VAN_NOTES,
    WORRY_NOTES,
)
from casework.generating.loading import Copied
from casework.generating.people import FIRST, SECOND, Team
from casework.generating.plan import A_REGISTER, FEWEST, MOST, ON_REGISTERS, SPREAD, Plan
from casework.generating.women import Woman

#: Who comes where is drawn anew after this many days.
_A_MONTH = 28

#: Kind of a register, how many of each, when it opens and for how many minutes.
_KINDS = ("drop_in", "van", "centre")
_KIND_WEIGHTS = (60, 30, 10)
_HOURS = {"drop_in": (time(19), 240), "van": (time(21, 30), 270), "centre": (time(11), 240)}

_OUTSIDE = ("phone", "text", "home", "centre", "court", "hospital", "prison", "email", "gate")
_OUTSIDE_WEIGHTS = tuple(accumulate((34, 24, 11, 14, 5, 5, 3, 3, 1)))
#: How a try that was not answered ends, by how it was made; whoever was visited in court or hospital was there.
_UNANSWERED = {"phone": "no_answer", "text": "message", "email": "message", "home": "not_there", "gate": "not_there"}
_TRIES = 0.42

_NOTED, _WORRYING, _UNKNOWN, _MISTAKEN, _TALKED = 0.34, 0.03, 0.03, 0.007, 0.3
_TO_DO, _LEFT_TO_DO = 0.012, 0.06
_GIVEN = (0, 1, 2, 3)
_GIVEN_WEIGHTS = tuple(accumulate((45, 30, 18, 7)))
_TO_BE_DONE = (
    "Ring her about the clinic",
    "Bring the housing form",
    "Find out about the hearing",
    "Text her on Monday",
)

_DAY = 24 * 60  # minutes
_CLOCK = [f"{minute // 60:02}:{minute % 60:02}:00+00" for minute in range(_DAY)]
_VERSION_4 = (0x4000 << 64) | (0x8000 << 48)
_BITS = (1 << 128) - 1 - (0xF000 << 64) - (0xC000 << 48)


@dataclass
class Crowd:
    """The women who may come to one place in one month, and how likely each is to."""

    women: list[Woman] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


def _notes(*stocks: tuple[str, ...]) -> list[str]:
    """Notes of a register, alone and with something said after them."""
    notes = [note for stock in stocks for note in stock if "{" not in note]
    return notes + [f"{note} {aside}" for note in notes for aside in ASIDES if "{" not in aside]


class Nights:
    """Fills registers and the contact log, day by day."""

    def __init__(self, plan: Plan, teams: dict[str, Team], women: list[Woman], chance: Random) -> None:
        self._plan, self._teams, self._women, self._chance = plan, teams, women, chance
        self.sessions = Copied(
            Session, "uid", "agency_id", "made_by_id", "kind", "place_id", "night", "started_at", "closed_at",
            "closed_by_id", "closing_note",
        )  # fmt: skip
        self.shifts = Copied(Shift, "session_id", "agency_id", "staff_id", "made_by_id")
        self.contacts = Copied(
            Contact, "made_at", "uid", "setting", "at", "night", "description", "worry", "note", "agency_id",
            "client_id", "made_by_id", "owner_id", "place_id", "session_id", "mistake_at", "mistake_by_id", "outcome",
        )  # fmt: skip
        self.items = Copied(ContactItem, "contact_id", "item_id", "count")
        self.topics = Copied(ContactTopic, "contact_id", "topic_id", "talked")
        self.to_do = Copied(
            FollowUp, "client_id", "owner_id", "agency_id", "made_by_id", "made_at", "uid", "contact_id",
            "session_id", "what", "due", "assigned_to_id", "done_at", "done_by_id", "outcome",
        )  # fmt: skip
        self.tables = (self.sessions, self.shifts, self.contacts, self.items, self.topics, self.to_do)
        self._crowds: dict[tuple[str, int], Crowd] = {}
        self._everybody = Crowd()
        self._owed = {FIRST: 0.0, SECOND: 0.0}  # registers that are due
        self._register_notes = {
            "drop_in": _notes(DROP_IN_NOTES),
            "van": _notes(VAN_NOTES),
            "centre": _notes(DROP_IN_NOTES),
        }
        self._worries = _notes(WORRY_NOTES)
        self._said = {setting: [n for n in notes if "{" not in n] for setting, notes in KEY_WORK_NOTES.items()}

    def make(self) -> None:
        """Every night, the last one's register still open; exactly as many contacts as were asked for."""
        for number in range(self._plan.days):
            if number % _A_MONTH == 0:
                self._gather(number)
            self._day(number)
        for table in self.tables:
            table.send()

    def _gather(self, number: int) -> None:
        """Who may come this month, by place."""
        crowds: dict[tuple[str, int], Crowd] = {}
        about = [w for w in self._women if w.starts <= number + _A_MONTH and w.ends >= number] or self._women[:1]
        for woman in about:
            crowds.setdefault((woman.owner, woman.place), Crowd()).women.append(woman)
        for crowd in (*crowds.values(), everybody := Crowd(about)):
            crowd.weights = list(accumulate(woman.weight for woman in crowd.women))
        self._crowds, self._everybody = crowds, everybody

    def _day(self, number: int) -> None:
        room = self._plan.contacts_until(number) - self.contacts.made
        registers: list[tuple[str, int, list[Woman]]] = []
        for key, place in self._open_tonight(number, round(room * ON_REGISTERS)):
            came = self._who_comes(key, place)[:room]
            self._owed[key] -= len(came) / A_REGISTER
            room -= len(came)
            registers.append((key, place, came))
        for _ in range(room):
            self._outside(number)
        for position, (key, place, came) in enumerate(registers):
            self._register(number, key, place, came, still_open=position == 0 and number == self._plan.days - 1)

    def _open_tonight(self, number: int, lines: int) -> list[tuple[str, int]]:
        """The places that have a register tonight; on the last night the first charity has one for certain."""
        tonight: list[tuple[str, int]] = []
        for key in self._owed:
            self._owed[key] += lines * self._teams[key].share / A_REGISTER
            places = [place for (owner, place) in self._crowds if owner == key]
            fewest = 1 if key == FIRST and number == self._plan.days - 1 else 0
            registers = min(len(places), max(fewest, int(self._owed[key])))
            tonight += [(key, place) for place in self._chance.sample(places, registers)]
        return tonight

    def _uid(self) -> str:
        return f"{self._chance.getrandbits(128) & _BITS | _VERSION_4:032x}"

    def _register(self, number: int, key: str, place: int, came: list[Woman], *, still_open: bool) -> None:
        chance, team, night = self._chance, self._teams[key], self._plan.day(number)
        kind = chance.choices(_KINDS, _KIND_WEIGHTS)[0] if not still_open else "drop_in"
        opens, lasts = _HOURS[kind]
        started = datetime.combine(night, opens, HERE).astimezone(UTC)
        on = chance.sample(team.keyworkers, 2) + chance.sample(team.volunteers, 1)
        closes = None if still_open else started + timedelta(minutes=lasts)
        session = self.sessions.add(
            self._uid(), team.agency, on[0], kind, team.places[place], night, started, closes,
            None if still_open else on[0], "" if still_open else chance.choice(CLOSING_NOTES),
        )  # fmt: skip
        for staff in on:
            self.shifts.add(session, team.agency, staff, on[0])
        begins = started.hour * 60 + started.minute
        day, next_day = started.date().isoformat(), (started.date() + timedelta(days=1)).isoformat()
        minutes = sorted(begins + int(chance.triangular(2, lasts * 0.95, lasts * 0.35)) for _ in came)
        notes, where = self._register_notes[kind], f"{team.agency}\t{{}}\t{{}}\t{{}}\t{team.places[place]}\t{session}"
        for her, minute in zip(came, minutes, strict=True):
            at = f"{day if minute < _DAY else next_day} {_CLOCK[minute % _DAY]}"
            by = on[int(chance.random() * 3)]
            woman = her if chance.random() > _UNKNOWN else None
            drawn = chance.random()
            worry = drawn < _WORRYING and woman is not None
            note = chance.choice(self._worries) if worry else chance.choice(notes) if drawn < _NOTED else ""
            mistake = f"{at}\t{by}" if woman and chance.random() < _MISTAKEN else "\\N\t\\N"
            whose = where.format(woman.pk, by, team.agency) if woman else where.format("\\N", by, "\\N")
            seen_as = "" if woman else chance.choice(DESCRIPTIONS)
            contact = self.contacts.add_line(
                f"{at}\t{self._uid()}\t{kind}\t{at}\t{night}\t{seen_as}\t{'t' if worry else 'f'}\t{note}"
                f"\t{whose}\t{mistake}\tengaged"
            )
            self._give(contact, team)
            if chance.random() < _TO_DO and woman:
                self._leave(woman, contact, session, night, at, by, team)

    def _who_comes(self, key: str, place: int) -> list[Woman]:
        """Different women of this place, in the order in which they come."""
        size = int(min(MOST, max(FEWEST, self._chance.gauss(A_REGISTER, SPREAD))))
        crowd = self._crowds[key, place]
        drawn = self._chance.choices(crowd.women, cum_weights=crowd.weights, k=size * 2)
        return list({woman.pk: woman for woman in drawn}.values())[:size]

    def _give(self, contact: int, team: Team) -> None:
        chance = self._chance
        things = _GIVEN[bisect_left(_GIVEN_WEIGHTS, chance.random() * 100)]
        if things:
            first = int(chance.random() * (len(team.items) - things))
            for item in team.items[first : first + things]:
                self.items.add_line(f"{contact}\t{item}\t{1 if chance.random() < 0.85 else 2}")  # noqa: PLR2004 - most often one

    def _leave(self, woman: Woman, contact: int, session: int | None, day: date, at: str, by: int, team: Team) -> None:
        """Something to do after a contact; most of it is done by now."""
        due = day + timedelta(days=self._chance.randint(1, 7))
        left = due > self._plan.until or self._chance.random() < _LEFT_TO_DO
        done = (None, None, "") if left else (f"{due} 10:00:00+00", by, "Done.")
        owner, what = self._teams[woman.owner].agency, self._chance.choice(_TO_BE_DONE)
        row = (woman.pk, owner, team.agency, by, at, self._uid(), contact, session, what, due, by)
        self.to_do.add(*row, *done)

    def _outside(self, number: int) -> None:
        """A call, a visit, a try: by her keyworker, or by a partner's worker where she agreed to that."""
        chance, day = self._chance, self._plan.day(number)
        crowd = self._everybody
        woman = crowd.women[bisect_left(crowd.weights, chance.random() * crowd.weights[-1])]
        owner = self._teams[woman.owner]
        partner = self._teams[woman.partner] if woman.partner and chance.random() < 0.3 else None  # noqa: PLR2004 - a third
        team = partner or owner
        by = chance.choice(team.partners) if partner else woman.keyworker or woman.made_by
        setting = _OUTSIDE[bisect_left(_OUTSIDE_WEIGHTS, chance.random() * 100)]
        missed = setting in _UNANSWERED and chance.random() < _TRIES
        outcome = _UNANSWERED[setting] if missed else "engaged"
        minute = int(chance.random() * 420) + 540
        at, made_at = f"{day} {_CLOCK[minute]}", f"{day} {_CLOCK[minute + 15]}"
        note = chance.choice(self._said[setting]) if chance.random() < 0.6 else ""  # noqa: PLR2004 - most
        contact = self.contacts.add_line(
            f"{made_at}\t{self._uid()}\t{setting}\t{at}\t{day}\t\tf\t{note}\t{team.agency}\t{woman.pk}\t{by}"
            f"\t{owner.agency}\t\\N\t\\N\t\\N\t\\N\t{outcome}"
        )
        if not missed and chance.random() < _TALKED:
            self.topics.add_line(f"{contact}\t{team.topics[int(chance.random() * len(team.topics))]}\tt")
        if chance.random() < _TO_DO and not partner:
            self._leave(woman, contact, None, day, made_at, by, team)
