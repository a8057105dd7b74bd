"""Keeping what is typed, and holding that a form is saved once."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.drafts import queries
from dussk.drafts.models import Draft, Sending
from dussk.drafts.rules import KEPT_FOR, LONGEST_PATH, Field, Typed, without_key


@transaction.atomic
def keep(*, by: Worker, typed: Typed) -> uuid.UUID | None:
    """Keep what she has typed so far, in place of what was kept of the same form. Nothing in it throws it away.

    Returns:
        The draft's id; None where nothing is kept, because nothing was typed or the form is saved already.
    """
    here = Draft.objects.filter(staff=by.staff, agency=by.agency, address=typed.address, form=typed.form)
    if not typed.fields or (typed.key and queries.sending(by, typed.key)):
        here.delete()
        return None
    draft = Draft(
        staff=by.staff,
        agency=by.agency,
        address=typed.address,
        form=typed.form,
        action=typed.action,
        title=typed.title,
        key=typed.key,
        fields=[list(field) for field in typed.fields],
    )
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["staff", "agency", "address", "form"],
        update_fields=["action", "title", "key", "fields", "kept_at"],
    )
    return here.values_list("uid", flat=True).get()


def keep_sent(*, by: Worker, key: uuid.UUID | None, address: str, to: str, fields: Iterable[Field]) -> uuid.UUID | None:
    """Keep a form that was sent and could not be saved. Where its page kept it already, this takes the place of that.

    Args:
        by: who sent it.
        key: the one it carried.
        address: path of the page it stood on.
        to: path it was sent to.
        fields: all that was in it.

    Raises:
        NotKeptError: it may hold a secret.
    """
    before = Draft.objects.filter(staff=by.staff, agency=by.agency, key=key).first() if key else None
    where = (
        (before.address, before.form)
        if before
        else (address.partition("?")[0][:LONGEST_PATH], f"sent {key or uuid.uuid4()}")
    )
    what = Typed(*where, to, without_key(fields), title=before.title if before else "", key=key)
    return keep(by=by, typed=what)


def throw_away(*, by: Worker, draft: Draft) -> None:
    """Throw one of her drafts away."""
    Draft.objects.filter(staff=by.staff, pk=draft.pk).delete()


def forget(*, by: Worker, key: uuid.UUID | None, draft: uuid.UUID | None) -> None:
    """Let go of what was kept of a form that is now saved, in the transaction that saves it."""
    which = [condition for condition, value in ((Q(key=key), key), (Q(uid=draft), draft)) if value]
    if which:
        Draft.objects.filter(reduce(or_, which), staff=by.staff).delete()


def forget_old(*, by: Worker | None = None, now: datetime | None = None) -> tuple[int, int]:
    """Delete drafts and sendings that are past their time: hers, or without ``by`` everybody's (as the owner only).

    Returns:
        How many drafts, and how many sendings.
    """
    until = (now or timezone.now()) - KEPT_FOR
    drafts, sendings = Draft.objects.filter(kept_at__lt=until), Sending.objects.filter(at__lt=until)
    if by is not None:
        drafts, sendings = drafts.filter(staff=by.staff), sendings.filter(staff=by.staff)
    return drafts.delete()[0], sendings.delete()[0]


def take_key(*, by: Worker, key: uuid.UUID, content: str) -> bool:
    """Begin to save a form under its key; False where a form with this key is saved already.

    While another request is saving a form with the same key, this waits for what becomes of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO drafts_sending (staff_id, key, content, address, at)"
            " VALUES (%s, %s, %s, '', statement_timestamp()) ON CONFLICT (staff_id, key) DO NOTHING",
            [by.staff.pk, key, content],
        )
        return bool(cursor.rowcount)


def use_key(*, by: Worker, key: uuid.UUID, draft: uuid.UUID | None, address: str) -> None:
    """The form is saved: note where its sender went, and let go of what was kept of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM drafts_draft WHERE staff_id = %(staff)s AND (key = %(key)s OR uid = %(draft)s))"
            " UPDATE drafts_sending SET address = %(address)s WHERE staff_id = %(staff)s AND key = %(key)s",
            {"staff": by.staff.pk, "key": key, "draft": draft, "address": address[:LONGEST_PATH]},
        )


def give_back_key(*, by: Worker, key: uuid.UUID) -> None:
    """Nothing was saved after all: the same form may be sent again."""
    Sending.objects.filter(staff=by.staff, key=key).delete()
