"""History by trigger: every write to a tracked model leaves a row, bulk updates and raw SQL included."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


class _Tracked(Protocol):
    pgh_event_model: type[models.Model]


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Class decorator: keep the history of this model.

    Args:
        exclude: fields that must not be copied into history, such as a password's hash.
    """

    def track(model: M) -> M:
        # New trackers for each model: a shared one would keep the first model's list of fields.
        decorate = pghistory.track(
            pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude) or None
        )
        decorated: M = decorate(model)
        return decorated

    return track


def events_of(model: type[models.Model]) -> type[models.Model]:
    """The model of a tracked model's history rows: pghistory puts it there."""
    return cast("_Tracked", model).pgh_event_model


def history_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """The history rows of a tracked model that whoever asks may see, in no particular order."""
    return events_of(model)._default_manager.all()
