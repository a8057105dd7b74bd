"""Between a referral and the release that it needs: what of the one is known already for the other."""

from typing import Any
from uuid import UUID

from casework.clients.models import Client
from consent.agreements.rules import Outside
from consent.disclosures.models import Disclosure, ToKind
from consent.referrals.models import Referral, Service
from consent.referrals.queries.directory import offered
from consent.referrals.queries.referrals import To, goes_to, referrals
from consent.referrals.rules.moves import Basis
from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from dussk.drafts.queries import not_saved
from dussk.drafts.rules import read_uuid

_WAYS = {
    Referral.How.PHONE: Disclosure.Way.PHONE,
    Referral.How.TOGETHER: Disclosure.Way.IN_PERSON,
    Referral.How.LETTER: Disclosure.Way.POST,
    Referral.How.EMAIL: Disclosure.Way.EMAIL,
}


def begun(by: Worker, address: str) -> Draft | None:
    """A referral that somebody began on this page and has not saved."""
    return not_saved(by).filter(address=address).first()


def for_release(by: Worker, client: Client, uid: UUID | None, address: str) -> dict[str, Any]:
    """What a new release takes over from a referral, by the names of its form; empty where there is none.

    Args:
        by: who begins it.
        client: about whom.
        uid: of a referral of her agency's, or of one that she began at ``address`` and has not saved.
        address: the page on which referrals of this woman are begun.
    """
    if uid is None:
        return {}
    made = referrals(client).filter(uid=uid, agency=by.agency).first()
    if made is not None:
        return _told(To(made.service, made.named, made.to_whom), made.why, made.how)
    draft = begun(by, address)
    if draft is None or draft.uid != uid:
        return {}
    typed = dict(draft.fields)
    chosen = read_uuid(typed.get("service"))
    service = offered(by.agency).filter(uid=chosen).first() if chosen else None
    to = To(service, typed.get("named", ""), typed.get("to_whom", ""))
    return _told(to, typed.get("why", ""), typed.get("how", ""))


def _told(to: To, why: str, how: str) -> dict[str, Any]:
    partner = to.service.partner if to.service is not None else None
    kind = ToKind.PARTNER if partner else to.kind if to.kind in set(Outside) else ToKind.OTHER if to.where else ""
    asks = to.service.ask_for if to.service is not None else ""
    return {
        "what": why,
        "to_kind": kind,
        "to_agency": partner,
        "to_name": "" if partner else to.where,
        "to_person": to.person or asks,
        "way": _WAYS.get(Referral.How(how), "") if how in Referral.How.values else "",
        "why": f"She is referred to {to.where}" if to.where else "",
    }


def on_release(by: Worker, release: Disclosure, draft: Draft | None) -> dict[str, Any]:
    """What a referral takes over from the release that it stands on, and from what was typed of it before."""
    fits = (one for one in offered(by.agency).order_by("name") if goes_to(release, To(one)))
    service: Service | None = next(fits, None)
    known = {
        "service": str(service.uid) if service else "",
        "named": "" if service else release.to_name,
        "to_whom": release.to_person,
        "why": release.what,
    }
    typed = {name: value for name, value in draft.fields if value} if draft is not None else {}
    if typed.get("service") or typed.get("named"):
        known |= {"service": "", "named": ""}
    return known | typed | {"basis": Basis.DISCLOSURE.value, "disclosure": str(release.uid)}
