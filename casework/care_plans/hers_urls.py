"""Addresses of the plan on her own screen, which hold one random id and no more, and of handing it to her."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.care_plans.views import hers

app_name = "plan_hers"
urlpatterns = [
    path("clients/<reference:reference>/plan/versions/<uuid:uid>/hand-over/", hers.hand, name="hand"),
    path("hers/plan/<uuid:uid>/", hers.start, name="start"),
    path("hers/plan/<uuid:uid>/sign/", hers.sign, name="sign"),
    path("hers/plan/<uuid:uid>/otherwise/", hers.otherwise, name="otherwise"),
    path("hers/plan/<uuid:uid>/stop/", hers.stop, name="stop"),
    path("hers/plan/<uuid:uid>/thanks/", hers.thanks, name="thanks"),
]
