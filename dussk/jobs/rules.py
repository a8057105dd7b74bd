"""How long work stands, in plain values and plain words."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

#: How often a job is begun: once, and once more where whoever did it was killed.
MOST_TRIES = 2

#: How long what a job made can be fetched by whoever asked for it (hours); ``wall.forget_jobs`` says the same.
KEEP_HOURS = 24

#: How long the list keeps that there was a job (days).
LISTED_DAYS = 30

_LONGEST_NAME = 100


class State(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: How a job can have ended.
ENDS = (State.DONE, State.REFUSED, State.FAILED, State.CANCELLED)

IN_WORDS = {
    State.WAITING: "Waiting",
    State.RUNNING: "Being done",
    State.DONE: "Done",
    State.REFUSED: "Not done",
    State.FAILED: "Went wrong",
    State.CANCELLED: "Cancelled",
}

NO_RUNNER = (
    "Waiting for the runner: nothing on the server is doing long work at the moment. It begins by itself when that is"
    " back. Tell whoever looks after the server if it stays like this"
)
INTERRUPTED = "It was interrupted twice, and nothing of it was saved. Ask for it again"
WENT_WRONG = (
    "Something went wrong, and nothing of it was saved. Ask for it again. If it goes wrong once more, tell whoever"
    " looks after the server this reference: {reference}"
)
CLOSED_TO_HER = "Your account, or what you may do here, has changed since you asked, so nothing was done"


def state(outcome: str, *, begun: bool) -> State:
    """How a job stands, from how it ended (``""`` where it has not) and whether it was begun."""
    if outcome:
        return State(outcome)
    return State.RUNNING if begun else State.WAITING


def percent(done: int, of: int) -> int:
    """How much is done, of 100. Nothing where nobody knows of how many; never 100 before it has ended."""
    return min(99, max(0, done) * 100 // of) if of > 0 else 0


def so_far(*, begun: bool, done: int, of: int, tries: int, runner: bool) -> str:
    """What the page says of a job that has not ended.

    Args:
        begun: whether it was taken up.
        done: how many of
        of: how many; 0 where nobody knows.
        tries: how often it was begun.
        runner: whether a process is there that does such work.
    """
    if not runner:
        return NO_RUNNER
    if not begun:
        return "Waiting. It begins when what was asked for before it is done"
    again = "It was interrupted and begun again. " if tries > 1 else ""
    return again + (f"{done:,} of {of:,} done" if of else "It has begun")


def pause(age: timedelta) -> int:
    """How long an open page waits before it asks again (seconds): often at first, for what takes a moment."""
    seconds = age.total_seconds()
    return 1 if seconds < 15 else 3 if seconds < 120 else 10  # noqa: PLR2004 (seconds)


def kept_until(ended_at: datetime, hours: int) -> datetime:
    """The moment from which on what a job made is gone."""
    return ended_at + timedelta(hours=hours)


def file_name(wanted: str) -> str:
    """A name that every system takes for a file: letters and digits of English, hyphens, one ending."""
    stem, dot, ending = wanted.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    safe = re.sub(r"[^a-zA-Z0-9]+", "-", stem).strip("-")[:_LONGEST_NAME] or "file"
    kind = re.sub(r"[^a-zA-Z0-9]+", "", ending)[:5]
    return f"{safe}.{kind}" if kind else safe
