"""Her way over years as a drawing: a path that bends and goes on, and what stands along it.

Nothing in it lies higher or lower for being nearer to anything: a stage is a number on the way, coming round again is a
bend of the way, and a time without contact is a thin line that goes on. What is not known has no lane at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from casework.change.rules import marks as models
from casework.change.rules.marks import Scale
from casework.change.rules.shapes import (
    Box,
    Dot,
    Drawing,
    Quarter,
    Row,
    Stop,
    Touch,
    after_quarter,
    letters,
    quarter_of,
)
from dussk.ui.charts import Across, Tick, spread

#: How wide a drawing is for a desk and for a phone, and how many years go on one row of it.
WIDE, YEARS_WIDE = 960, 6
NARROW, YEARS_NARROW = 340, 2

_EDGE = 14
_HEADING = 20
_GAP = 14
_TICKS = 20
_ROAD, _SWING, _STOPS_APART = 58, 9, 34
_BAND, _FLAGS, _FLAGS_APART = 24, 24, 28
_BARS, _TOUCH, _SAID = 44, 12, 16
_WIDEST = 42.0  # of a bar: one contact is no block over half the drawing
_YEAR = 44  # how wide a year is as a word
_LETTER = 7.2  # how wide a letter is, about, at the size that the drawing's words have
_SHORTEST = timedelta(days=90)


def draw(
    stops: Sequence[Stop], touch: Sequence[Touch], quarters: Sequence[Quarter], today: date, *, width: int, years: int
) -> Drawing | None:
    """Draw her way; None where nothing is known yet.

    Args:
        stops: her marks, the earliest first.
        touch: how she and the service stood, the earliest first.
        quarters: how many contacts there were; three months without any need not be named.
        today: the day to which the way goes.
        width: of a row.
        years: at most so many go on one row.
    """
    begun = [*(stop.on for stop in stops), *(one.on for one in touch), *(one.begins for one in quarters)]
    if not begun:
        return None
    first = min(quarter_of(min(begun)), today - _SHORTEST)
    flagged = [stop for stop in stops if stop.scale in (Scale.TURNING, Scale.TRANSITION)]
    signs = {id(stop): letters(number) for number, stop in enumerate(flagged)}
    spans = _spans(first, today, years)
    rows = []
    for index, (since, until) in enumerate(spans):
        whole = _Whole(stops, touch, quarters, signs, last=index == len(spans) - 1)
        rows.append(_row(whole, Across(since, until, _EDGE, width - _EDGE), today))
    cycle = list(models.MARKS[Scale.CYCLE].values())
    has_stages = any(stop.scale is Scale.CYCLE for stop in stops)
    return Drawing(
        width,
        _desc(stops, touch, quarters, first),
        tuple(rows),
        tuple((str(number), words) for number, words in enumerate(cycle, 1)) if has_stages else (),
        tuple((signs[id(stop)], _shape(stop), stop.words) for stop in flagged),
        first,
        today,
    )


@dataclass(frozen=True)
class _Whole:
    """All of her way, of which a row shows a part. ``last``: whether it is the row that ends today."""

    stops: Sequence[Stop]
    touch: Sequence[Touch]
    quarters: Sequence[Quarter]
    signs: dict[int, str]
    last: bool

    def on_row(self, day: date, across: Across) -> bool:
        return across.first <= day < across.last or (self.last and day == across.last)


def _spans(first: date, today: date, years: int) -> list[tuple[date, date]]:
    """Rows of the same length of time, each of so many years at the most."""
    days = (today - first).days
    count = ceil(days / (years * 365.25))
    edges = [first + timedelta(days=round(days * number / count)) for number in range(count + 1)]
    return list(pairwise(edges))


def _row(whole: _Whole, across: Across, today: date) -> Row:
    """Lay the lanes of a row under each other. A lane that has nothing on this row is left out."""
    lanes = _Lanes()
    phases = [stop for stop in whole.stops if stop.scale is Scale.PHASE]
    cycle = [stop for stop in whole.stops if stop.scale is Scale.CYCLE]
    boxes = _phases(phases, across, today, lanes.top)
    lanes.close("Phase", _BAND, bool(boxes))
    road, dots, arrow = _road(cycle, whole, across, lanes.top)
    lanes.close("Cycle of change", _ROAD, bool(road))
    flags = _flags(whole, across, lanes.top)
    lanes.close("Turning points and transitions", _FLAGS, bool(flags))
    bars = _bars(whole, across, lanes.top)
    lanes.close("Contacts in three months", _BARS, bool(bars))
    band, said = _touch(whole, across, today, lanes.top)
    lanes.close("In touch", _TOUCH + 2 * _SAID, bool(band))
    ticks = _years(across)
    return Row(lanes.y, ticks, tuple(lanes.headings), boxes, road, dots, flags, bars, band, said, arrow, lanes.y - _GAP)


@dataclass
class _Lanes:
    """How far down a row the lanes have come."""

    y: float = float(_TICKS)
    headings: list[tuple[float, str]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where the next lane is drawn, below its heading."""
        return self.y + _HEADING

    def close(self, title: str, height: float, something: bool) -> None:  # noqa: FBT001 - said of the lane just drawn
        """Give the lane its heading and its room, where something is on it."""
        if something:
            self.headings.append((self.y + 13, title))
            self.y = self.top + height + _GAP


def _years(across: Across) -> tuple[Tick, ...]:
    """The beginnings of years; the year in which the row begins, where there is room; no word that would be cut off."""
    ticks = [
        Tick(tick.at, tick.words if tick.at + _YEAR <= across.right + _EDGE else "") for tick in across.years(_YEAR)
    ]
    if not ticks or ticks[0].at - across.left >= _YEAR:
        ticks.insert(0, Tick(across.left - 4, str(across.first.year), "start"))
    return tuple(ticks)


def _stretches(days: Sequence[date], across: Across, today: date) -> list[tuple[int, float, float, bool]]:
    """Of things that each last until the next: which, from where to where on this row, and whether it is the last."""
    found = []
    for index, begins in enumerate(days):
        is_last = index == len(days) - 1
        ends = today if is_last else days[index + 1]
        if ends <= across.first or begins >= across.last:
            continue
        left, right = across.at(begins), across.at(ends)
        if right > left:
            found.append((index, left, round(right - left, 1), is_last))
    return found


def _phases(phases: Sequence[Stop], across: Across, today: date, top: float) -> tuple[Box, ...]:
    boxes = []
    for index, x, width, is_last in _stretches([stop.on for stop in phases], across, today):
        name = models.words(Scale.PHASE, phases[index].mark)
        fits = len(name) * _LETTER + 8 <= width
        boxes.append(Box(x, top, width, _BAND, name if fits else "", phases[index].words, is_last, index % 2))
    return tuple(boxes)


def _road(
    cycle: Sequence[Stop], whole: _Whole, across: Across, top: float
) -> tuple[str, tuple[Dot, ...], tuple[float, float] | None]:
    """The way through the cycle: it swings gently, makes a bend where she comes round again, and goes on."""
    middle = top + _ROAD * 0.62
    before = [stop for stop in cycle if stop.on < across.first]
    here = [stop for stop in cycle if whole.on_row(stop.on, across)]
    after = any(stop.on >= across.last for stop in cycle) and not whole.last
    if not here and not before:
        return "", (), None
    xs = spread(
        [across.at(stop.on) for stop in here], apart=_STOPS_APART, left=across.left + 12, right=across.right - 30
    )
    order = list(models.MARKS[Scale.CYCLE])
    dots: list[Dot] = []
    path: list[str] = []
    place: tuple[float, float] | None = None
    if before:
        place = (across.left - _EDGE + 2, middle)
        path.append(f"M{place[0]:g},{place[1]:g}")
    last = before[-1].mark if before else None
    for number, (stop, x) in enumerate(zip(here, xs, strict=True), len(before)):
        y = round(middle + (_SWING if number % 2 else -_SWING), 1)
        if place is None:
            path.append(f"M{x:g},{y:g}")
        else:
            path.append(_stretch(place, (x, y), bends=models.comes_round(Scale.CYCLE, last, stop.mark)))
        dots.append(Dot(x, y, str(order.index(stop.mark) + 1), stop.words))
        place, last = (x, y), stop.mark
    end = (across.right + (_EDGE - 2 if after else 0), middle)
    assert place is not None  # noqa: S101 - a row that has a way begins somewhere
    path.append(_stretch(place, end, bends=False))
    return " ".join(path), tuple(dots), None if after else end


def _stretch(begin: tuple[float, float], end: tuple[float, float], *, bends: bool) -> str:
    """A piece of the way. One that bends goes once round, upwards, and on in the same direction."""
    (x0, y0), (x1, y1) = begin, end
    half = (x1 - x0) / 2
    if not bends:
        return f"C{x0 + half:.1f},{y0:g} {x1 - half:.1f},{y1:g} {x1:g},{y1:g}"
    middle, radius = x0 + half, min(12.0, max(half * 0.7, 7.0))
    low = (y0 + y1) / 2
    top = low - 2 * radius
    return (
        f"C{x0 + half / 2:.1f},{y0:g} {middle - radius / 2:.1f},{low:.1f} {middle:.1f},{low:.1f}"
        f" C{middle + 1.33 * radius:.1f},{low:.1f} {middle + 1.33 * radius:.1f},{top:.1f} {middle:.1f},{top:.1f}"
        f" C{middle - 1.33 * radius:.1f},{top:.1f} {middle - 1.33 * radius:.1f},{low:.1f} {middle:.1f},{low:.1f}"
        f" C{middle + radius / 2:.1f},{low:.1f} {x1 - half / 2:.1f},{y1:g} {x1:g},{y1:g}"
    )


def _shape(stop: Stop) -> str:
    return "diamond" if stop.scale is Scale.TURNING else "square"


def _flags(whole: _Whole, across: Across, top: float) -> tuple[Dot, ...]:
    flagged = [stop for stop in whole.stops if id(stop) in whole.signs and whole.on_row(stop.on, across)]
    xs = spread(
        [across.at(stop.on) for stop in flagged], apart=_FLAGS_APART, left=across.left + 2, right=across.right - 2
    )
    y = top + _FLAGS / 2
    return tuple(
        Dot(x, y, whole.signs[id(stop)], stop.words, _shape(stop)) for stop, x in zip(flagged, xs, strict=True)
    )


def _bars(whole: _Whole, across: Across, top: float) -> tuple[Box, ...]:
    most = max((one.count for one in whole.quarters), default=0)
    room = _BARS - 16  # the number stands above
    bars = []
    for one in whole.quarters:
        until = after_quarter(one.begins)
        if not one.count or until <= across.first or one.begins >= across.last:
            continue
        left, right = across.at(one.begins), across.at(until)
        if one.begins < across.first and (across.first - one.begins).days * 2 > (until - one.begins).days:
            continue  # most of it stands on the row above
        if until > across.last and not whole.last and (until - across.last).days * 2 >= (until - one.begins).days:
            continue
        height = round(3 + (room - 3) * one.count / most, 1)
        words = f"{one.count} contact{'' if one.count == 1 else 's'} in the three months from {one.begins:%B %Y}"
        width = min(max(right - left - 3, 3.0), _WIDEST)
        x = round((left + right - width) / 2, 1)
        bars.append(Box(x, top + _BARS - height, round(width, 1), height, str(one.count), words))
    return tuple(bars)


def _touch(
    whole: _Whole, across: Across, today: date, top: float
) -> tuple[tuple[Box, ...], tuple[tuple[float, float, str], ...]]:
    """A broad line while she is in touch and a thin one while she is not; and what changed, where there is room."""
    boxes, said = [], []
    taken = [0.0, 0.0]  # up to where each of the two lines of words is written
    for index, x, width, is_last in _stretches([one.on for one in whole.touch], across, today):
        one = whole.touch[index]
        height = _TOUCH if one.in_touch else 2
        boxes.append(Box(x, top + (_TOUCH - height) / 2, width, height, "", one.words, is_last))
        line = 0 if one.in_touch else 1
        goes_on = index > 0 and one.in_touch and whole.touch[index - 1].in_touch
        begins_here = whole.on_row(one.on, across)
        length = len(one.words) * _LETTER
        if begins_here and not goes_on and x >= taken[line]:
            left = min(x, across.right + _EDGE - length)
            said.append((round(left, 1), top + _TOUCH + (line + 1) * _SAID - 2, one.words))
            taken[line] = left + length + 8
    return tuple(boxes), tuple(said)


def _desc(stops: Sequence[Stop], touch: Sequence[Touch], quarters: Sequence[Quarter], first: date) -> str:
    told = [f"From {first:%B %Y} until today."]
    for scale in Scale:
        of_it = [stop for stop in stops if stop.scale is scale]
        if of_it:
            told.append(f"{models.SCALES[scale][0]}: {'; '.join(stop.words for stop in of_it)}.")
    if touch:
        told.append(f"In touch: {'; '.join(f'{one.on:%B %Y} {one.words.lower()}' for one in touch)}.")
    if quarters:
        told.append(f"{sum(one.count for one in quarters)} contacts since {quarters[0].begins:%B %Y}.")
    return " ".join(told)
