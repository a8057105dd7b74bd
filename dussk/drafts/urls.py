"""Addresses of what was typed and not saved."""

from django.urls import path

from dussk.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.not_saved, name="list"),
    path("keep/", views.keep, name="keep"),
    path("kept/", views.kept, name="kept"),
    path("<uuid:uid>/", views.draft, name="draft"),
    path("<uuid:uid>/throw-away/", views.throw_away, name="throw_away"),
]
