"""Asking for a release: what, to whom, on what ground, and how she was told. One page, in its parts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from consent.disclosures import rules
from consent.disclosures.actions import No, Said
from consent.disclosures.models import Disclosure, ToKind
from dussk import typed
from dussk.audit.queries import written
from dussk.staff.models import Agency
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, among, offer
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Fieldset, Include, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Checkboxes, Radios

YES, NO = "yes", "no"
_ASKED = Disclosure.Asked
_LONGEST_NAME = 100


class AgencyChoice(typed.ModelChoiceField):
    """One of the agencies that work together here, known to the browser by its random id."""

    def __init__(self, **kwargs: Any) -> None:
        none, small = Agency.objects.none(), Radios(small=True)
        super().__init__(queryset=none, to_field_name="uid", empty_label=None, widget=small, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The agency; what cannot be an id is no choice."""
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


def _of_law(article: rules.Article) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """What can be chosen of one article, and the line under each."""
    of_it = {code: basis for code, basis in rules.BASES.items() if basis.article is article}
    return [(code, basis.label) for code, basis in of_it.items()], {code: b.meaning for code, b in of_it.items()}


def _law_field(article: rules.Article, label: str, help_text: str) -> forms.MultipleChoiceField:
    choices, hints = _of_law(article)
    widget = Checkboxes(small=True, hints=hints)
    return forms.MultipleChoiceField(label=label, help_text=help_text, choices=choices, widget=widget, required=False)


class _AskedForm(Form):
    """To whom, and who asked: what every request has, also one to which we say no at once."""

    mark_optional = False
    required_messages = {
        "what": "Enter what is to be told",
        "to_kind": "Choose who is to be told",
        "way": "Choose how it is to be told",
        "asked": "Choose who asked for it",
    }
    what = TextField(
        label="What is to be told?",
        help_text="As much as they need, and no more. What is then told is kept word by word.",
        rows=4,
    )
    to_kind = forms.ChoiceField(label="Who is to be told?", choices=ToKind, widget=Radios(small=True))
    to_agency = AgencyChoice(label="Which agency?", required=False)
    to_name = forms.CharField(
        label="Which agency or office?",
        help_text="As it calls itself: Hill Solicitors. Of somebody else, the name.",
        max_length=_LONGEST_NAME,
        required=False,
    )
    to_person = forms.CharField(
        label="Who there?",
        help_text="The person’s name, where you know it. It is compared with her list of people who are told nothing.",
        max_length=_LONGEST_NAME,
        required=False,
    )
    way = forms.ChoiceField(label="How?", choices=Disclosure.Way, widget=Radios(small=True))
    asked = forms.ChoiceField(label="Who asked for it?", choices=_ASKED, widget=Radios(small=True))
    asked_who = forms.CharField(label="Who was it?", max_length=_LONGEST_NAME, required=False)
    asked_on = DateField(
        label="When did they ask?", what="the day they asked", required=False, latest=timezone.localdate
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "to_agency", agencies)

    def to_whom(self) -> list[Any]:
        """The part of the layout that asks to whom; which partner agency, where it is one."""
        kinds = [str(label) for _value, label in ToKind.choices]
        partner = str(ToKind.PARTNER.label)
        asked = [ConditionalQuestion(label, "to_agency") if label == partner else label for label in kinds]
        return [ConditionalRadios("to_kind", *asked), "to_name", "to_person", "way"]

    def who_asked(self) -> list[Any]:
        """The part that asks who asked."""
        they = ConditionalQuestion(str(_ASKED.THEY.label), "asked_who", "asked_on")
        return [ConditionalRadios("asked", they, str(_ASKED.SHE.label), str(_ASKED.WE.label))]

    @property
    def as_said(self) -> Said:
        """What the form says."""
        data = self.cleaned_data
        names = ("what", "to_kind", "to_agency", "to_name", "to_person", "way", "asked", "asked_who", "asked_on")
        return Said(**{name: data[name] for name in names})


class ReleaseForm(_AskedForm):
    """Something is to be released. What is not known yet can be filled in later: its page says what lacks."""

    submit_label = "Save"
    ground = forms.ChoiceField(
        label="On what ground?",
        help_text="On any but her consent, a manager who did not ask for it decides. It may be left open for now.",
        widget=Radios(small=True),
        required=False,
    )
    why = TextField(label="Why is it needed?", rows=3, required=False)
    article_6 = _law_field(
        rules.Article.SIX,
        "What does the law allow it by? (UK GDPR, Article 6)",
        "Choose what fits: nothing is chosen for you.",
    )
    article_9 = _law_field(
        rules.Article.NINE,
        "And where it is about health, sex life, ethnic group, religion or politics? (Article 9)",
        "Most of what we know about a woman is.",
    )
    schedule_1 = _law_field(
        rules.Article.SCHEDULE_1,
        "The condition that goes with it (Data Protection Act 2018, schedule 1)",
        "Needed for substantial public interest, and for health or social care.",
    )
    talked = forms.ChoiceField(
        label="Has somebody talked with her about it first?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(),
        required=False,
    )
    talked_on = DateField(
        label="When?", what="the day somebody talked with her", required=False, latest=timezone.localdate
    )
    talked_by = forms.CharField(label="Who talked with her?", max_length=_LONGEST_NAME, required=False)
    she_said = TextField(label="What did she say?", rows=3, required=False)
    not_talked = forms.ChoiceField(
        label="Why not?", choices=Disclosure.NotTalked, widget=Radios(small=True), required=False
    )
    not_talked_words = TextField(label="In a few words", rows=2, required=False)

    def __init__(self, *args: Any, grounds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Disclosure.GroundChoice.choices)
        offer(self, "ground", [(ground, str(labels[ground])) for ground in grounds])

    def layout(self) -> Sequence[Any]:
        """What and to whom, who asked, the ground, the law, and the talk with her."""
        yes = ConditionalQuestion("Yes", "talked_on", "talked_by", "she_said")
        no = ConditionalQuestion("No", "not_talked", "not_talked_words")
        return [
            _part("What, and to whom", "what", *self.to_whom()),
            _part("Who asked", *self.who_asked()),
            _part("The ground", "ground", "why"),
            _part(
                "The law",
                Include("consent/disclosures/_usual.html", usual=_usual()),
                "article_6",
                "article_9",
                "schedule_1",
            ),
            _part("Before it: an honest conversation with her", ConditionalRadios("talked", yes, no)),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to an answer; drop what belongs to one that was not given."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("talked") == YES:
            if data.get("talked_on") is None and "talked_on" not in self.errors:
                self.add_error("talked_on", "Enter the day somebody talked with her")
            if not data.get("talked_by") and "talked_by" not in self.errors:
                self.add_error("talked_by", "Enter who talked with her")
            data["not_talked"] = data["not_talked_words"] = ""
        else:
            data["talked_on"], data["talked_by"], data["she_said"] = None, "", ""
        if data.get("talked") == NO and not data.get("not_talked") and "not_talked" not in self.errors:
            self.add_error("not_talked", "Choose why nobody talked with her")
        elif not data.get("talked"):
            data["not_talked"] = data["not_talked_words"] = ""
        return data

    @property
    def as_said(self) -> Said:
        """What the form says."""
        data, asked = self.cleaned_data, super().as_said
        more = ("ground", "why", "talked_on", "talked_by", "she_said", "not_talked", "not_talked_words")
        bases = [*data["article_6"], *data["article_9"], *data["schedule_1"]]
        return Said(**(vars(asked) | {name: data[name] for name in more} | {"bases": bases}))


class ChangeForm(EditForm, ReleaseForm):
    """Changes what is said of a release while it is being prepared."""

    submit_label = "Save"
    keeps_both = ("what", "why", "she_said", "not_talked_words")

    def __init__(self, *args: Any, release: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, standing=_standing(release), **kwargs)


class SaidNoForm(_AskedForm):
    """We were asked and said no: kept as a release that was refused."""

    submit_label = "Keep that we said no"
    required_messages = {
        **_AskedForm.required_messages,
        "what": "Enter what they wanted to know",
        "way": "Choose how they asked",
        "asked_who": "Enter who asked",
        "refusal": "Choose why we said no",
    }
    refusal = forms.ChoiceField(label="Why did we say no?", widget=Radios(small=True))
    words = TextField(label="In a few words", rows=2, required=False)
    told_them = forms.CharField(
        label="How were they told?", help_text="Such as: by phone, on the same day.", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "refusal", REFUSALS)
        self.fields["what"].label = "What did they want to know?"
        self.fields["what"].help_text = ""
        self.fields["to_kind"].label = "Who asked?"
        self.fields["to_person"].label = "Who there would have been told?"
        self.fields["way"].label = "How did they ask?"
        self.fields["asked_who"].label = "Who was it that asked?"
        self.fields["asked_who"].required = self.fields["asked_on"].required = True
        del self.fields["asked"]

    def layout(self) -> Sequence[Any]:
        """Who asked for what, and why not."""
        return ["what", *self.to_whom(), "asked_who", "asked_on", "refusal", "words", "told_them"]

    def clean(self) -> dict[str, Any]:
        """They asked, and nobody else."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["asked"] = _ASKED.THEY
        return data

    @property
    def no(self) -> No:
        """Why we said no."""
        return No(*(self.cleaned_data[name] for name in ("refusal", "words", "told_them")))


#: Why a worker says no; that a manager decided so is kept by her decision.
REFUSALS = [(value, str(label)) for value, label in Disclosure.Refusal.choices if value != Disclosure.Refusal.MANAGER]


def _part(legend: str, *parts: Any) -> Fieldset:
    return Fieldset(*parts, legend=legend, legend_size=Size.MEDIUM)


def _usual() -> list[tuple[str, str]]:
    """For each ground, what is usual by law."""
    labels = dict(Disclosure.GroundChoice.choices)
    return [
        (str(labels[ground]), ", ".join(basis.label for basis in rules.usual_for(ground)))
        for ground in rules.grounds_offered(with_reputation=True)
    ]


_TOLD = ("what", "to_kind", "to_name", "to_person", "way", "asked", "asked_who", "asked_on", "ground", "why")
_TALKED = ("talked_on", "talked_by", "she_said", "not_talked", "not_talked_words")


def _standing(release: Disclosure) -> Standing:
    values: dict[str, Any] = {name: getattr(release, name) for name in (*_TOLD, *_TALKED)}
    values["to_agency"] = release.to_agency
    of_article = (("article_6", rules.ARTICLE_6), ("article_9", rules.ARTICLE_9), ("schedule_1", rules.SCHEDULE_1))
    values |= {name: [code for code in codes if code in release.bases] for name, codes in of_article}
    values["talked"] = YES if release.talked_on else NO if release.not_talked else ""
    return Standing(values, lambda: written(release, *_TOLD, *_TALKED, "to_agency_id", "bases"))
