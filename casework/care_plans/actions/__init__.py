"""Writing care plans."""

from casework.care_plans.actions.goals import GoalSet, correct_goal, end_goal, reopen_goal, set_goal
from casework.care_plans.actions.plans import (
    Begun,
    begin,
    change_crisis,
    change_review_date,
    change_words,
    end,
)
from casework.care_plans.actions.reviews import Held, correct_review, hold_review
from casework.care_plans.actions.steps import StepSet, correct_step, drop_step, finish_step, reopen_step, set_step
from casework.care_plans.actions.versions import (
    agree,
    countersign,
    keep_her_words,
    put_to_her,
    take_back,
    want_otherwise,
)

__all__ = [
    "Begun",
    "GoalSet",
    "Held",
    "StepSet",
    "agree",
    "begin",
    "change_crisis",
    "change_review_date",
    "change_words",
    "correct_goal",
    "correct_review",
    "correct_step",
    "countersign",
    "drop_step",
    "end",
    "end_goal",
    "finish_step",
    "hold_review",
    "keep_her_words",
    "put_to_her",
    "reopen_goal",
    "reopen_step",
    "set_goal",
    "set_step",
    "take_back",
    "want_otherwise",
]
