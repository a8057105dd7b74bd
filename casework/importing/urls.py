"""Addresses of bringing a caseload in, under /import/."""

from django.urls import path

from casework.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.batches, name="list"),
    path("new/", views.new, name="new"),
    path("example/", views.example, name="example"),
    path("<uuid:uid>/", views.batch, name="batch"),
    path("<uuid:uid>/reading/", views.read, name="read"),
    path("<uuid:uid>/columns/", views.columns, name="columns"),
    path("<uuid:uid>/check/", views.check, name="check"),
    path("<uuid:uid>/bad-rows/", views.bad_rows, name="bad_rows"),
    path("<uuid:uid>/bad-rows.csv", views.bad_rows_file, name="bad_rows_file"),
    path("<uuid:uid>/maybe-here/", views.doubles, name="doubles"),
    path("<uuid:uid>/bring-in/", views.bring_in, name="bring_in"),
    path("<uuid:uid>/take-back/", views.undo, name="undo"),
    path("<uuid:uid>/throw-away/", views.throw_away, name="throw_away"),
]
