"""Making referrals, and writing what became of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from casework.care_plans.rules import treatment
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file
from casework.clients.models import Client
from casework.contacts.actions.follow_ups import note_follow_up
from casework.contacts.actions.holding import one
from consent.agreements.models import OutsideChoice
from consent.disclosures.actions.preparing import check, refuse_stopped
from consent.disclosures.actions.writing import STOPPED, lock_file
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import Part
from consent.disclosures.wording import in_words
from consent.referrals import queries
from consent.referrals.models import Referral, ReferralStep, Service
from consent.referrals.rules import moves, permitted
from consent.referrals.rules.moves import Basis, State
from dussk.access.asking import Worker
from dussk.staff.models import Agency

T = TypeVar("T")

#: After whom it resembles, in the words of a release.
ON_HER_LIST = (
    "If it has to be told all the same, or is somebody else, begin the release that it needs. She can also ask there"
    " herself"
)
OTHER_RELEASE = "This release does not go to {where}. Begin the one that it needs, or choose another ground"
NOT_ANY_MORE = "This release was taken back, or never decided about. Begin the one that it needs"
NOT_AGREED = (
    "She has not agreed that {where} is told anything, or has taken it back. Go through consent with her, or choose"
    " another ground: she can ask there herself"
)
NOT_SHARED = (
    "She does not let {where} see who she is, or not any more. Go through consent with her, or choose another ground"
)
NOT_A_PARTNER = "This is not one of the partner agencies that work with this service. Choose another ground"
NOT_OURS = "{agency} keeps her file, and she agreed to this with them. Choose another ground"

_SAID: dict[str, tuple[str, str | None]] = {
    "DR001": ("Somebody else has written what became of this in the meantime. Look at it again", None),
    "DR002": ("Enter a day that is not before the last step, and not after today", "on"),
    "DR003": ("She has taken back in the meantime that this service may be told. Nothing was sent", "basis"),
    "DR004": (f"{STOPPED}. {ON_HER_LIST}", None),
    "DR005": (NOT_ANY_MORE, "disclosure"),
}


@dataclass(frozen=True)
class Sent:
    """What a new referral says, as a form gives it.

    Attributes:
        service: one of the agency's directory; or
        named: a service that is not in it.
        what: for what.
        why: why.
        urgency: how soon it is needed.
        how: how it was sent.
        basis: on what ground they are told about her.
        wants: what she wants from it.
        to_whom: to whom there.
        made_on: the day; today where none is given.
        disclosure: the release that it stands on, where it does.
        instead_of: the one that was refused, where it is made elsewhere.
        remind_on: when to ask what came of it: a follow-up of whoever makes it.
    """

    what: treatment.What
    why: str
    urgency: moves.Urgency
    how: str
    basis: Basis
    service: Service | None = None
    named: str = ""
    wants: str = ""
    to_whom: str = ""
    made_on: date | None = None
    disclosure: Disclosure | None = None
    instead_of: Referral | None = None
    remind_on: date | None = None

    @property
    def where(self) -> str:
        """The service, in words."""
        return self.to.where

    @property
    def to(self) -> queries.To:
        """Who would be told."""
        return queries.To(self.service, self.named, self.to_whom)


@transaction.atomic
def make(*, by: Worker, client: Client, sent: Sent) -> Referral:
    """Refer a woman to a service.

    Raises:
        RefusedError: nobody there may be told about her on that ground; or the service, the kind or the day is wrong.
        PermissionDenied: her file is closed to ``by``.
    """
    if not Client.objects.filter(pk=client.pk).exists():
        raise PermissionDenied("This file is closed to her.")
    made_on = sent.made_on or timezone.localdate()
    lock_file(client)
    _refuse_wrong(by, sent, made_on)
    choice, to_agency = _ground(by, client, sent)
    columns = {
        "service": sent.service,
        "named": "" if sent.service else sent.named,
        "to_agency": to_agency,
        "to_whom": sent.to_whom,
        "tier": sent.what.tier,
        "kind": sent.what.kind,
        "why": sent.why,
        "wants": sent.wants,
        "urgency": sent.urgency,
        "how": sent.how,
        "basis": sent.basis,
        "choice": choice,
        "disclosure": sent.disclosure if sent.basis is Basis.DISCLOSURE else None,
        "instead_of": sent.instead_of,
        "made_on": made_on,
        "state_on": made_on,
    }
    made = _told(lambda: Referral.objects.create(**on_file(client, by), **columns))
    _told(lambda: ReferralStep.objects.create(**_step_of(made, by), state=State.SENT, on=made_on))
    if sent.remind_on is not None:
        what = f"Ask {sent.where} what came of the referral"
        note_follow_up(by=by, client=client, what=what[:300], due=sent.remind_on, assigned_to=by.staff)
    return made


def _refuse_wrong(by: Worker, sent: Sent, made_on: date) -> None:
    if not sent.where:
        raise RefusedError("Choose a service, or write the name of one", "service")
    if sent.service is not None and (sent.service.agency_id != by.agency.pk or sent.service.retired_at is not None):
        raise RefusedError("This service is not in your directory any more. Choose another", "service")
    if not treatment.fits(sent.what.tier, sent.what.kind):
        raise RefusedError("Choose what it is for", "what")
    if made_on > timezone.localdate():
        raise RefusedError("Enter the day it was sent: today, or before", "made_on")
    if sent.instead_of is not None and sent.instead_of.agency_id != by.agency.pk:
        raise RefusedError("Another agency made the referral that this would take the place of")


def _ground(by: Worker, client: Client, sent: Sent) -> tuple[OutsideChoice | None, Agency | None]:
    """What lets the service be told, and the partner agency that is to see the referral here.

    Raises:
        RefusedError: nothing does, or somebody who is to be told nothing would be.
    """
    partner = sent.service.partner if sent.service else None
    if sent.basis is Basis.HERSELF:
        return None, None
    if sent.basis is Basis.DISCLOSURE:
        _refuse_release(by, client, sent)
    _refuse_listed(client, sent.to, sent.disclosure if sent.basis is Basis.DISCLOSURE else None)
    if sent.basis is Basis.CONSENT:
        return _her_yes(by, client, sent), partner
    if sent.basis is Basis.DISCLOSURE:
        return None, partner
    if partner is None:
        raise RefusedError(NOT_A_PARTNER, "basis")
    if not queries.lets_see(client, partner):
        raise RefusedError(NOT_SHARED.format(where=partner), "basis")
    return None, partner


def _refuse_release(by: Worker, client: Client, sent: Sent) -> None:
    """Say why a referral cannot stand on a release. What was approved is compared with her list as it is now."""
    if sent.disclosure is None:
        raise RefusedError("Choose the release that it stands on", "disclosure")
    release = queries.releases_for(by, client).filter(pk=sent.disclosure.pk).first()
    if release is None:
        raise RefusedError(NOT_ANY_MORE, "disclosure")
    if not queries.goes_to(release, sent.to):
        raise RefusedError(OTHER_RELEASE.format(where=sent.where), "disclosure")
    if release.is_open:
        refuse_stopped(check(by=by, disclosure=release))


def _refuse_listed(client: Client, to: queries.To, release: Disclosure | None = None) -> None:
    """Say whom of her list those who would be told resemble, in the words in which a release says it."""
    near = queries.on_her_list(client, to, release)
    if near:
        whom = ". ".join(dict.fromkeys(in_words(one) for one in near))
        field = "to_whom" if any(one.part is Part.PERSON and to.person for one in near) else "service"
        raise RefusedError(f"{STOPPED}. {whom}. {ON_HER_LIST}", field)


def _her_yes(by: Worker, client: Client, sent: Sent) -> OutsideChoice:
    if client.agency_id != by.agency.pk:
        raise RefusedError(NOT_OURS.format(agency=client.agency), "basis")
    kind = sent.service.outside if sent.service else ""
    choice = permitted.covering(queries.standing_answers(client), kind=kind, name=sent.where)
    if choice is None:
        raise RefusedError(NOT_AGREED.format(where=sent.where), "basis")
    return choice


def _step_of(referral: Referral, by: Worker) -> dict[str, Any]:
    return {"referral": referral, "agency": by.agency, "made_by": by.staff}


def _told(act: Callable[[], T]) -> T:
    """Do it, and say in words what the database does not let happen."""
    try:
        with transaction.atomic():
            return act()
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state not in _SAID:
            raise
        raise RefusedError(*_SAID[state]) from error


@dataclass(frozen=True)
class Became:
    """Something that became of a referral, as a form gives it.

    Attributes:
        state: where it stands from now on.
        on: since which day.
        reason: why it was refused.
        outcome: what it came to, where it ended.
        appointment: when she is to be there.
        words: anything else. The other agency reads it too.
    """

    state: State
    on: date
    reason: str = ""
    outcome: str = ""
    appointment: datetime | None = None
    words: str = ""


def take_step(*, by: Worker, referral: Referral, became: Became) -> ReferralStep:
    """Write what became of a referral.

    Raises:
        RefusedError: it does not follow from where it stands, the day is wrong, or a reason is missing.
        PermissionDenied: it is neither ``by``'s agency's nor sent to it, or is closed to it by now.
    """
    _must_be_ours(by, referral)
    if became.state is State.REFUSED and not became.reason:
        raise RefusedError("Choose why they refused", "reason")
    if became.state is State.ENDED and not became.outcome:
        raise RefusedError("Choose what it came to", "outcome")
    if moves.Refusal.OTHER in (became.reason, became.outcome) and not became.words:
        raise RefusedError("Say in a few words what it was", "words")
    columns = {
        "state": became.state,
        "on": became.on,
        "reason": became.reason if became.state is State.REFUSED else "",
        "outcome": became.outcome if became.state is State.ENDED else "",
        "appointment": None if became.state in (State.REFUSED, State.ENDED) else became.appointment,
        "words": became.words,
    }
    return _told(lambda: ReferralStep.objects.create(**_step_of(referral, by), **columns))


def strike_step(*, by: Worker, referral: Referral, step: ReferralStep) -> None:
    """Mark the last step as a mistake: it stays, struck through, and the referral stands where it stood before.

    Raises:
        RefusedError: it is not the last any more, or is the first, that it was sent.
        PermissionDenied: another agency wrote it, or the referral is closed to ``by`` by now.
    """
    _must_be_ours(by, referral)
    if step.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency wrote this.")
    marked = {"mistake_at": timezone.now(), "mistake_by": by.staff}
    one(_told(lambda: ReferralStep.objects.filter(pk=step.pk, mistake_at=None).update(**marked)))


def _must_be_ours(by: Worker, referral: Referral) -> None:
    if by.agency.pk not in (referral.agency_id, referral.to_agency_id):
        raise PermissionDenied("This referral is neither hers nor sent to her agency.")
    if not Referral.objects.filter(pk=referral.pk).exists():
        raise PermissionDenied("This referral is closed to her by now.")


@transaction.atomic
def correct(*, by: Worker, referral: Referral, why: str, wants: str, urgency: str, to_whom: str) -> None:
    """Put right what a referral says. What stood there before stays in its history.

    Raises:
        RefusedError: somebody who is to be told nothing about her would be.
        PermissionDenied: another agency made it.
    """
    if referral.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency made this referral.")
    if referral.basis != Basis.HERSELF:
        lock_file(referral.client)
        _refuse_listed(referral.client, queries.To(referral.service, referral.named, to_whom), referral.disclosure)
    changed = {"why": why, "wants": wants, "urgency": urgency, "to_whom": to_whom}
    one(_told(lambda: Referral.objects.filter(pk=referral.pk).update(**changed)))
