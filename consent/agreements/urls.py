"""Addresses of the versions of the consent form, and of consent to talk through again, under /consent/."""

from django.urls import path

from consent.agreements.views import reading, texts

app_name = "consent_forms"
urlpatterns = [
    path("due/", reading.due, name="due"),
    path("forms/", texts.versions, name="versions"),
    path("forms/new/", texts.new, name="new"),
    path("forms/<uuid:uid>/", texts.version, name="version"),
    path("forms/<uuid:uid>/blank/", texts.blank, name="blank"),
    path("forms/<uuid:uid>/change/", texts.change, name="change"),
    path("forms/<uuid:uid>/page/<slug:part>/", texts.write, name="write"),
    path("forms/<uuid:uid>/reputation/", texts.reputation, name="reputation"),
    path("forms/<uuid:uid>/publish/", texts.publish, name="publish"),
    path("forms/<uuid:uid>/retire/", texts.retire, name="retire"),
]
