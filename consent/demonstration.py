"""What the invented women agreed to: the agreements behind the shares of the demonstration, and files that still wait.

Nobody here exists. ``casework/demonstration/agreements.py`` says who lets which agency see what, and since when.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise

from casework.clients.models import ClientShare, Restriction
from casework.demonstration.agreements import SHARES, Shared
from casework.demonstration.chance import day_of, moment
from casework.demonstration.fill import fill_besides
from casework.demonstration.past import told_by_parent
from casework.demonstration.women import Known, Service
from consent.agreements import rules, wording
from consent.agreements.models import (
    Agreement,
    ConsentForm,
    FormPart,
    NotToBeTold,
    OutsideChoice,
    PartnerChoice,
    Withdrawal,
)
from consent.agreements.rules import Outside, Sharing
from consent.disclosures.demonstration import give_releases
from consent.referrals.demonstration import refer
from consent.subject_access.demonstrating import ask_to_see
from dussk.staff.models import Agency

#: Women who could not be asked yet: their files wait.
_NOT_ASKED = frozenset({"ellie", "toni", "thuy", "sasha", "jade_van", "neve"})
#: A file is talked about when it is this old (days); younger ones wait too.
_ASKED_AFTER = 12
#: She took back that anything is stored, as she said this week: nobody works with her file.
_TAKES_BACK, _DAYS_AGO = "gemma", 4
#: Agreed long enough ago to be talked through again after five months.
_REVIEWED_EARLY = frozenset({"kaz", "nikki", "donna"})
_NOT_TOLD = {"carys": (("Gareth", "Stepfather"),), "robyn": (("Wayne", "Ex-partner"), ("Wayne’s mother", ""))}
_BY_NAME = {"kelly": "St Brannock’s night shelter", "mo": "The Cedars surgery"}


@dataclass(frozen=True)
class _Stretch:
    """One share as she agreed it: from and until when it is open."""

    shared: Shared
    starts: datetime
    ends: datetime | None

    @property
    def taken_back(self) -> bool:
        """Whether it was ended by her, and not by a last day that she had given."""
        return self.shared.until is not None and self.shared.until >= 0

    def open_at(self, at: datetime) -> bool:
        """Whether it is open at a moment."""
        return self.starts <= at and (self.ends is None or self.ends > at)


@dataclass
class _Made:
    """Rows on their way into the database, in the order in which they may go."""

    agreements: list[Agreement] = field(default_factory=list)
    shares: list[ClientShare] = field(default_factory=list)
    outside: list[OutsideChoice] = field(default_factory=list)
    partners: list[PartnerChoice] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    people: list[NotToBeTold] = field(default_factory=list)

    def save(self) -> None:
        """Put them all in."""
        Agreement.objects.bulk_create(self.agreements)
        ClientShare.objects.bulk_create(self.shares)
        OutsideChoice.objects.bulk_create(self.outside)
        PartnerChoice.objects.bulk_create(self.partners)
        Withdrawal.objects.bulk_create(self.withdrawals)
        NotToBeTold.objects.bulk_create(self.people)


def give_agreements(service: Service, known: dict[str, Known]) -> None:
    """Have every woman who was asked sign, and open what she agreed to. As the owner, as all of the demonstration."""
    form, made = _form(service), _Made()
    for key, one in known.items():
        _Signing(service, key, one, form, made).all()
    _take_back(service, known[_TAKES_BACK], made)
    made.save()


def _take_back(service: Service, known: Known, made: _Made) -> None:
    chance = service.chance.of("taken back")
    at = chance.office_hours(service.today - timedelta(days=_DAYS_AGO))
    for agreement in (one for one in made.agreements if one.client == known.client):
        row = service.row(known.client, agreement.made_by, at, chance)
        made.withdrawals.append(Withdrawal(**row, agreement=agreement, told_on=day_of(at), storing=True))
        agreement.withdrawn_at = at
        for choice in (one for one in made.outside if one.agreement == agreement and one.agreed):
            choice.withdrawn_at = at
    row = service.row(known.client, service.people["dilys"], at, chance)
    Restriction.objects.create(**row, why=Restriction.Why.WITHDRAWN)


def _form(service: Service) -> ConsentForm:
    chance, by = service.chance.of("consent form"), service.people["frances"]
    at = chance.office_hours(service.today - timedelta(days=200))
    published = {"made_by": by, "made_at": at, "published_by": by, "published_at": at}
    form = ConsentForm.objects.create(
        uid=chance.uid(), agency=service.charity, language=wording.LANGUAGE, number=1, why=wording.WHY, **published
    )
    FormPart.objects.bulk_create(
        FormPart(uid=chance.uid(), form=form, part=part.value, heading=heading, words=words, explained=explained)
        for part, (heading, words, explained) in wording.standard(service.charity.name).items()
    )
    return form


class _Signing:
    """One woman's agreements: a new one each time that she let another agency see something."""

    def __init__(self, service: Service, key: str, known: Known, form: ConsentForm, made: _Made) -> None:
        self._service, self._key, self._known, self._form, self._made = service, key, known, form, made
        self._chance = service.chance.of(f"agreements of {key}")
        self._stretches = [self._stretch(shared) for shared in SHARES.get(key, ())]

    def _stretch(self, shared: Shared) -> _Stretch:
        starts, ends = self._chance.office_hours(self._service.day(shared.since)), None
        if shared.until is not None and shared.until >= 0:
            ends = self._chance.office_hours(self._service.day(shared.until))
        elif shared.until is not None:
            ends = moment(self._service.day(shared.until) + timedelta(days=1), time(0))
        return _Stretch(shared, starts, ends)

    def all(self) -> None:
        """Every agreement of hers, each until the next."""
        times = sorted({stretch.starts for stretch in self._stretches}) or list(self._asked())
        for at, replaced_at in pairwise([*times, None]):
            if at is not None:
                self._one(at, replaced_at)

    def _asked(self) -> Iterator[datetime]:
        """When she was asked who lets no other agency see anything; never, where her file still waits."""
        if self._key in _NOT_ASKED:
            return
        begun = day_of(self._known.client.made_at) + timedelta(days=_ASKED_AFTER + self._chance.randrange(8))
        if begun < self._service.today - timedelta(days=3):  # before a weekend, it is the Friday's
            yield max(self._chance.office_hours(begun), self._known.client.made_at + timedelta(minutes=30))

    def _one(self, at: datetime, replaced_at: datetime | None) -> None:
        client, chance, day = self._known.client, self._chance, day_of(at)
        by = client.keyworker or self._service.people["dilys"]
        name = self._known.woman.legal or client.called
        agreement = Agreement(
            **self._service.row(client, by, at, chance),
            form=self._form,
            service=True,
            storing=True,
            research=chance.happens(0.6),
            answered=[part.value for part in rules.pages(storing=True)],
            review_on=rules.review_on(day, 5 if self._key in _REVIEWED_EARLY else 6),
            signature=Agreement.Signature.TYPED,
            print_name=name,
            born=client.born,
            signed_on=day,
            signed_at=at,
            replaced_at=replaced_at,
        )
        self._made.agreements.append(agreement)
        self._outside(agreement)
        for other in (agency for agency in self._service.people.agencies.values() if agency != client.agency):
            self._partner(agreement, other, at, replaced_at)
        self._taken_back(agreement, at, replaced_at)
        for person, relationship in _NOT_TOLD.get(self._key, ()):
            row = self._service.row(client, by, at, chance)
            self._made.people.append(NotToBeTold(**row, agreement=agreement, name=person, relationship=relationship))

    def _outside(self, agreement: Agreement) -> None:
        chance = self._chance
        self._made.outside += [
            OutsideChoice(uid=chance.uid(), agreement=agreement, kind=kind.value, agreed=chance.happens(0.45))
            for kind in Outside
        ]
        if name := _BY_NAME.get(self._key):
            self._made.outside.append(OutsideChoice(uid=chance.uid(), agreement=agreement, name=name, agreed=True))

    def _partner(self, agreement: Agreement, agency: Agency, at: datetime, replaced_at: datetime | None) -> None:
        """What she said of every part of her file; what she said yes to is open until she signs again or ends it."""
        for category in Sharing:
            stretch = next(iter(self._open(at, agency, category.value)), None)
            choice = PartnerChoice(
                uid=self._chance.uid(),
                agreement=agreement,
                agency=agency,
                category=category.value,
                agreed=bool(stretch),
            )
            self._made.partners.append(choice)
            if stretch is None:
                continue
            last = [end for end in (stretch.ends, replaced_at) if end is not None]
            share = ClientShare(
                client=agreement.client, owner=agreement.owner, agency=agency, category=category.value, starts=at,
                ends=min(last, default=None), made_by=agreement.made_by, made_at=at,
            )  # fmt: skip
            self._made.shares.append(share)
            choice.share = share
            if stretch.ends is not None and not stretch.taken_back:
                choice.until = day_of(stretch.ends - timedelta(hours=1))
            elif stretch.ends is not None and (replaced_at is None or stretch.ends <= replaced_at):
                choice.withdrawn_at = stretch.ends

    def _open(self, at: datetime, agency: Agency, category: str) -> Iterable[_Stretch]:
        agencies = self._service.people.agencies
        return (
            one
            for one in self._stretches
            if one.open_at(at) and agencies[one.shared.agency] == agency and category in one.shared.categories
        )

    def _taken_back(self, agreement: Agreement, at: datetime, replaced_at: datetime | None) -> None:
        for stretch in self._stretches:
            ends = stretch.ends
            if (
                ends is not None
                and stretch.taken_back
                and stretch.open_at(at)
                and not (replaced_at and ends > replaced_at)
            ):
                row = self._service.row(agreement.client, agreement.made_by, ends, self._chance)
                self._made.withdrawals.append(Withdrawal(**row, agreement=agreement, told_on=day_of(ends)))


def _by_parent(table: str, parent: str, column: str) -> str:
    return (
        f"UPDATE {table}event e SET pgh_created_at = p.made_at, pgh_staff_id = p.made_by_id,"  # noqa: S608 - our own names
        f" pgh_agency_id = p.agency_id FROM {parent} p WHERE p.id = e.{column}"
    )


fill_besides(give_agreements)
fill_besides(give_releases)
fill_besides(refer)
fill_besides(ask_to_see)
told_by_parent(
    _by_parent("consent_outsidechoice", "consent_agreement", "agreement_id"),
    _by_parent("consent_partnerchoice", "consent_agreement", "agreement_id"),
    _by_parent("consent_formpart", "consent_consentform", "form_id"),
    _by_parent("consent_servicehours", "consent_service", "service_id"),
    _by_parent("consent_packpart", "consent_subjectaccessrequest", "request_id"),
)
