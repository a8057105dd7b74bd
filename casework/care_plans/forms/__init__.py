"""What people type about care plans."""

from casework.care_plans.forms.agreeing import AgreeForm, OtherwiseForm, ReviewChangeForm, ReviewForm
from casework.care_plans.forms.goals import EndGoalForm, GoalChangeForm, GoalForm
from casework.care_plans.forms.hers import HerOtherwiseForm, HerSignForm
from casework.care_plans.forms.plans import BeginForm, CrisisForm, EndPlanForm, ReviewDateForm, WordsForm
from casework.care_plans.forms.steps import DoneForm, DropForm, StepChangeForm, StepForm

__all__ = [
    "AgreeForm",
    "BeginForm",
    "CrisisForm",
    "DoneForm",
    "DropForm",
    "EndGoalForm",
    "EndPlanForm",
    "GoalChangeForm",
    "GoalForm",
    "HerOtherwiseForm",
    "HerSignForm",
    "OtherwiseForm",
    "ReviewChangeForm",
    "ReviewDateForm",
    "ReviewForm",
    "StepChangeForm",
    "StepForm",
    "WordsForm",
]
