"""Who may see what of whom: shares with the two partners, workers kept from a file, files opened in an emergency."""

from dataclasses import dataclass
from datetime import time

from casework.clients.models import Block
from casework.demonstration.people import HARBOUR, WESTVALE
from dussk.access.categories import Category

_WHO = (Category.IDENTITY,)
_WORK = (Category.IDENTITY, Category.CASEWORK)
_PATH = (Category.IDENTITY, Category.PATHWAY)
_MOST = (Category.IDENTITY, Category.CASEWORK, Category.PATHWAY, Category.SAFETY)


@dataclass(frozen=True)
class Shared:
    """What she agreed to: from when (weeks ago), and until when (negative: weeks from now)."""

    agency: str
    categories: tuple[Category, ...]
    since: int
    until: int | None = None


SHARES: dict[str, tuple[Shared, ...]] = {
    # with both
    "kelly": (Shared(HARBOUR, _MOST, 22), Shared(WESTVALE, _PATH, 8)),
    "donna": (Shared(HARBOUR, _MOST, 24), Shared(WESTVALE, _MOST, 11)),
    "sian": (Shared(HARBOUR, _MOST, 20), Shared(WESTVALE, _MOST, 7)),
    "nikki": (Shared(HARBOUR, _WORK, 25), Shared(WESTVALE, _MOST, 6)),
    "claire": (Shared(HARBOUR, _MOST, 19), Shared(WESTVALE, _PATH, 5)),
    "mo": (Shared(HARBOUR, _PATH, 23), Shared(WESTVALE, _PATH, 3)),
    # with the drug service
    "kaz": (Shared(HARBOUR, _WORK, 25),),
    "sam": (Shared(HARBOUR, _MOST, 18),),
    "steph": (Shared(HARBOUR, _PATH, 16),),
    "robyn": (Shared(HARBOUR, _MOST, 14),),
    "leanne": (Shared(HARBOUR, _PATH, 12, -10),),  # agreed for a time
    "gem": (Shared(HARBOUR, _PATH, 9),),
    "mel": (Shared(HARBOUR, _WORK, 21),),
    "chrissie": (Shared(HARBOUR, _WHO, 13),),
    "tracey": (Shared(HARBOUR, _PATH, 11),),
    "courtney": (Shared(HARBOUR, _PATH, 4),),
    "shaz": (Shared(HARBOUR, _MOST, 17),),
    "alex": (Shared(HARBOUR, _WORK, 15),),
    # with the trust
    "niamh": (Shared(WESTVALE, _PATH, 10),),
    "rosa": (Shared(WESTVALE, _WORK, 4),),
    # ended: she took it back, or it had been agreed until then
    "jess": (Shared(HARBOUR, _MOST, 23, 6),),
    "tash": (Shared(HARBOUR, _PATH, 25, 21),),
    "becky": (Shared(HARBOUR, _WORK, 20, 2), Shared(WESTVALE, _PATH, 9, 2)),
    "vic": (Shared(HARBOUR, _MOST, 25, 8), Shared(WESTVALE, _MOST, 22, 8)),
    "cat": (Shared(HARBOUR, _WORK, 24, 12),),
    # taken back and given again
    "tina": (Shared(HARBOUR, _PATH, 22, 14), Shared(HARBOUR, _PATH, 6)),
    # everyone else: never
}


@dataclass(frozen=True)
class KeptFrom:
    """A worker kept from a woman's file. Weeks ago; who recorded it; and how it ended, where it did."""

    worker: str
    kind: Block.Kind
    reason: str
    weeks: int
    by: str
    ended: int | None = None
    ended_by: str = ""
    end_reason: str = ""


BLOCKS: dict[str, KeptFrom] = {
    "nikki": KeptFrom("temi", Block.Kind.HER_WISH, "She asked Marta for this. We need no other reason.", 18, "dilys"),
    "dee": KeptFrom("rowan", Block.Kind.CONFLICT, "Went to school with her and knows her family.", 22, "rowan"),
    "carys": KeptFrom("bethan", Block.Kind.CONFLICT, "Neighbours. Carys would rather she did not know.", 15, "dilys"),
    "leanne": KeptFrom(
        "jo",
        Block.Kind.HER_WISH,
        "A misunderstanding about a lift. She did not want to see Jo for now.",
        20,
        "dilys",
        13,
        "dilys",
        "They talked it through with Marta there. Leanne asked for it to be ended.",
    ),
}


@dataclass(frozen=True)
class Opened:
    """A file opened in an emergency, or an attempt that found nobody (without a woman)."""

    woman: str | None
    by: str
    agency: str
    days: int
    at: time
    reason: str = ""
    by_reference: bool = False


EMERGENCIES = (
    Opened(None, "shanice", HARBOUR, 38, time(14, 5)),
    Opened(
        "jade",
        "shanice",
        HARBOUR,
        38,
        time(14, 11),
        "She collapsed at our front desk. The ambulance crew asked her date of birth and what she must not be given.",
    ),
    Opened(
        "tash",
        "ines",
        WESTVALE,
        93,
        time(16, 40),
        "Called our duty line in great distress and rang off. We needed a safe way to reach her tonight.",
        by_reference=True,
    ),
)
