"""Addresses of an agency's referrals, under /referrals/."""

from django.urls import path

from consent.referrals.views import lists

app_name = "referrals"
urlpatterns = [
    path("", lists.made, name="list"),
    path("waiting/", lists.late, name="late"),
    path("sent-to-us/", lists.incoming, name="incoming"),
    path("figures/", lists.figures, name="figures"),
]
