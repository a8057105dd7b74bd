"""Addresses of what this room has about one woman, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.intake.views import offers, screenings

app_name = "her_intake"
urlpatterns = [
    path("<reference:reference>/intake/", offers.intake, name="intake"),
    path("<reference:reference>/intake/new/", offers.new, name="new"),
    path("<reference:reference>/intake/<uuid:uid>/", offers.offer, name="offer"),
    path("<reference:reference>/intake/<uuid:uid>/correct/", offers.correct, name="correct"),
    path("<reference:reference>/intake/<uuid:uid>/mistake/", offers.mistake, name="mistake"),
    path("<reference:reference>/intake/<uuid:uid>/put-back/", offers.put_back, name="put_back"),
    path("<reference:reference>/intake/<uuid:uid>/not-her/", offers.not_her, name="not_her"),
    path("<reference:reference>/intake/<uuid:uid>/screen/", screenings.screen, name="screen"),
    path("<reference:reference>/intake/<uuid:uid>/decide/", screenings.decide, name="decide"),
]
