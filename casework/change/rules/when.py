"""When something was, as exactly as it is known: on a day, in a month, or in a year."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Exactness(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class When:
    """A day, or the first of the month or of the year that is known.

    Raises:
        ValueError: a month that does not begin on its first, or a year that does not begin on 1 January.
    """

    on: date
    exactness: Exactness = Exactness.DAY

    def __post_init__(self) -> None:
        if self.on != first_of(self.on, self.exactness):
            raise ValueError("A month stands as its first day, and a year as 1 January.")

    def __str__(self) -> str:
        """Return "3 March 2024", "March 2024" or "2024"."""
        if self.exactness is Exactness.YEAR:
            return str(self.on.year)
        month = f"{calendar.month_name[self.on.month]} {self.on.year}"
        return month if self.exactness is Exactness.MONTH else f"{self.on.day} {month}"

    def drawn_on(self, today: date) -> date:
        """The day on which it is drawn: the middle of the month or year that is known, and never after today."""
        if self.exactness is Exactness.DAY:
            return self.on
        middle = self.on.replace(day=15) if self.exactness is Exactness.MONTH else self.on.replace(month=7)
        return max(self.on, min(middle, today))


def first_of(day: date, exactness: Exactness) -> date:
    """The day that stands for as much of it as is known."""
    if exactness is Exactness.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if exactness is Exactness.MONTH else day
