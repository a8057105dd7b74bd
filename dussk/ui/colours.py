"""Whether a colour can be read on white paper (WCAG 2.2, 1.4.3)."""

import re

#: The least contrast of text (WCAG 2.2 AA).
LEAST = 4.5
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour, such as ``#1d4f5c``, with white: 1 for white itself, 21 for black."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)


def readable_on_white(colour: str) -> bool:
    """Whether it is a colour, and dark enough."""
    return bool(_COLOUR.fullmatch(colour)) and contrast_with_white(colour) >= LEAST
