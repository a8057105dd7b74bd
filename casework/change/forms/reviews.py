"""What the list of reviews is narrowed by."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from casework.assessments.rules import AREAS
from casework.change.queries import Narrowed
from casework.change.rules.reviews import Standing
from dussk.access.asking import Worker
from dussk.staff.models import Staff
from dussk.ui.forms import Form, offer
from dussk.ui.layout import Side

_ME, _NOBODY = "me", "nobody"


class ReviewsForm(Form):
    """Whose, of which area, and whether overdue or still to come."""

    submit_label = "Show"
    submit_style = "secondary"
    mark_optional = False
    keeps_draft = False
    worker = forms.ChoiceField(label="Keyworker", required=False)
    area = forms.ChoiceField(
        label="Area",
        choices=[("", "Everything"), *((area.value, words) for area, words in AREAS.items())],
        required=False,
    )
    standing = forms.ChoiceField(
        label="Which",
        choices=[
            ("", "Overdue and due"),
            (Standing.OVERDUE.value, "Overdue"),
            (Standing.DUE.value, "Due in the next four weeks"),
        ],
        required=False,
    )

    def __init__(self, *args: Any, workers: Iterable[Staff], by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        self._workers = {str(one.uid): one for one in workers if one != by.staff}
        others = [(uid, one.name) for uid, one in self._workers.items()]
        offer(self, "worker", [("", "Everybody"), (_ME, "Me"), *others, (_NOBODY, "Nobody yet")])

    @cached_property
    def helper(self) -> FormHelper:
        """It only asks for a page, so it is sent by GET and changes nothing."""
        helper = super().helper
        helper.form_method = "get"
        helper.form_class = "dussk-form contact-filter"
        return helper

    def layout(self) -> Sequence[Any]:
        """Beside each other."""
        return [Side("worker", "area", "standing")]

    @property
    def narrowed(self) -> Narrowed:
        """What is to be shown."""
        data = self.cleaned_data
        said = data.get("worker", "")
        worker = self._by.staff.pk if said == _ME else self._workers[said].pk if said in self._workers else None
        return Narrowed(worker, said == _NOBODY, data.get("area", ""), data.get("standing", ""))
