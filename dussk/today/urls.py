"""The first page and what stands beside it."""

from django.urls import path

from dussk.today import views

app_name = "today"
urlpatterns = [
    path("", views.today, name="today"),
    path("help/", views.help_page, name="help"),
    path("hidden/", views.hidden, name="hidden"),
    path("healthz", views.healthz, name="healthz"),
]
