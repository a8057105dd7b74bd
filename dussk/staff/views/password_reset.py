"""A new password for whoever has forgotten hers: the library's flow, on our pages. The second factor stays."""

from typing import Any, ClassVar

from allauth.account import views as library
from allauth.account.forms import ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dussk.access.marks import public
from dussk.staff.actions.accounts import Kind, end_sessions, note
from dussk.staff.forms import NewPasswordForm
from dussk.staff.mail import send_afterwards
from dussk.staff.models import Staff
from dussk.ui.forms import FormRules

_ANY = require_http_methods(["GET", "HEAD", "POST"])


class AskForm(FormRules, ResetPasswordForm):
    """Where to send the link. Whoever has not taken up her invitation has no password to forget."""

    submit_label = "Send me a link"
    required_messages: ClassVar = {"email": "Enter your e-mail address"}
    users: list[Staff]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(
            {"type": "email", "autocomplete": "username", "inputmode": "email", "spellcheck": "false"}
        )
        self.fields["email"] = forms.EmailField(label="E-mail address", max_length=254, widget=widget)

    def clean_email(self) -> str:
        """Find whose address it is, if anybody's."""
        email: str = super().clean_email().lower()
        self.users = [staff for staff in self.users if staff.has_usable_password()]
        return email


class NewPasswordFromLinkForm(NewPasswordForm):
    """The new password, as everywhere; the library hands over whose it is."""

    def __init__(self, *args: Any, user: Any = None, temp_key: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, staff=user, **kwargs)

    save = ResetPasswordKeyForm.save

    @property
    def user(self) -> Any:
        """The account, under the name that the library's ``save`` uses."""
        return self.staff

    def clean(self) -> dict[str, Any]:
        """The password under the name that the library's ``save`` uses."""
        cleaned: dict[str, Any] = super().clean() or {}
        return cleaned | {"password1": cleaned.get("password")}


class AskView(library.PasswordResetView):
    """Ask for the address. The answer is the same, and as fast, whether there is such an account or not."""

    form_class = AskForm
    template_name = "staff/password_reset.html"

    def get_form_class(self) -> type[forms.Form]:
        """This form, whatever settings say."""
        return self.form_class

    def form_valid(self, form: AskForm) -> HttpResponse:
        """Send the link after the answer."""
        response: HttpResponse = super().form_valid(form)
        send_afterwards(self.request, response)
        return response


class SentView(library.PasswordResetDoneView):
    """Says that a link was sent, if there is such an account."""

    template_name = "staff/password_reset_sent.html"


class FromLinkView(library.PasswordResetFromKeyView):
    """Take the new password. Every session of hers ends, and she signs in with her second factor as always."""

    form_class = NewPasswordFromLinkForm
    template_name = "staff/password_reset_from_link.html"
    success_url = reverse_lazy("account_reset_password_from_key_done")

    def get_form_class(self) -> type[forms.Form]:
        """This form, whatever settings say."""
        return self.form_class

    def form_valid(self, form: NewPasswordFromLinkForm) -> HttpResponse:
        """Also end her sessions and keep it with her account."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(self.reset_user)
        note(Kind.PASSWORD_CHANGED, self.reset_user)
        return response


class DoneView(library.PasswordResetFromKeyDoneView):
    """Says that the password is changed."""

    template_name = "staff/password_reset_done.html"


def _public(view: Any, why: str) -> Any:
    guarded = method_decorator([never_cache, sensitive_post_parameters("password"), _ANY], name="dispatch")(view)
    return public(why)(guarded.as_view())


ask = _public(AskView, "Asking for a link, for whoever has forgotten her password.")
sent = _public(SentView, "Says the same whether there is such an account or not.")
from_link = _public(FromLinkView, "The link in the mail: it sets a password, and signs nobody in.")
done = _public(DoneView, "Says that the password is changed.")
