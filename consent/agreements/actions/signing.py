"""Signing, and taking back. The database does both itself (``consent/wall.sql``); nothing else touches a share."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Required, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.actions.writing import take_up
from casework.clients.models import Client
from consent.agreements import queries, rules
from consent.agreements.actions.filling import NOT_OPEN, hold, refuse_last_day
from consent.agreements.models import Agreement, OutsideChoice, PartnerChoice
from dussk.access.asking import Worker
from dussk.ui.when import on

#: What the database's own refusals mean (SQLSTATE), and the answer to mend.
_REFUSED = {
    "DC001": (NOT_OPEN, None),
    "DC002": ("This form was never published, so it cannot be signed. Begin again with one that is", None),
    "DC003": ("Something is not answered yet, or not signed. Nothing was signed", None),
    "DC004": ("Enter the day she told you: not before the day she signed, and not a day still to come", "told_on"),
    "DC005": ("None of this still stands. Choose what she takes back now", None),
    "DC007": (
        "She has said something else since that day, and what she said last holds. Go through consent with her again",
        "signed_on",
    ),
    "DC006": ("This agreement does not hold any more: she has taken it back, or signed another one", None),
}
_NOT_HERS = "42501"


class Signature(TypedDict, total=False):
    """How she signed.

    Attributes:
        signature: the way (:class:`Agreement.Signature`).
        print_name: her name. Typed, it is her signature.
        drawn: the lines she drew, as an SVG path.
        born: her date of birth, where she gives it.
        witness: who saw her sign; asked for on paper.
        paper_is_at: where the paper is.
        signed_on: the day; today where none is given.
        ends_on: the last day of it; where there is none, it holds until she takes it back.
        review_on: when it is talked through again; where none is given, as the form says.
    """

    signature: Required[str]
    print_name: Required[str]
    drawn: str
    born: date | None
    witness: str
    paper_is_at: str
    signed_on: date | None
    ends_on: date | None
    review_on: date | None


@transaction.atomic
def sign(*, by: Worker, agreement: Agreement, **how: Unpack[Signature]) -> bool:
    """She signs. From this moment what she agreed to is open, and nothing else is.

    Args:
        by: the worker who is with her, or who types in what she signed on paper.
        agreement: which, with every page gone through.
        how: how she signed (:class:`Signature`).

    Returns:
        Whether her file is still open to ``by``: where she says no to storing, it is a manager's from now on.

    Raises:
        RefusedError: a page is not answered, a day is wrong, or it has been signed or given up already.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, agreement)
    today = timezone.localdate()
    day = how.get("signed_on") or today
    _refuse_unanswered(held)
    _refuse_signature(how)
    _refuse_days(held, day, how, today)
    written = {name: value.strip() if isinstance(value, str) else value for name, value in how.items()}
    written |= {"signed_on": day, "review_on": how.get("review_on") or rules.review_on(day, held.form.review_months)}
    written["answered"] = [*held.answered, rules.Part.SIGNING.value]
    if Agreement.objects.filter(pk=held.pk).update(**written) != 1:
        raise RefusedError(NOT_OPEN)
    _call("SELECT wall.sign_agreement(%s)", [held.pk])
    return Client.objects.filter(pk=held.client_id).exists()


def _refuse_unanswered(held: Agreement) -> None:
    left = rules.to_go_through(held.answered, storing=held.storing)
    if left:
        headings = queries.parts_of(held.form)
        named = ", ".join(headings[part].heading if part in headings else part.value for part in left)
        raise RefusedError(f"Go through these pages first: {named}. Nothing was signed")


def _refuse_signature(how: Signature) -> None:
    if not how["print_name"].strip():
        raise RefusedError("Enter her name, as she writes it", "print_name")
    if how["signature"] == Agreement.Signature.DRAWN and not rules.is_drawn(how.get("drawn", "").strip()):
        raise RefusedError("There is no signature yet. She can draw it, or type her name instead", "drawn")
    if how["signature"] == Agreement.Signature.PAPER:
        if not how.get("witness", "").strip():
            raise RefusedError("Enter who saw her sign", "witness")
        if not how.get("paper_is_at", "").strip():
            raise RefusedError("Enter where the paper is kept", "paper_is_at")


def _refuse_days(held: Agreement, day: date, how: Signature, today: date) -> None:
    published = timezone.localdate(held.form.published_at) if held.form.published_at else today
    fault = rules.fault_of_signing(day, published, today)
    if fault is rules.Fault.TO_COME:
        raise RefusedError("Enter the day she signed: this one is still to come", "signed_on")
    if fault is rules.Fault.BEFORE_FORM:
        raise RefusedError(
            f"This version of the form was published on {on(published)}, so she cannot have signed it before. Check"
            " the day, or begin again with the version that is on the paper",
            "signed_on",
        )
    ends_on, review_on = how.get("ends_on"), how.get("review_on")
    if ends_on is not None and ends_on < max(day, today):
        raise RefusedError("The agreement would be over already. Enter a later day, or none", "ends_on")
    if review_on is not None and not day < review_on <= rules.review_on(day, rules.LONGEST_REVIEW):
        raise RefusedError("Enter a day within two years after she signed", "review_on")
    for choice in PartnerChoice.objects.filter(agreement=held, agreed=True).select_related("agency"):
        # A day that has passed since she said it opens nothing; one later than the agreement's is a mistake.
        if rules.fault_of_last_day(choice.until, ends_on, day) is rules.Fault.LONGER_THAN_AGREEMENT:
            refuse_last_day(rules.Fault.LONGER_THAN_AGREEMENT, choice.agency)


class TakenBack(TypedDict, total=False):
    """What she takes back.

    Attributes:
        parts: any of "everything", "service", "storing", "research".
        outside: outside agencies of the agreement.
        partners: parts of her file that a partner agency is not to see any more.
        note: her words, or none.
    """

    parts: Collection[str]
    outside: Collection[OutsideChoice]
    partners: Collection[PartnerChoice]
    note: str


@transaction.atomic
def withdraw(*, by: Worker, agreement: Agreement, told_on: date, **back: Unpack[TakenBack]) -> bool:
    """She takes something back. It is closed on the next request.

    Args:
        by: the worker whom she told.
        agreement: the one that holds.
        told_on: the day she said so.
        back: what (:class:`TakenBack`).

    Returns:
        Whether her file is still open to ``by``: without storing, it is a manager's from now on.

    Raises:
        RefusedError: the day is before she signed or to come, nothing of it stands, or the agreement does not hold.
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(agreement.client, by)
    outside, partners = ([choice.pk for choice in rows] for rows in (back.get("outside", ()), back.get("partners", ())))
    _call(
        "SELECT wall.withdraw(%s, %s, %s::text[], %s::bigint[], %s::bigint[], %s)",
        [agreement.pk, told_on, list(back.get("parts", ())), outside, partners, back.get("note", "")],
    )
    return Client.objects.filter(pk=her.pk).exists()


def _call(sql: str, values: Sequence[Any]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state == _NOT_HERS:
            raise PermissionDenied("This agreement is not hers to deal with.") from error
        if state not in _REFUSED:
            raise
        raise RefusedError(*_REFUSED[state]) from error
