"""How to make rows about consent, releases and referrals."""

import itertools
from datetime import date

from django.utils import timezone

from casework.clients.models import (
    Client,
)
from consent.agreements.models import (
    Agreement,
    ConsentForm,
    NotToBeTold,
    OutsideChoice,
    PartnerChoice,
    Withdrawal,
)
from consent.agreements.rules import Sharing
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from consent.referrals.models import Referral, ReferralStep
from consent.sharing.models import LongerWait
from dussk.access.asking import Worker
from dussk.staff.models import Agency
from tests.matrix.base import base

_different = itertools.count()


def a_form(agency: Agency) -> ConsentForm:
    """A published form of consent, without pages."""
    found = ConsentForm.objects.filter(agency=agency).exclude(published_at=None).first()
    return found or ConsentForm.objects.create(
        agency=agency, language="English", number=900, why="To stand in a matrix", published_at=timezone.now()
    )


def an_agreement(by: Worker, client: Client) -> Agreement:
    """Being filled in, where her own agency has it: it then takes the place of the one before."""
    ours = by.agency.pk == client.agency_id
    if ours:
        Agreement.objects.filter(client=client, signed_at=None, left_at=None).update(left_at=timezone.now())
    given_up = None if ours else timezone.now()
    return Agreement.objects.create(**base(by, client), form=a_form(by.agency), left_at=given_up)


def being_filled_in(by: Worker, client: Client) -> Agreement:
    return Agreement.objects.filter(client=client, signed_at=None, left_at=None).first() or an_agreement(by, client)


def an_outside_choice(by: Worker, client: Client) -> OutsideChoice:
    name = f"Agency {next(_different)}"  # each is named once in an agreement
    return OutsideChoice.objects.create(agreement=being_filled_in(by, client), name=name, agreed=True)


def a_partner_choice(by: Worker, client: Client) -> PartnerChoice:
    agreement = being_filled_in(by, client)
    taken = set(agreement.partners.values_list("category", flat=True))
    category = next(each.value for each in Sharing if each.value not in taken)
    other = Agency.objects.exclude(pk=client.agency_id).order_by("-pk")[0]
    return PartnerChoice.objects.create(agreement=agreement, agency=other, category=category, agreed=True)


def not_to_be_told(by: Worker, client: Client) -> NotToBeTold:
    return NotToBeTold.objects.create(**base(by, client), name="Dave", relationship="Was her partner")


def a_withdrawal(by: Worker, client: Client) -> Withdrawal:
    agreement = being_filled_in(by, client)
    return Withdrawal.objects.create(**base(by, client), agreement=agreement, told_on=date(2026, 11, 1), research=True)


def a_longer_wait(by: Worker, client: Client) -> LongerWait:
    return LongerWait.objects.create(**base(by, client), until=date(2027, 1, 1), reason="She is in hospital")


def a_disclosure(by: Worker, client: Client) -> Disclosure:
    """Being prepared: on no ground yet, to somebody who is on nobody's list."""
    said = {"what": "That she has a keyworker", "to_kind": "dwp", "to_words": "DWP", "way": "phone", "asked": "we"}
    return Disclosure.objects.create(**base(by, client), **said, written_by=by.staff)


def an_approval(by: Worker, client: Client) -> DisclosureApproval:
    return DisclosureApproval.objects.create(
        disclosure=a_disclosure(by, client), round=1, approved=False, reason="Not needed", made_by=by.staff
    )


def a_match(by: Worker, client: Client) -> DisclosureMatch:
    """With somebody who is on another woman's list: nobody looks whose it is."""
    disclosure = a_disclosure(by, client)
    said = {"part": "agency", "typed": "DWP", "how": "spelt", "listed_name": "Dave"}
    person = NotToBeTold.objects.order_by("pk").values_list("pk", flat=True).first()
    return DisclosureMatch.objects.create(disclosure=disclosure, person_id=person or 1, **said)


def a_referral(by: Worker, client: Client) -> Referral:
    """She asks there herself, so nobody is told anything."""
    today = timezone.localdate()
    return Referral.objects.create(
        **base(by, client),
        named="The night shelter",
        tier=1,
        kind="hostel",
        why="Nowhere to sleep",
        urgency="today",
        how="together",
        basis="herself",
        made_on=today,
        state_on=today,
    )


def a_referral_step(by: Worker, client: Client) -> ReferralStep:
    referral = a_referral(by, client)
    made = {"referral": referral, "agency": by.agency, "made_by": by.staff, "on": referral.made_on}
    return ReferralStep.objects.create(**made, state="sent")
