"""Forms of signing in, of one's own account and of other people's."""

from typing import Any, ClassVar, cast

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from dussk.staff.models import Agency, Staff
from dussk.staff.roles import ROLES, Role
from dussk.staff.rules import code_typed
from dussk.ui.fields import TextField
from dussk.ui.forms import Form, FormRules
from dussk.ui.layout import HTML, Actions, Include
from dussk.ui.widgets import Checkboxes, OneTimeCode, Radios

INVITATION_NOT_GOOD = "This code does not work. It may be mistyped, used or older than three days: ask for a new one"


class Onward(FormRules):
    """A step on the way somewhere: it carries on the page she wanted to go to (``next``, set by the view)."""

    onward = ""

    def layout(self) -> list[Any]:
        """Return the fields, and that page."""
        return [*self.fields, Include("staff/_next.html", next=self.onward)]


def _password(label: str, *, new: bool = False, **kwargs: Any) -> forms.CharField:
    hint = {"autocomplete": "new-password" if new else "current-password", "spellcheck": "false"}
    return forms.CharField(label=label, strip=False, max_length=200, widget=forms.PasswordInput(hint), **kwargs)


class SignInForm(Onward, LoginForm):
    """E-mail address and password: the library's form, in this service's words."""

    submit_label = "Sign in"
    required_messages: ClassVar = {"login": "Enter your e-mail address", "password": "Enter your password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(
            {"type": "email", "autocomplete": "username", "inputmode": "email", "spellcheck": "false"}
        )
        self.fields["login"] = forms.CharField(label="E-mail address", max_length=254, widget=widget)
        self.fields["password"] = _password("Password")

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the next step; neither address nor password is kept in the session."""
        self._login.redirect_url, self._login.email = redirect_url, None
        response: HttpResponse = perform_password_login(request, {}, self._login)
        return response


class SecondFactorForm(FormRules, AuthenticateForm):
    """A code from her app, or a recovery code."""

    submit_label = "Continue"
    required_messages: ClassVar = {"code": "Enter the six numbers from your app, or a recovery code"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Code from your app",
            help_text="Six numbers. If you do not have your phone, type one of your recovery codes.",
            max_length=20,
            widget=OneTimeCode(),
        )


class SecretForm(Onward, Form):
    """Any one thing that only she has."""

    required_messages: ClassVar = {"secret": "Enter your password, or a code from your app"}
    secret = _password("Your password, or the six numbers from your app", help_text="A recovery code works too.")

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        self.submit_label = label  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def never_filled_in(self) -> None:
        """Ask for it as for a new one, which no browser fills in by itself: it may be somebody else who holds it."""
        self.fields["secret"].widget.attrs["autocomplete"] = "new-password"


class NewAppForm(Form):
    """The first code of an app, which shows that it works."""

    submit_label = "Continue"
    required_messages: ClassVar = {"code": "Enter the six numbers that the app shows"}
    code = forms.CharField(label="Six numbers from the app", max_length=20, widget=OneTimeCode())


class NewPasskeyForm(Form):
    """A name for a passkey; what the browser answers comes with it."""

    submit_label = "Make a passkey"
    required_messages: ClassVar = {"credential": "The passkey was not made. Try again, or set up an app instead"}
    name = forms.CharField(
        label="What to call it",
        help_text="To tell it from others: “work phone”, “blue key”.",
        max_length=60,
        required=False,
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
    mark_optional = False

    def ask(self, options: str) -> None:
        """Put the question that the page's script hands to the browser (JSON)."""
        self.helper.attrs |= {"data-passkey": "create", "data-passkey-options": options}

    def layout(self) -> list[Any]:
        """Return the fields, and the place where the script says what went wrong."""
        return [*self.fields, Include("staff/_passkey_error.html")]


class NewPasswordForm(Form):
    """A new password; everything that is wrong with it is said at once."""

    submit_label = "Save password"
    required_messages: ClassVar = {"password": "Enter a new password"}
    password = _password(
        "New password",
        new=True,
        help_text="At least 12 characters. Three or four words that have nothing to do with each other are good.",
    )

    def __init__(self, *args: Any, staff: Staff | None = None, **kwargs: Any) -> None:
        self.staff = staff
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Hold it against every rule."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.staff)
        return password


class ChangePasswordForm(NewPasswordForm):
    """Her password of now, and a new one."""

    required_messages: ClassVar = {"now": "Enter your password of now", "password": "Enter a new password"}
    field_order = ("now", "password")
    now = _password("Your password now")


class InvitationForm(NewPasswordForm):
    """The code of an invitation and the password she chooses."""

    submit_label = "Set password and continue"
    required_messages: ClassVar = {"code": "Enter the code from your letter", "password": "Enter a new password"}
    field_order = ("code", "password")
    code = forms.CharField(
        label="Code from your letter",
        help_text="20 letters and numbers. Capitals and dashes do not matter.",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """The code without dashes."""
        code = code_typed(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(INVITATION_NOT_GOOD)
        return code


def _offer(form: forms.Form, agencies: QuerySet[Agency]) -> None:
    """Let these agencies be chosen; where there is but one, it is chosen."""
    field = cast("forms.ModelChoiceField[Agency]", form.fields["agency"])
    field.queryset = agencies
    if len(agencies) == 1:
        form.initial["agency"] = agencies[0].uid


class AgencyForm(Onward, Form):
    """Which agency she works for now."""

    submit_label = "Continue"
    required_messages: ClassVar = {"agency": "Choose the agency you are working for"}
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Which agency are you working for?",
        to_field_name="uid",
        empty_label=None,
        widget=Radios(),
    )

    def actions(self) -> list[Any]:
        """Say what the choice means, above the button."""
        words = "What you write is kept as this agency’s, and you see what it may see."
        return [HTML(f'<p class="govuk-body">{words}</p>'), Actions(self.submit_label)]

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, Agency.objects.filter(pk__in=[agency.pk for agency in agencies]))


_ROLE_HINTS = {role.value: ROLES[role].description for role in Role}


class NewAccountForm(Form):
    """A new member of staff: who she is, where she works, and what she is to do there."""

    submit_label = "Make account"
    required_messages: ClassVar = {
        "name": "Enter her name",
        "email": "Enter her e-mail address",
        "agency": "Choose the agency she works for",
        "roles": "Choose what she does there",
        "way": "Choose how she gets her invitation",
    }
    name = forms.CharField(label="Name", max_length=100)
    email = forms.EmailField(
        label="E-mail address", help_text="Her own work address. She signs in with it.", max_length=254
    )
    agency = forms.ModelChoiceField(
        Agency.objects.all(), label="Agency", to_field_name="uid", empty_label=None, widget=Radios()
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        help_text="She holds a role when it is approved. Each that reads about women needs the agency’s manager too.",
        choices=Role.choices,
        widget=Checkboxes(hints=_ROLE_HINTS),
    )
    way = forms.ChoiceField(
        label="Invitation",
        choices=[("email", "Send her a link by e-mail"), ("paper", "Print a letter with a code")],
        widget=Radios(),
    )

    def clean_email(self) -> str:
        """In lower case, and of nobody else."""
        email: str = self.cleaned_data["email"].lower()
        if Staff.objects.filter(email=email).exists():
            raise ValidationError("There is an account with this e-mail address already")
        return email


class AskForRoleForm(Form):
    """A role for somebody at an agency."""

    submit_label = "Ask for this role"
    required_messages: ClassVar = {
        "agency": "Choose the agency",
        "role": "Choose the role",
        "reason": "Say why she needs it",
    }
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency", to_field_name="uid", empty_label=None, widget=Radios()
    )
    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=Radios(hints=_ROLE_HINTS))
    reason = TextField(label="Why", rows=3, max_length=1000)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, agencies)


class AskForResetForm(Form):
    """Taking away a second factor that somebody has lost."""

    submit_label = "Ask for the reset"
    required_messages: ClassVar = {
        "agency": "Choose the agency",
        "reason": "Say what happened, and how you know it is her",
    }
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Whose manager approves it?",
        to_field_name="uid",
        empty_label=None,
        widget=Radios(),
    )
    reason = TextField(label="What happened, and how do you know it is her?", rows=3, max_length=1000)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, agencies)


class AnswerForm(Form):
    """Yes or no to a request, or only no where a yes is not hers to give. A no needs its reason."""

    required_messages: ClassVar = {}
    reason = TextField(label="Reason, if you refuse", rows=3, max_length=1000, required=False)
    mark_optional = False

    def __init__(self, *args: Any, may_approve: bool, **kwargs: Any) -> None:
        self.may_approve = may_approve
        super().__init__(*args, **kwargs)

    def actions(self) -> list[Any]:
        """A button for each answer she can give, one of them sent."""
        yes = [Actions("Approve", name="answer", value="approve")] if self.may_approve else []
        return [*yes, Actions("Refuse", style="warning", name="answer", value="refuse")]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a refusal."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("answer") == "refuse" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why you refuse it")
        return cleaned
