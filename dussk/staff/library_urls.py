"""The sign-in library looks pages up by these names: here they are, at our addresses. Nothing else of it is served."""

from django.urls import path, re_path

from dussk.staff.views import account, password_reset, second_factors, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/", sign_in.sign_in, name="account_inactive"),
    path("sign-in/second-step/", sign_in.second_factor, name="mfa_authenticate"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("account/confirm/", account.confirm_it_is_her, name="account_reauthenticate"),
    path("account/confirm/", account.confirm_it_is_her, name="mfa_reauthenticate"),
    path("account/confirm/", account.confirm_it_is_her, name="mfa_reauthenticate_webauthn"),
    path("account/", account.account, name="mfa_index"),
    path("account/second-steps/app/", second_factors.add_app, name="mfa_activate_totp"),
    path("account/second-steps/passkey/", second_factors.add_passkey, name="mfa_add_webauthn"),
    path("account/recovery-codes/", second_factors.renew_recovery_codes, name="mfa_view_recovery_codes"),
    path("new-password/", password_reset.ask, name="account_reset_password"),
    path("new-password/sent/", password_reset.sent, name="account_reset_password_done"),
    path("new-password/done/", password_reset.done, name="account_reset_password_from_key_done"),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        password_reset.from_link,
        name="account_reset_password_from_key",
    ),
]
