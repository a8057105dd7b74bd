"""What people type while a woman is screened, and when she says whether she takes part."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone

from casework.contacts.forms.moments import EARLIER, NOW, AnyDayForm
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening
from casework.intake.queries.offers import Answered, Decided
from dussk.audit.queries import written
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import offer as choices_of
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Div, Fieldset, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Radios

_SAID = [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]


class ScreeningForm(EditForm, AnyDayForm):
    """Asks what one version of the criteria asks. Nothing has to be answered: what is left is asked another time."""

    submit_label = "Save the answers"
    mark_optional = False
    keeps_both = ("note",)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    note = TextField(label="Anything else about the screening", required=False, rows=3)

    def __init__(
        self,
        *args: Any,
        offer: Recruitment,
        criteria: CriteriaSet,
        questions: Sequence[Criterion],
        screening: Screening | None = None,
        **kwargs: Any,
    ) -> None:
        self.questions, self.screening = questions, screening
        offered = timezone.localtime(offer.at)
        initial: dict[str, Any] = {"version": str(criteria.uid)}
        if screening is None and offered.date() != timezone.localdate():
            # Typed in later than it was: most likely she was screened when it was offered.
            initial |= {"moment": EARLIER, "day": offered.date(), "clock": _minute(offered.time())}
        super().__init__(*args, standing=_answers(questions, screening), initial=initial, **kwargs)
        self.fields["moment"].label = "When was she asked?"
        for question in questions:
            self.fields[f"said_{question.code}"] = forms.ChoiceField(
                label=question.question, choices=_SAID, required=False, widget=Radios(inline=True, small=True)
            )
            self.fields[f"note_{question.code}"] = forms.CharField(
                label="What she said about it", max_length=200, required=False
            )
        if screening is not None:
            self.fields["moment"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=EARLIER)

    def layout(self) -> Sequence[Any]:
        """The questions, each with room for a note; then when, and a note on the whole."""
        each = [
            Div(f"said_{question.code}", f"note_{question.code}", css_class="intake-question")
            for question in self.questions
        ]
        return [*each, self.when(), "note"]

    def when(self) -> Any:
        """Now or earlier, for a new screening; the day and the time of one that is there."""
        if self.screening is None:
            return super().when()
        return Fieldset("day", "clock", *self.which(), legend="When was she asked?", legend_size=Size.SMALL)

    # A screening that a colleague saved while this form was open as a new one was when it was.
    def _stands(self) -> bool:
        return self.screening is not None and self.cleaned_data.get("moment") in ("", NOW)

    def clean_day(self) -> date | None:
        """The day; that of the screening that is there, where none was asked."""
        day: date | None = self.cleaned_data["day"]
        return self.standing.values["day"] if self._stands() and day is None else day

    def clean_clock(self) -> time | None:
        """The time; likewise."""
        clock: time | None = self.cleaned_data["clock"]
        return self.standing.values["clock"] if self._stands() and clock is None else clock

    def clean(self) -> dict[str, Any]:
        """A screening that is there was never now."""
        if self.screening is not None:
            self.cleaned_data["moment"] = EARLIER
        data = super().clean()
        if self.screening is not None and data["at"] == self.screening.at.replace(second=0, microsecond=0):
            data["at"] = self.screening.at  # nobody touched it: it keeps its seconds
        return data

    @property
    def answers(self) -> Mapping[str, Answered]:
        """What was answered, by the codes of the questions."""
        data = self.cleaned_data
        return {
            question.code: Answered(data[f"said_{question.code}"], data[f"note_{question.code}"])
            for question in self.questions
        }


def _minute(clock: time) -> time:
    return clock.replace(second=0, microsecond=0)


def _answers(questions: Sequence[Criterion], screening: Screening | None) -> Standing:
    there = {row.criterion_id: row for row in screening.answers.all()} if screening else {}
    values: dict[str, Any] = {"note": screening.note if screening else ""}
    for question in questions:
        row = there.get(question.pk)
        values[f"said_{question.code}"] = row.said if row else ""
        values[f"note_{question.code}"] = row.note if row else ""
    if screening is None:
        return Standing(values)
    local = timezone.localtime(screening.at)
    values |= {"day": local.date(), "clock": _minute(local.time())}
    return Standing(values, lambda: written(screening, "result", "note", "at"))


_DECISION = Screening.Decision
#: Takes back what was written: she has not said.
NOT_YET = "not_yet"
_TAKES, _CANNOT, _DECLINES, _NOT_YET = (
    "Yes, she takes part",
    "She cannot consent now",
    "No, she does not want to take part",
    "She has not said yet: this was a mistake",
)


class DecisionForm(EditForm):
    """Says whether an eligible woman takes part."""

    submit_label = "Save what she said"
    mark_optional = False
    required_messages = {"decision": "Choose what she said", "on": "Enter the day she said so"}
    decision = forms.ChoiceField(label="Does she want to take part?", widget=Radios())
    because = forms.ChoiceField(
        label="Why not now?", choices=Screening.Because, required=False, widget=Radios(small=True)
    )
    because_words = forms.CharField(
        label="What else it is", max_length=200, required=False, help_text="Only for “Something else”"
    )
    ask_again_on = DateField(
        label="When to ask her again",
        what="the day to ask her again",
        required=False,
        help_text="For example, 27 3 2026",
    )
    on = DateField(label="When did she say so?", what="the day she said so", latest=timezone.localdate)

    def __init__(self, *args: Any, screening: Screening, **kwargs: Any) -> None:
        self._decided = bool(screening.decision)
        first = {} if self._decided else {"on": timezone.localdate()}
        super().__init__(*args, standing=_decision(screening), initial=first, **kwargs)
        choices = [(_DECISION.CONSENTED, _TAKES), (_DECISION.CANNOT, _CANNOT), (_DECISION.DECLINED, _DECLINES)]
        choices_of(self, "decision", choices + ([(NOT_YET, _NOT_YET)] if self._decided else []))

    def layout(self) -> Sequence[Any]:
        """A reason and a day to ask again only where she cannot consent now."""
        cannot = ConditionalQuestion(_CANNOT, "because", "because_words", "ask_again_on")
        last = [_NOT_YET] if self._decided else []
        return [ConditionalRadios("decision", _TAKES, cannot, _DECLINES, *last), "on"]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason and a day where she cannot consent now; drop them elsewhere."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") != _DECISION.CANNOT:
            data |= {"because": "", "because_words": "", "ask_again_on": None}
            for name in ("because", "because_words", "ask_again_on"):
                self.errors.pop(name, None)
            return data
        if not data.get("because") and "because" not in self.errors:
            self.add_error("because", "Choose why she cannot consent now")
        if data.get("because") != Screening.Because.OTHER:
            data["because_words"] = ""
        elif not data.get("because_words") and "because_words" not in self.errors:
            self.add_error("because_words", "Enter what it is")
        if data.get("ask_again_on") is None and "ask_again_on" not in self.errors:
            self.add_error("ask_again_on", "Enter the day to ask her again")
        return data

    @property
    def as_said(self) -> Decided:
        """What the form says now."""
        data = self.cleaned_data
        decision = "" if data["decision"] == NOT_YET else data["decision"]
        return Decided(decision, data["on"], data["because"], data["because_words"], data["ask_again_on"])


def _decision(screening: Screening) -> Standing:
    values = {
        "decision": screening.decision,
        "because": screening.because,
        "because_words": screening.because_words,
        "ask_again_on": screening.ask_again_on,
        "on": screening.decided_on,
    }
    fields = ("decision", "because", "because_words", "ask_again_on", "decided_on")
    return Standing(values, lambda: written(screening, *fields))
