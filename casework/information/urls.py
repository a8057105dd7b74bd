"""Addresses of this room that are about nobody."""

from django.urls import path

from casework.information.views import sheets

app_name = "information"
urlpatterns = [path("blank/", sheets.blank, name="blank")]
