"""Each of the ten areas over time: every completed assessment, hers and the worker's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.assessments.models import Assessment, Rating
from casework.assessments.queries import IN_TURN
from casework.assessments.rules import AREAS, SCALE, Area
from casework.clients.models import Client
from dussk.ui.charts import Chart, Series, Shape, scale_chart

HERS, WORKERS = "She says", "Her worker sees"

#: How many assessments the table on paper has room for: the latest.
_ON_PAPER = 6


@dataclass(frozen=True)
class Point:
    """What one assessment says of an area; None where it was not rated."""

    on: date
    hers: int | None
    workers: int | None
    her_words: str

    @property
    def hers_in_words(self) -> str:
        """How she says it goes; "Not rated" where she did not say."""
        return _said(self.hers)

    @property
    def workers_in_words(self) -> str:
        """How her worker sees it; "Not rated" where she did not say."""
        return _said(self.workers)


@dataclass(frozen=True)
class AreaOverTime:
    """One area over all assessments, the earliest first."""

    area: Area
    name: str
    chart: Chart
    points: tuple[Point, ...]

    @property
    def latest_first(self) -> list[Point]:
        """Its points, the latest first."""
        return list(reversed(self.points))

    @property
    def on_paper(self) -> tuple[Point, ...]:
        """As many of the latest as the table on paper has room for."""
        return self.points[-_ON_PAPER:]


@dataclass(frozen=True)
class Areas:
    """All ten areas over time, for the page and for paper (``casework/change/_areas.html``).

    Attributes:
        days: on which assessments were completed, the earliest first.
        each: the ten areas, in the order of the form.
        scale: what each step of it means, the lowest first.
    """

    days: tuple[date, ...]
    each: tuple[AreaOverTime, ...]
    scale: tuple[tuple[int, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether no assessment was completed."""
        return not self.days

    @property
    def days_on_paper(self) -> tuple[date, ...]:
        """The days of the latest, as many as the table on paper has room for."""
        return self.days[-_ON_PAPER:]


def areas_over_time(client: Client) -> Areas:
    """Her ten areas over all assessments that were completed, as far as the reader may see them. Two statements."""
    return areas_of([client.pk])[client.pk]


def areas_of(clients: Iterable[int]) -> dict[int, Areas]:
    """The same of several women, by the number of their files, in as many statements as of one."""
    completed: dict[int, list[Assessment]] = {number: [] for number in clients}
    rows = Assessment.objects.filter(client__in=list(completed), completed_on__isnull=False)
    for row in rows.order_by(*IN_TURN):
        completed[row.client_id].append(row)
    said: dict[tuple[int, str], Rating] = {}
    for rating in Rating.objects.filter(assessment__in=[row.pk for rows in completed.values() for row in rows]):
        said[rating.assessment_id, rating.area] = rating
    return {number: _areas(rows, said) for number, rows in completed.items()}


def _areas(completed: Sequence[Assessment], said: Mapping[tuple[int, str], Rating]) -> Areas:
    days = tuple(row.completed_on for row in completed if row.completed_on is not None)
    return Areas(
        days,
        tuple(
            _area(area, name, days, (said.get((row.pk, area.value)) for row in completed))
            for area, name in AREAS.items()
        ),
        tuple(sorted(SCALE.items())),
    )


def _area(area: Area, name: str, days: tuple[date, ...], ratings: Iterable[Rating | None]) -> AreaOverTime:
    points = tuple(
        Point(day, rating.hers, rating.workers, rating.her_words) if rating else Point(day, None, None, "")
        for day, rating in zip(days, ratings, strict=True)
    )
    series = [
        Series(WORKERS, Shape.SQUARE, [point.workers for point in points]),
        Series(HERS, Shape.CIRCLE, [point.hers for point in points]),
    ]
    return AreaOverTime(area, name, scale_chart(name, days, series, SCALE), points)


def _said(value: int | None) -> str:
    return "Not rated" if value is None else f"{value}, {SCALE[value].lower()}"
