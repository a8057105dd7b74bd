"""A directory of services and referrals of the invented women: refused, made elsewhere, answered by the drug service.

None of these services exists; their numbers are of the kind kept free for stories.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from casework.demonstration.chance import Chance, day_of, moment
from casework.demonstration.people import HARBOUR, LANTERN
from casework.demonstration.women import Known, Service
from consent.agreements.models import OutsideChoice
from consent.disclosures.models import Disclosure
from consent.referrals import models
from consent.referrals.models import Referral, ReferralStep, ServiceHours
from consent.referrals.rules import hours

_EVERY_DAY, _WEEKDAYS = tuple(range(7)), tuple(range(5))
_CHECKED = 70  # days ago at the most


@dataclass(frozen=True)
class _Place:
    """A service. ``open``: days, and the hours as people type them."""

    key: str
    name: str
    tier: int | None
    kind: str
    offers: str
    open: tuple[tuple[Sequence[int], str], ...] = ()
    said: dict[str, object] = field(default_factory=dict)
    partner: str = ""


PLACES = (
    _Place(
        "brannock",
        "St Brannock’s night shelter",
        1,
        "hostel",
        "Twelve beds for women, a hot meal, a locker.",
        ((_EVERY_DAY, "8:30pm to 8:30am"),),
        {
            "phone": "0117 496 0311",
            "ask_for": "the night worker",
            "women": "only",
            "curfew": "In by 11pm, or the bed is gone",
            "barriers": ["pets", "partners"],
            "outside": "housing_providers",
        },
    ),
    _Place(
        "gate",
        "Northgate House",
        1,
        "hostel",
        "Supported rooms for up to two years.",
        ((_EVERY_DAY, "24 hours"),),
        {
            "phone": "0117 496 0180",
            "women": "mixed",
            "barriers": ["area", "id", "abstinence", "wait"],
            "barriers_note": "Asks for six weeks without use. Says so only at the second meeting.",
            "outside": "housing_providers",
        },
    ),
    _Place(
        "cedars",
        "The Cedars surgery",
        1,
        "gp",
        "Registers women without an address. Smear tests, wound care, contraception.",
        ((_WEEKDAYS, "8am to 6:30pm"),),
        {
            "phone": "0117 496 0752",
            "ask_for": "Dr Amin, Wednesdays",
            "women": "hours",
            "women_when": "Wednesday mornings",
        }
        | {"barriers": ["men"], "languages": "Polish, Romanian", "outside": "health"},
    ),
    _Place(
        "lamp",
        "The Lamp night café",
        2,
        "drop_in",
        "Warm, dry, tea and toast. Needle exchange at the back door.",
        (((3, 4, 5, 6), "10pm to 5am"),),
        {"phone": "0117 496 0944", "women": "mixed", "barriers": ["men", "stairs"]},
    ),
    _Place(
        "harbour",
        "Harbour: prescribing",
        3,
        "prescribing",
        "Opioid substitution, same-day start on Tuesdays.",
        ((_WEEKDAYS, "9am to 5pm"),),
        {"phone": "0117 496 0600", "ask_for": "the duty worker", "women": "hours", "women_when": "Thursday afternoons"}
        | {"outside": "drug_services", "barriers": ["appointment"]},
        partner=HARBOUR,
    ),
    _Place(
        "fern",
        "Fern Bank",
        4,
        "rehab",
        "Twelve weeks, women with a child under five too.",
        ((_EVERY_DAY, "24 hours"),),
        {
            "phone": "01632 960411",
            "women": "only",
            "barriers": ["wait", "funds", "partners"],
            "outside": "drug_services",
        },
    ),
    _Place(
        "juniper",
        "Juniper: after rape and assault",
        None,
        "violence",
        "Forensic examination, an adviser of her own, counselling. She need not tell the police.",
        ((_EVERY_DAY, "24 hours"),),
        {"phone": "0117 496 0222", "women": "mixed", "barriers": ["phone"], "languages": "Any, by telephone"},
    ),
    _Place(
        "law",
        "Quay Street law centre",
        None,
        "legal",
        "Housing and benefits law, legal aid.",
        (((1, 3), "9:30am to 1pm"),),
        {"phone": "0117 496 0515", "women": "not_known", "barriers": ["id", "appointment"], "outside": "solicitors"},
    ),
)


@dataclass(frozen=True)
class _Sent:
    """A referral: whose, where, how many days ago, and what became of it: state, days ago, reason or outcome, words."""

    woman: str
    place: str
    ago: int
    basis: str
    urgency: str
    why: str
    wants: str = ""
    by: str = "jo"
    steps: tuple[tuple[str, int, str, str], ...] = ()
    instead: bool = False


SENT = (
    _Sent(
        *("kelly", "gate", 24, "herself", "week", "Sofa-surfing since the eviction; the place she is in is not safe."),
        wants="A door that locks, and her cat",
        steps=(("refused", 17, "using", "They ask for six weeks without use."),),
    ),
    _Sent(
        *(
            "kelly",
            "brannock",
            16,
            "herself",
            "today",
            "Sofa-surfing since the eviction; the place she is in is not safe.",
        ),
        wants="A door that locks, and her cat",
        steps=(("accepted", 16, "", "Temi takes the cat for now."), ("seen", 15, "", "")),
        instead=True,
    ),
    _Sent(
        *("sam", "harbour", 12, "share", "week", "Wants to start methadone again. Last script ran out in spring."),
        wants="Somewhere near the bus",
        by="marta",
        steps=(("accepted", 9, "", "Tuesday clinic."), ("missed", 5, "", ""), ("accepted", 4, "", "Next Tuesday.")),
    ),
    _Sent(
        *("robyn", "harbour", 1, "share", "week", "Using more since her partner came out of prison. Asks for a script.")
    ),
    _Sent(
        *("donna", "fern", 60, "herself", "routine", "Five months stable. Wants to go before the winter."),
        by="marta",
        steps=(("waiting", 52, "", "Eight weeks, they think."),),
    ),
    _Sent(
        *("mo", "cedars", 33, "consent", "week", "Leg ulcer that does not heal."),
        wants="A woman doctor",
        by="temi",
        steps=(
            ("accepted", 31, "", ""),
            ("seen", 28, "", ""),
            ("ended", 6, "helped", "Healed. Comes back by herself."),
        ),
    ),
    _Sent(
        *("mo", "cedars", 2, "disclosure", "week", "Found unwell on Sunday. Sees the doctor on Thursday."),
        wants="That he knows before, so that she need not tell it again",
    ),
    _Sent(
        *("ola", "law", 20, "herself", "routine", "A letter from the council about rent from two years ago."), by="temi"
    ),
    _Sent(
        *("niamh", "juniper", 8, "herself", "today", "She told us on the van what happened on Sunday."),
        wants="To be looked at, and no police",
        steps=(("seen", 8, "", "Marta went with her."), ("seen", 3, "", "Her adviser is called Pauline.")),
        by="marta",
    ),
)


def refer(service: Service, known: dict[str, Known]) -> None:
    """Fill the charity's directory, and refer some of the women. As the owner, as all of the demonstration."""
    chance = service.chance.of("referrals")
    places = {place.key: _keep(service, place, chance) for place in PLACES}
    before: dict[str, Referral] = {}
    for sent in SENT:
        row = _send(service, known[sent.woman], sent, places[sent.place], before.get(sent.woman), chance)
        before[sent.woman] = row


def _keep(service: Service, place: _Place, chance: Chance) -> models.Service:
    checked = service.today - timedelta(days=chance.randrange(_CHECKED))
    row = models.Service.objects.create(
        uid=chance.uid(),
        agency=service.charity,
        made_by=service.people["dilys"],
        made_at=moment(service.today - timedelta(days=180), time(11)),
        name=place.name,
        tier=place.tier,
        kind=place.kind,
        offers=place.offers,
        partner=service.people.agencies[place.partner] if place.partner else None,
        checked_on=checked,
        checked_by=service.people["temi"],
        **place.said,
    )
    ServiceHours.objects.bulk_create(
        ServiceHours(service=row, day=each.day, opens=each.opens, closes=each.closes)
        for days, typed in place.open
        for day in days
        for each in hours.read_day(day, typed)
    )
    return row


def _send(
    service: Service, known: Known, sent: _Sent, place: models.Service, before: Referral | None, chance: Chance
) -> Referral:
    at, by = _at(service, sent.ago, known.client.made_at), service.people[sent.by]
    choice = _her_yes(known, place) if sent.basis == "consent" else None
    release = _release(known, place) if sent.basis == "disclosure" else None
    row = Referral.objects.create(
        **service.row(known.client, by, at, chance),
        service=place,
        to_agency=place.partner if sent.basis == "share" else None,
        tier=place.tier,
        kind=place.kind,
        why=sent.why,
        wants=sent.wants,
        urgency=sent.urgency,
        how="here" if sent.basis == "share" else "together" if sent.basis == "herself" else "phone",
        basis=sent.basis if sent.basis != "consent" or choice else "herself",
        choice=choice,
        disclosure=release,
        instead_of=before if sent.instead else None,
        made_on=day_of(at),
        state_on=day_of(at),
    )
    last = _step(service, row, "sent", at, chance)
    for state, ago, because, words in sent.steps:
        last = _step(service, row, state, max(_at(service, ago, at), last), chance, because=because, words=words)
    row.refresh_from_db()
    return row


def _at(service: Service, ago: int, earliest: datetime) -> datetime:
    """Late in the morning of that day; not before something else."""
    day: date = service.today - timedelta(days=ago)
    return max(moment(day, time(11, 20)), earliest + timedelta(minutes=5))


def _her_yes(known: Known, place: models.Service) -> OutsideChoice | None:
    standing = OutsideChoice.objects.filter(agreement__client=known.client, agreement__replaced_at=None, agreed=True)
    standing = standing.filter(withdrawn_at=None, agreement__withdrawn_at=None)
    return standing.filter(name=place.name).first() or standing.filter(kind=place.outside).first()


def _release(known: Known, place: models.Service) -> Disclosure:
    """What a manager approved that this place is told."""
    return Disclosure.objects.get(client=known.client, to_name=place.name, state="approved")


def _step(
    service: Service, row: Referral, state: str, at: datetime, chance: Chance, *, because: str = "", words: str = ""
) -> datetime:
    """One step; what a partner agency was sent, somebody there answers."""
    answered = row.to_agency is not None and state != "sent"
    ReferralStep.objects.create(
        uid=chance.uid(),
        referral=row,
        agency=service.people.agencies[HARBOUR if answered else LANTERN],
        made_by=service.people["shanice"] if answered else row.made_by,
        made_at=at,
        state=state,
        on=day_of(at),
        reason=because if state == "refused" else "",
        outcome=because if state == "ended" else "",
        words=words,
    )
    return at
