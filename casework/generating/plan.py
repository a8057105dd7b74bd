"""How many of everything there are, for a number of files and of contacts."""

from dataclasses import dataclass
from datetime import date, timedelta

#: Contacts a day that a service of one size has; a larger one has more a day, and no more years than this.
_A_DAY = 17
_FEWEST_DAYS, _MOST_DAYS = 60, 8 * 365

#: Of all contacts, those on registers; the others are calls, visits, court, prison, and tries that got no answer.
ON_REGISTERS = 0.62
#: Women on one register, on average, and how much nights differ.
A_REGISTER, SPREAD, FEWEST, MOST = 24, 8, 4, 60
#: Files of each of the two charities that keep files.
OF_FIRST = 0.9


@dataclass(frozen=True)
class Plan:
    """What is to be made. ``until`` is the last night, whose register is still open."""

    clients: int
    contacts: int
    seed: int
    until: date

    @property
    def days(self) -> int:
        """Days that the nights lie on."""
        return min(_MOST_DAYS, max(_FEWEST_DAYS, self.contacts // _A_DAY))

    @property
    def begins(self) -> date:
        """The first night."""
        return self.until - timedelta(days=self.days - 1)

    def day(self, number: int) -> date:
        """The day of a number from 0."""
        return self.begins + timedelta(days=number)

    def contacts_until(self, number: int) -> int:
        """How many contacts there are by the end of a day: the service grows by a half over the years."""
        done = (number + 1) / self.days
        return round(self.contacts * done * (0.8 + 0.2 * done))

    @property
    def sessions_a_day(self) -> float:
        """Registers a night, on average over the years."""
        return self.contacts * ON_REGISTERS / A_REGISTER / self.days

    def places(self, share: float) -> int:
        """Places of a charity with this share of the work: each has one register a night at the most."""
        return 2 + int(self.sessions_a_day * share * 1.6)

    def keyworkers(self, share: float) -> int:
        """Keyworkers of a charity with this share of the files."""
        return min(240, max(3, int(self.clients * share) // 450))
