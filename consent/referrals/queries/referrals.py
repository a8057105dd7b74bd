"""Reading referrals: of a woman, of an agency, those sent to it, and what stands behind one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils import timezone

from casework.clients.models import Client
from casework.clients.queries import open_shares
from casework.clients.rules import plain
from consent.agreements.models import OutsideChoice
from consent.agreements.queries import agreement_that_holds
from consent.agreements.rules import Ground
from consent.disclosures import rules as disclosures
from consent.disclosures.models import Disclosure, DisclosureMatch
from consent.disclosures.queries import of_woman, permission_is_over, told_nothing
from consent.disclosures.rules import State as ReleaseState
from consent.referrals.models import Referral, ReferralStep, Service
from consent.referrals.rules import moves, permitted, waits
from consent.referrals.rules.moves import State
from dussk.access.asking import Worker
from dussk.staff.models import Agency

#: How far back is looked for what is usual at a service (days).
_USUAL = 366


def with_all(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Referrals with all that a list of them shows."""
    return rows.select_related("client", "service", "to_agency", "agency", "made_by")


def referrals(client: Client) -> QuerySet[Referral]:
    """Those of a woman, the latest first."""
    return with_all(Referral.objects.filter(client=client)).order_by("-made_on", "-pk")


@dataclass(frozen=True)
class Narrowed:
    """Which of an agency's referrals are asked for. Empty: all of them.

    Attributes:
        state: one state; or "open": those of which something can still become.
        service: of the directory, by its random id.
        mine: only those that this worker made.
        since: made on that day or later.
        until: made on that day or earlier.
    """

    state: str = ""
    service: UUID | None = None
    mine: int | None = None
    since: date | None = None
    until: date | None = None


def of_agency(agency: Agency, narrowed: Narrowed | None = None) -> QuerySet[Referral]:
    """What an agency's workers made, the latest first."""
    asked = narrowed or Narrowed()
    rows = with_all(Referral.objects.filter(agency=agency))
    if asked.state:
        rows = rows.filter(state__in=moves.OPEN if asked.state == "open" else [asked.state])
    if asked.service is not None:
        rows = rows.filter(service__uid=asked.service)
    if asked.mine is not None:
        rows = rows.filter(made_by=asked.mine)
    return _between(rows, asked.since, asked.until).order_by("-made_on", "-pk")


def _between(rows: QuerySet[Referral], since: date | None, until: date | None) -> QuerySet[Referral]:
    if since is not None:
        rows = rows.filter(made_on__gte=since)
    return rows if until is None else rows.filter(made_on__lte=until)


def incoming(agency: Agency) -> QuerySet[Referral]:
    """What was sent to an agency, as far as she lets it know who she is: what can still be answered first."""
    rows = with_all(Referral.objects.filter(to_agency=agency))
    over = Case(When(state__in=moves.OPEN, then=0), default=1)
    return rows.order_by(over, "-made_on", "-pk")


def to_answer(agency: Agency) -> QuerySet[Referral]:
    """What was sent to an agency and has no answer yet, the longest waiting first."""
    return incoming(agency).filter(state=State.SENT).order_by("state_on", "pk")


def waiting_too_long(agency: Agency, today: date) -> QuerySet[Referral]:
    """What an agency made and has stood longer than it should, the longest first."""
    late = Q(pk=None)
    for urgency in moves.Urgency:
        for state in moves.OPEN:
            days = waits.longest(state, urgency)
            if days is not None:
                late |= Q(urgency=urgency, state=state, state_on__lt=today - timedelta(days=days))
    return with_all(Referral.objects.filter(late, agency=agency)).order_by("state_on", "pk")


def steps_of(referral: Referral) -> list[ReferralStep]:
    """All of its steps, the first first, with those that were mistakes."""
    return list(referral.steps.select_related("made_by", "agency", "mistake_by").order_by("pk"))


def as_rules(steps: Iterable[ReferralStep]) -> list[waits.Step]:
    """The steps that count, as the rules take them."""
    return [waits.Step(State(one.state), one.on, one.reason) for one in steps if one.mistake_at is None]


def usual_waits(service: Service, agency: Agency, today: date) -> tuple[int | None, int | None]:
    """The usual days at a service, of the agency's own referrals of the last year: to accepted, and to seen."""
    went = waits.figures(_stepped(Referral.objects.filter(service=service, agency=agency), today - timedelta(_USUAL)))
    return (went[0].usual_answer, went[0].usual_seen) if went else (None, None)


def _stepped(
    rows: QuerySet[Referral], since: date | None, until: date | None = None
) -> list[tuple[str, list[waits.Step]]]:
    steps = Prefetch("steps", ReferralStep.objects.order_by("pk"))
    found = _between(rows, since, until).select_related("service").prefetch_related(steps)
    return [(one.where, as_rules(one.steps.all())) for one in found]


def figures(agency: Agency, since: date | None, until: date | None) -> list[waits.Went]:
    """How an agency's referrals of a stretch of time went, service by service."""
    return waits.figures(_stepped(Referral.objects.filter(agency=agency), since, until))


def standing_answers(client: Client) -> list[tuple[OutsideChoice, permitted.Yes]]:
    """The outside agencies that she agreed to and has not taken back."""
    agreement = agreement_that_holds(client)
    if agreement is None or (agreement.ends_on is not None and agreement.ends_on < timezone.localdate()):
        return []
    rows = OutsideChoice.objects.filter(agreement=agreement, agreed=True, withdrawn_at=None).order_by("pk")
    return [(row, permitted.Yes(row.kind, row.name)) for row in rows]


def lets_see(client: Client, agency: Agency) -> bool:
    """Whether an agency may know who she is: it keeps her file, or has an open share of any part."""
    if client.agency_id == agency.pk:
        return True
    return open_shares(timezone.now()).filter(client=client, agency=agency).exists()


@dataclass(frozen=True)
class To:
    """Who would be told about her: a service of the directory or by its name, and somebody there."""

    service: Service | None
    named: str = ""
    person: str = ""

    @property
    def where(self) -> str:
        """The service, in words."""
        return self.service.name if self.service is not None else self.named

    @property
    def kind(self) -> str:
        """What the consent form calls it; "" where it does not name it."""
        return self.service.outside if self.service is not None else ""

    @property
    def recipients(self) -> list[disclosures.Recipient]:
        """The same, for comparing with her list. Whom one asks for there is told as well."""
        asks = self.service.ask_for if self.service is not None else ""
        first = disclosures.Recipient(self.kind, self.where, self.person or asks)
        return [first, disclosures.Recipient("", "", asks)] if self.person and asks else [first]


def on_her_list(client: Client, to: To, release: Disclosure | None = None) -> list[disclosures.Near]:
    """Whom of her list those who would be told resemble, as a release has it (``consent/disclosures/rules/near.py``).

    Args:
        client: whose list.
        to: who would be told.
        release: what the referral stands on. Who was named by its approval, or was said to be somebody else, is left
            out: that has been answered there.
    """
    listed = told_nothing(client)
    found = [near for recipient in to.recipients for near in disclosures.near(recipient, listed)]
    answered = _answered(release) if release is not None and found else set()
    return [near for near in found if not answered & {(near.listed.key, ""), (near.listed.key, plain(near.typed))}]


def _answered(release: Disclosure) -> set[tuple[int, str]]:
    """Whom of her list a release answers for: this name of hers, or "" for whatever name it is."""
    rows = DisclosureMatch.objects.filter(disclosure=release, gone_at=None, recipient=release.recipient_words)
    rows = rows.select_related("approval")
    in_spite = {
        (row.person_id, "")
        for row in rows
        if row.approval and row.approval.approved and row.approval.round == release.round
    }
    return in_spite | {(row.person_id, plain(row.typed)) for row in rows if row.dismissed_at is not None}


def releases_for(by: Worker, client: Client) -> QuerySet[Disclosure]:
    """The releases about a woman that a referral by ``by`` can stand on: of her agency, approved or sent."""
    return of_woman(client).filter(agency=by.agency, state__in=[ReleaseState.APPROVED, ReleaseState.RELEASED])


def goes_to(release: Disclosure, to: To) -> bool:
    """Whether a release lets a service be told."""
    its = permitted.Release(release.to_kind, release.to_name, release.to_agency_id)
    partner = to.service.partner_id if to.service is not None else None
    return its.goes_to(kind=to.kind, name=to.where, partner=partner)


def still_permitted(referral: Referral) -> bool:
    """Whether the ground still stands on which the service was told about her."""
    if referral.basis == moves.Basis.CONSENT:
        return any(choice.pk == referral.choice_id for choice, _yes in standing_answers(_kept(referral.client)))
    if referral.disclosure_id is not None:
        return _stands(Disclosure.objects.filter(pk=referral.disclosure_id).select_related("client").first())
    if referral.basis == moves.Basis.SHARE and referral.to_agency is not None:
        return lets_see(referral.client, referral.to_agency)
    return True


def _stands(release: Disclosure | None) -> bool:
    """Whether what she said herself still holds, where a release stands on that."""
    if release is not None and release.ground == disclosures.CONSENT:
        return any(choice.pk == release.choice_id for choice, _yes in standing_answers(_kept(release.client)))
    return release is None or release.ground != Ground.PERMISSION or not permission_is_over(release)


def _kept(client: Client) -> Client:
    return client.joined_into or client
