"""What somebody who did not ask for a release says to it: that the name is another person's, yes, or no."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.disclosures import queries, rules
from consent.disclosures.actions.preparing import check, refuse_stopped, refuse_unready
from consent.disclosures.actions.writing import HER_OWN, MOVED_ON, REFUSED, call, hold
from consent.disclosures.models import Disclosure, DisclosureMatch
from consent.disclosures.rules import Step
from dussk.access.asking import Worker

_NO_REASON = "Say how you know that this is somebody else"


@dataclass(frozen=True)
class Answer:
    """What a manager says to one match with her list.

    Attributes:
        somebody_else: why this is another person; "" where it is not said to be.
        in_spite: that it is released all the same, on a ground that allows it.
    """

    somebody_else: str = ""
    in_spite: bool = False


@transaction.atomic
def dismiss(*, by: Worker, match: DisclosureMatch, because: str) -> DisclosureMatch:
    """Say that the recipient is not the one on her list. It stays said, with the reason.

    Raises:
        RefusedError: she had a part in asking for it, it has been answered, or there is no reason.
        PermissionDenied: another agency makes the release.
    """
    held = hold(by, match.disclosure)
    if queries.had_a_part(held, by):
        raise RefusedError(HER_OWN)
    if not because.strip():
        raise RefusedError(_NO_REASON, "because")
    answered = {"dismissed_at": timezone.now(), "dismissed_by": by.staff, "dismissed_because": because.strip()}
    still_asked = DisclosureMatch.objects.filter(pk=match.pk, gone_at=None, dismissed_at=None)
    if not still_asked.filter(recipient=held.recipient_words).update(**answered):
        raise RefusedError("Somebody else has answered this already, or the recipient was changed")
    match.refresh_from_db()
    return match


@transaction.atomic
def decide(
    *, by: Worker, disclosure: Disclosure, approve: bool, reason: str, answers: Mapping[int, Answer] | None = None
) -> Disclosure:
    """A manager approves a release that was put forward, or says no to it.

    Args:
        by: the manager; she had no part in asking.
        disclosure: which.
        approve: yes or no.
        reason: why.
        answers: by the number of each match with her list, what she says to it.

    Raises:
        RefusedError: it does not wait any more, it is her own, a match is not answered, or her list has changed.
        PermissionDenied: it is not hers to decide.
    """
    held = hold(by, disclosure)
    if not rules.may(Step.APPROVE, held.state, held.ground):
        raise RefusedError(MOVED_ON)
    if queries.had_a_part(held, by):
        raise RefusedError(HER_OWN)
    if not reason.strip():
        raise RefusedError("Say why", "reason")
    named = _answered(by, held, answers or {}) if approve else []
    call("SELECT wall.decide_disclosure(%s, %s, %s, %s::bigint[])", [held.pk, approve, reason.strip(), named])
    held.refresh_from_db()
    return held


def _answered(by: Worker, held: Disclosure, answers: Mapping[int, Answer]) -> list[int]:
    """Dismiss what she says is somebody else; the numbers of what it is released in spite of."""
    refuse_unready(by, held)
    matches = {match.row.pk: match for match in check(by=by, disclosure=held)}
    for number, answer in answers.items():
        match = matches.get(number)
        if match is not None and match.stops and answer.somebody_else.strip():
            dismiss(by=by, match=match.row, because=answer.somebody_else)
    named = [number for number, answer in answers.items() if answer.in_spite and number in matches]
    if named and not rules.overrides_list(held.ground):
        raise RefusedError(REFUSED["DD004"])
    refuse_stopped([match for match in queries.open_matches(held) if match.row.pk not in named])
    return named
