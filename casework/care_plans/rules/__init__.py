"""Rules of care plans: what a plan says, what changed in it, its steps, tiers and kinds of treatment."""

from casework.care_plans.rules.steps import MOST_GOALS, MOST_STEPS, Who

__all__ = ["MOST_GOALS", "MOST_STEPS", "Who"]
