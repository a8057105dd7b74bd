"""Releases of the demonstration: sent, refused, to be decided, to be sent, and one that is being prepared.

Nobody here exists, and no office that is named here does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from casework.demonstration.chance import Chance, day_of
from casework.demonstration.past import told_by_parent
from casework.demonstration.women import Known, Service
from consent.agreements.models import NotToBeTold, OutsideChoice
from consent.disclosures import rules
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch

_MANAGER = "dilys"


@dataclass(frozen=True)
class _Release:
    """One release: of whom, by whom, how many days ago, what it says, and what came of it."""

    woman: str
    by: str
    ago: int
    said: Mapping[str, Any]
    state: rules.State = rules.State.ASKED
    reason: str = ""
    closed: Mapping[str, Any] = field(default_factory=dict)


_TALKED = {"talked_by": "Jo Ashdown", "she_said": "Yes, tell them. She asked what exactly would be said."}

_RELEASES = (
    _Release(
        "kelly",
        "jo",
        12,
        {
            "what": "That she needs a bed from Friday, and which medicines she takes with her",
            "to_kind": "other",
            "to_name": "St Brannock’s night shelter",
            "to_person": "Maeve Tolland",
            "way": "phone",
            "asked": "she",
            "ground": "consent",
            "bases": ["6-consent", "9-consent"],
            "why": "They keep a bed only if they know beforehand",
            **_TALKED,
        },
        rules.State.RELEASED,
        closed={
            "sent": "Kelly-Anne would like a bed from Friday. She takes methadone, 40 ml, from the pharmacy in Quay"
            " Street, and brings her own inhaler.",
            "sent_note": "Maeve read it back and will keep the bed until eight.",
        },
    ),
    _Release(
        "donna",
        "rowan",
        20,
        {
            "what": "That her grandson is left alone with a man who has threatened her",
            "to_kind": "social_services",
            "to_name": "Children’s services, duty team",
            "to_person": "Ms Orla Fenn",
            "way": "phone",
            "asked": "we",
            "ground": "A",
            "bases": ["6-interests", "9-public", "s1-safeguarding"],
            "why": "He is four, and it happened again last night",
            "talked_by": "Rowan Pell",
            "she_said": "She is frightened, and glad that somebody rings them.",
        },
        rules.State.RELEASED,
        reason="A child is at risk today. Tell them where and when, and nothing of her own history.",
        closed={
            "sent": "A boy of four is left at night with a man who has threatened his grandmother. Address given. She"
            " asks that they ring her on the number given, before noon.",
            "sent_note": "To the duty worker, who gave her name as Orla Fenn. They visit today.",
        },
    ),
    _Release(
        "carys",
        "temi",
        6,
        {
            "what": "Whether she comes to the drop-in, and with whom",
            "to_kind": "solicitors",
            "to_name": "Penry Morris Solicitors",
            "to_person": "Gaz Morris",
            "way": "phone",
            "asked": "they",
            "asked_who": "Gaz Morris",
        },
        rules.State.REFUSED,
        closed={"refusal": "on_her_list", "closed_words": "Her stepfather is called Gareth.", "told_them": "By phone"},
    ),
    _Release(
        "robyn",
        "temi",
        1,
        {
            "what": "That she was followed home on Tuesday, and the number of the car",
            "to_kind": "police",
            "to_person": "PC Dwayne Carver",
            "way": "email",
            "asked": "we",
            "ground": "B",
            "bases": ["6-life", "6-interests", "9-public", "s1-crime"],
            "why": "Two other women were followed by the same car this week",
            "not_talked": "not_reached",
            "not_talked_words": "Her phone is off since Wednesday.",
        },
        rules.State.WAITING,
    ),
    _Release(
        "mo",
        "jo",
        3,
        {
            "what": "That she was found unwell on Sunday, and what the paramedics said",
            "to_kind": "health",
            "to_name": "The Cedars surgery",
            "to_person": "Dr Amrit Basra",
            "way": "phone",
            "asked": "she",
            "ground": "E",
            "bases": ["6-consent", "9-consent"],
            "why": "She sees the doctor on Thursday and wants him to know before",
            **_TALKED,
        },
        rules.State.APPROVED,
        reason="She told me so as well.",
    ),
    _Release(
        "kaz",
        "jo",
        2,
        {
            "what": "That she cannot come to the interview next week",
            "to_kind": "dwp",
            "way": "phone",
            "asked": "she",
        },
    ),
)


def give_releases(service: Service, known: dict[str, Known]) -> None:
    """Write them. As the owner, as all of the demonstration."""
    for release in _RELEASES:
        _one(service, known[release.woman], release)


def _one(service: Service, known: Known, release: _Release) -> None:
    chance, by = service.chance.of(f"release of {release.woman}"), service.people[release.by]
    at = chance.office_hours(service.today - timedelta(days=release.ago))
    people = list(NotToBeTold.objects.filter(client=known.client, ended_at=None).order_by("pk"))
    row = Disclosure(**service.row(known.client, by, at, chance), **release.said, written_by=by, state=release.state)
    row.had_part = [by.pk]
    row.to_words = row.to_name or row.get_to_kind_display()
    row.asked_on = day_of(at) if row.asked == Disclosure.Asked.THEY else None
    row.talked_on = day_of(at) if row.talked_by else None
    row.checked = [person.pk for person in people]
    if row.ground == rules.CONSENT:
        row.choice = OutsideChoice.objects.filter(agreement__client=known.client, name=row.to_name, agreed=True).first()
    _move(row, release, at)
    row.save(force_insert=True)
    if release.reason:
        decided = {"reason": release.reason, "made_by": service.people[_MANAGER], "made_at": at + timedelta(minutes=30)}
        DisclosureApproval.objects.create(uid=chance.uid(), disclosure=row, round=1, approved=True, **decided)
    _match(row, people, chance, at)


def _move(row: Disclosure, release: _Release, at: datetime) -> None:
    """What came of it, and when."""
    goes_on = release.state in (rules.State.WAITING, rules.State.APPROVED, rules.State.RELEASED)
    if goes_on and row.ground != rules.CONSENT:
        row.round, row.put_forward_by, row.put_forward_at = 1, row.made_by, at + timedelta(minutes=10)
    if release.state in rules.CLOSED:
        row.closed_at, row.closed_by = at + timedelta(minutes=50), row.made_by
    for name, value in release.closed.items():
        setattr(row, name, value)
    if release.state is rules.State.RELEASED:
        row.sent_at, row.sent_way = at + timedelta(minutes=45), row.way


def _match(row: Disclosure, people: Sequence[NotToBeTold], chance: Chance, at: datetime) -> None:
    """Whom of her list the recipient resembles."""
    listed = [rules.Listed(person.pk, person.name, person.relationship) for person in people]
    DisclosureMatch.objects.bulk_create(
        DisclosureMatch(
            uid=chance.uid(),
            disclosure=row,
            person_id=near.listed.key,
            listed_name=near.listed.name,
            listed_as=near.listed.relationship,
            part=near.part,
            typed=near.typed,
            how=near.how,
            word=near.word,
            listed_word=near.listed_word,
            recipient=row.recipient_words,
            found_at=at,
        )
        for near in rules.near(row.recipient, listed)
    )


told_by_parent(
    "UPDATE consent_disclosurematchevent e SET pgh_created_at = p.made_at, pgh_staff_id = p.made_by_id,"
    " pgh_agency_id = p.agency_id FROM consent_disclosure p WHERE p.id = e.disclosure_id",
    "UPDATE consent_disclosureapprovalevent e SET pgh_agency_id = p.agency_id FROM consent_disclosure p"
    " WHERE p.id = e.disclosure_id",
)
