"""Addresses of what plans hold over all women: steps to be done, and versions to be countersigned."""

from django.urls import path

from casework.care_plans.views import lists

app_name = "care_plans"
urlpatterns = [
    path("steps/", lists.steps, name="steps"),
    path("steps/everybody/", lists.everybodys, name="everybodys"),
    path("to-countersign/", lists.to_countersign, name="to_countersign"),
]
