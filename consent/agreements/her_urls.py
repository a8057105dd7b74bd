"""Addresses of a woman's consent, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.agreements.views import going_through, reading, taking_back

app_name = "consent"
urlpatterns = [
    path("<reference:reference>/consent/", reading.consent, name="consent"),
    path("<reference:reference>/consent/begin/", going_through.begin, name="begin"),
    path("<reference:reference>/consent/people/add/", reading.add_person, name="add_person"),
    path("<reference:reference>/consent/people/<uuid:uid>/", reading.told_again, name="told_again"),
    path("<reference:reference>/consent/<uuid:uid>/", reading.agreement, name="agreement"),
    path("<reference:reference>/consent/<uuid:uid>/print/", reading.printed, name="print"),
    path("<reference:reference>/consent/<uuid:uid>/page/<slug:part>/", going_through.part, name="part"),
    path("<reference:reference>/consent/<uuid:uid>/sign/", going_through.sign, name="sign"),
    path("<reference:reference>/consent/<uuid:uid>/paper/", going_through.paper, name="paper"),
    path("<reference:reference>/consent/<uuid:uid>/anew/", going_through.anew, name="anew"),
    path("<reference:reference>/consent/<uuid:uid>/give-up/", going_through.leave, name="leave"),
    path("<reference:reference>/consent/<uuid:uid>/withdraw/", taking_back.withdraw, name="withdraw"),
]
