"""Writing what a woman's paper leaves out, and asking for many plans on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from casework.printing import queries
from casework.printing.models import PaperChoice
from casework.printing.rules import Choice, Edition
from dussk.access.asking import Worker
from dussk.jobs import actions as jobs
from dussk.jobs.models import Job
from dussk.staff.models import Staff

KIND = "plans_on_paper"
#: How many plans one batch holds: what a printer and whoever stands beside it can take.
MOST = 500

_TITLES = {
    Edition.FILE: "Care plans on paper: {what}, for the file",
    Edition.HERS: "Care plans on paper: {what}, for the women themselves",
}


@transaction.atomic
def choose(*, by: Worker, client: Client, said: Choice, why: str = "") -> PaperChoice:
    """Write what her paper leaves out. What she had said before is kept as what it was.

    Args:
        by: who writes it down.
        client: whose.
        said: what she wants.
        why: in words, for those who work with her.

    Raises:
        PermissionDenied: another agency keeps her file.
    """
    mine = take_up(client, by)
    rows = PaperChoice.objects.filter(client=mine, ended_at=None)
    rows.update(ended_at=timezone.now(), ended_by=by.staff)
    return PaperChoice.objects.create(
        **on_file(mine, by),
        leaves_out=sorted(part.value for part in said.parts),
        words=list(said.words),
        no_paper=said.no_paper,
        why=why,
    )


@transaction.atomic
def ask_for_keyworker(*, by: Worker, keyworker: Staff, edition: Edition) -> Job:
    """Have all plans of one keyworker printed.

    Raises:
        RefusedError: there are none, or more than one batch holds.
    """
    plans = list(queries.of_keyworker(by, keyworker).values_list("uid", flat=True)[: MOST + 1])
    return _ask(by, plans, edition, "all of one keyworker")


@transaction.atomic
def ask_for_review(*, by: Worker, until: date, edition: Edition) -> Job:
    """Have all plans printed whose review is due by a day.

    Raises:
        RefusedError: there are none, or more than one batch holds.
    """
    plans = list(queries.for_review(by, until).values_list("uid", flat=True)[: MOST + 1])
    return _ask(by, plans, edition, "all due for review")


@transaction.atomic
def ask_for_nobodys(*, by: Worker, edition: Edition) -> Job:
    """Have all plans printed of women who have no keyworker.

    Raises:
        RefusedError: there are none, or more than one batch holds.
    """
    plans = list(queries.of_nobody(by).values_list("uid", flat=True)[: MOST + 1])
    return _ask(by, plans, edition, "all without a keyworker")


@transaction.atomic
def ask_for_every(*, by: Worker, edition: Edition) -> Job:
    """Have every plan printed.

    Raises:
        RefusedError: there are none, or more than one batch holds.
    """
    plans = list(queries.every(by).values_list("uid", flat=True)[: MOST + 1])
    return _ask(by, plans, edition, "every plan")


def _ask(by: Worker, plans: Sequence[UUID], edition: Edition, what: str) -> Job:
    if not plans:
        raise RefusedError("There is no plan to print: nobody’s plan is among these")
    if len(plans) > MOST:
        raise RefusedError(
            f"There are more than {MOST} plans. Print them keyworker by keyworker, or up to an earlier day"
        )
    title = _TITLES[edition].format(what=what)
    asked: dict[str, Any] = {"plans": [str(uid) for uid in plans], "edition": edition.value}
    if edition is Edition.HERS:
        asked["wanted"] = queries.fingerprint(by, plans)
    return jobs.ask(by=by, kind=KIND, title=title, **asked)
