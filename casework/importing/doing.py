"""Checking, bringing in and taking back as long work."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.urls import reverse

from casework.clients.actions import RefusedError
from casework.importing import actions, queries
from casework.importing.models import ImportBatch
from dussk.access.categories import Permission
from dussk.drafts import closed
from dussk.jobs.models import Job
from dussk.jobs.registry import Kind, Made, NotDoneError, Work, on_rounds, register


@contextmanager
def _in_words() -> Iterator[None]:
    """What an action refuses, a job was not done for."""
    try:
        yield
    except RefusedError as refused:
        raise NotDoneError(refused.sentence) from refused


def _batch(work: Work) -> ImportBatch:
    about = work.job.about
    batch = queries.batches(work.job.agency).filter(uid=about).first() if about else None
    if batch is None:
        raise NotDoneError(actions.GONE)
    return batch


def rows(number: int) -> str:
    """A number of rows, in words."""
    return "1 row" if number == 1 else f"{number:,} rows"


def files(number: int) -> str:
    """A number of files, in words."""
    return "1 file" if number == 1 else f"{number:,} files"


def _check(work: Work) -> Made:
    with _in_words():
        found = actions.check(by=work.by, batch=_batch(work), tell=work.tell)
    said = f"{rows(len(found.women))} can be brought in, {rows(len(found.bad))} cannot"
    if found.doubles:
        said += f". {rows(len(found.doubles)).capitalize()} may be women who are here already"
    return Made(said)


def _bring_in(work: Work) -> Made:
    asked = work.job.asked
    with _in_words():
        started = actions.bring_in(
            by=work.by,
            batch=_batch(work),
            good_rows=bool(asked.get("good_rows")),
            doubles=bool(asked.get("doubles")),
            version=asked.get("version"),
            tell=work.tell,
        )
    return Made(f"{files(started).capitalize()} started")


def _undo(work: Work) -> Made:
    with _in_words():
        gone, stay = actions.undo(by=work.by, batch=_batch(work))
    if not stay:
        return Made(f"{files(gone).capitalize()} taken back")
    those = f"{files(stay).capitalize()} {'stays' if stay == 1 else 'stay'}"
    return Made(f"{files(gone).capitalize()} taken back. {those}: something was written there since")


def _leads_to(job: Job) -> str:
    return reverse("importing:batch", args=[job.about])


_KINDS: dict[str, Callable[[Work], Made]] = {
    actions.CHECK: _check,
    actions.BRING_IN: _bring_in,
    actions.UNDO: _undo,
}


def _names_open_batch(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the batch it names."""
    if not page.startswith("importing:") or "uid" not in named:
        return True
    return ImportBatch.objects.filter(uid=named["uid"]).exists()


def put_in_place() -> None:
    """Register the kinds, what is forgotten in time, and which drafts are open; called once, when the app starts."""
    closed.register(_names_open_batch)
    for name, run in _KINDS.items():
        register(Kind(name, Permission.IMPORT_CLIENTS, run, leads_to=_leads_to))
    on_rounds(actions.forget)
