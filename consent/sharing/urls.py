"""Addresses of files that wait for her answer, under /provisional/."""

from django.urls import path

from consent.sharing import views

app_name = "provisional"
urlpatterns = [path("", views.provisional, name="list")]
