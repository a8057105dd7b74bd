"""What lets a service be told about her: what she agreed to, or a release that was decided about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Yes:
    """An outside agency that she agreed to and has not taken back: one kind of them, or one by name."""

    kind: str = ""
    name: str = ""

    def covers(self, *, kind: str, name: str) -> bool:
        """Whether it lets this service be told: it is of that kind, or is the one that she named.

        The database has the same (``wall.her_yes_stands``).
        """
        if self.kind:
            return self.kind == kind
        return _bare(self.name) == _bare(name) != ""


K = TypeVar("K")


def covering(answers: Iterable[tuple[K, Yes]], *, kind: str, name: str) -> K | None:
    """Which of her answers lets a service be told: by its name before its kind. None where none does."""
    fits = [(key, yes) for key, yes in answers if yes.covers(kind=kind, name=name)]
    return min(fits, key=lambda pair: bool(pair[1].kind))[0] if fits else None


@dataclass(frozen=True)
class Release:
    """To whom a release goes: a partner agency, an office by name, or any office of a kind."""

    kind: str
    name: str = ""
    partner: int | None = None

    def goes_to(self, *, kind: str, name: str, partner: int | None) -> bool:
        """Whether it lets this service be told. The database has the same (``wall.release_goes_to``).

        Args:
            kind: what the consent form calls the service; "" where it does not name it.
            name: how it is called.
            partner: the partner agency that it is, where it is one.
        """
        if self.partner is not None:
            return self.partner == partner
        return _bare(self.name) == _bare(name) if self.name else self.kind == kind


def _bare(name: str) -> str:
    """As wall.bare has it: letters and digits alone, small."""
    return "".join(ch for ch in name.lower() if ch.isalnum())
