"""Offers of the programme: made, put right, marked as a mistake, and said whose they are."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts.actions.holding import one
from casework.intake.models import Recruitment, Screening
from casework.intake.queries.offers import Said
from dussk.access.asking import Worker
from dussk.ui.when import at, on

TO_COME = "That time is still to come. Enter a time that has passed"
STRUCK = "This was entered by mistake. Put it back before you write on it."
_OFFERED, _DECLINED, _SCREENED = Recruitment.Answer.OFFERED, Recruitment.Answer.DECLINED, Recruitment.Answer.SCREENED


@transaction.atomic
def make_offer(*, by: Worker, client: Client | None, said: Said, description: str = "") -> Recruitment:
    """Keep that the programme was offered to a woman, and what she said.

    Args:
        by: who offered it.
        client: to whom; None to a woman nobody knows, who is then described.
        said: where, when, what brought her, and what she said: that she was screened, only a screening says.
        description: how a woman nobody knows will be recognised.

    Raises:
        RefusedError: it would be in the future.
    """
    if said.at > timezone.now():
        raise RefusedError(TO_COME, "clock")
    return Recruitment.objects.create(
        client=client,
        owner_id=client.agency_id if client else None,
        description="" if client else description,
        agency=by.agency,
        made_by=by.staff,
        **_columns(said),
        **_answer(said),
    )


def _columns(said: Said) -> dict[str, object]:
    return {
        "setting": said.setting,
        "at": said.at,
        "brought_by": said.brought_by,
        "brought_by_words": said.brought_by_words,
        "note": said.note,
    }


def _answer(said: Said) -> dict[str, object]:
    if said.answer not in (_OFFERED, _DECLINED):
        raise RefusedError("A screening says that she was screened. Ask her the questions.", "answer")
    return {"answer": said.answer, "reason": said.reason, "reason_words": said.reason_words}


def take_up(offer: Recruitment, by: Worker) -> Recruitment:
    """An offer as it stands, locked with its screening until the change is saved.

    Raises:
        PermissionDenied: another agency made it.
        RefusedError: it was marked as a mistake.
    """
    now = _hold(offer, by)
    if now.mistake_at is not None:
        raise RefusedError(STRUCK)
    return now


def _hold(offer: Recruitment, by: Worker) -> Recruitment:
    if offer.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency wrote this.")
    return Recruitment.objects.select_for_update(of=("self",)).get(pk=offer.pk)


@transaction.atomic
def correct_offer(*, by: Worker, offer: Recruitment, said: Said) -> None:
    """Put an offer right. What it said before stays in its history.

    Where she was screened, that stays so: the screening says it.

    Raises:
        RefusedError: it was marked as a mistake, or would be in the future or after she was screened.
        PermissionDenied: another agency made it.
    """
    now = take_up(offer, by)
    if said.at > timezone.now():
        raise RefusedError(TO_COME, "clock")
    screened = Screening.objects.filter(recruitment=now).first()
    if screened is not None and said.at > screened.at:
        when = f"{on(screened.at)}, {at(screened.at)}"
        raise RefusedError(f"She was screened on {when}, and it was offered before. Enter an earlier time", "clock")
    answer = {} if now.answer == _SCREENED else _answer(said)
    one(Recruitment.objects.filter(pk=now.pk).update(**_columns(said), **answer))


def mark_mistake(*, by: Worker, offer: Recruitment) -> None:
    """Say that an offer was entered by mistake: it stays with its screening, marked, and counts no more.

    Raises:
        RefusedError: it was marked already.
        PermissionDenied: another agency made it.
    """
    _mark(take_up(offer, by), timezone.now(), by)


def put_back(*, by: Worker, offer: Recruitment) -> None:
    """Let an offer count again that was marked as a mistake, with its screening.

    Raises:
        PermissionDenied: another agency made it.
    """
    _mark(_hold(offer, by), None, None)


@transaction.atomic
def _mark(now: Recruitment, moment: datetime | None, by: Worker | None) -> None:
    marked = {"mistake_at": moment, "mistake_by": by.staff if by else None}
    one(Recruitment.objects.filter(pk=now.pk).update(**marked))
    Screening.objects.filter(recruitment=now).update(**marked)


@transaction.atomic
def name_her(*, by: Worker, offer: Recruitment, client: Client) -> None:
    """Say who a woman was that nobody knew: the offer and its screening join her file.

    Raises:
        RefusedError: it is a mistake, or somebody's already.
        PermissionDenied: another agency made it.
    """
    now = take_up(offer, by)
    if now.client_id is not None:
        raise RefusedError("Somebody else has just said who she was. Look at it again.")
    _give(now, client)


@transaction.atomic
def not_her(*, by: Worker, offer: Recruitment, description: str) -> None:
    """Take an offer and its screening off a woman's file, as she was somebody else, whom nobody knows.

    Raises:
        RefusedError: it is on no file, or was marked as a mistake.
        PermissionDenied: another agency made it.
    """
    now = take_up(offer, by)
    if now.client_id is None or now.client_id != offer.client_id:
        raise RefusedError("Somebody else has changed to whom this was offered. Look at it again.")
    _give(now, None, description=description)


def _give(now: Recruitment, client: Client | None, **more: str) -> None:
    whose = {"client": client, "owner_id": client.agency_id if client else None}
    one(Recruitment.objects.filter(pk=now.pk).update(**whose, **more))
    Screening.objects.filter(recruitment=now).update(**whose)
