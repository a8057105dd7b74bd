"""Chance that comes out the same every time, and the clock of the invented service."""

import random
import uuid
from datetime import date, datetime, time, timedelta

from casework.clients import rules
from casework.contacts.rules import HERE

#: Until this hour, people at work still say "tonight" of the day before.
_DAY_BEGINS = timedelta(hours=6)
_FRIDAY = 4


class Chance(random.Random):
    """Randomness from a seed in words, so that what one part draws does not move what another part gets."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self._seed = seed

    def of(self, part: str) -> "Chance":
        """A stream of its own for one part of the demonstration."""
        return Chance(f"{self._seed}, {part}")

    def happens(self, probability: float) -> bool:
        """True with this probability, from 0 to 1."""
        return self.random() < probability

    def uid(self) -> uuid.UUID:
        """A public id."""
        return uuid.UUID(int=self.getrandbits(128), version=4)

    def reference(self) -> str:
        """A client's reference."""
        return "".join(self.choices(rules.REFERENCE_ALPHABET, k=rules.REFERENCE_LENGTH))

    def office_hours(self, day: date) -> datetime:
        """A moment of a working day: that day's, or the Friday's before a weekend."""
        day -= timedelta(days=max(0, day.weekday() - _FRIDAY))
        return moment(day, time(10)) + timedelta(minutes=self.randrange(0, 6 * 60, 5))


def moment(day: date, at: time) -> datetime:
    """The moment that the clock on the wall shows on a day."""
    return datetime.combine(day, at, HERE)


def day_of(at: datetime) -> date:
    """The date of a moment, here."""
    return at.astimezone(HERE).date()


def working_day(now: datetime) -> date:
    """The day that staff call today: in the small hours of a night, still the day before."""
    return (now.astimezone(HERE) - _DAY_BEGINS).date()
