"""Contacts between the nights: key work by day, visits, calls and texts, also those that nobody answered."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from casework.contacts import rules
from casework.contacts.models import Contact, Outcome, Setting
from casework.demonstration.chance import Chance
from casework.demonstration.decks import Notes
from casework.demonstration.habits import Gap, Why
from casework.demonstration.people import at_work
from casework.demonstration.schedule import WEEKS
from casework.demonstration.women import Known, Row, Service, after
from casework.demonstration.wording import ATTEMPTS, KEY_WORK_NOTES

_USUAL = (Setting.CENTRE, Setting.PHONE, Setting.TEXT, Setting.HOME, Setting.COURT, Setting.EMAIL)
_WEIGHTS = (40, 20, 24, 7, 6, 3)
_IN_GAPS = {Why.AWAY: Setting.TEXT, Why.PRISON: Setting.PRISON, Why.HOSPITAL: Setting.HOSPITAL}
_BY_LORNA = 0.3  # until she left
_BEFORE = (
    "From the paper file: first met on the van.",
    "From the paper file: came to the old drop-in, regularly from then on.",
    "From the paper file: a housing form and a long talk.",
    "From the paper file: met at court, took our card.",
    "From the paper file: brought along by a friend.",
)


class KeyWork:
    """Writes up the days of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._chance = service.chance.of("key work")
        self._notes = Notes(service.chance.of("key work notes"))

    def contacts(self, known: dict[str, Known]) -> list[Contact]:
        """Every contact between the nights, and for women known before, the first from the paper file."""
        made: list[Contact] = []
        for each in known.values():
            chance = self._service.chance.of(f"key work with {each.woman.key}")
            self._notes.new_night()
            if each.coming.first is None:
                made.append(self._on_paper(each, chance))
            if each.woman.keyworker:
                made += self._with(each, chance)
        return made

    def _on_paper(self, known: Known, chance: Chance) -> Contact:
        at = chance.office_hours(self._service.today - timedelta(days=chance.randrange(WEEKS * 7 + 40, 1100)))
        typed_in = after(known.client.made_at, chance)
        row = self._service.row(known.client, known.client.made_by, typed_in, chance)
        return _contact(row, Setting.CENTRE, at, chance.choice(_BEFORE))

    def _with(self, known: Known, chance: Chance) -> Iterator[Contact]:
        """About every two weeks, by her keyworker, until she came no more; elsewhere while she was away."""
        day = known.coming.first.day if known.coming.first else self._service.today - timedelta(weeks=WEEKS)
        while True:
            day += timedelta(days=chance.randint(6, 24))
            if day >= self._service.today or (known.coming.last and day > known.coming.last):
                return
            gap = known.coming.gap(day)
            setting = _IN_GAPS[gap.why] if gap else chance.choices(_USUAL, _WEIGHTS)[0]
            yield from self._noted(known, setting, day, chance)
            if gap and gap.why is Why.PRISON:
                yield from self._met_at_the_gate(known, gap, chance)
                day = gap.ends

    def _met_at_the_gate(self, known: Known, gap: Gap, chance: Chance) -> Iterator[Contact]:
        if gap.ends < self._service.today:
            yield from self._noted(known, Setting.GATE, gap.ends, chance)

    def _noted(self, known: Known, setting: Setting, day: date, chance: Chance) -> Iterator[Contact]:
        worker = known.woman.keyworker
        first_name = self._service.people[worker].name.split()[0]
        note = self._notes.deal(KEY_WORK_NOTES[setting], known.woman.key, first_name)
        if note:
            at = chance.office_hours(day)
            by_lorna = at_work("lorna", (self._service.today - day).days) and chance.happens(_BY_LORNA)
            by = self._service.people["lorna" if by_lorna else worker]
            yield _contact(self._service.row(known.client, by, after(at, chance), chance), setting, at, note)


def _contact(row: Row, setting: Setting, at: datetime, note: str) -> Contact:
    # By day, as at the women's centre, a morning belongs to no night before.
    night, outcome = rules.session_night(at, daytime=True), ATTEMPTS.get(note, Outcome.ENGAGED)
    return Contact(**row, setting=setting, outcome=outcome, at=at, night=night, note=note)
