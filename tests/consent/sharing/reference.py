"""Who reads what of a woman's file after a history: the promise said a second time, in plain Python and without SQL.

Days are whole numbers from the first; ``seq`` numbers what happened, so that earlier and later can be told on one day.
"""

from dataclasses import dataclass, field

from dussk.access.categories import EMERGENCY, Category
from dussk.staff.roles import ROLES, Role

CHARITY = "charity"


@dataclass(frozen=True)
class Person:
    """Somebody, working as one agency in one role."""

    name: str
    agency: str
    role: Role

    def reads(self, category: Category) -> bool:
        return category in ROLES[self.role].reads


@dataclass(frozen=True)
class To:
    """What she lets one agency see: parts of her file, only what is written from now on, until a day."""

    agency: str
    categories: frozenset[str]
    from_today: bool = False
    until: int | None = None


@dataclass(frozen=True)
class Row:
    """Something written on a file."""

    file: str
    agency: str
    category: Category
    seq: int


@dataclass(frozen=True)
class _Stretch:
    until: int | None
    covers: int | None

    def open_on(self, day: int) -> bool:
        return self.until is None or day <= self.until


#: What one signature opened: agency and category.
_Opened = dict[tuple[str, str], _Stretch]


@dataclass
class _File:
    #: Of a file that others were joined with, what was open of each: only what all of them open is open.
    opened: list[_Opened] = field(default_factory=lambda: [{}])
    restricted: bool = False
    blocked: set[str] = field(default_factory=set)
    emergencies: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class History:
    """What happened so far. Each method is something that can happen; ``reads`` and ``knows`` are asked after it."""

    files: dict[str, _File] = field(default_factory=lambda: {"ruby": _File(), "mae": _File()})
    kept: dict[str, str] = field(default_factory=lambda: {"ruby": "ruby", "mae": "mae"})
    asked: dict[str, int] = field(default_factory=dict)
    day: int = 0
    seq: int = 0

    def _file(self, name: str) -> _File:
        return self.files[self.kept[name]]

    def sign(self, file: str, partners: list[To], *, storing: bool, ends: int | None) -> None:
        """Replaces all that she agreed to before. Without storing nothing is open and nobody works with her file."""
        self.seq += 1
        opened: _Opened = {}
        for to in partners if storing else ():
            until = min((day for day in (to.until, ends) if day is not None), default=None)
            for category in to.categories:
                opened[to.agency, category] = _Stretch(until, self.seq if to.from_today else None)
        self._file(file).opened = [opened]
        self._file(file).restricted = not storing

    def withdraw(self, file: str, *, everything: bool, parts: list[tuple[str, str]], left: set[str]) -> None:
        """``parts``: agency and category. ``left``: agencies with which something she agreed to there still stands."""
        her = self._file(file)
        if everything:
            her.opened, her.restricted = [{}], True
        for agency, category in parts:
            for opened in her.opened:
                for key in list(opened):
                    if key == (agency, category) or (key[0] == agency and agency not in left):
                        del opened[key]

    def later(self, days: int) -> None:
        """Time goes by; emergency access lasts four hours."""
        self.day += days
        self.asked.clear()
        for her in self.files.values():
            her.emergencies.clear()

    def block(self, file: str, name: str) -> None:
        self._file(file).blocked.add(name)

    def unblock(self, file: str, name: str) -> None:
        self._file(file).blocked.discard(name)

    def lift(self, file: str) -> None:
        self._file(file).restricted = False

    def emergency(self, file: str, who: Person) -> None:
        """Five times in an hour; never into a file that nobody works with, nor by somebody who is blocked."""
        her = self._file(file)
        self.asked[who.name] = self.asked.get(who.name, 0) + 1
        if self.asked[who.name] <= 5 and not her.restricted and who.name not in her.blocked:
            her.emergencies.add((who.name, who.agency))

    def write(self, file: str, agency: str, category: Category) -> Row:
        self.seq += 1
        return Row(file, agency, category, self.seq)

    def join(self) -> None:
        """Mae's file is joined into Ruby's: what was closed on either is closed, and blocked from either is blocked."""
        ruby, mae = self.files["ruby"], self.files["mae"]
        ruby.opened += mae.opened
        ruby.restricted |= mae.restricted
        ruby.blocked |= mae.blocked
        ruby.emergencies |= mae.emergencies
        self.kept["mae"] = "ruby"

    def _allows(self, her: _File, agency: str, category: Category, seq: int) -> bool:
        def one(opened: _Opened) -> bool:
            if category is Category.IDENTITY:
                return any(to == agency and each.open_on(self.day) for (to, _what), each in opened.items())
            each = opened.get((agency, category.value))
            return each is not None and each.open_on(self.day) and (each.covers is None or seq > each.covers)

        return all(one(opened) for opened in her.opened)

    def _closed(self, her: _File, who: Person) -> bool:
        manages = who.reads(Category.VIEW_LOG)
        return who.name in her.blocked or (her.restricted and who.agency == CHARITY and not manages)

    def _opened_it(self, her: _File, who: Person, category: Category) -> bool:
        return (who.name, who.agency) in her.emergencies and category in EMERGENCY and not her.restricted

    def reads(self, who: Person, row: Row) -> bool:
        her = self._file(row.file)
        if not who.reads(row.category) or self._closed(her, who):
            return False
        ours = who.agency in (CHARITY, row.agency)
        return ours or self._allows(her, who.agency, row.category, row.seq) or self._opened_it(her, who, row.category)

    def knows(self, who: Person, file: str) -> bool:
        """Whether she sees that there is such a file."""
        return self.reads(who, Row(file, CHARITY, Category.IDENTITY, 0))
