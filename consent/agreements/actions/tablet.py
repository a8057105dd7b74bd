"""What she does herself on a tablet that was handed to her, where it differs from what a worker types in."""

from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from casework.clients.actions import RefusedError
from consent.agreements import queries, rules
from consent.agreements.actions.filling import answer, hold, refuse_last_day
from consent.agreements.actions.signing import Signature, sign
from consent.agreements.models import Agreement, PartnerChoice
from consent.agreements.rules import Part, Sharing, ToPartner
from dussk.access.asking import Worker
from dussk.staff.models import Agency

CHANGED = "Something on these pages was changed after you looked at them. Please look again before you sign"


@transaction.atomic
def answer_partner(*, by: Worker, agreement: Agreement, agency: Agency, said: ToPartner) -> Agreement:
    """Keep what she lets one partner agency see. When she was asked about each, that part is gone through.

    Raises:
        RefusedError: the last day is wrong, or it is signed or given up already.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, agreement)
    if said.categories:
        refuse_last_day(rules.fault_of_last_day(said.until, held.ends_on, timezone.localdate()), agency)
    there = {row.category: row for row in PartnerChoice.objects.filter(agreement=held, agency=agency)}
    new = [
        PartnerChoice(agreement=held, agency=agency, category=category.value)
        for category in Sharing
        if category.value not in there
    ]
    for row in (*there.values(), *new):
        row.agreed = row.category in said.categories
        row.from_today, row.until = (said.from_today, said.until) if row.agreed else (False, None)
    PartnerChoice.objects.bulk_update(there.values(), ["agreed", "from_today", "until"])
    PartnerChoice.objects.bulk_create(new)
    partners, agencies = queries.chosen(held).to_partners, list(queries.partner_agencies(held.owner))
    # The first time she is asked of one after the other, whatever stands there from an earlier no to storing.
    if Part.PARTNERS.value not in held.answered and agency != agencies[-1]:
        return held
    if any(each not in partners for each in agencies):
        return held
    return answer(by=by, agreement=held, part=Part.PARTNERS, partners=partners)


def as_seen(agreement: Agreement) -> str:
    """A short text that differs when anything she chose differs. Nobody can tell from it what she chose."""
    said = queries.chosen(agreement)
    text = repr(
        (
            agreement.pk,
            (said.service, said.storing, said.research),
            sorted(said.kinds),
            said.names,
            [
                (agency.pk, sorted(seen.categories), seen.from_today, seen.until)
                for agency, seen in said.to_partners.items()
            ],
            sorted((person.name, person.relationship) for person in said.people),
        )
    )
    return salted_hmac("consent.agreements.as_seen", text, algorithm="sha256").hexdigest()[:20]


@transaction.atomic
def sign_as_seen(*, by: Worker, agreement: Agreement, seen: str, **how: Unpack[Signature]) -> bool:
    """She signs what she has looked at, and nothing that somebody changed since.

    Args:
        by: the worker who is with her.
        agreement: which.
        seen: :func:`as_seen` when she looked at all that she chose.
        how: how she signs.

    Returns:
        Whether her file is still open to ``by``.

    Raises:
        RefusedError: it was changed since, is not answered, or is signed or given up already.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, agreement)
    if as_seen(held) != seen:
        raise RefusedError(CHANGED, "seen")
    return sign(by=by, agreement=held, **how)
