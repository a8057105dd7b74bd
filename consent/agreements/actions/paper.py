"""What she signed on paper, typed in: every choice and the signature at once, or nothing."""

from collections.abc import Mapping
from typing import Unpack

from django.db import transaction

from consent.agreements import rules
from consent.agreements.actions.filling import Said, answer
from consent.agreements.actions.signing import Signature, sign
from consent.agreements.models import Agreement
from consent.agreements.rules import Part
from dussk.access.asking import Worker


@transaction.atomic
def record_paper(*, by: Worker, agreement: Agreement, said: Mapping[Part, Said], **how: Unpack[Signature]) -> bool:
    """Keep what she ticked on paper, and that she signed it.

    Args:
        by: who types it in.
        agreement: which was begun.
        said: what she said on each page.
        how: how she signed, with who saw it and where the paper is.

    Returns:
        Whether her file is still open to ``by``, as :func:`sign` does.

    Raises:
        RefusedError: as :func:`answer` and :func:`sign` do. Nothing of it is kept then.
        PermissionDenied: another agency keeps her file.
    """
    storing = said[Part.STORING].get("agreed")
    for part in rules.pages(storing=storing):
        if part is not Part.SIGNING:
            agreement = answer(by=by, agreement=agreement, part=part, **said.get(part, {}))
    return sign(by=by, agreement=agreement, **how)
