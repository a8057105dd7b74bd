"""Addresses of reviews, under /emergencies/."""

from django.urls import path

from casework.looking import views

app_name = "looking"
urlpatterns = [path("<uuid:uid>/", views.review, name="review")]
