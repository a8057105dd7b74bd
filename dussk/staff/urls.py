"""Signing in, one's own account, and members of staff."""

from django.urls import path

from dussk.staff.views import account, agency, invitation, locked, people, requests, second_factors, sign_in

app_name = "staff"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/second-step/", sign_in.second_factor, name="second_factor"),
    path("sign-in/persona/<uuid:uid>/", sign_in.persona, name="persona"),
    path("sign-in/set-up/", second_factors.enrol, name="enrol"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("invitation/", invitation.take_up, name="invitation"),
    path("invitation/<str:code>/", invitation.take_up_by_link, name="invitation_link"),
    path("agency/", agency.choose_agency, name="choose_agency"),
    path("agency/", agency.choose_agency, name="change_agency"),
    path("lock/", locked.lock, name="lock"),
    path("locked/", locked.locked, name="locked"),
    path("unlock/", locked.unlock, name="unlock"),
    path("alive/", locked.alive, name="alive"),
    path("account/", account.account, name="account"),
    path("account/confirm/", account.confirm_it_is_her, name="confirm"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/elsewhere/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/second-steps/app/", second_factors.add_app, name="add_app"),
    path("account/second-steps/passkey/", second_factors.add_passkey, name="add_passkey"),
    path("account/second-steps/<int:pk>/remove/", account.remove_factor, name="remove_factor"),
    path("account/recovery-codes/", second_factors.renew_recovery_codes, name="renew_recovery_codes"),
    path("staff/", people.people, name="people"),
    path("staff/", people.people, name="team"),
    path("staff/new/", people.new_account, name="new_account"),
    path("staff/requests/<uuid:uid>/", requests.answer, name="answer"),
    path("staff/<uuid:uid>/", people.person, name="person"),
    path("staff/<uuid:uid>/invite/", people.invite_again, name="invite_again"),
    path("staff/<uuid:uid>/cancel-invitation/", people.cancel_invitation, name="cancel_invitation"),
    path("staff/<uuid:uid>/suspend/", people.suspend, name="suspend"),
    path("staff/<uuid:uid>/restore/", people.restore, name="restore"),
    path("staff/<uuid:uid>/posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("staff/<uuid:uid>/role/", requests.ask_for_role, name="ask_for_role"),
    path("staff/<uuid:uid>/reset/", requests.ask_for_reset, name="ask_for_reset"),
]
