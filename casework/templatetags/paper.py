"""Tags of papers about plans: `{% load paper %}`."""

import unicodedata

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casework.care_plans.rules.content import GoalSaid, StepSaid
from dussk.ui import when

register = template.Library()

_WHO = {"her": "She does", "worker": "A worker does", "together": "Together", "other": "Somebody else does"}


@register.filter
def direction(text: str) -> str:
    """Which way a text runs: by its first letter that says so. WeasyPrint knows no dir="auto"."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "ltr"


@register.filter
def paragraphs(text: str) -> SafeString:
    """A text as it was typed, line by line, each in the direction in which it is written."""
    lines = (line.strip() for line in text.splitlines())
    return format_html_join("\n", '<p dir="{}">{}</p>', ((direction(line), line) for line in lines if line))


@register.filter
def who(step: StepSaid) -> SafeString:
    """Who does a step, with the name where there is one."""
    words = _WHO.get(step.who, "")
    if not step.by:
        return SafeString(words)
    if step.who == "together":
        return format_html("Together with <bdi>{}</bdi>", step.by)
    return format_html("<bdi>{}</bdi>", step.by)


@register.filter
def stands(step: StepSaid) -> str:
    """How a step stands."""
    if step.done_on:
        outcome = f". {step.outcome}" if step.outcome else ""
        return f"Done on {when.on(step.done_on, short=True)}{outcome}"
    if step.dropped_on:
        why = f": {step.dropped_why}" if step.dropped_why else ""
        return f"Dropped on {when.on(step.dropped_on, short=True)}{why}"
    return "To do"


@register.filter
def goal_stands(goal: GoalSaid) -> str:
    """How a goal ended; nothing while it is open."""
    words = {"reached": "Reached", "dropped": "Dropped"}.get(goal.end, "")
    said = f"{words} on {when.on(goal.ended_on, short=True)}" if words and goal.ended_on else words
    return f"{said}: {goal.ended_why}" if goal.ended_why else said
