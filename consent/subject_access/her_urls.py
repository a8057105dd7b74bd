"""Addresses of what one woman asked to see: on her file, or on an agency's own record of her."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from consent.subject_access.views import requests

app_name = "her_access"
urlpatterns = [
    path("clients/<reference:reference>/asked-to-see/", requests.asked, name="asked"),
    path("clients/<reference:reference>/asked-to-see/new/", requests.ask, name="ask"),
    path("our-records/<uuid:uid>/asked-to-see/", requests.ask_of_own_record, name="ask_of_own_record"),
]
