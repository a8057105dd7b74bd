"""Addresses of a woman's referrals, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.referrals.views import hers

app_name = "her_referrals"
urlpatterns = [
    path("<reference:reference>/referrals/", hers.referrals, name="list"),
    path("<reference:reference>/referrals/new/", hers.new, name="new"),
    path("<reference:reference>/referrals/<uuid:uid>/", hers.referral, name="referral"),
    path("<reference:reference>/referrals/<uuid:uid>/step/", hers.step, name="step"),
    path("<reference:reference>/referrals/<uuid:uid>/correct/", hers.correct, name="correct"),
    path("<reference:reference>/referrals/<uuid:uid>/<uuid:step_uid>/mistake/", hers.strike, name="strike"),
]
