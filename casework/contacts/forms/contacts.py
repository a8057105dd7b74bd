"""What people type about a contact outside a session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients.models import SafeContact
from casework.contacts import rules
from casework.contacts.actions import ToDo
from casework.contacts.forms.follow_ups import WhoField
from casework.contacts.forms.layout import Details
from casework.contacts.forms.moments import AnyDayForm
from casework.contacts.models import Contact, Item, Outcome, Setting, Topic
from casework.contacts.queries.contacts import Said
from dussk.access.asking import Worker
from dussk.audit.queries import written
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, among
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Div, Fieldset, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Checkboxes, Radios

_HOW_MANY = f"Enter a number from 0 to {rules.MOST_OF_ONE_THING}"

#: Said under a way of reaching her that is marked never to be used. Nothing is refused: it may be she who rang.
NEVER = "Marked never to be used"


@dataclass(frozen=True)
class Try:
    """An attempt to reach her, as one button says it."""

    setting: str
    outcome: str
    words: str


#: The attempts that are logged by one press, at two in the morning. What it takes more words for has the whole form.
TRIES: dict[str, Try] = {
    "rang": Try(Setting.PHONE, Outcome.NO_ANSWER, "Rang, no answer"),
    "message": Try(Setting.PHONE, Outcome.MESSAGE, "Rang, left a message"),
    "text": Try(Setting.TEXT, Outcome.MESSAGE, "Sent a text"),
    "email": Try(Setting.EMAIL, Outcome.MESSAGE, "Sent an email"),
    "visit": Try(Setting.HOME, Outcome.NOT_THERE, "Went to her door, she was not there"),
    "van": Try(Setting.VAN, Outcome.NOT_THERE, "Looked for her from the van, did not see her"),
}


# Sessions have their own registers, so what happens outside them comes first.
_IN_ORDER = (
    Setting.PHONE,
    Setting.TEXT,
    Setting.EMAIL,
    Setting.HOME,
    Setting.CENTRE,
    Setting.HOSPITAL,
    Setting.PRISON,
    Setting.COURT,
    Setting.GATE,
    Setting.VAN,
    Setting.DROP_IN,
)


class SaidForm(AnyDayForm):
    """What a contact says: where, when, whether she was reached, and what came of it."""

    mark_optional = False
    required_messages = {"setting": "Choose where or how it was", "outcome": "Choose whether you were in touch"}
    setting = forms.ChoiceField(
        label="Where or how?", choices=[(one, one.label) for one in _IN_ORDER], widget=Radios(small=True)
    )
    outcome = forms.ChoiceField(label="Were you in touch?", choices=Outcome, widget=Radios(small=True))
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        to_field_name="uid",
        required=False,
        label="What was talked about",
        widget=Checkboxes(small=True),
    )
    note = TextField(label="Note", required=False, rows=5)
    worry = forms.BooleanField(label="I am worried about her", required=False)

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        topics: QuerySet[Topic],
        never: Mapping[str, SafeContact] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = {given_name(item): item for item in items}
        for name, item in self.items.items():
            self.fields[name] = _count(item)
        self.fields["moment"].label = "When?"
        among(self, "topics", topics)
        self.fields["setting"].widget.hints = {
            setting: f"{NEVER}. {way.who_else}".strip() for setting, way in (never or {}).items()
        }

    def layout(self) -> Sequence[Any]:
        """First what is always said; what was given is folded away."""
        return [_columns("setting"), self.when(), _columns("outcome"), _columns("topics"), *self.rest()]

    def clean(self) -> dict[str, Any]:
        """Have the topics as a list, to be held against what stands there."""
        data = super().clean()
        data["topics"] = list(data.get("topics") or [])
        return data

    def rest(self) -> Sequence[Any]:
        """What was given, the note, the worry."""
        return [*self.given(), "note", "worry"]

    def given(self) -> Iterator[Details]:
        """What was given, each with how many. Open where there is a number."""
        if self.items:
            counts = Div(*self.items, css_class="contact-given")
            yield Details("What was given", counts, opened=self._any(self.items))

    def _any(self, names: Mapping[str, object] | Sequence[str]) -> bool:
        return any(self[name].value() not in (None, "", False) or self[name].errors for name in names)

    @property
    def as_said(self) -> Said:
        """What the form says now."""
        data = self.cleaned_data
        return Said(
            setting=data["setting"],
            outcome=data["outcome"],
            at=data["at"],
            note=data["note"],
            worry=data["worry"],
            topics=frozenset(topic.pk for topic in data["topics"]),
            given={item.pk: data[name] for name, item in self.items.items() if data[name]},
        )


def _columns(name: str) -> Div:
    """A question whose answers stand in columns, so that the form is not all scrolling."""
    return Div(name, css_class="contact-columns")


def given_name(item: Item) -> str:
    """The name of the field that asks how many of a thing she was given."""
    return f"given_{item.uid.hex}"


def _count(item: Item) -> forms.IntegerField:
    return forms.IntegerField(
        label=item.name,
        required=False,
        min_value=0,
        max_value=rules.MOST_OF_ONE_THING,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _HOW_MANY),
    )


class ContactForm(SaidForm):
    """Logs a contact, with something to do after it where there is."""

    submit_label = "Save contact"
    todo = forms.CharField(label="What needs doing?", max_length=300, required=False)
    todo_when = forms.ChoiceField(
        label="By when?",
        choices=[(rules.When.TOMORROW, "Tomorrow"), (rules.When.WEEK, "In a week"), (rules.When.DAY, "Another day")],
        widget=Radios(small=True),
        initial=rules.When.TOMORROW,
        required=False,
    )
    todo_day = DateField(label="Which day?", what="the day", required=False, earliest=timezone.localdate)
    who = WhoField(label="Who will do it?", required=False, empty_label="Choose somebody")

    def __init__(self, *args: Any, by: Worker, who: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "who", who)
        self.initial.setdefault("who", by.staff.uid)

    def rest(self) -> Sequence[Any]:
        """Also something to do."""
        when = ConditionalRadios("todo_when", "Tomorrow", "In a week", ConditionalQuestion("Another day", "todo_day"))
        opened = self._any(["todo"]) or bool({"todo_when", "todo_day", "who"} & self.errors.keys())
        return [*super().rest(), Details("Something to do after it", "todo", when, "who", opened=opened)]

    def clean(self) -> dict[str, Any]:
        """Ask for a date and a person where something is to be done; without it they mean nothing."""
        data = super().clean()
        if not data.get("todo"):
            for name in ("todo_when", "todo_day", "who"):
                self.errors.pop(name, None)
            return data
        when = rules.When(data.get("todo_when") or rules.When.TOMORROW)
        data["due"] = rules.due_on(when, timezone.localdate(), data.get("todo_day"))
        if data["due"] is None and "todo_day" not in self.errors:
            self.add_error("todo_day", "Enter the day")
        if data.get("who") is None and "who" not in self.errors:
            self.add_error("who", "Choose who will do it")
        return data

    @property
    def to_do(self) -> ToDo | None:
        """What is to be done after it, if anything."""
        data = self.cleaned_data
        return ToDo(data["todo"], data["due"], data["who"]) if data.get("todo") else None


class UnknownContactForm(ContactForm):
    """Logs a contact with a woman nobody knows."""

    required_messages = {
        **SaidForm.required_messages,
        "description": "Describe her in a few words, so that the team knows who is meant",
    }
    description = forms.CharField(
        label="What she looked like, or what she said",
        max_length=200,
        help_text="For example: red coat, came with a friend",
    )

    def layout(self) -> Sequence[Any]:
        """Who is meant comes first."""
        return ["description", *super().layout()]


class CorrectionForm(EditForm, SaidForm):
    """Puts a contact outside a session right."""

    submit_label = "Save what is right"
    keeps_both = ("note",)

    def __init__(self, *args: Any, contact: Contact, items: Sequence[Item], **kwargs: Any) -> None:
        self._at = contact.at.replace(second=0, microsecond=0)
        self._seconds = contact.at
        super().__init__(*args, items=items, standing=_standing(contact, items), **kwargs)
        self.fields["moment"] = forms.CharField(widget=forms.HiddenInput, required=False)  # it is never now

    def clean_moment(self) -> str:
        """It was when it was."""
        return "earlier"

    def when(self) -> Fieldset:
        """The day and the time."""
        return Fieldset("day", "clock", *self.which(), legend="When was it?", legend_size=Size.SMALL)

    @property
    def as_said(self) -> Said:
        """What the form says now. A time that nobody touched keeps its seconds."""
        said = super().as_said
        return replace(said, at=self._seconds) if said.at == self._at else said


def _standing(contact: Contact, items: Sequence[Item]) -> Standing:
    """What a contact says, as the form's answers would give it."""
    local = timezone.localtime(contact.at)
    counts = {row.item_id: row.count for row in contact.items.all()}
    values = {
        "setting": contact.setting,
        "outcome": contact.outcome,
        "day": local.date(),
        "clock": local.time().replace(second=0, microsecond=0),
        "topics": [row.topic for row in contact.topics.all()],
        "note": contact.note,
        "worry": contact.worry,
        **{given_name(item): counts.get(item.pk) for item in items},
    }
    return Standing(values, lambda: written(contact, "setting", "outcome", "at", "note", "worry"))


class NotHerForm(Form):
    """Takes a contact off her file."""

    submit_label = "It was not her"
    submit_style = "warning"
    required_messages = {"description": "Describe the woman it was, so that the team knows who is meant"}
    description = forms.CharField(
        label="What did the woman look like, or what did she say?",
        max_length=200,
        help_text="For example: red coat, came with a friend. Without a name that is only on this file",
    )


class ClosedNoteForm(EditForm):
    """Puts right the note of a line whose register is closed."""

    submit_label = "Save the note"
    mark_optional = False
    keeps_both = ("note",)
    note = TextField(label="Note", required=False, rows=6)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        now = Standing({"note": contact.note}, lambda: written(contact, "note"))
        super().__init__(*args, standing=now, **kwargs)
