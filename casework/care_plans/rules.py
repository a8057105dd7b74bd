"""Rules of care plans."""

from enum import StrEnum

#: How many goals a plan holds at most, and how many steps one goal.
MOST_GOALS, MOST_STEPS = 200, 50


class Who(StrEnum):
    """Who does a step."""

    HER = "her"
    WORKER = "worker"
    TOGETHER = "together"
    OTHER = "other"
