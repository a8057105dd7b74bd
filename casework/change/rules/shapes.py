"""What a drawing of her way is made from, and what it is made of: plain values for a template to write as SVG."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.change.rules.marks import Scale
from dussk.ui.charts import Tick

_QUARTER_MONTHS = 3


@dataclass(frozen=True)
class Stop:
    """Something on her way: a mark of one of the models.

    Attributes:
        on: the day on which it is drawn.
        scale: of which model.
        mark: which.
        words: what it says, with when: "March 2024: Contemplation".
    """

    on: date
    scale: Scale
    mark: str
    words: str


@dataclass(frozen=True)
class Touch:
    """A day on which she and the service came to stand differently."""

    on: date
    in_touch: bool
    words: str


@dataclass(frozen=True)
class Quarter:
    """How many contacts there were in three months, from its first day."""

    begins: date
    count: int


@dataclass(frozen=True)
class Dot:
    """A mark as it is drawn: ``sign`` is the number or the letter in it."""

    x: float
    y: float
    sign: str
    words: str
    shape: str = "circle"


@dataclass(frozen=True)
class Box:
    """A stretch of time as it is drawn. ``label``: empty where there is no room for it. ``open``: as last noted."""

    x: float
    y: float
    width: float
    height: float
    label: str
    words: str
    open: bool = False
    tint: int = 0

    @property
    def middle(self) -> float:
        """Where a word in the middle of it stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Row:
    """Some years of her way. Lanes that nothing is known for are empty, and take no room."""

    height: float
    years: tuple[Tick, ...]
    headings: tuple[tuple[float, str], ...]
    phases: tuple[Box, ...]
    road: str
    stops: tuple[Dot, ...]
    flags: tuple[Dot, ...]
    bars: tuple[Box, ...]
    touch: tuple[Box, ...]
    said: tuple[tuple[float, float, str], ...]
    arrow: tuple[float, float] | None
    ruled: float


@dataclass(frozen=True)
class Drawing:
    """Her whole way, in rows.

    Attributes:
        width: of each row.
        desc: what it shows, in words.
        rows: the earliest first.
        stages: the number of each stage of the cycle, and its words; empty where none was noted.
        key: the letter of each turning point and transition, and what it says.
        beginning, end: its first and last day.
    """

    width: int
    desc: str
    rows: tuple[Row, ...]
    stages: tuple[tuple[str, str], ...]
    key: tuple[tuple[str, str, str], ...]
    beginning: date
    end: date


def letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ... for 0, 1, ..."""
    said = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def quarter_of(day: date) -> date:
    """The first day of the three months that a day lies in."""
    return day.replace(month=(day.month - 1) // _QUARTER_MONTHS * _QUARTER_MONTHS + 1, day=1)


def after_quarter(begins: date) -> date:
    """The first day of the three months after."""
    return quarter_of(begins + timedelta(days=100))
