"""Addresses of who looked at a woman's file, under /clients/."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.looking import views

app_name = "her_looked"
urlpatterns = [
    path("<reference:reference>/looked/", views.looked, name="looked"),
    path("<reference:reference>/looked/print/", views.printed, name="print"),
]
