"""Saying no, and giving up what is not needed any more. Both stay on her file."""

from dataclasses import dataclass

from django.db import transaction

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from consent.disclosures.actions.preparing import Said, ask
from consent.disclosures.actions.writing import hold, refuse_standing
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import State, Step
from dussk.access.asking import Worker


@dataclass(frozen=True)
class No:
    """That we said no.

    Attributes:
        refusal: why (:class:`Disclosure.Refusal`).
        words: the same in words; needed for another reason than those listed.
        told_them: how they were told, where they were.
    """

    refusal: str
    words: str = ""
    told_them: str = ""


@transaction.atomic
def refuse(*, by: Worker, disclosure: Disclosure, no: No) -> Disclosure:
    """Say no to a release that is being prepared.

    Raises:
        RefusedError: it has moved on, or there is no reason.
        PermissionDenied: another agency makes it.
    """
    held = hold(by, disclosure, Step.REFUSE)
    if no.refusal == Disclosure.Refusal.OTHER and not no.words.strip():
        raise RefusedError("Enter the other reason", "words")
    if no.refusal not in Disclosure.Refusal.values or no.refusal == Disclosure.Refusal.MANAGER:
        raise RefusedError("Choose why", "refusal")
    said = {"refusal": no.refusal, "closed_words": no.words.strip(), "told_them": no.told_them.strip()}
    Disclosure.objects.filter(pk=held.pk).update(state=State.REFUSED, **said)
    held.refresh_from_db()
    return held


@transaction.atomic
def record_refusal(*, by: Worker, client: Client, said: Said, no: No) -> Disclosure:
    """Keep that we were asked and said no, in one step.

    Raises:
        RefusedError: something in it cannot be.
    """
    return refuse(by=by, disclosure=ask(by=by, client=client, said=said), no=no)


@transaction.atomic
def drop(*, by: Worker, disclosure: Disclosure, because: str) -> Disclosure:
    """Give up a release that is not needed any more.

    Raises:
        RefusedError: it is closed already, or there is no reason.
        PermissionDenied: another agency makes it.
    """
    held = hold(by, disclosure, Step.DROP)
    refuse_standing(held)
    if not because.strip():
        raise RefusedError("Say why it is not needed any more", "because")
    Disclosure.objects.filter(pk=held.pk).update(state=State.DROPPED, closed_words=because.strip())
    held.refresh_from_db()
    return held
