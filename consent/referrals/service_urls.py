"""Addresses of the directory of services, under /services/."""

from django.urls import path

from consent.referrals.views import directory

app_name = "services"
urlpatterns = [
    path("", directory.directory, name="list"),
    path("new/", directory.new, name="new"),
    path("<uuid:uid>/", directory.service, name="service"),
    path("<uuid:uid>/change/", directory.change, name="change"),
    path("<uuid:uid>/checked/", directory.checked, name="checked"),
    path("<uuid:uid>/retire/", directory.retire, name="retire"),
    path("<uuid:uid>/bring-back/", directory.bring_back, name="bring_back"),
]
