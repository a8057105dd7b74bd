"""Reading care plans. ``plan_for_paper`` is what other rooms read a plan or a version by."""

from casework.care_plans.queries.content import goals_of, plan_for_paper
from casework.care_plans.queries.countersigning import is_superseded, to_countersign
from casework.care_plans.queries.plans import (
    assessments_to_begin_from,
    can_do_steps,
    changed_since,
    changed_since_review,
    current,
    last_agreed,
    last_review,
    later_review,
    or_this,
    plans_of,
    proposals_of,
    reviews_of,
    version_before,
    versions_of,
    versions_of_woman,
    waiting,
    whole,
)
from casework.care_plans.queries.steps import everybodys, mine, nobodys, open_steps, steps_due, who_could
from casework.care_plans.queries.timeline import put_on_timeline

__all__ = [
    "assessments_to_begin_from",
    "can_do_steps",
    "changed_since",
    "changed_since_review",
    "current",
    "everybodys",
    "goals_of",
    "is_superseded",
    "last_agreed",
    "last_review",
    "later_review",
    "mine",
    "nobodys",
    "open_steps",
    "or_this",
    "plan_for_paper",
    "plans_of",
    "proposals_of",
    "put_on_timeline",
    "reviews_of",
    "steps_due",
    "to_countersign",
    "version_before",
    "versions_of",
    "versions_of_woman",
    "waiting",
    "who_could",
    "whole",
]
