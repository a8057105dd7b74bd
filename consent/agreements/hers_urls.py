"""Addresses of the form on her own screen, which hold one random id and no more, and of handing it to her."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.agreements.views import hers

app_name = "consent_hers"
urlpatterns = [
    path("clients/<reference:reference>/consent/<uuid:uid>/hand-over/", hers.hand, name="hand"),
    path("hers/consent/<uuid:uid>/", hers.start, name="start"),
    path("hers/consent/<uuid:uid>/page/<slug:part>/", hers.part, name="part"),
    path("hers/consent/<uuid:uid>/with/<uuid:agency>/", hers.partner, name="partner"),
    path("hers/consent/<uuid:uid>/look/", hers.look, name="look"),
    path("hers/consent/<uuid:uid>/sign/", hers.sign, name="sign"),
    path("hers/consent/<uuid:uid>/stop/", hers.stop, name="stop"),
    path("hers/consent/<uuid:uid>/thanks/", hers.thanks, name="thanks"),
]
