"""Writing referrals and the directory: plain functions, each all or nothing, each by somebody at work."""

from consent.referrals.actions.directory import (
    add_service,
    bring_back_service,
    change_service,
    check_service,
    retire_service,
)
from consent.referrals.actions.referrals import Became, Sent, correct, make, strike_step, take_step

__all__ = [
    "Became",
    "Sent",
    "add_service",
    "bring_back_service",
    "change_service",
    "check_service",
    "correct",
    "make",
    "retire_service",
    "strike_step",
    "take_step",
]
