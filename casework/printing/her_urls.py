"""Addresses of her plan on paper, under /clients/."""

from django.urls import path, register_converter

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.printing import views
from casework.printing.rules import Edition


class EditionConverter:
    """For whom a paper is."""

    regex = "|".join(Edition)

    def to_python(self, value: str) -> Edition:
        """From an address."""
        return Edition(value)

    def to_url(self, value: str) -> str:
        """Into an address."""
        return str(value)


register_converter(EditionConverter, "edition")

app_name = "her_paper"
urlpatterns = [
    path("<reference:reference>/plan/paper/", views.paper, name="paper"),
    path("<reference:reference>/plan/paper/choice/", views.choice, name="choice"),
    path("<reference:reference>/plan/paper/<edition:edition>/", views.printed, name="print"),
    path("<reference:reference>/plan/paper/<edition:edition>/<int:number>/", views.printed, name="version"),
]
