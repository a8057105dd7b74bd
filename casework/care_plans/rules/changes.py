"""What changed between two states of a plan, in words that she could read too."""

from collections.abc import Iterator
from datetime import date

from casework.care_plans.rules.content import DROPPED, REACHED, Content, Crisis, GoalSaid, StepSaid

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 80


def on(day: date) -> str:
    """A day, short: 23 Nov 2026."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def short(words: str) -> str:
    """The beginning of what is said, for naming it."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def changes(old: Content, new: Content) -> list[str]:
    """What is different in ``new``, in words, in the order of the plan; empty where nothing is."""
    return [*_texts(old, new), *_goals(old, new), *_crisis(old.crisis, new.crisis), *_review(old, new)]


def _texts(old: Content, new: Content) -> Iterator[str]:
    for was, now, what in (
        (old.wants, new.wants, "What she wants"),
        (old.strengths, new.strengths, "Strengths, and what and who helps"),
    ):
        if was != now:
            yield f"{what}: {_how(was, now)}"


def _how(was: str, now: str) -> str:
    if not was:
        return "written"
    return "worded anew" if now else "taken out"


def _goals(old: Content, new: Content) -> Iterator[str]:
    before = {goal.uid: goal for goal in old.goals}
    for goal in new.goals:
        was = before.get(goal.uid)
        if was is None:
            yield f"New goal: {short(goal.what)}{_ended(goal)}"
            yield from (f"New step: {short(step.what)}{_over(step)}" for step in goal.steps)
        else:
            yield from _goal(was, goal)
    now = {goal.uid for goal in new.goals}
    yield from (f"No longer in the plan: {short(goal.what)}" for goal in old.goals if goal.uid not in now)


def _goal(was: GoalSaid, now: GoalSaid) -> Iterator[str]:
    name = short(now.what)
    if was.what != now.what:
        yield f"Goal worded anew: {name} (before: {short(was.what)})"
    if was.her_words != now.her_words:
        yield f"Her words about “{name}”: {_how(was.her_words, now.her_words)}"
    if was.area != now.area:
        yield f"“{name}” is now under {now.area_words or 'no area'}"
    if was.treatment != now.treatment:
        yield f"Treatment for “{name}”: {now.treatment or 'none'}"
    if (was.end, was.ended_on, was.ended_why) != (now.end, now.ended_on, now.ended_why):
        yield f"{name}: {_ended(now)[2:]}" if now.end else f"Taken up again: {name}"
    before = {step.uid: step for step in was.steps}
    for step in now.steps:
        earlier = before.get(step.uid)
        if earlier is None:
            yield f"New step: {short(step.what)}{_over(step)}"
        else:
            yield from _step(earlier, step)


def _ended(goal: GoalSaid) -> str:
    day = f" on {on(goal.ended_on)}" if goal.ended_on else ""
    if goal.end == REACHED:
        return f", reached{day}"
    return f", dropped{day}{_because(goal.ended_why)}" if goal.end == DROPPED else ""


def _because(why: str) -> str:
    return f": {short(why)}" if why else ""


def _over(step: StepSaid) -> str:
    if step.done_on:
        return f", done on {on(step.done_on)}"
    return f", dropped on {on(step.dropped_on)}{_because(step.dropped_why)}" if step.dropped_on else ""


def _step(was: StepSaid, now: StepSaid) -> Iterator[str]:
    name = short(now.what)
    if was.what != now.what:
        yield f"Step worded anew: {name} (before: {short(was.what)})"
    if (was.who, was.by) != (now.who, now.by):
        yield f"“{name}” is now done by {who_words(now)}"
    if was.due_on != now.due_on:
        yield f"“{name}”: {f'by {on(now.due_on)}' if now.due_on else 'no day any more'}{_formerly(was.due_on)}"
    over, before = _over(now), _over(was)
    if over != before:
        yield f"{name}: {over[2:]}" if over else f"Taken up again: {name}"


def _formerly(day: date | None) -> str:
    return f" (before: {on(day)})" if day else ""


def who_words(step: StepSaid) -> str:
    """Who does a step: "her", "Jo Ashdown", "her and Jo Ashdown together", "somebody else"."""
    if step.who == "her":
        return "her"
    if step.who == "together":
        return f"her and {step.by or 'a worker'} together"
    return step.by or ("a worker" if step.who == "worker" else "somebody else")


def _crisis(was: Crisis, now: Crisis) -> Iterator[str]:
    for name, what in (
        ("signs", "How a crisis begins"),
        ("helps", "What helps then"),
        ("people", "Who she can turn to"),
        ("safe", "How she keeps safe"),
    ):
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            yield f"{what}: {_how(before, after)}"


def _review(old: Content, new: Content) -> Iterator[str]:
    if old.review_on != new.review_on:
        yield f"Review date: {on(new.review_on) if new.review_on else 'none'}{_formerly(old.review_on)}"
