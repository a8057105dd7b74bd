"""Assessments: two women over years, with better and harder times, one that is being gone through, and one left.

What was written before the service had this software was typed in from paper when the files were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Prompt
from casework.demonstration.chance import Chance, day_of
from casework.demonstration.past import told_by_parent
from casework.demonstration.women import Known, Service, after

_BOTH, _WORKER, _CLIENT = Assessment.CompletedBy.BOTH, Assessment.CompletedBy.WORKER, Assessment.CompletedBy.CLIENT
_PROJECT = "Lantern House"


@dataclass(frozen=True)
class Gone:
    """One that was gone through.

    Attributes:
        weeks: how long ago it was begun.
        hers: what she said of the ten areas in their order; a dash where she said nothing.
        workers: what her worker said of them.
        by: who completed it; None where it is not completed.
        took: days from begun to completed.
        review: days from then to its review; None where none is set.
        words: what she said about areas.
        plans: what was planned.
        notes: of prompts.
        left: it was left unfinished.
        project: its name.
    """

    weeks: int
    hers: str
    workers: str
    by: Assessment.CompletedBy | None = _BOTH
    took: int = 3
    review: int | None = 91
    words: Mapping[Area, str] = field(default_factory=dict)
    plans: Mapping[Area, str] = field(default_factory=dict)
    notes: Mapping[Prompt, str] = field(default_factory=dict)
    left: bool = False
    project: str = _PROJECT


_HOME, _USE, _BODY, _MIND, _KIN = Area.HOUSING, Area.SUBSTANCES, Area.PHYSICAL, Area.MENTAL, Area.FAMILY

ASSESSMENTS: dict[str, tuple[Gone, ...]] = {
    "donna": (
        Gone(
            208,
            "2111211211",
            "1211111221",
            project="Night outreach",
            words={_HOME: "I sleep at Carl’s when he lets me.", _MIND: "Don’t ask."},
            plans={_HOME: "Night shelter on Fridays and Saturdays. Ring the council with her on Monday."},
            notes={Prompt.NIGHT: "Out five nights. Comes to the van for soup and stays to get warm."},
        ),
        Gone(
            170,
            "32123-2311",
            "2212212321",
            words={_USE: "The script holds me till the afternoon."},
            plans={_USE: "Ask the clinic to go up by ten.", _BODY: "Dentist at the hospital, go with her."},
        ),
        Gone(
            117,
            "12-1121121",
            "1211121221",
            _WORKER,
            words={_HOME: "Lost the room when I was inside."},
            plans={_HOME: "Women’s hostel, when a bed is free. She is third on the list."},
            notes={Prompt.CRIMINAL_RECORDS: "Twelve weeks in prison. Came through the gate with us in March."},
        ),
        Gone(
            61,
            "3323-33322",
            "3222133432",
            words={_KIN: "My sister rang. First time in two years."},
            plans={_KIN: "A letter to her sister; we post it.", _MIND: "Group on Thursdays, if she feels like it."},
        ),
        Gone(
            13,
            "44343443-3",
            "4333243433",
            took=8,
            words={
                _HOME: "I have a key. I lock it and nobody has the other one.",
                _MIND: "The nights are bad. The days are all right.",
            },
            plans={
                _HOME: "Housing benefit claim is in. Look at the arrears together each month.",
                _USE: "Stay on 60. Naloxone at home, and her neighbour knows where it is.",
                _MIND: "Talk to Ines about the nights.",
                Area.LIVING: "Cook together on Wednesdays.",
            },
            notes={
                Prompt.HOUSING: "One-room flat since summer, ground floor. Feels safe with the chain on.",
                Prompt.MONEY: "Owes 340 pounds to a catalogue. Pays back five a week.",
                Prompt.NIGHT: "Out one or two nights. Would stay in if somebody rang her at eleven.",
            },
        ),
    ),
    "mo": (Gone(1, "3-2-------", "----------", None, plans={_BODY: "Batteries for the hearing aids."}),),
    "robyn": (Gone(15, "2---1-----", "2---2-----", None, left=True),),
}

#: History rows of what hangs on an assessment say neither when nor by whom: the assessment says both.
_AGED = [
    (
        f"UPDATE casework_{table}event e SET pgh_created_at = a.made_at, pgh_staff_id = a.made_by_id,"  # noqa: S608
        " pgh_agency_id = a.agency_id FROM casework_assessment a WHERE a.id = e.assessment_id"
    )
    for table in ("rating", "promptnote")
]


def write_assessments(service: Service, known: dict[str, Known]) -> None:
    """Put them all on file."""
    told_by_parent(*_AGED)
    chance = service.chance.of("assessments")
    ratings, notes = [], []
    for key, gone in ASSESSMENTS.items():
        for each in gone:
            one = _assessment(service, known[key], each, chance)
            one.save()
            ratings += _ratings(one, each)
            notes += [PromptNote(assessment=one, prompt=prompt, note=note) for prompt, note in each.notes.items()]
    Rating.objects.bulk_create(ratings)
    PromptNote.objects.bulk_create(notes)


def _assessment(service: Service, known: Known, gone: Gone, chance: Chance) -> Assessment:
    started = day_of(chance.office_hours(service.day(gone.weeks)))
    completed = min(started + timedelta(days=gone.took), service.today) if gone.by else None
    by = known.client.keyworker or service.people["dilys"]
    at = max(chance.office_hours(completed or started), after(known.client.made_at, chance))
    review = completed + timedelta(days=gone.review) if completed and gone.review is not None else None
    return Assessment(
        **service.row(known.client, by, at, chance),
        project=gone.project,
        started_on=started,
        completed_on=completed,
        completed_by=gone.by or "",
        review_on=review,
        left_at=_left(at) if gone.left else None,
    )


def _left(at: datetime) -> datetime:
    return at + timedelta(days=9)


def _ratings(one: Assessment, gone: Gone) -> list[Rating]:
    rows = []
    for area, hers, workers in zip(Area, gone.hers, gone.workers, strict=True):
        said, seen = _point(hers), _point(workers)
        words, plan = gone.words.get(area, ""), gone.plans.get(area, "")
        review = one.completed_on + timedelta(days=28) if plan and one.completed_on else None
        if said or seen or words or plan:
            rows.append(
                Rating(assessment=one, area=area, hers=said, workers=seen, her_words=words, plan=plan, review_on=review)
            )
    return rows


def _point(letter: str) -> int | None:
    return None if letter == "-" else int(letter)
