"""Addresses of long work, under /jobs/."""

from django.urls import path

from dussk.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:uid>/", views.job, name="job"),
    path("<uuid:uid>/now/", views.now, name="now"),
    path("<uuid:uid>/fetch/", views.fetch, name="fetch"),
    path("<uuid:uid>/cancel/", views.cancel, name="cancel"),
]
