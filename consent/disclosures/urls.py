"""Addresses of an agency's register of releases, under /releases/."""

from django.urls import path

from consent.disclosures.views import reading

app_name = "all_releases"
urlpatterns = [
    path("", reading.register, name="register"),
    path("to-decide/", reading.to_decide, name="to_decide"),
]
