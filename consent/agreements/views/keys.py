"""The two big keys under a question on her own screen."""

from dataclasses import dataclass

from consent.agreements import queries
from consent.agreements.forms.answers import NO, YES

_LONGEST_LABEL = 12


@dataclass(frozen=True)
class Answer:
    """One of two big keys: what is sent, what stands on it, what it means, and whether she chose it before."""

    value: str
    label: str
    meaning: str = ""
    chosen: bool = False


def answers_of(page: queries.Page) -> list[Answer]:
    """A yes and a no, each with its own line of what the page explains, where it has one for each."""
    lines = [line.strip() for line in page.explained.splitlines() if line.strip()]
    agreed = page.choices[0].agreed if page.answered else None
    both = ((YES, "Yes", agreed is True), (NO, "No", agreed is False))
    if len(lines) != len(both):
        return [Answer(value, label, chosen=chosen) for value, label, chosen in both]
    found_in = [line.partition(":") for line in lines]
    if not all(colon and len(label) <= _LONGEST_LABEL for label, colon, _rest in found_in):
        return [Answer(value, label, line, chosen) for (value, label, chosen), line in zip(both, lines, strict=True)]
    return [
        Answer(value, label, rest.strip(), chosen)
        for (value, _yes, chosen), (label, _colon, rest) in zip(both, found_in, strict=True)
    ]
