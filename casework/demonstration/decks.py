"""Notes dealt like cards: no woman is written about twice in the same words, and no night has the same words twice."""

from collections import defaultdict
from collections.abc import Sequence

from casework.demonstration.chance import Chance
from casework.demonstration.wording import ASIDES


class Notes:
    """Deals notes to women. ``{keyworker}`` in a note stands for the first name of hers."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._had: dict[str, set[str]] = defaultdict(set)
        self._of_the_night: set[str] = set()

    def new_night(self) -> None:
        """From here on, what was written on the nights before may be written again of another woman."""
        self._of_the_night.clear()

    def deal(self, stock: Sequence[str], woman: str, keyworker: str) -> str:
        """A note for a woman, or an empty one where every note in the stock has been hers."""
        had = self._had[woman]
        fitting = [
            note
            for note in stock
            if note not in had and note not in self._of_the_night and (keyworker or "{keyworker}" not in note)
        ]
        if not fitting:
            return ""
        note = self._chance.choice(fitting)
        had.add(note)
        self._of_the_night.add(note)
        return note.replace("{keyworker}", keyworker)

    def deal_with_aside(self, stock: Sequence[str], woman: str, keyworker: str) -> str:
        """A note, sometimes with a few words more, sometimes only those."""
        drawn = self._chance.random()
        parts = [self.deal(stock, woman, keyworker)] if drawn < 0.9 else []  # noqa: PLR2004 - nine of ten
        if drawn > 0.5:  # noqa: PLR2004 - and half with an aside
            parts.append(self.deal(ASIDES, woman, keyworker))
        return " ".join(part for part in parts if part)
