"""The address of the list of reviews."""

from django.urls import path

from casework.change.views import reviews

app_name = "plans"
urlpatterns = [path("", reviews.reviews, name="reviews")]
