"""Addresses of a woman's assessments, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.assessments.views import filling, reading

app_name = "her_assessments"
urlpatterns = [
    path("<reference:reference>/assessments/", reading.assessments, name="list"),
    path("<reference:reference>/assessments/begin/", filling.begin, name="begin"),
    path("<reference:reference>/assessments/<uuid:uid>/", reading.assessment, name="assessment"),
    path("<reference:reference>/assessments/<uuid:uid>/print/", reading.printed, name="print"),
    path("<reference:reference>/assessments/<uuid:uid>/details/", filling.details, name="details"),
    path("<reference:reference>/assessments/<uuid:uid>/ratings/", filling.ratings, name="ratings"),
    path("<reference:reference>/assessments/<uuid:uid>/area/<slug:area>/", filling.area, name="area"),
    path("<reference:reference>/assessments/<uuid:uid>/prompt/<slug:prompt>/", filling.prompt, name="prompt"),
    path("<reference:reference>/assessments/<uuid:uid>/complete/", filling.complete, name="complete"),
    path("<reference:reference>/assessments/<uuid:uid>/leave/", filling.leave, name="leave"),
    path("<reference:reference>/assessments/<uuid:uid>/go-on/", filling.go_on, name="go_on"),
]
