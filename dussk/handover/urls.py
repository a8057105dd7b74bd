"""Addresses of a screen that was handed over, whatever form is on it."""

from django.urls import path

from dussk.handover import views

app_name = "handover"
urlpatterns = [path("give-back/", views.give_back, name="give_back")]
