"""Addresses of agencies' own records and of restricted files."""

from django.urls import path

from casework.clients.views import own_records, restricted

app_name = "kept"
urlpatterns = [
    path("our-records/", own_records.own_records, name="own_records"),
    path("our-records/<uuid:uid>/", own_records.own_record, name="own_record"),
    path("our-records/<uuid:uid>/change/", own_records.change_own_record, name="change_own_record"),
    path("clients/<reference:reference>/our-record/", own_records.keep_own_record, name="keep_own_record"),
    path("restricted/", restricted.restricted, name="restricted"),
    path("restricted/<uuid:uid>/", restricted.restriction, name="restriction"),
    path("restricted/<uuid:uid>/lift/", restricted.lift, name="lift"),
]
