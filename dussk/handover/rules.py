"""What a screen that was handed over reaches, and what a drawn signature is. Plain values in, plain values out."""

import re
from dataclasses import dataclass

#: A signature is drawn on a sheet this wide and high; its lines are whole numbers of these.
WIDTH, HEIGHT = 1000, 300
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"

#: The longest drawing that is kept, in characters, and the smallest that is one: a touch by mistake is none.
LONGEST, SMALLEST = 20_000, 30

_POINT = r"[0-9]{1,4} [0-9]{1,4}"
_LINES = re.compile(f"(?:M{_POINT}(?:L{_POINT})+)+")
_EACH = re.compile(r"([0-9]+) ([0-9]+)")


@dataclass(frozen=True)
class HandedOver:
    """What a session that was handed over keeps.

    Attributes:
        prefix: the address of her form, with which all of its addresses begin. It ends with a slash.
        title: what it is, in words that can stand after "Go on with": "the consent form".
        back: where the worker comes to when she has the screen again.
        tell: what she is told there.
    """

    prefix: str
    title: str
    back: str
    tell: str = ""


def is_within(path: str, prefix: str) -> bool:
    """Whether a path is one of her form, and cannot be read as leading out of it."""
    return path.startswith(prefix) and ".." not in path and "\\" not in path and "//" not in path


def cleaned(drawn: str) -> str:
    """The lines of a signature as they are kept: moves and straight lines on the sheet, nothing else of SVG.

    Returns:
        "" where it is anything else, leaves the sheet, or is too small to be a signature.
    """
    drawn = drawn.strip()
    if len(drawn) > LONGEST or not _LINES.fullmatch(drawn):
        return ""
    points = [(int(x), int(y)) for x, y in _EACH.findall(drawn)]
    across, down = [x for x, _y in points], [y for _x, y in points]
    if max(across) > WIDTH or max(down) > HEIGHT:
        return ""
    drawn_at_all = max(max(across) - min(across), max(down) - min(down)) >= SMALLEST
    return drawn if drawn_at_all else ""
