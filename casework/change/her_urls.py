"""Addresses of a woman's way over years and of her areas over time, under /clients/."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.change.views import journey

app_name = "her_change"
urlpatterns = [
    path("<reference:reference>/journey/", journey.journey, name="journey"),
    path("<reference:reference>/change/", journey.areas, name="areas"),
    path("<reference:reference>/journey/new/<slug:scale>/", journey.new, name="new"),
    path("<reference:reference>/journey/<uuid:uid>/", journey.mark, name="mark"),
    path("<reference:reference>/journey/<uuid:uid>/correct/", journey.correct, name="correct"),
    path("<reference:reference>/journey/<uuid:uid>/mistake/", journey.mistake, name="mistake"),
    path("<reference:reference>/journey/<uuid:uid>/back/", journey.put_back, name="put_back"),
]
