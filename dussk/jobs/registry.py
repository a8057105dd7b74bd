"""The kinds of long work. Each app names its own when the service starts, and so does what is forgotten in time.

A kind is a function over :class:`Work`. All that it writes is one transaction, which ends with the job: there is never
half a result. It is run as whoever asked, behind the wall::

    def make(work: Work) -> Made:
        for number, woman in enumerate(women, start=1):
            ...
            work.tell(number, len(women))
        return Made("The list is ready", File("women.csv", "text/csv", content))

    registry.register(Kind("women", Permission.LIST_CLIENTS, make))
"""

from collections.abc import Callable
from dataclasses import dataclass

from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.jobs.models import Job


class NotDoneError(Exception):
    """It cannot be done, and not because anything is broken. The sentence says why, for whoever asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class File:
    """A file that a job made, to be fetched by whoever asked."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Made:
    """What came of a job: a sentence for whoever asked, and perhaps a file."""

    said: str
    file: File | None = None


@dataclass(frozen=True)
class Work:
    """A job in the hands of whoever does it.

    Attributes:
        job: what was asked, and when.
        by: who asked, as which agency.
        tell: says how far it has come: how many, of how many. It raises where the job was cancelled meanwhile.
    """

    job: Job
    by: Worker
    tell: Callable[[int, int], None]


def anyone_who_asked(_by: Worker, _job: Job) -> bool:
    """Whoever asked for it may have it, as long as she holds the permission."""
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of long work.

    Attributes:
        name: stands for it in the database.
        permission: who may ask for it. It is asked again when it is run, and when what it made is fetched.
        run: does it.
        may_have: whether somebody may still have what it made, when she fetches it: the wall is asked again.
        leads_to: the address of what it was about, for a link; None where there is none.
    """

    name: str
    permission: Permission
    run: Callable[[Work], Made]
    may_have: Callable[[Worker, Job], bool] = anyone_who_asked
    leads_to: Callable[[Job], str] | None = None


_kinds: dict[str, Kind] = {}
_rounds: list[Callable[[], None]] = []


def register(kind: Kind) -> None:
    """Add a kind, from an app's ``ready()``. Registering its name again replaces it."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The kind of this name; None where the service has no such kind (any more)."""
    return _kinds.get(name)


def on_rounds(forget: Callable[[], None]) -> None:
    """Have the runner do this every few minutes, as nobody: call what forgets things whose time is over."""
    if forget not in _rounds:
        _rounds.append(forget)


def rounds() -> list[Callable[[], None]]:
    """Everything of that kind."""
    return list(_rounds)
