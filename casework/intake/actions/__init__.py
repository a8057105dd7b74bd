"""Writing offers, screenings and what is asked: plain functions, each all or nothing, each by somebody at work."""

from casework.intake.actions.criteria import (
    add_criterion,
    begin_criteria,
    begin_draft,
    change_criterion,
    leave_out,
    publish,
    put_in,
)
from casework.intake.actions.offers import correct_offer, make_offer, mark_mistake, name_her, not_her, put_back
from casework.intake.actions.screenings import decide, screen

__all__ = [
    "add_criterion",
    "begin_criteria",
    "begin_draft",
    "change_criterion",
    "correct_offer",
    "decide",
    "leave_out",
    "make_offer",
    "mark_mistake",
    "name_her",
    "not_her",
    "publish",
    "put_back",
    "put_in",
    "screen",
]
