from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """The four-stage pathway and its groups."""

    name = "pathway"
