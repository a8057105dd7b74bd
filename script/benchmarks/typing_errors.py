"""A full name with one slip of the finger or the ear: a letter wrong, left out, doubled, or two that changed places."""

import random


def mistyped(name: str, seed: int) -> str:
    """The name with one typo, the same for one seed. The first letter of the name stays, as it mostly does."""
    chance = random.Random(f"typo {seed}")  # noqa: S311 - nothing secret
    letters = [place for place in range(1, len(name)) if name[place].isalpha() and name[place - 1].isalpha()]
    place = chance.choice(letters)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    slip = chance.randrange(4)
    if slip == 0:
        return before + chance.choice("abcdefghijklmnopqrstuvwxyz") + after
    if slip == 1:
        return before + after
    if slip == 2:  # noqa: PLR2004 - the third kind
        return before + letter + letter + after
    return before[:-1] + letter + before[-1] + after if place > 1 else before + letter + letter + after
