"""It leaves the building: the one step that cannot be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.disclosures import queries, rules
from consent.disclosures.actions.preparing import check, refuse_stopped, refuse_unready
from consent.disclosures.actions.writing import REFUSED, call, hold
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import State
from dussk.access.asking import Worker


@transaction.atomic
def release(*, by: Worker, disclosure: Disclosure, words: str, at: datetime, way: str, note: str = "") -> Disclosure:
    """Keep what was told to whom: with her consent at once, on any other ground once it is approved.

    Args:
        by: who told it.
        disclosure: which.
        words: what was told, word by word.
        at: when.
        way: how (:class:`Disclosure.Way`).
        note: how and to whom, in words.

    Raises:
        RefusedError: it is not approved, her consent does not stand any more, her list stops it, or it was sent.
        PermissionDenied: another agency makes it.
    """
    held = hold(by, disclosure)
    if held.state == State.ASKED and held.ground == rules.CONSENT:
        _renew_consent(by, held)
    if held.state == State.WAITING or (held.state == State.ASKED and held.ground != rules.CONSENT):
        raise RefusedError(REFUSED["DD007"])
    if not words.strip():
        raise RefusedError("Enter what was told, word by word", "sent")
    if at > timezone.now():
        raise RefusedError("Enter when it was told: this is still to come", "day")
    refuse_unready(by, held)
    refuse_stopped(check(by=by, disclosure=held))
    values = [held.pk, words.strip(), at, way, note.strip()]
    call("SELECT wall.release_disclosure(%s, %s, %s, %s, %s)", values)
    held.refresh_from_db()
    return held


def _renew_consent(by: Worker, held: Disclosure) -> None:
    """What she signed may have been signed anew since: her yes of today is what counts."""
    choice = queries.yes_to(held.client, by.agency, held.to_kind, held.to_words)
    if choice is None:
        raise RefusedError(REFUSED["DD005"])
    if held.choice_id != choice.pk:
        held.choice = choice
        held.save(update_fields=["choice"])
