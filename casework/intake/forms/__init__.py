"""What people type about offers, screenings and what is asked."""

from casework.intake.forms.criteria import CriterionChangeForm, CriterionForm, DraftForm, PublishForm
from casework.intake.forms.offers import CorrectionForm, OfferForm, UnknownOfferForm
from casework.intake.forms.screenings import DecisionForm, ScreeningForm

__all__ = [
    "CorrectionForm",
    "CriterionChangeForm",
    "CriterionForm",
    "DecisionForm",
    "DraftForm",
    "OfferForm",
    "PublishForm",
    "ScreeningForm",
    "UnknownOfferForm",
]
