"""What people fill in about a woman. Each form says in plain words what to mend."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.actions import OldName
from casework.clients.models import Adjustment, Alert, ClientName, Interpreter, SafeContact, Status
from casework.clients.queries import LONGEST_SEARCH, Details, Way
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form
from dussk.ui.layout import Actions, ConditionalQuestion, ConditionalRadios, Fieldset, Side, Size
from dussk.ui.widgets import Checkboxes, Radios

LONGEST_NAME = 100


def oldest_birth() -> date:
    """The earliest date of birth that is believed."""
    today = timezone.localdate()
    return today.replace(year=today.year - rules.OLDEST, month=1, day=1)


def name_field(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """A name. Nothing is asked of it but that some letter or number is in it: search needs one to find her by."""

    def has_letters(value: str) -> None:
        if not rules.plain(value):
            raise ValidationError("Enter a name with at least one letter or number")

    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_NAME, required=required, validators=[has_letters]
    )


def birth_field(**kwargs: Any) -> DateField:
    """Her date of birth: not after today, and within the longest lives."""
    return DateField(what="her date of birth", earliest=oldest_birth, latest=timezone.localdate, **kwargs)


class StaffChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of staff, known to the browser by her random id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Staff.objects.none(), to_field_name="uid", **kwargs)

    def to_python(self, value: Any) -> Staff | None:
        """The member of staff; what cannot be an id is no choice."""
        try:
            uid = str(UUID(str(value))) if value else ""
        except ValueError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
        staff: Staff | None = super().to_python(uid)
        return staff


class FindForm(Form):
    """What is searched for."""

    required_messages = {"q": "Enter a name, a reference or a date of birth"}
    q = forms.CharField(label="Name, reference or date of birth", max_length=LONGEST_SEARCH)


class AgeForm(Form):
    """Her date of birth, or how old she may be: never both."""

    born = birth_field(label="Her date of birth, if she says it", required=False)
    estimated_age = forms.IntegerField(
        label="Or how old she may be",
        help_text=f"Your best guess in years. It is kept as a guess, {rules.ESTIMATE_MARGIN} years either way.",
        min_value=rules.YOUNGEST,
        max_value=rules.OLDEST,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a date of birth together with a guess."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("born") and data.get("estimated_age") is not None:
            self.add_error("estimated_age", "Give her date of birth or how old she may be, not both")
        return data


class NewFileForm(AgeForm):
    """A new file. What she wants to be called is enough."""

    submit_label = "Start her file"
    required_messages = {"called": "Enter what she wants to be called"}
    called = name_field("What she wants to be called", "Any name she gives you. This is the name every page shows.")
    working_name = name_field("A working name", "Kept for finding her. It is not shown as her name.", required=False)
    legal_name = name_field("Her legal name", required=False)
    field_order = ["called", "working_name", "legal_name", "born", "estimated_age"]

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, as the names and values that bring this form back."""
        names = [*self.fields, "born_day", "born_month", "born_year"]
        return [(name, self.data[name]) for name in names if self.data.get(name)]


class DetailsForm(AgeForm):
    """What is known of her, changed together."""

    opened_with = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.CharField(label="Language she prefers", max_length=60, required=False)
    interpreter = forms.ChoiceField(label="Interpreter", choices=Interpreter, widget=Radios(small=True))
    never_through = TextField(
        label="Never interpreted by",
        help_text="Anyone who must not interpret for her, such as a relative or another woman.",
        rows=2,
        required=False,
    )
    adjustments = forms.MultipleChoiceField(
        label="What makes things harder for her",
        choices=Adjustment,
        widget=Checkboxes(small=True),
        required=False,
    )
    adjustments_note = TextField(label="What we do about it", rows=2, required=False)
    what_helps = TextField(label="What helps her", rows=2, required=False)
    what_to_avoid = TextField(label="What to avoid", rows=2, required=False)

    required_messages = {"interpreter": "Choose whether she needs an interpreter"}

    def layout(self) -> Sequence[Any]:
        """Group the questions as they are talked about."""
        return [
            "opened_with",
            Fieldset("born", "estimated_age", legend="Age", legend_size=Size.MEDIUM),
            Fieldset(
                "language",
                "interpreter",
                "never_through",
                legend="Language",
                legend_size=Size.MEDIUM,
            ),
            Fieldset(
                "adjustments",
                "adjustments_note",
                "what_helps",
                "what_to_avoid",
                legend="What makes it easier",
                legend_size=Size.MEDIUM,
            ),
        ]

    def differing(self, saved: Details) -> list[tuple[str, str]]:
        """What is saved now where it is not what was typed: the question and the saved answer, in words."""
        words = {**dict(Interpreter.choices), **dict(Adjustment.choices)}

        def in_words(value: Any) -> str:
            parts = value if isinstance(value, list) else [value]
            return ", ".join(str(words.get(part, part)) for part in parts if part is not None)

        typed = self.cleaned_data
        differing = [name for name, value in asdict(saved).items() if value != typed[name]]
        return [(str(self.fields[name].label), in_words(getattr(saved, name))) for name in differing]

    @property
    def details(self) -> Details:
        """What the form says now."""
        return Details(**{name: value for name, value in self.cleaned_data.items() if name != "opened_with"})


class CalledForm(Form):
    """What she wants to be called from now on."""

    required_messages = {"called": "Enter what she wants to be called", "old": "Choose what becomes of the old name"}
    called = name_field("What she wants to be called")
    old = forms.ChoiceField(
        label="The name she was called until now",
        choices=[
            (OldName.GIVEN_UP, "She no longer uses it"),
            (OldName.WORKING, "She still uses it as a working name"),
            (OldName.OTHER, "She still uses it in other ways"),
            (OldName.WRONG, "We had it wrong"),
        ],
        widget=Radios(
            hints={
                OldName.GIVEN_UP: "It is never shown again. Search still finds her by it.",
                OldName.WRONG: "For a name that was misspelt or misheard.",
            }
        ),
    )

    def clean_old(self) -> OldName:
        """Which of the four it is."""
        return OldName(self.cleaned_data["old"])


class NameForm(Form):
    """A legal, working or other name."""

    required_messages = {"name": "Enter the name", "kind": "Choose what kind of name it is"}
    name = name_field("Name")
    kind = forms.ChoiceField(
        label="What kind of name is it?",
        choices=[choice for choice in ClientName.Kind.choices if choice[0] != ClientName.Kind.CALLED],
        widget=Radios(
            hints={
                ClientName.Kind.LEGAL: "A legal name she has on file already becomes her former one.",
                ClientName.Kind.WORKING: "Never shown as her name on other pages.",
            }
        ),
    )
    starts = DateField(
        label="Used since", what="the day she began to use it", latest=timezone.localdate, required=False
    )


class NameCorrectionForm(NameForm):
    """How a name is written. Its kind stays what it is."""

    kind = None  # type: ignore[assignment]
    required_messages = {"name": "Enter the name"}


class GiveUpNameForm(Form):
    """Since when she has not used a name."""

    submit_label = "She no longer uses it"
    on = DateField(
        label="Since when?", what="the day she gave it up", latest=timezone.localdate, initial=timezone.localdate
    )


class SafeContactForm(Form):
    """One way of reaching her."""

    required_messages = {"way": "Choose how she is reached", "is_safe": "Choose whether this is safe to use"}
    way = forms.ChoiceField(label="How", choices=SafeContact.Way, widget=Radios(small=True))
    detail = forms.CharField(label="Number, address, or through whom", required=False)
    is_safe = forms.TypedChoiceField(
        label="Is it safe to use?",
        choices=[("yes", "Yes"), ("no", "No, never use it")],
        coerce=lambda value: value == "yes",
        widget=Radios(small=True),
    )
    message_allowed = forms.BooleanField(label="A message may be left", required=False)
    from_time = TimeField(label="From", what="the time from which it is safe", required=False)
    to_time = TimeField(label="Until", what="the time until which it is safe", required=False)
    when_note = forms.CharField(
        label="Which days, or anything else about when",
        help_text="For example: weekdays only, not when he is home.",
        required=False,
    )
    name_to_use = forms.CharField(
        label="What name to use", help_text="For her, and for ourselves if needed.", max_length=100, required=False
    )
    who_else = TextField(
        label="Who else might see or hear it",
        help_text="For example: her partner answers her phone.",
        rows=2,
        required=False,
    )

    def layout(self) -> Sequence[Any]:
        """Times beside each other, together with the rest of when it is safe."""
        return [
            "way",
            "detail",
            "is_safe",
            "message_allowed",
            Fieldset(Side("from_time", "to_time"), "when_note", legend="When it is safe", legend_size=Size.SMALL),
            "name_to_use",
            "who_else",
        ]

    def clean(self) -> dict[str, Any]:
        """Hold a message, the two times and the safety against each other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_safe") is False and data.get("message_allowed"):
            self.add_error("message_allowed", "A message may only be left where it is safe. Untick this")
        if (data.get("from_time") is None) != (data.get("to_time") is None) and not self.errors:
            missing = "from_time" if data.get("from_time") is None else "to_time"
            self.add_error(missing, "Enter both times, or neither")
        if data.get("way") in (SafeContact.Way.CALL, SafeContact.Way.TEXT, SafeContact.Way.EMAIL) and not data.get(
            "detail"
        ):
            self.add_error("detail", "Enter the number or address")
        return data

    @property
    def as_way(self) -> Way:
        """What the form says now."""
        return Way(**self.cleaned_data)


class AlertForm(Form):
    """Something staff must know before they speak to her."""

    submit_label = "Put it on her file"
    required_messages = {
        "text": "Enter what staff need to know",
        "audience": "Choose who needs to know",
    }
    text = forms.CharField(
        label="What staff need to know",
        help_text="Short: it stands at the top of her file. For example: her partner answers her phone.",
        max_length=200,
    )
    audience = forms.ChoiceField(
        label="Who needs to know?",
        choices=Alert.Audience,
        widget=Radios(
            hints={Alert.Audience.IDENTITY: "Also volunteers, and staff of agencies she lets us share with."}
        ),
    )
    reason = TextField(label="Why", rows=3, required=False)
    starts = DateField(label="From", what="the day it begins", earliest=oldest_birth, initial=timezone.localdate)
    ends = DateField(
        label="Last day, if it is only for a time", what="the last day", earliest=timezone.localdate, required=False
    )

    def __init__(self, *args: Any, audiences: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody writes for an audience she is not of: she could not see, or end, what she wrote.
        choices = [choice for choice in Alert.Audience.choices if choice[0] in audiences]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "The last day must be on or after the day it begins")
        return data


class EndAlertForm(Form):
    """Why an alert is ended."""

    submit_label = "End this alert"
    required_messages = {"reason": "Enter why it is ended"}
    reason = TextField(label="Why?", rows=3)


class EndBlockForm(EndAlertForm):
    """Why a block is ended."""

    submit_label = "End this block"


class EndWayForm(Form):
    """Nothing but the button that ends a way of reaching her."""

    submit_label = "End this way of reaching her"


class StatusForm(Form):
    """From when she and the service stand differently."""

    required_messages = {"status": "Choose how she and the service stand"}
    status = forms.ChoiceField(label="How do she and the service stand?", choices=Status, widget=Radios())
    on = DateField(label="Since when?", what="the day", latest=timezone.localdate, initial=timezone.localdate)
    note = TextField(label="Note", rows=3, required=False)

    def clean_status(self) -> Status:
        """Which status it is."""
        return Status(self.cleaned_data["status"])


class KeyworkerForm(Form):
    """Who key-works her."""

    mark_optional = False
    keyworker = StaffChoice(label="Keyworker", required=False, empty_label="Nobody for now")

    def __init__(self, *args: Any, people: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keyworker"].queryset = people  # type: ignore[attr-defined]


class BlockForm(Form):
    """Somebody the woman does not want to see her file."""

    submit_label = "Block this person"
    submit_style = "warning"
    required_messages = {"staff": "Choose who is to be blocked", "reason": "Enter what she said"}
    staff = StaffChoice(label="Who is to be blocked?", empty_label="Choose a person")
    reason = TextField(
        label="What she said", help_text="Seen by caseworkers of her agency, never by the person blocked.", rows=3
    )

    def __init__(self, *args: Any, people: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]


class ConflictForm(Form):
    """The worker's own conflict, confirmed before it takes the file away from her."""

    submit_label = "Declare it and close her file to me"
    submit_style = "warning"
    required_messages = {"sure": "Tick the box to say that you know you will lose this file"}
    reason = TextField(
        label="What the conflict is",
        help_text="A few words, such as: she is my cousin. You need not say more than you want to.",
        rows=2,
        required=False,
    )
    sure = forms.BooleanField(label="I know that I will not see this file again unless somebody else ends this")


class EmergencyForm(Form):
    """A file to be opened because somebody is in danger."""

    submit_label = "Open her file"
    submit_style = "warning"
    required_messages = {"how": "Choose what you know", "reason": "Enter what the danger is"}
    how = forms.ChoiceField(
        label="What do you know?",
        choices=[("reference", "Her reference"), ("birth", "Her full name and date of birth")],
        widget=Radios(),
    )
    reference = forms.CharField(label="Reference", max_length=20, required=False)
    name = forms.CharField(label="Her full name", max_length=LONGEST_NAME, required=False)
    born = birth_field(label="Her date of birth", required=False)
    reason = TextField(
        label="What is the danger, and why do you need her file now?",
        help_text="The manager of the agency that keeps her file reads this.",
        rows=4,
        max_length=2_000,
    )
    mark_optional = False

    def layout(self) -> Sequence[Any]:
        """The questions of each answer under it."""
        return [
            ConditionalRadios(
                "how",
                ConditionalQuestion("Her reference", "reference"),
                ConditionalQuestion("Her full name and date of birth", "name", "born"),
            ),
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what was chosen, and drop what was not."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        how = data.get("how")
        if how == "reference":
            data.update(name="", born=None, reference=rules.read_reference(data.get("reference", "")) or "")
            if not data["reference"]:
                self.add_error("reference", "Enter her reference: eight letters and numbers, like K3F7 90QX")
        if how == "birth":
            data["reference"] = ""
            if not rules.plain(data.get("name", "")):
                self.add_error("name", "Enter her full name")
            if not data.get("born") and "born" not in self.errors:
                self.add_error("born", "Enter her date of birth")
        return data

    def actions(self) -> Sequence[Any]:
        """The button that opens the file."""
        return [Actions(self.submit_label, cancel_url=self.cancel_url, style=self.submit_style)]
