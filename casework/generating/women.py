"""The women's files: names that many share, ages, ways to reach her, alerts, statuses, shares and blocks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from casework.clients import rules
from casework.clients.models import Alert, Block, Client, ClientName, ClientShare, SafeContact, StatusChange
from casework.contacts.rules import HERE
from casework.demonstration.chance import Chance
from casework.generating import names
from casework.generating.loading import Copied
from casework.generating.people import DRUGS, FIRST, TRUST, Team
from casework.generating.plan import OF_FIRST, Plan

#: What a share of each kind opens, and how many of the files of the first charity have one.
_DRUGS_SHARES = ((("identity", "casework", "pathway", "safety"), 9), (("identity", "pathway"), 7), (("identity",), 2))
_TRUST_SHARES = ((("identity", "pathway"), 5), (("identity", "casework", "pathway", "safety"), 2))
_SHARED = {DRUGS: (0.22, _DRUGS_SHARES), TRUST: (0.08, _TRUST_SHARES)}
_WITHDRAWN, _FOR_A_TIME = 0.22, 0.1

_LANGUAGES = ("English", "English", "English", "English", "Romanian", "Polish", "Albanian", "Vietnamese", "")
_STATUSES = ("lost_touch", "lost_touch", "moved_on", "closed", "died")
_STATUS_WEIGHTS = (30, 30, 22, 16, 2)
_ALERTS = (
    ("identity", "Do not call before noon.", "She works nights."),
    ("identity", "Two workers at home visits.", "Somebody else may be there."),
    ("casework", "Do not speak to her partner about us.", "He does not know."),
    ("safety", "Risk from an ex-partner. He may wait outside.", "Police know."),
    ("identity", "Allergic to penicillin.", "She told us."),
)


@dataclass
class Woman:
    """What the nights need to know of one file."""

    pk: int
    owner: str
    place: int
    starts: int  # days from the first night
    ends: int
    weight: float
    keyworker: int | None
    made_by: int
    #: The partner whose workers write on her file too, where she agreed to that.
    partner: str | None = None


@cache
def _plain(name: str) -> str:
    return rules.plain(name)


@cache
def _sounds(name: str) -> tuple[str, ...]:
    return tuple(rules.sounds(name))


def sounds(name: str) -> list[str]:
    """``rules.sounds``, word by word: each is worked out once."""
    return list(dict.fromkeys(code for word in name.split() for code in _sounds(word)))


class Files:
    """Makes the files of a plan, in the order in which they were begun."""

    def __init__(self, plan: Plan, teams: dict[str, Team], chance: Chance) -> None:
        self._plan, self._teams, self._chance = plan, teams, chance
        about_her = ("client_id", "owner_id", "agency_id", "made_by_id", "made_at", "uid")
        self.clients = Copied(
            Client, "reference", "agency_id", "made_by_id", "made_at", "called", "sort_key", "born", "estimated_age",
            "estimated_on", "language", "interpreter", "adjustments", "keyworker_id", "status", "status_on",
        )  # fmt: skip
        self.names = Copied(ClientName, *about_her, "kind", "name", "starts", "ends", "plain", "sounds")
        self.ways = Copied(
            SafeContact, *about_her, "way", "detail", "is_safe", "from_time", "to_time", "message_allowed"
        )
        self.alerts = Copied(
            Alert, *about_her, "audience", "text", "reason", "starts", "ends", "end_reason", "ended_by_id"
        )
        self.statuses = Copied(StatusChange, *about_her, "status", "on", "note")
        self.shares = Copied(
            ClientShare, "client_id", "owner_id", "agency_id", "category", "starts", "ends", "made_by_id", "made_at"
        )
        self.blocks = Copied(Block, *about_her, "blocked_id", "kind", "reason", "ended_at", "ended_by_id", "end_reason")
        self.tables = (
            self.clients, self.names, self.ways, self.alerts, self.statuses, self.shares, self.blocks
        )  # fmt: skip
        self._references: set[str] = set()

    def make(self) -> list[Woman]:
        """Every woman; a quarter was known before the first night, and the others came one by one."""
        women = [self._woman(number) for number in range(self._plan.clients)]
        for table in self.tables:
            table.send()
        return women

    def _woman(self, number: int) -> Woman:
        chance, plan = self._chance, self._plan
        owner = FIRST if chance.happens(OF_FIRST) else "second"
        team = self._teams[owner]
        known = plan.clients // 4
        starts = 0 if number < known else (number - known) * (plan.days - 1) // max(1, plan.clients - known)
        lasts = int(chance.expovariate(1 / 800)) + 10
        keyworker = chance.choice(team.keyworkers) if chance.happens(0.45) else None
        made_by = keyworker or chance.choice(team.keyworkers)
        made_at = datetime.combine(plan.day(starts), time(8), HERE) + timedelta(seconds=chance.randrange(3 * 3600))
        woman = Woman(
            pk=number + 1,
            owner=owner,
            place=int(len(team.places) * chance.random() ** 1.6),  # some places see many more women than others
            starts=starts,
            ends=min(plan.days, starts + lasts),
            weight=min(chance.paretovariate(1.15), 60.0),
            keyworker=keyworker,
            made_by=made_by,
        )
        self._file(woman, team, made_at)
        return woman

    def _about(self, woman: Woman, by: int, at: datetime) -> tuple[object, ...]:
        agency = self._teams[woman.owner].agency
        return woman.pk, agency, agency, by, at, self._chance.uid()

    def _file(self, woman: Woman, team: Team, made_at: datetime) -> None:
        chance, day = self._chance, made_at.date()
        given = chance.choices(names.GIVEN, cum_weights=names.GIVEN_WEIGHTS)[0]
        shorts = names.SHORT_FOR[given]
        called = chance.choice(shorts) if shorts and chance.happens(0.45) else given
        age = min(75, int(18 + chance.gammavariate(2.6, 6.5)))
        born = date(day.year - age, 1, 1) - timedelta(days=chance.randrange(365)) if chance.happens(0.72) else None
        estimated = None if born or chance.happens(0.2) else round(age / 5) * 5
        gone = woman.ends < self._plan.days
        status = chance.choices(_STATUSES, _STATUS_WEIGHTS)[0] if gone and chance.happens(0.8) else "in_touch"
        status_on = day if status == "in_touch" else self._plan.day(woman.ends)
        language = chance.choice(_LANGUAGES)
        self.clients.add(
            self._reference(), team.agency, woman.made_by, made_at, called, _plain(called), born, estimated,
            day if estimated else None, language, "not_needed" if language == "English" else "not_known",
            [chance.choice(("reading", "hearing", "pain"))] if chance.happens(0.08) else [],
            woman.keyworker, status, status_on,
        )  # fmt: skip
        self._names_of(woman, given, called, shorts, made_at)
        self._status_of(woman, status, status_on, made_at)
        self._reaching(woman, made_at)
        self._share(woman, made_at)
        self._block(woman, team, made_at)

    def _reference(self) -> str:
        while (reference := self._chance.reference()) in self._references:
            pass
        self._references.add(reference)
        return reference

    def _names_of(self, woman: Woman, given: str, called: str, shorts: list[str], at: datetime) -> None:
        chance = self._chance
        hers: list[tuple[str, str, date | None, date | None]] = [("called", called, at.date(), None)]
        if chance.happens(0.62):
            surname = chance.choices(names.SURNAMES, cum_weights=names.SURNAME_WEIGHTS)[0]
            middle = chance.choices(names.MIDDLE, cum_weights=names.MIDDLE_WEIGHTS)[0] if chance.happens(0.2) else ""
            hers.append(("legal", " ".join(part for part in (given, middle, surname) if part), None, None))
        if chance.happens(0.3):
            given_up = self._plan.day(woman.ends - 1) if chance.happens(0.25) else None
            hers.append(("working", chance.choice(names.WORKING), None, given_up))
        others = [short for short in shorts if short != called]
        if others and chance.happens(0.15):
            hers.append(("other", chance.choice(others), None, None))
        about = self._about(woman, woman.made_by, at)
        for kind, name, starts, ends in hers:
            self.names.add(*about[:5], chance.uid(), kind, name, starts, ends, _plain(name), sounds(name))

    def _status_of(self, woman: Woman, status: str, on: date, made_at: datetime) -> None:
        first = self._about(woman, woman.made_by, made_at)
        self.statuses.add(*first, "in_touch", made_at.date(), "File started")
        if status != "in_touch":
            at = datetime.combine(on, time(11), HERE)
            self.statuses.add(*self._about(woman, woman.made_by, at), status, on, "")

    def _reaching(self, woman: Woman, made_at: datetime) -> None:
        chance = self._chance
        if chance.happens(0.6):
            number = f"07700 900{chance.randrange(1000):03}"  # numbers that nobody is ever given
            safe = chance.happens(0.8)
            times = (time(13), time(17)) if safe and chance.happens(0.3) else (None, None)
            about = self._about(woman, woman.made_by, made_at)
            self.ways.add(*about, chance.choice(("call", "text")), number, safe, *times, safe and chance.happens(0.2))
        if chance.happens(0.12):
            audience, words, why = chance.choice(_ALERTS)
            ended = chance.happens(0.4) and woman.ends - woman.starts > 2  # noqa: PLR2004 - it has to have held a while
            ends = self._plan.day((woman.starts + woman.ends) // 2) if ended else None
            end = (ends, "No longer so.", woman.made_by) if ended else (None, "", None)
            about = self._about(woman, woman.made_by, made_at)
            self.alerts.add(*about, audience, words, why, made_at.date(), *end)

    def _share(self, woman: Woman, made_at: datetime) -> None:
        """What she agreed to with partners. Those whose share was withdrawn or has run out see nothing more."""
        chance = self._chance
        if woman.owner != FIRST:
            return
        owner = self._teams[FIRST].agency
        for key, (share, kinds) in _SHARED.items():
            if not chance.happens(share):
                continue
            categories = chance.choices([kind for kind, _n in kinds], [n for _kind, n in kinds])[0]
            starts = made_at + timedelta(days=chance.randrange(1, 30))
            starts = min(starts, datetime.combine(self._plan.until, time(9), HERE))
            drawn, ends = chance.random(), None
            if drawn < _WITHDRAWN:
                ends = starts + (datetime.combine(self._plan.until, time(12), HERE) - starts) * chance.random()
            elif drawn < _WITHDRAWN + _FOR_A_TIME:
                ends = datetime.combine(self._plan.until, time(12), HERE) + timedelta(days=chance.randrange(30, 365))
            for category in categories:
                row = (woman.pk, owner, self._teams[key].agency, category, starts, ends, woman.made_by, starts)
                self.shares.add(*row)
            if "casework" in categories and drawn >= _WITHDRAWN:
                woman.partner = key

    def _block(self, woman: Woman, team: Team, made_at: datetime) -> None:
        chance = self._chance
        if not chance.happens(0.004):
            return
        blocked, manager = chance.choice(team.volunteers), team.managers[0]
        ended = chance.happens(0.3)
        end = (made_at + timedelta(days=5), manager, "They talked.") if ended else (None, None, "")
        kind, why = chance.choice((("her_wish", "She asked for it."), ("conflict", "A neighbour.")))
        self.blocks.add(*self._about(woman, manager, made_at), blocked, kind, why, *end)
