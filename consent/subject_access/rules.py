"""How a request to see what is held goes on, how long there is for it, and how passages are taken out of what is told.

Source: ``004``, appendix 2, clause 5 (an appointment within 21 days); UK GDPR Articles 12 and 15 as the Information
Commissioner's guidance counts them: one calendar month, two more where that is needed and she is told, a stop of the
clock while she is asked what she means.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dussk.access.categories import Category


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    CLARIFYING = "clarifying"
    PREPARING = "preparing"
    READY = "ready"
    APPOINTMENT = "appointment"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Step(StrEnum):
    """What can be done with a request."""

    BEGIN = "begin"
    CLARIFY = "clarify"
    CLARIFIED = "clarified"
    EXTEND = "extend"
    PASS_ON = "pass_on"  # noqa: S105 - no password
    RELEASE = "release"
    REOPEN = "reopen"
    ARRANGE = "arrange"
    MISSED = "missed"
    GIVE = "give"
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    AGAIN = "again"


@dataclass(frozen=True)
class Move:
    """One row of the table: what a step does in a state. ``managers``: only a manager takes it."""

    source: State
    step: Step
    target: State
    managers: bool = False


OPEN = (State.ASKED, State.CLARIFYING, State.PREPARING, State.READY, State.APPOINTMENT)
_BEFORE_IT_IS_READY = OPEN[:3]

#: Every way in which a request goes on. The database holds the same table (``wall.access_moves``); a test says so.
MOVES: tuple[Move, ...] = (
    Move(State.ASKED, Step.BEGIN, State.PREPARING),
    Move(State.ASKED, Step.CLARIFY, State.CLARIFYING),
    Move(State.PREPARING, Step.CLARIFY, State.CLARIFYING),
    Move(State.CLARIFYING, Step.CLARIFIED, State.PREPARING),
    Move(State.PREPARING, Step.RELEASE, State.READY, managers=True),
    Move(State.READY, Step.REOPEN, State.PREPARING, managers=True),
    Move(State.APPOINTMENT, Step.REOPEN, State.PREPARING, managers=True),
    Move(State.READY, Step.ARRANGE, State.APPOINTMENT),
    Move(State.APPOINTMENT, Step.ARRANGE, State.APPOINTMENT),
    Move(State.APPOINTMENT, Step.MISSED, State.READY),
    Move(State.READY, Step.GIVE, State.GIVEN),
    Move(State.APPOINTMENT, Step.GIVE, State.GIVEN),
    *(Move(state, Step.EXTEND, state, managers=True) for state in _BEFORE_IT_IS_READY),
    *(Move(state, Step.PASS_ON, state) for state in OPEN),
    *(Move(state, Step.REFUSE, State.REFUSED, managers=True) for state in _BEFORE_IT_IS_READY),
    *(Move(state, Step.WITHDRAW, State.WITHDRAWN) for state in OPEN),
    Move(State.REFUSED, Step.AGAIN, State.ASKED, managers=True),
)

#: What each step says of itself, and so must be written.
NEEDS_WORDS = frozenset({Step.CLARIFY, Step.CLARIFIED, Step.EXTEND, Step.REOPEN, Step.MISSED, Step.REFUSE, Step.AGAIN})


def possible(state: State, *, manager: bool) -> list[Step]:
    """What somebody can do with a request in a state, in the order of the table."""
    found = (move.step for move in MOVES if move.source is state and (manager or not move.managers))
    return list(dict.fromkeys(found))


def after(state: State, step: Step) -> State | None:
    """Where a step leads from a state; None where it cannot be taken."""
    return next((move.target for move in MOVES if move.source is state and move.step is step), None)


def diagram() -> str:
    """The table as a picture, in Mermaid."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> asked"]
    lines += [
        f"  {move.source} --> {move.target}: {move.step}{' (manager)' if move.managers else ''}" for move in MOVES
    ]
    lines += [f"  {state} --> [*]" for state in State if state not in OPEN]
    return "\n".join([*lines, "```", ""])


# The clocks.

#: An appointment to look at it is within so many days of the request (004, appendix 2, clause 5).
APPOINTMENT_DAYS = 21
_MONTHS, _MORE_MONTHS = 1, 2


def months_after(day: date, months: int) -> date:
    """The same date so many months later; the last day of a month that has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Pause:
    """She was asked what she means: from that day until she answered; None where she has not yet."""

    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        """How many days the clock stood still, until today."""
        return max(0, ((self.until or today) - self.since).days)


def stood_still(pauses: Iterable[Pause], today: date) -> int:
    """For how many days the clock stood still: a day on which she was asked twice is one day."""
    days, reached = 0, date.min
    for pause in sorted(pauses, key=lambda one: one.since):
        until = max(pause.until or today, pause.since)
        days += max(0, (until - max(pause.since, reached)).days)
        reached = max(reached, until)
    return days


@dataclass(frozen=True)
class Clocks:
    """How long there is.

    Attributes:
        appointment_by: the last day for the appointment, as the agreement promises.
        due_on: the last day by law.
        paused: the clock of the law stands still; ``due_on`` moves on with each day.
        extend_by: the last day on which she can be told that it takes longer; None where it has been extended.
        today: the day.
    """

    appointment_by: date
    due_on: date
    paused: bool
    extend_by: date | None
    today: date

    @property
    def appointment_days(self) -> int:
        """Days left for the appointment; less than none where it is late."""
        return (self.appointment_by - self.today).days

    @property
    def days(self) -> int:
        """Days left by law; less than none where it is late."""
        return (self.due_on - self.today).days

    @property
    def fewest(self) -> int:
        """Days left by the clock that ends first, of those that run."""
        return self.appointment_days if self.paused else min(self.appointment_days, self.days)

    @property
    def may_extend(self) -> bool:
        """Whether it can be extended today."""
        return self.extend_by is not None and self.today <= self.extend_by


def clocks(
    asked_on: date, pauses: Iterable[Pause], *, extended: bool, today: date, is_working: Callable[[date], bool]
) -> Clocks:
    """How long there is for a request.

    A month is counted from the day on which she asked, whatever day that was, to the same date of the next month; where
    that is no working day, to the next one. The days for which the clock stood still are added before that.

    Args:
        asked_on: when she asked.
        pauses: when she was asked what she means.
        extended: two months more were taken, and she was told.
        today: the day.
        is_working: whether a day is neither a weekend nor a bank holiday.
    """
    stood = list(pauses)
    still = timedelta(days=stood_still(stood, today))

    def ends(months: int) -> date:
        day = months_after(asked_on, months) + still
        while not is_working(day):
            day += timedelta(days=1)
        return day

    return Clocks(
        appointment_by=asked_on + timedelta(days=APPOINTMENT_DAYS),
        due_on=ends(_MONTHS + (_MORE_MONTHS if extended else 0)),
        paused=any(pause.until is None for pause in stood),
        extend_by=None if extended else ends(_MONTHS),
        today=today,
    )


# Who tells which part.


class Releaser(StrEnum):
    """Who releases a part."""

    MANAGER = "manager"
    PSYCHOLOGIST = "psychologist"
    KEEPER = "keeper"


class Volume(StrEnum):
    """What is made as one document, by somebody who may read all of it."""

    FILE = "file"
    CLINICAL = "clinical"
    SUPERVISION = "supervision"


#: The parts of a pack, in their order.
PARTS = (
    Category.IDENTITY,
    Category.CASEWORK,
    Category.PATHWAY,
    Category.SAFETY,
    Category.CLINICAL,
    Category.SUPERVISION,
    Category.VIEW_LOG,
)


def releaser(part: Category) -> Releaser:
    """Who says that a part can be given to her."""
    own = {Category.CLINICAL: Releaser.PSYCHOLOGIST, Category.SUPERVISION: Releaser.KEEPER}
    return own.get(part, Releaser.MANAGER)


def volume(part: Category) -> Volume:
    """Which document a part is in: nobody makes one of what she may not read."""
    own = {Category.CLINICAL: Volume.CLINICAL, Category.SUPERVISION: Volume.SUPERVISION}
    return own.get(part, Volume.FILE)


# What is taken out.


class Whose(StrEnum):
    """Why a passage, or a record, is taken out."""

    THIRD = "third"
    CONFIDENCE = "confidence"
    HARM = "harm"
    PRIVILEGE = "privilege"


_TAKEN = "[taken out]"
#: What stands in the place of a passage. But for somebody else's, the reason would tell what it is to keep from her.
MARKS: dict[Whose, str] = {
    Whose.THIRD: "[taken out: about somebody else]",
    Whose.CONFIDENCE: _TAKEN,
    Whose.HARM: _TAKEN,
    Whose.PRIVILEGE: _TAKEN,
}


@dataclass(frozen=True)
class Taken:
    """A passage that is taken out wherever it stands, word for word."""

    text: str
    whose: Whose


def _where(passage: str, text: str) -> list[tuple[int, int]]:
    """Where a passage stands in a text, as whole words, also where two of them overlap."""
    before = r"(?<!\w)" if re.match(r"\w", passage) else ""
    after_it = r"(?!\w)" if re.search(r"\w\Z", passage) else ""
    return [
        (found.start(), found.start() + len(passage))
        for found in re.finditer(f"(?={before}{re.escape(passage)}{after_it})", text)
    ]


def stands_in(passage: str, texts: Iterable[str]) -> bool:
    """Whether a passage stands in any of some texts, word for word."""
    return bool(passage) and any(_where(passage, text) for text in texts)


def take_out(text: str, passages: Iterable[Taken]) -> str:
    """A text without some passages, a mark in the place of each. Passages that overlap are one."""
    stands = [(start, end, taken.whose) for taken in passages if taken.text for start, end in _where(taken.text, text)]
    spans: list[tuple[int, int, str]] = []
    for start, end, whose in sorted(stands):
        mark = MARKS[whose]
        if spans and start < spans[-1][1]:
            begins, ended, said = spans.pop()
            spans.append((begins, max(ended, end), mark if mark == said else _TAKEN))
        else:
            spans.append((start, end, mark))
    out, reached = [], 0
    for start, end, mark in spans:
        out += [text[reached:start], mark]
        reached = end
    return "".join([*out, text[reached:]])


@dataclass(frozen=True)
class Suggested:
    """Words in a record that may be about somebody else, and why."""

    text: str
    why: str


def suggestions(texts: Sequence[str], names: Mapping[str, str]) -> list[Suggested]:
    """Names that stand in some texts, as they are written there.

    Args:
        texts: what a record says.
        names: each name, and whose it is.
    """
    found: dict[str, str] = {}
    for name, why in sorted(names.items(), key=lambda pair: -len(pair[0])):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for text in texts:
            for stands in pattern.finditer(text):
                found.setdefault(stands[0], why)
    return [Suggested(text, why) for text, why in sorted(found.items())]


_WORD = r"[^\W\d_][\w’'-]+"
#: Words that begin a sentence and are nobody's name.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "a an and at but came for he her his i if in is it may my never no nobody not on only or she so some that the"
        " their there they this to was we what when who with you",
    )
)


def like_names(texts: Iterable[str]) -> set[str]:
    """The same, and of those that stand side by side each two together: a name and a surname."""
    said = list(texts)
    words = capitalised(said)
    pairs = {
        " ".join(pair)
        for text in said
        for pair in re.findall(rf"(?<![\w’'-])(?=({_WORD})\s+({_WORD}))", text)
        if words.issuperset(pair)
    }
    return words | pairs


def capitalised(texts: Iterable[str]) -> set[str]:
    """Words in some texts that are written like a name, but for those that only begin a sentence."""
    words = {word for text in texts for word in re.findall(_WORD, text) if word[0].isupper()}
    return {word for word in words if word.casefold() not in _NO_NAMES}
