"""What stands on her edition of a plan: plain words, her wants first, no history, and nothing that she leaves out."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casework.assessments.rules import AREAS, Area
from casework.care_plans.rules.content import Content, GoalSaid, StepSaid
from casework.printing.rules.matching import holds, without
from casework.printing.rules.parts import ALONE, AREA_OF, KINDS_OF, PARTS, Choice, Part
from casework.printing.rules.words import PATTERNS_OF, WORDS_OF

TITLE = "My plan"
WANTS, STRENGTHS, TOWARDS = "What I want", "What I am good at, and what helps", "What I am working towards"
HARD, AGAIN, AGAIN_ALONE = "When things get hard", "We look at it again on", "To look at again on"
NOT_AGREED, CHANGED = "I have not agreed to this yet", "This has changed since I agreed to it"
AGREED = "I agreed to this"
_CRISIS = {
    "signs": "How it begins",
    "helps": "What helps me",
    "people": "Who I can turn to",
    "safe": "How I look after myself",
}
_ME, _WORKER, _TOGETHER, _OTHER = "Me", "My worker", "Together", "Somebody else"

#: Words of the paper's own, which stand on each: a word among them cannot be left out.
FIXED = (
    *(TITLE, WANTS, STRENGTHS, TOWARDS, HARD, AGAIN, AGAIN_ALONE, *_CRISIS.values()),
    *(_ME, _WORKER, _TOGETHER, _OTHER, "with", "by", "at", "Page of", "Printed", NOT_AGREED, CHANGED, AGREED),
)

#: What the areas are called on her paper, without the form's own signs.
HER_AREAS: dict[str, str] = {
    **{area.value: words for area, words in AREAS.items()},
    Area.SUBSTANCES: "Drink and drugs",
    Area.MENTAL: "How I feel",
    Area.FAMILY: "Family",
    Area.FRIENDS: "Friends",
    Area.AGENCIES: "People I get help from",
    Area.LIVING: "Day to day",
    Area.RESPONSIBILITY: "Looking after things",
}


def day_in_words(day: date) -> str:
    """A day as her paper says it: 3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def steps_done(content: Content) -> tuple[int, int]:
    """How many of a plan's steps are done, of how many that were not dropped."""
    steps = [step for goal in content.goals for step in goal.steps if step.dropped_on is None]
    return sum(step.done_on is not None for step in steps), len(steps)


@dataclass(frozen=True)
class Names:
    """Who is named on a plan: what goes with a part that is left out.

    Attributes:
        service: names of the service itself.
        workers: names of whoever works here.
        hers: all her names.
        called: what she is called.
        others: names of every other service that is known here: a plan speaks of those that women are sent to.
    """

    service: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    hers: tuple[str, ...] = ()
    called: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Something that does not stand on her paper: where it stood, what it says, and why."""

    where: str
    text: str
    why: str


@dataclass(frozen=True)
class HerGoal:
    """A goal on her paper, what she says about it, and its steps, each with who does it and by when."""

    area: str
    what: str
    words: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A part of her paper: its heading and its lines, with a heading of their own where they have one."""

    heading: str
    lines: tuple[tuple[str, tuple[str, ...]], ...] = ()
    goals: tuple[HerGoal, ...] = ()


@dataclass(frozen=True)
class Hers:
    """Her edition, and what it leaves out.

    Attributes:
        name: what she is called, where that stands on it.
        sections: what it says.
        review: on which day the plan is looked at again.
        left_out: what does not stand on it.
        alone: whether it may not say that anybody works with her: not who looks at it again, nor who agreed with whom.
    """

    name: str
    sections: tuple[Section, ...]
    review: str
    left_out: tuple[LeftOut, ...]
    alone: bool = False

    @property
    def again(self) -> str:
        """When the plan is looked at again, as a sentence; nothing where no day stands on it."""
        return f"{AGAIN_ALONE if self.alone else AGAIN} {self.review}." if self.review else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of her plan stands on it."""
        return not self.sections

    def words(self) -> Iterator[str]:
        """Everything on it that comes from her file."""
        yield self.name
        yield self.review
        for section in self.sections:
            for _heading, lines in section.lines:
                yield from lines
            for goal in section.goals:
                yield from (goal.area, goal.what, *goal.words)
                for what, aside in goal.steps:
                    yield from (what, aside)


def clashes(word: str) -> bool:
    """Whether a word is one of the paper's own headings, so that it cannot be kept off it."""
    return any(holds(said, [word]) for said in FIXED)


def _avoided(choice: Choice, names: Names) -> dict[str, str]:
    """Every word that never stands on it, with why."""
    said: dict[str, str] = dict.fromkeys(choice.words, "a word that she leaves out")
    for part, words in WORDS_OF.items():
        if part in choice.parts:
            said |= {word: PARTS[part] for word in words if word not in said}
    for part, named in (
        (Part.SERVICE, (*names.service, *names.others)),
        (Part.TREATMENT, names.others),
        (Part.WORKERS, names.workers),
        (Part.HER_NAME, names.hers),
    ):
        if part in choice.parts:
            said |= {word: PARTS[part] for word in named if word not in said}
    return said


def _patterns(choice: Choice) -> tuple[dict[str, str], dict[str, re.Pattern[str]]]:
    """What is found by how it is written, by its name: with which part it goes, and what finds it."""
    chosen = {part: each for part, each in PATTERNS_OF.items() if part in choice.parts}
    return {name: PARTS[part] for part, (name, _) in chosen.items()}, dict(chosen.values())


@dataclass
class _Making:
    """Her edition while it is made."""

    choice: Choice
    avoided: Mapping[str, str]
    named: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def alone(self) -> bool:
        """Whether nothing may say that somebody works with her."""
        return bool(ALONE & self.choice.parts)

    def text(self, where: str, said: str) -> tuple[str, ...]:
        """The lines of a text that may stand on it."""
        kept, gone = without(said, self.avoided, self.patterns)
        self.left_out += [LeftOut(where, line, self._why(word)) for line, word in gone]
        return tuple(line.strip() for line in kept.splitlines() if line.strip())

    def _why(self, word: str) -> str:
        if word in self.named and word not in self.avoided:
            return f"{self.named[word]}: {word}"
        why = self.avoided[word]
        return f"“{word}”: {why}" if word in self.choice.words else f"{why}: “{word}”"

    def leave(self, where: str, text: str, part: Part) -> None:
        if text:
            self.left_out.append(LeftOut(where, text, PARTS[part]))

    def goal(self, goal: GoalSaid) -> HerGoal | None:
        """A goal that she is working towards; None where it is over, or left out with all its steps."""
        if goal.end:
            return None
        if part := self.part_of(goal):
            for said in (goal.what, goal.her_words):
                self.leave(TOWARDS, said, part)
            return None
        if not (what := " ".join(self.whole(TOWARDS, goal.what))):
            return None
        words = self.text(TOWARDS, goal.her_words)
        steps = tuple(filter(None, (self.step(step) for step in goal.steps if step.is_open)))
        helped = self.alone and goal.area == Area.AGENCIES
        heading = "" if helped else HER_AREAS.get(goal.area, "")
        return HerGoal("" if holds(f"{heading}\n{what}", self.avoided) else heading, what, words, steps)

    def part_of(self, goal: GoalSaid) -> Part | None:
        """With which part a goal is left out; None where its words decide."""
        left_out = (part for part in Part if part in self.choice.parts)
        about = (part for part in left_out if AREA_OF.get(part) == goal.area or goal.kind in KINDS_OF.get(part, ()))
        if part := next(about, None):
            return part
        treatment = (goal.tier is not None or goal.kind) and Part.TREATMENT in self.choice.parts
        return Part.TREATMENT if treatment else None

    def whole(self, where: str, said: str) -> tuple[str, ...]:
        """A text that stands on it whole or not at all."""
        if word := holds(said, self.avoided, self.patterns):
            self.left_out.append(LeftOut(where, said, self._why(word)))
            return ()
        return tuple(said.split())

    def step(self, step: StepSaid) -> tuple[str, str] | None:
        what = " ".join(self.whole(TOWARDS, step.what))
        if not what:
            return None
        aside = self.aside(step)
        return what, "" if holds(f"{what}\n{aside}", self.avoided, self.patterns) else aside

    def aside(self, step: StepSaid) -> str:
        """Who does it and by when, as far as she wants that said."""
        named = Part.WORKERS not in self.choice.parts and step.by
        together = f"{_TOGETHER} with {named}" if named else _TOGETHER
        who = {
            "her": _ME,
            "worker": "" if self.alone else named or _WORKER,
            "together": "" if self.alone else together,
            "other": step.by if step.by and Part.OTHER_PEOPLE not in self.choice.parts else _OTHER,
        }.get(step.who, "")
        dated = step.due_on and Part.DATES not in self.choice.parts
        return ", ".join(filter(None, (who, f"by {day_in_words(step.due_on)}" if dated and step.due_on else "")))

    def crisis(self, content: Content) -> Section | None:
        said = [(name, getattr(content.crisis, name)) for name in _CRISIS]
        if Part.CRISIS in self.choice.parts:
            for name, text in said:
                self.leave(_CRISIS[name], text, Part.CRISIS)
            return None
        lines = []
        for name, text in said:
            if name == "people" and Part.OTHER_PEOPLE in self.choice.parts:
                self.leave(_CRISIS[name], text, Part.OTHER_PEOPLE)
            elif kept := self.text(_CRISIS[name], text):
                lines.append((_CRISIS[name], kept))
        return Section(HARD, tuple(lines)) if lines else None


def her_edition(content: Content, choice: Choice, names: Names) -> Hers:
    """Her edition of a plan.

    Args:
        content: the plan.
        choice: what she leaves out.
        names: who is named on it.
    """
    making = _Making(choice, _avoided(choice, names), *_patterns(choice))
    sections: list[Section | None] = []
    for heading, text in ((WANTS, content.wants), (STRENGTHS, content.strengths)):
        lines = making.text(heading, text)
        sections.append(Section(heading, (("", lines),)) if lines else None)
    goals = tuple(filter(None, map(making.goal, content.goals)))
    sections.append(Section(TOWARDS, goals=goals) if goals else None)
    sections.append(making.crisis(content))
    called = "" if Part.HER_NAME in choice.parts or holds(names.called, making.avoided) else names.called
    dated = content.review_on if Part.DATES not in choice.parts else None
    day = day_in_words(dated) if dated else ""
    review = "" if holds(day, making.avoided) else day
    return Hers(called, tuple(filter(None, sections)), review, tuple(making.left_out), making.alone)


def mark(choice: Choice, hers: Iterable[str]) -> str:
    """What a paper was made by, in one text: two that are the same leave out the same of the same plan.

    Args:
        choice: what she leaves out.
        hers: all her names.
    """
    names = sorted(hers) if Part.HER_NAME in choice.parts else []
    return json.dumps([sorted(choice.parts), sorted(choice.words), choice.no_paper, choice.asked, names])


def same(one: Content, other: Content) -> bool:
    """Whether two say the same, but for what was done, reached, dropped or looked at again meanwhile.

    None of that changes what she agreed to; nor does a worker who is called something else now, or follows another.
    """
    return _plain(one) == _plain(other)


def _plain(content: Content) -> Content:
    goals = tuple(
        replace(goal, end="", ended_on=None, ended_why="", steps=tuple(map(_plain_step, goal.steps)))
        for goal in content.goals
    )
    return replace(content, goals=goals, review_on=None)


def _plain_step(step: StepSaid) -> StepSaid:
    by = step.by if step.who == "other" else ""  # somebody else is what was typed: another is another step
    return replace(step, by=by, done_on=None, dropped_on=None, dropped_why="", outcome="")
