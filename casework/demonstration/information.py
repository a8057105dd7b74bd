"""Information sheets of some of the invented women: two gone through from end to end, others begun on some night.

Nobody here exists; numbers are of the kind kept free for stories. What is kept besides is there because she wanted it.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from casework.demonstration.chance import Chance, day_of
from casework.demonstration.women import Known, Service
from casework.information.models import (
    Child,
    ImportantDate,
    InformationSheet,
    KeptFact,
    OtherAgency,
    SignificantOther,
)
from casework.information.rules import Section

_ALL = tuple(Section)


@dataclass(frozen=True)
class _Sheet:
    """What is on one. ``ago``: days since it was written. Children have ages, in years; dates are in so many days."""

    woman: str
    by: str
    ago: int
    finished: tuple[Section, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    children: tuple[tuple[str, int | None, dict[str, str]], ...] = ()
    others: tuple[dict[str, str], ...] = ()
    emergency: tuple[dict[str, str], ...] = ()
    agencies: tuple[dict[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, int, time | None, str, str], ...] = ()


SHEETS = (
    _Sheet(
        *("kelly", "jo", 40),
        finished=(Section.DETAILS, Section.CHILDREN, Section.EMERGENCY, Section.GP),
        said={
            "ethnicity": "white_british",
            "address": "No fixed address. Sofas, mostly at Dawn’s.",
            "ni_number": "AB123456C",
            "referred_by": "Came by herself, with Kaz",
            "gp_registered": "yes",
            "gp_name": "The Cedars surgery, Dr Amin",
            "gp_phone": "0117 496 0752",
            "gp_address": "4 Cedar Road",
        },
        children=(
            (
                "Kayden",
                9,
                {
                    "sex": "male",
                    "lives": "family",
                    "location": "With her mum in Bath",
                    "proceedings": "Special guardianship since 2021. She sees him the first Saturday of the month, and"
                    " rings on Sundays. Her mum decides; no social worker any more.",
                },
            ),
            (
                "Lexi",
                4,
                {"sex": "female", "lives": "adopted", "proceedings": "A letter twice a year, in May and November."},
            ),
        ),
        others=(
            {
                "name": "Kaz",
                "relationship": "Best friend",
                "may_contact": "no",
                "knows": "Everything. They come together",
            },
        ),
        emergency=(
            {
                "name": "Linda Marsden",
                "relationship": "Mum",
                "phone": "01632 960117",
                "may_contact": "emergency",
                "knows": "That she comes for a hot meal",
            },
        ),
        agencies=(
            {
                "name": "Probation, Bridge Street",
                "worker": "Colette",
                "phone": "0117 496 0330",
                "about": "Licence until spring, Tuesdays",
            },
        ),
        facts=(
            (
                "tenancy",
                "Evicted in August. The council says she made herself homeless; the law centre is looking at it.",
            ),
        ),
        dates=(("court", 5, time(10), "Magistrates’ court", "Wants Jo to go with her. Breach of the injunction."),),
    ),
    _Sheet(
        *("donna", "rowan", 70),
        finished=_ALL,
        said={
            "ethnicity": "white_irish",
            "ethnicity_words": "Irish, from Cork",
            "address": "Flat 2, 18 Alma Terrace",
            "prison_number": "A4821CD",
            "referred_by": "Prison resettlement team",
            "gp_registered": "yes",
            "gp_name": "Alma Road practice",
            "gp_phone": "0117 496 0418",
            "gp_address": "Alma Road",
        },
        children=(
            (
                "Siobhán",
                24,
                {"sex": "female", "lives": "own", "location": "Cork", "proceedings": "They talk again since June."},
            ),
            ("Declan", 21, {"sex": "male", "lives": "own", "location": "Army"}),
        ),
        others=(
            {
                "name": "Father Tom",
                "relationship": "Priest at St Brigid’s",
                "phone": "0117 496 0266",
                "may_contact": "yes",
                "knows": "Everything",
                "address": "St Brigid’s, Hill Street",
            },
        ),
        emergency=(
            {
                "name": "Siobhán Keogh",
                "relationship": "Daughter",
                "phone": "01632 960142",
                "may_contact": "yes",
                "knows": "That she is in recovery",
            },
        ),
        agencies=(
            {
                "name": "Harbour",
                "worker": "Shanice",
                "phone": "0117 496 0600",
                "about": "Prescribing, Thursdays",
            },
            {"name": "Fern Bank", "phone": "01632 960411", "about": "On their waiting list"},
        ),
        facts=(
            ("benefits", "Universal Credit, with the limited capability part since March."),
            ("debts", "£412 to the water company, £10 a month. The bailiffs were sent away in May."),
        ),
        dates=(("other", 11, time(14, 30), "Fern Bank", "A look round, with Rowan."),),
    ),
    _Sheet(
        *("sam", "marta", 18),
        finished=(Section.DETAILS,),
        said={"ethnicity": "mixed_caribbean", "address": "Room 6, Northgate House", "gp_registered": "no"},
        children=(
            (
                "Baby, not named yet",
                None,
                {"proceedings": "Due in March. Pre-birth assessment has begun; wants Marta there."},
            ),
        ),
        agencies=(
            {"name": "Midwives, St Anne’s", "worker": "Grace", "phone": "0117 496 0875", "about": "Every second week"},
        ),
        dates=(("other", 9, time(9, 45), "St Anne’s, clinic 3", "Scan. Does not want to go alone."),),
    ),
    _Sheet(
        *("mo", "jo", 120),
        said={"gp_registered": "yes", "gp_name": "The Cedars surgery", "address": "12 Ferry Lane, the top bell"},
        others=(
            {
                "name": "Pat",
                "relationship": "Neighbour",
                "phone": "0117 496 0049",
                "may_contact": "yes",
                "knows": "That we are friends",
            },
        ),
        emergency=(
            {
                "name": "Pat",
                "relationship": "Neighbour",
                "phone": "0117 496 0049",
                "may_contact": "yes",
                "knows": "That we are friends",
            },
        ),
        facts=(("arrears", "Three weeks behind since she was in hospital. The landlord knows why."),),
    ),
    _Sheet(
        *("ola", "marta", 25),
        said={"ethnicity": "white_other", "ethnicity_words": "Polka", "referred_by": "Zosia"},
        facts=(
            ("immigration", "Settled status since 2021. She has the letter, and a picture of it on her phone."),
            ("public_funds", "Yes, the same as anybody."),
        ),
        dates=(("nrm", 30, None, "", "Forty-five days from the first decision."),),
    ),
    _Sheet(
        *("tracey", "jo", 12),
        emergency=({"name": "Denise", "relationship": "Sister", "phone": "0117 496 0993", "may_contact": "emergency"},),
        dates=(("bail", 2, time(16), "Trinity Road police station", "Signs on. Bring her bus fare."),),
    ),
)


def write_sheets(service: Service, known: dict[str, Known]) -> None:
    """Fill the sheets in. As the owner, as all of the demonstration."""
    chance = service.chance.of("information sheets")
    for sheet in SHEETS:
        _write(service, known[sheet.woman], sheet, chance)


def _write(service: Service, her: Known, sheet: _Sheet, chance: Chance) -> None:
    at = max(chance.office_hours(service.today - timedelta(days=sheet.ago)), her.client.made_at + timedelta(hours=1))
    by = service.people[sheet.by]

    def row() -> Any:
        return service.row(her.client, by, at, chance)

    InformationSheet.objects.create(
        **row(),
        **sheet.said,
        sheet_on=day_of(at),
        file_opened_on=day_of(her.client.made_at),
        finished=[section.value for section in Section if section in sheet.finished],
        written_at=at,
    )
    for name, age, said in sheet.children:
        Child.objects.create(**row(), name=name, born=_birthday(service.today, age, chance), **said)
    for kind, people in (("other", sheet.others), ("emergency", sheet.emergency)):
        for person in people:
            SignificantOther.objects.create(**row(), kind=kind, **person)
    for agency in sheet.agencies:
        OtherAgency.objects.create(**row(), **agency)
    for topic, words in sheet.facts:
        KeptFact.objects.create(**row(), topic=topic, words=words, wanted_on=day_of(at))
    for kind, days, clock, where, note in sheet.dates:
        on = service.today + timedelta(days=days)
        day = {"kind": kind, "on": on, "at": clock, "where": where, "note": note}
        ImportantDate.objects.create(**row(), **day, wanted_on=day_of(at))


def _birthday(today: date, age: int | None, chance: Chance) -> date | None:
    if age is None:
        return None
    day = today - timedelta(days=chance.randrange(20, 340))
    return day.replace(year=day.year - age, day=min(day.day, 28))
