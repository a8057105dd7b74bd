"""Addresses of an assessment on her own screen, which hold one random id and no more, and of handing it to her."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.assessments.views import hers

app_name = "assessment_hers"
urlpatterns = [
    path("clients/<reference:reference>/assessments/<uuid:uid>/hand-over/", hers.hand, name="hand"),
    path("hers/assessment/<uuid:uid>/", hers.start, name="start"),
    path("hers/assessment/<uuid:uid>/area/<slug:area>/", hers.area, name="area"),
    path("hers/assessment/<uuid:uid>/stop/", hers.stop, name="stop"),
    path("hers/assessment/<uuid:uid>/thanks/", hers.thanks, name="thanks"),
]
