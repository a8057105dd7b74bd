from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What she agreed to, and what leaves the building."""

    name = "consent"
