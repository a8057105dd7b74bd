"""What people fill in about her way, and what the list of reviews is narrowed by."""

from casework.change.forms.marks import FORMS, CycleForm, MarkForm, PhaseForm, TransitionForm, TurningForm
from casework.change.forms.reviews import ReviewsForm

__all__ = ["FORMS", "CycleForm", "MarkForm", "PhaseForm", "ReviewsForm", "TransitionForm", "TurningForm"]
