"""The programme as it was offered: about the study's figures, with a few women who have not decided.

125 women: 84 declined screening (13 too busy, 11 not interested, 10 not selling, 50 otherwise), 41 were screened: 11
take part, 3 could not consent, 27 are not eligible. Besides them two have not decided, and of one answers are missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from casework.clients.models import Client
from casework.demonstration.agreements import SHARES
from casework.demonstration.chance import Chance, day_of
from casework.demonstration.schedule import Evening
from casework.demonstration.women import Known, Service, after
from casework.demonstration.wording import DESCRIPTIONS
from casework.intake import rules
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from dussk.staff.models import Staff

_BROUGHT, _REASON, _ANSWER = Recruitment.BroughtBy, Recruitment.Reason, Recruitment.Answer
_BECAUSE, _DECISION = Screening.Because, Screening.Decision

_TAKE_PART = ("donna", "sian", "claire", "nikki", "mo", "sam", "steph", "robyn", "leanne", "gem", "shaz")


@dataclass(frozen=True)
class Cannot:
    """Why somebody could not consent, in how many days she is to be asked again, and a note."""

    because: Screening.Because
    days: int
    note: str


_CANNOT = {
    "jess": Cannot(_BECAUSE.DISTRESSED, 0, "In tears about her daughter. We sat down with tea instead."),
    "courtney": Cannot(_BECAUSE.DISTRESSED, 4, "Wanted to say yes, and could not sit still. Another day."),
    "tracey": Cannot(_BECAUSE.HEALTH, 9, "Feverish. Went with her to the walk-in centre."),
}
_NOT_ELIGIBLE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("kelly_rudge", "kaz", "sammy", "niamh", "alex", "tash", "becky", "tina", "chrissie", "zoe", "zosia", "vic"),
        ("selling",),
    ),
    **dict.fromkeys(
        ("ola", "stef", "ioana", "mirela", "lindita", "blessing", "rosa", "eszter", "dee", "ange"), ("using",)
    ),
    **dict.fromkeys(("carys", "mel", "lee", "gemma", "mags"), ("selling", "using")),
}
_UNDECIDED = ("toni", "paige")
_INCOMPLETE = "thuy"
_DECLINED = (
    ("kelly", _REASON.TOO_BUSY),
    ("kellie", _REASON.TOO_BUSY),
    ("shan", _REASON.NOT_INTERESTED),
    ("sharn", _REASON.NONE_GIVEN),
    ("neve", _REASON.LEFT),
    ("tasha", _REASON.NONE_GIVEN),
    ("jade", _REASON.NOT_INTERESTED),
    ("jade_van", _REASON.LEFT),
    ("bex", _REASON.TOO_BUSY),
    ("mel_tranter", _REASON.NOT_SELLING),
    ("nicky", _REASON.NONE_GIVEN),
    ("lou", _REASON.NOT_SELLING),
    ("hayley", _REASON.NOT_INTERESTED),
    ("sasha", _REASON.LEFT),
)
#: How many declined for each reason, with and without a file.
_IN_ALL = {
    _REASON.TOO_BUSY: 13,
    _REASON.NOT_INTERESTED: 11,
    _REASON.NOT_SELLING: 10,
    _REASON.LEFT: 18,
    _REASON.NONE_GIVEN: 26,
    _REASON.OTHER: 6,
}
_OTHER_REASONS = (
    "Her lift was waiting",
    "Wants to ask her sister first",
    "Said groups are not for her",
    "Going away for the summer",
    "Only came in to get warm",
    "Wants to see who else goes",
)
_NOTES = ("", "", "", "Took a flyer with her.", "Asked what happens in the group.", "Ask again when it is quieter.")


@dataclass
class Offers:
    """All offers and screenings, as they fill up."""

    service: Service
    evenings: list[Evening]
    chance: Chance = field(init=False)
    offers: list[Recruitment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = self.service.chance.of("the programme")


def _begin_criteria(service: Service, chance: Chance) -> None:
    """Version 1 of every agency: as ``intake.actions.begin_criteria``, with public ids that come out the same."""
    began = chance.office_hours(service.today - timedelta(days=200))
    for agency in service.people.agencies.values():
        version = CriteriaSet.objects.create(
            uid=chance.uid(), agency=agency, number=1, why=rules.STANDARD_WHY, made_at=began, published_at=began
        )
        Criterion.objects.bulk_create(
            Criterion(
                uid=chance.uid(),
                set=version,
                code=one.code,
                order=order * 10,
                question=one.question,
                failed=one.failed,
                missing=one.missing,
                is_of_age=one.is_of_age,
            )
            for order, one in enumerate(rules.STANDARD_CRITERIA, start=1)
        )


def _who(evening: Evening, service: Service, chance: Chance, kept_from: frozenset[str] = frozenset()) -> Staff:
    """Somebody on shift who screens: a keyworker, or the manager."""
    volunteers = {"bethan", "ruth", "kezia"}
    able = [key for key in evening.team if key not in kept_from and key not in volunteers]
    return service.people[chance.choice(able or ["dilys"])]


def _evening_of(offers: Offers, known: Known, chance: Chance) -> Evening:
    """A night on which she may have come: of a woman whose file is shared, shortly before that; of others, any."""
    began = day_of(known.client.made_at)
    able = [one for one in offers.evenings if one.day >= began and known.coming.may_come(one.day)]
    if known.woman.key in _CANNOT or known.woman.key in _UNDECIDED:
        return able[-1]
    shared = SHARES.get(known.woman.key)
    before = [one for one in able if shared and one.day <= offers.service.day(shared[0].since)]
    return before[-1] if before else chance.choice(able)


def _offer(offers: Offers, evening: Evening, by: Staff, client: Client | None = None, **fields: str) -> Recruitment:
    chance = offers.chance
    at = (evening.opens + evening.lasts * chance.uniform(0.2, 0.9)).replace(second=0, microsecond=0)
    brought = [_BROUGHT.WORKER, _BROUGHT.FLYER, _BROUGHT.POSTER, _BROUGHT.FRIEND, _BROUGHT.NOT_KNOWN]
    brought.append(_BROUGHT.VAN if evening.kind == "van" else _BROUGHT.DROP_IN)
    offer = Recruitment(
        uid=chance.uid(),
        client=client,
        owner=client.agency if client else None,
        agency=offers.service.charity,
        made_by=by,
        made_at=after(at, chance),
        at=at,
        setting=evening.kind,
        brought_by=chance.choice(brought),
        note=chance.choice(_NOTES),
        **fields,
    )
    offers.offers.append(offer)
    return offer


def _to_known(offers: Offers, known: Known, answer: Recruitment.Answer, reason: str = "") -> Recruitment:
    evening = _evening_of(offers, known, offers.chance)
    by = _who(evening, offers.service, offers.chance, known.kept_from)
    return _offer(offers, evening, by, client=known.client, answer=answer, reason=reason)


def _to_unknown(offers: Offers) -> None:
    """All others who declined: nobody knew them."""
    left = dict(_IN_ALL)
    for _key, reason in _DECLINED:
        left[reason] -= 1
    words = iter(_OTHER_REASONS)
    for reason, count in left.items():
        for _each in range(count):
            evening = offers.chance.choice(offers.evenings)
            _offer(
                offers,
                evening,
                _who(evening, offers.service, offers.chance),
                description=offers.chance.choice(DESCRIPTIONS),
                answer=_ANSWER.DECLINED,
                reason=reason,
                reason_words=next(words) if reason == _REASON.OTHER else "",
            )


def _screened(offers: Offers, known: Known, offer: Recruitment, version: CriteriaSet) -> Screening:
    key, at = known.woman.key, after(offer.at, offers.chance)
    decided: dict[str, object] = {}
    result = rules.Result.ELIGIBLE
    if key in _NOT_ELIGIBLE:
        result = rules.Result.NOT_ELIGIBLE
    elif key == _INCOMPLETE:
        result = rules.Result.INCOMPLETE
    elif cannot := _CANNOT.get(key):
        again = offers.service.today + timedelta(days=cannot.days)
        decided = {"because": cannot.because, "ask_again_on": again, "note": cannot.note}
    if result is rules.Result.ELIGIBLE:
        decided |= {"decision": _DECISION.CANNOT if key in _CANNOT else _DECISION.CONSENTED, "decided_on": day_of(at)}
    return Screening(
        uid=offers.chance.uid(),
        client=known.client,
        owner=known.client.agency,
        agency=offer.agency,
        made_by=offer.made_by,
        made_at=after(at, offers.chance),
        at=at,
        recruitment=offer,
        criteria=version,
        result=result,
        **decided,
    )


def _answers(screening: Screening, key: str, criteria: list[Criterion]) -> Iterator[ScreeningAnswer]:
    for criterion in criteria:
        said = "no" if criterion.code in _NOT_ELIGIBLE.get(key, ()) else "yes"
        note = ""
        if key == _INCOMPLETE and criterion.code == "using":
            said, note = "not_known", "Not asked: no interpreter could be reached."
        yield ScreeningAnswer(screening=screening, criterion=criterion, said=said, note=note)


def offer_the_programme(service: Service, known: dict[str, Known], evenings: list[Evening]) -> None:
    """Make every offer and screening of the six months."""
    offers = Offers(service, evenings)
    _begin_criteria(service, offers.chance)
    screened = [*_TAKE_PART, *_CANNOT, *_NOT_ELIGIBLE, _INCOMPLETE]
    of_key = {key: _to_known(offers, known[key], _ANSWER.SCREENED) for key in screened}
    for key in _UNDECIDED:
        _to_known(offers, known[key], _ANSWER.OFFERED)
    for key, reason in _DECLINED:
        _to_known(offers, known[key], _ANSWER.DECLINED, reason)
    _to_unknown(offers)
    offers.offers.sort(key=lambda one: (one.made_at, one.uid))
    Recruitment.objects.bulk_create(offers.offers)
    version = CriteriaSet.objects.get(agency=service.charity)
    criteria = list(version.criteria.all())
    screenings = {key: _screened(offers, known[key], offer, version) for key, offer in of_key.items()}
    Screening.objects.bulk_create(screenings.values())
    ScreeningAnswer.objects.bulk_create(
        answer for key, screening in screenings.items() for answer in _answers(screening, key, criteria)
    )
