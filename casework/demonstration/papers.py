"""What the papers of some women leave out, as they said when their keyworkers asked."""

from dataclasses import dataclass

from casework.demonstration.women import Known, Service
from casework.printing.models import PaperChoice
from casework.printing.rules import Part


@dataclass(frozen=True)
class Said:
    """What one of them said, so many weeks ago; ``before``: what she had said until then."""

    weeks: int
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()
    no_paper: bool = False
    why: str = ""
    before: "Said | None" = None


_WHO_WE_ARE = (Part.SERVICE, Part.WORKERS)

SAID: dict[str, Said] = {
    "kelly": Said(9, why="Keeps it in her locker at the hostel. Nobody else has the key."),
    "donna": Said(
        6,
        (*_WHO_WE_ARE, Part.SEX_WORK, Part.SAFETY, Part.DATES),
        ("Lee", "the Anchor"),
        why="Lee goes through her bag. She keeps it inside a magazine at her mum’s.",
        before=Said(15, _WHO_WE_ARE, why="Says that he never looks at her post."),
    ),
    "sian": Said(7, (Part.SEX_WORK, Part.FAMILY), why="Her eldest reads by now."),
    "nikki": Said(4, no_paper=True, why="He finds everything. She wants it read to her at the drop-in instead."),
    "claire": Said(11, (Part.SUBSTANCES, Part.TREATMENT), ("methadone",), why="Her landlord comes in without asking."),
    "mo": Said(3, (*_WHO_WE_ARE, Part.HER_NAME, Part.SEX_WORK, Part.MENTAL_HEALTH)),
    "sam": Said(2, (Part.OTHER_PEOPLE,), why="It is for the fridge. She does not want her sister named."),
}


def ask_about_papers(service: Service, known: dict[str, Known]) -> None:
    """Write down what each said."""
    rows = [row for key, said in SAID.items() if key in known for row in _rows(service, known[key], said)]
    PaperChoice.objects.bulk_create(rows)


def _rows(service: Service, hers: Known, said: Said) -> list[PaperChoice]:
    chance = service.chance.of(f"papers of {hers.woman.key}")
    by = hers.client.keyworker or hers.client.made_by
    rows: list[PaperChoice] = []
    for each in filter(None, (said.before, said)):
        at = chance.office_hours(service.day(each.weeks))
        for row in rows:
            row.ended_at, row.ended_by = at, by
        rows.append(
            PaperChoice(
                **service.row(hers.client, by, at, chance),
                leaves_out=sorted(part.value for part in each.parts),
                words=list(each.words),
                no_paper=each.no_paper,
                why=each.why,
            )
        )
    return rows
