"""Addresses of a woman's releases, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.disclosures.views import preparing, reading, steps

app_name = "releases"
urlpatterns = [
    path("<reference:reference>/releases/", reading.releases, name="releases"),
    path("<reference:reference>/releases/new/", preparing.new, name="new"),
    path("<reference:reference>/releases/said-no/", preparing.said_no, name="said_no"),
    path("<reference:reference>/releases/<uuid:uid>/", reading.release, name="release"),
    path("<reference:reference>/releases/<uuid:uid>/print/", reading.printed, name="print"),
    path("<reference:reference>/releases/<uuid:uid>/change/", preparing.change, name="change"),
    path("<reference:reference>/releases/<uuid:uid>/put-forward/", preparing.put_forward, name="put_forward"),
    path("<reference:reference>/releases/<uuid:uid>/take-back/", preparing.take_back, name="take_back"),
    path("<reference:reference>/releases/<uuid:uid>/decide/", steps.decide, name="decide"),
    path("<reference:reference>/releases/<uuid:uid>/list/<uuid:match_uid>/", steps.dismiss, name="dismiss"),
    path("<reference:reference>/releases/<uuid:uid>/send/", steps.send, name="send"),
    path("<reference:reference>/releases/<uuid:uid>/refuse/", steps.refuse, name="refuse"),
    path("<reference:reference>/releases/<uuid:uid>/drop/", steps.drop, name="drop"),
]
