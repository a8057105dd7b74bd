"""Addresses of many plans on paper, under /plans/print/."""

from django.urls import path

from casework.printing import views

app_name = "paper"
urlpatterns = [path("", views.batch, name="batch")]
