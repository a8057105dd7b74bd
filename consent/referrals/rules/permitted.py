"""Whom a service may be told about: by what she agreed to, and never anybody whom she wants told nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from casework.clients.rules import plain


@dataclass(frozen=True)
class Yes:
    """An outside agency that she agreed to and has not taken back: one kind of them, or one by name."""

    kind: str = ""
    name: str = ""

    def covers(self, *, kind: str, name: str) -> bool:
        """Whether it lets this service be told: it is of that kind, or is the one that she named."""
        if self.kind:
            return self.kind == kind
        return plain(self.name) == plain(name)


K = TypeVar("K")


def covering(answers: Iterable[tuple[K, Yes]], *, kind: str, name: str) -> K | None:
    """Which of her answers lets a service be told: by its name before its kind. None where none does."""
    fits = [(key, yes) for key, yes in answers if yes.covers(kind=kind, name=name)]
    return min(fits, key=lambda pair: bool(pair[1].kind))[0] if fits else None


def named(listed: str, recipient: Iterable[str]) -> bool:
    """Whether somebody on her list is named among those who would be told: every word of the name is there.

    It errs on the side of stopping. ``recipient``: the service, whom one asks for there, to whom it is sent.
    """
    words = set(plain(listed).split())
    return bool(words) and any(words <= set(plain(told).split()) for told in recipient)
