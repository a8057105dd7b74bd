"""What an administrator types into a version of what is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.intake.models import Criterion
from dussk.audit.queries import written
from dussk.ui.forms import Form
from dussk.ui.meanwhile import EditForm, Standing

_LONGEST = 200


def _question() -> forms.CharField:
    return forms.CharField(
        label="What is asked",
        max_length=_LONGEST,
        help_text="About her, so that yes means that she fits: “Is she 18 or over?”",
    )


def _failed() -> forms.CharField:
    return forms.CharField(
        label="What she is told where the answer is no",
        max_length=_LONGEST,
        help_text="Read to her as it stands: “The programme is for people who are 18 or over.”",
    )


def _missing() -> forms.CharField:
    return forms.CharField(
        label="What she is told where the answer is not known",
        max_length=_LONGEST,
        help_text="Read to her as it stands: “We still need to know whether you are 18 or over.”",
    )


_ASKED = {
    "question": "Enter what is asked",
    "failed": "Enter what she is told where the answer is no",
    "missing": "Enter what she is told where the answer is not known",
}


class CriterionForm(Form):
    """Puts another question into a draft."""

    submit_label = "Add this question"
    required_messages = _ASKED
    question, failed, missing = _question(), _failed(), _missing()


class CriterionChangeForm(EditForm):
    """Says a question of a draft in other words."""

    submit_label = "Save the question"
    required_messages = _ASKED
    question, failed, missing = _question(), _failed(), _missing()

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        values = {name: getattr(criterion, name) for name in _ASKED}
        super().__init__(*args, standing=Standing(values, lambda: written(criterion, *_ASKED)), **kwargs)


class DraftForm(Form):
    """Begins a new version."""

    submit_label = "Begin a new version"
    submit_style = "secondary"
    required_messages = {"why": "Enter why there is to be a new version"}
    why = forms.CharField(
        label="Why a new version?",
        max_length=_LONGEST,
        help_text="For example: use within three months, agreed with the providers in May",
    )


class PublishForm(Form):
    """Publishes a version; it asks for nothing but the press."""

    submit_label = "Publish it"
    keeps_draft = False

    def layout(self) -> Sequence[Any]:
        """The button alone."""
        return []
