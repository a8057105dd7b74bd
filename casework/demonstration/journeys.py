"""Journeys: marks of five years with their returns, assessments with ratings, and plans that are to be reviewed.

What lies before the first night was on paper, and was typed in with the files.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.assessments.models import Assessment, Rating
from casework.assessments.rules import Area
from casework.change.models import JourneyMark
from casework.change.rules.cues import CUES
from casework.change.rules.marks import MARKS, Scale
from casework.clients.models import Status, StatusChange
from casework.demonstration.chance import Chance, moment
from casework.demonstration.women import Known, Service, after
from dussk.staff.models import Staff

_DAY, _MONTH, _YEAR = JourneyMark.Exactness.DAY, JourneyMark.Exactness.MONTH, JourneyMark.Exactness.YEAR
_SCALE_OF = {mark: scale for scale, marks in MARKS.items() for mark in marks}


@dataclass(frozen=True)
class _Mark:
    """So many weeks ago: which, how exactly that is known, how many of its cues were seen, and a note."""

    weeks: int
    mark: str
    exactness: JourneyMark.Exactness = _DAY
    seen: int = 0
    note: str = ""


_MARKS: dict[str, tuple[_Mark, ...]] = {
    "claire": (
        _Mark(262, "vulnerability", _YEAR, note="She was nineteen when it began, she says, and nobody asked."),
        _Mark(258, "pre_contemplation", _MONTH, 3),
        _Mark(246, "chaos", _MONTH),
        _Mark(231, "violence", _MONTH, note="Beaten by a customer. Reported it, and nothing came of it."),
        _Mark(228, "contemplation", _MONTH, 2, "“I can’t do another winter.”"),
        _Mark(219, "decision", _DAY, 2, "Asked for a script in so many words."),
        _Mark(214, "action", _DAY, 1),
        _Mark(214, "reactionary", _MONTH, note="Left after the assault, from one day to the next."),
        _Mark(198, "relapse", _MONTH, 2),
        _Mark(171, "contemplation", _MONTH, 3, "Came back by herself, with her sister’s coat on."),
        _Mark(160, "pregnancy", _MONTH, note="Lost it at fourteen weeks. She wants this known, and not talked about."),
        _Mark(149, "decision", _DAY, 1),
        _Mark(143, "action", _DAY, 2),
        _Mark(140, "stabilisation", _MONTH, note="A room of her own, on a script, at the group on Tuesdays."),
        _Mark(121, "maintenance", _MONTH, 3),
        _Mark(118, "gradual", _MONTH, note="One night a week, then none. With the room and the script."),
        _Mark(96, "overdose", _DAY, note="Found by a neighbour with naloxone."),
        _Mark(94, "relapse", _DAY, 3),
        _Mark(92, "chaos", _MONTH),
        _Mark(71, "contemplation", _DAY, 2, "“It held for a year. So it can hold.”"),
        _Mark(52, "decision", _DAY, 3),
        _Mark(44, "action", _DAY, 2, "Group, script, appointments. Keeps them in a red notebook."),
        _Mark(40, "stabilisation", _MONTH),
        _Mark(15, "maintenance", _DAY, 4, "Gave up her working name today."),
        _Mark(6, "moving_on", _DAY, note="Her word for it: “walking”."),
    ),
    "mo": (
        _Mark(64, "contemplation", _MONTH, 2),
        _Mark(30, "relapse", _MONTH, 1),
        _Mark(18, "contemplation", _DAY, 3, "Talks about her grandchildren, and next year."),
    ),
    "kaz": (_Mark(20, "chaos", _MONTH), _Mark(12, "pre_contemplation", _DAY, 2)),
    "rosa": (_Mark(9, "decision", _DAY, 2), _Mark(8, "children", _MONTH, note="Her son is with her mother in Porto.")),
}

#: How she and the service stood before the first night: (weeks ago, status, note). It ends in touch.
_STOOD: dict[str, tuple[tuple[int, Status, str], ...]] = {
    "claire": (
        (258, Status.IN_TOUCH, "First came to the van. From the paper file."),
        (192, Status.LOST_TOUCH, "Nobody had seen her since Easter. From the paper file."),
        (172, Status.IN_TOUCH, "Walked in with her sister. From the paper file."),
        (92, Status.LOST_TOUCH, "Left hospital by herself. From the paper file."),
        (72, Status.IN_TOUCH, "Rang the bell at midnight. From the paper file."),
    ),
}

_AREAS = tuple(area.value for area in Area)
#: What each digit of an assessment's line says; a dot is not rated.
_NOT_RATED = "."


@dataclass(frozen=True)
class _Assessed:
    """So many weeks ago: her ratings and the worker's, a digit an area in the order of the form.

    ``review``: in how many weeks from today it is to be reviewed; ``areas``: those with a date of their own.
    """

    weeks: int
    hers: str
    workers: str
    by: Assessment.CompletedBy = Assessment.CompletedBy.BOTH
    review: int | None = None
    areas: tuple[tuple[Area, int], ...] = ()
    words: tuple[tuple[Area, str], ...] = ()


_WORKER = Assessment.CompletedBy.WORKER
_ASSESSED: dict[str, tuple[_Assessed, ...]] = {
    "claire": (
        _Assessed(226, "112.1.2...", "1121211221", words=((Area.HOUSING, "A sofa, when he lets me."),)),
        _Assessed(190, "..........", "111.111111", _WORKER),
        _Assessed(146, "2223223333", "2232223323"),
        _Assessed(
            112,
            "4434344444",
            "4333334443",
            words=((Area.HOUSING, "My own door. I lock it twice because I can."), (Area.FRIENDS, "Siân, mostly.")),
        ),
        _Assessed(70, "21222.3.22", "2122223322"),
        _Assessed(
            14,
            "4344354444",
            "434434444.",
            review=-1,
            areas=((Area.HOUSING, 2), (Area.SUBSTANCES, -3)),
            words=((Area.SUBSTANCES, "Eleven weeks. I count them."), (Area.FAMILY, "My sister rings on Sundays.")),
        ),
    ),
    "mo": (
        _Assessed(26, "3.22233..3", "2222223332"),
        _Assessed(13, "3322333.33", "3222323332", review=1, areas=((Area.PHYSICAL, -2),)),
    ),
    "kaz": (_Assessed(12, "1.2.......", "1121112211", review=3),),
    "shaz": (_Assessed(16, "3333434433", "3233333433", review=-4),),
}


def write_journeys(service: Service, known: dict[str, Known]) -> None:
    """Make all of it."""
    for key, woman in known.items():
        writer = _Writer(service, woman, service.chance.of(f"journey of {key}"))
        JourneyMark.objects.bulk_create(writer.mark(said) for said in _MARKS.get(key, ()))
        StatusChange.objects.bulk_create(writer.stood(*said) for said in _STOOD.get(key, ()))
        for assessed in _ASSESSED.get(key, ()):
            writer.assess(assessed)


@dataclass(frozen=True)
class _Writer:
    """Writes on one woman's file, as her keyworker."""

    service: Service
    known: Known
    chance: Chance

    @property
    def _by(self) -> Staff:
        return self.known.client.keyworker or self.service.people["dilys"]

    def _at(self, day: date) -> datetime:
        """When what is of a day was written: that afternoon, or when the paper file was typed in."""
        typed_in = after(self.known.client.made_at, self.chance)
        return max(moment(day, time(14, self.chance.randrange(60))), typed_in)

    def _row(self, day: date) -> dict[str, object]:
        return dict(self.service.row(self.known.client, self._by, self._at(day), self.chance))

    def mark(self, said: _Mark) -> JourneyMark:
        """A mark, dated as exactly as it is known."""
        on = self.service.day(said.weeks)
        dated = {_DAY: on, _MONTH: on.replace(day=1), _YEAR: on.replace(month=1, day=1)}[said.exactness]
        return JourneyMark(
            **self._row(on),
            scale=_SCALE_OF[said.mark].value,
            mark=said.mark,
            on=dated,
            exactness=said.exactness,
            cues=list(CUES.get(said.mark, {}))[: said.seen] if _SCALE_OF[said.mark] is Scale.CYCLE else [],
            note=said.note,
        )

    def stood(self, weeks: int, status: Status, note: str) -> StatusChange:
        """How she and the service stood then."""
        word = self.service.words[status]
        on = self.service.day(weeks)
        return StatusChange(**self._row(on), status=status, word=word, on=on, note=note)

    def assess(self, said: _Assessed) -> None:
        """A completed assessment, with its ratings."""
        today, on = self.service.today, self.service.day(said.weeks)
        row = Assessment.objects.create(
            **self._row(on),
            project="Key work",
            started_on=on - timedelta(days=self.chance.randrange(9)),
            completed_on=on,
            completed_by=said.by,
            review_on=None if said.review is None else today + timedelta(weeks=said.review),
        )
        own, words = dict(said.areas), dict(said.words)
        Rating.objects.bulk_create(
            Rating(
                assessment=row,
                area=area,
                hers=None if hers == _NOT_RATED else int(hers),
                workers=None if workers == _NOT_RATED else int(workers),
                her_words=words.get(Area(area), ""),
                review_on=today + timedelta(weeks=own[Area(area)]) if Area(area) in own else None,
            )
            for area, hers, workers in zip(_AREAS, said.hers, said.workers, strict=True)
        )
