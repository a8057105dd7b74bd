"""Reading history: who wrote what stands in a record now."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import models

from dussk.audit.tracking import history_of

#: How far back is looked (changes of one record).
_FAR = 100


def written(row: models.Model, *fields: str) -> tuple[str, datetime] | None:
    """Who wrote what these fields of a tracked record say now, and when; None where history does not tell.

    Later changes of other fields are passed over.
    """
    events = history_of(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_created_at", "-pgh_id")
    said, by, at = None, None, None
    for who, when, *values in events.values_list("pgh_staff_id", "pgh_created_at", *fields)[:_FAR]:
        if said not in (None, values):
            break
        said, by, at = values, who, when
    writer = get_user_model().objects.filter(pk=by).first() if by else None
    return (str(writer), at) if writer and at else None
