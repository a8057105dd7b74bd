"""Numbers to geometry: what a template needs to write a chart as SVG. Pure: no Django, no clock.

The same file serves the page and the PDF. What tells two series apart is their shape and their line as well as their
colour, and where a value is missing nothing is drawn: no line is led through a gap, and no blank is a nought. A table
with the same numbers belongs beside every chart (``Chart.rows``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: How wide and high a small multiple is, in its own units; about a pixel each on a phone.
WIDTH, HEIGHT = 340, 168
_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 16, 14, 30
#: The least distance between two marks, so that neither hides the other.
_APART = 15
#: The least distance between two words under a chart.
_WORDS_APART = 62
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Shape(StrEnum):
    """How the marks of a series look; its line is whole for a circle, and broken for a square."""

    CIRCLE = "circle"
    SQUARE = "square"


@dataclass(frozen=True)
class Series:
    """Somebody's numbers, one for each day of the chart; None where there is none."""

    name: str
    shape: Shape
    values: Sequence[int | None]


@dataclass(frozen=True)
class Mark:
    """One number as it is drawn, with what it says."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """A series as it is drawn. ``path`` is empty where no two numbers follow each other."""

    name: str
    shape: Shape
    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    """A word on an axis, and where. ``anchor``: which end of the word stands there."""

    at: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """A small multiple: numbers on a short scale, over time.

    Attributes:
        title: what it is of.
        desc: what it shows, in words, for whoever does not see it.
        lines: each series.
        ups: the steps of the scale, on the left.
        acrosses: days, underneath.
        rows: the same as a table: the day, and what each series says of it.
    """

    title: str
    desc: str
    lines: tuple[Line, ...]
    ups: tuple[Tick, ...]
    acrosses: tuple[Tick, ...]
    rows: tuple[tuple[date, tuple[str, ...]], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    foot: int = HEIGHT - 8

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever said."""
        return not any(line.marks for line in self.lines)


@dataclass(frozen=True)
class Across:
    """Time from left to right: where a day stands between two edges."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands. A stretch of one day stands in the middle; what lies outside, at the nearer edge."""
        whole = (self.last - self.first).days
        if whole <= 0:
            return _round((self.left + self.right) / 2)
        share = min(max((day - self.first).days / whole, 0.0), 1.0)
        return _round(self.left + share * (self.right - self.left))

    def years(self, apart: float) -> list[Tick]:
        """The beginnings of years that lie within it, as many as stand at least this far from each other."""
        ticks: list[Tick] = []
        for year in range(self.first.year, self.last.year + 1):
            begins = date(year, 1, 1)
            if not self.first <= begins <= self.last:
                continue
            at = self.at(begins)
            if not ticks or at - ticks[-1].at >= apart:
                ticks.append(Tick(at, str(year)))
        return ticks


def spread(wanted: Sequence[float], *, apart: float, left: float, right: float) -> list[float]:
    """Move marks that stand in order along a line so far that none hides another, and as little as that takes.

    Args:
        wanted: where each would stand, in order.
        apart: how far two have to be from each other; where there is no room for that, as far as there is room.
        left: where the line begins.
        right: where it ends.
    """
    if not wanted:
        return []
    room = (right - left) / (len(wanted) - 1) if len(wanted) > 1 else apart
    apart = min(apart, room)
    places = [min(max(at, left), right) for at in wanted]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + apart)
    if places[-1] > right:
        places[-1] = right
        for index in range(len(places) - 2, -1, -1):
            places[index] = min(places[index], places[index + 1] - apart)
    return [_round(max(at, left)) for at in places]


def scale_chart(title: str, days: Sequence[date], series: Sequence[Series], words: Mapping[int, str]) -> Chart:
    """Return the geometry of a small multiple.

    Args:
        title: what it is of.
        days: of each number, in order.
        series: whose numbers; each has one for each day.
        words: what each step of the scale means, the lowest first.

    Raises:
        ValueError: a series has not one number a day, or the days are not in order, or a number is not on the scale.
    """
    _check(days, series, words)
    lowest, highest = min(words), max(words)
    bottom, top = HEIGHT - _BOTTOM, _TOP
    steps = max(highest - lowest, 1)

    def up(value: int) -> float:
        return _round(bottom - (value - lowest) / steps * (bottom - top))

    across = Across(days[0], days[-1], _LEFT + 12, WIDTH - _RIGHT - 8) if days else None
    places = [across.at(day) for day in days] if across else []
    if across:
        places = spread(places, apart=_APART, left=across.left, right=across.right)
    lines = tuple(
        Line(
            one.name,
            one.shape,
            _path([None if value is None else (x, up(value)) for x, value in zip(places, one.values, strict=True)]),
            tuple(
                Mark(x, up(value), f"{short(day)}, {one.name}: {value}, {words[value]}")
                for x, day, value in zip(places, days, one.values, strict=True)
                if value is not None
            ),
        )
        for one in series
    )
    rows = tuple((day, tuple(_said(one.values[index], words) for one in series)) for index, day in enumerate(days))
    ups = tuple(Tick(up(value), str(value), "end") for value in range(lowest, highest + 1))
    return Chart(title, _in_words(days, series, words), lines, ups, _ends(days, places), rows)


def short(day: date) -> str:
    """Return "3 Mar 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _check(days: Sequence[date], series: Sequence[Series], words: Mapping[int, str]) -> None:
    if list(days) != sorted(days):
        raise ValueError("The days are not in order.")
    for one in series:
        if len(one.values) != len(days):
            raise ValueError(f"{one.name} has not one number for each day.")
        if any(value is not None and value not in words for value in one.values):
            raise ValueError(f"{one.name} has a number that is not on the scale.")


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """A line through points that follow each other; it ends at a gap, and begins anew behind it."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return " ".join("M" + " L".join(f"{x:g},{y:g}" for x, y in run) for run in runs if len(run) > 1)


def _ends(days: Sequence[date], places: Sequence[float]) -> tuple[Tick, ...]:
    """The first and the last day under a chart; and one word where they are the same, or too near for two."""
    if not days:
        return ()
    if places[-1] - places[0] < _WORDS_APART:
        anchor = "middle" if len(days) == 1 else "end"
        return (Tick(places[-1], short(days[-1]), anchor),)
    return (Tick(places[0], short(days[0]), "start"), Tick(places[-1], short(days[-1]), "end"))


def _said(value: int | None, words: Mapping[int, str]) -> str:
    return "" if value is None else f"{value} {words[value].lower()}"


def _in_words(days: Sequence[date], series: Sequence[Series], words: Mapping[int, str]) -> str:
    said = []
    for one in series:
        told = [f"{short(day)} {value}" for day, value in zip(days, one.values, strict=True) if value is not None]
        said.append(f"{one.name}: {', '.join(told) if told else 'not rated'}.")
    lowest, highest = min(words), max(words)
    scale = f"On a scale from {lowest}, {words[lowest].lower()}, to {highest}, {words[highest].lower()}."
    return " ".join([*said, scale])


def _round(number: float) -> float:
    return round(number, 1)
