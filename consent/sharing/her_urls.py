"""Addresses of who sees a woman's file, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.sharing import views

app_name = "sharing"
urlpatterns = [
    path("<reference:reference>/seen-by/<uuid:agency_uid>/", views.as_agency, name="as_agency"),
    path("<reference:reference>/for-her/", views.for_her, name="for_her"),
    path("<reference:reference>/for-her/print/", views.for_her_printed, name="print"),
    path("<reference:reference>/waiting/", views.waiting, name="waiting"),
]
