"""The interface app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Holds template tags, form rules and the check that the addresses every page names exist."""

    name = "dussk.ui"
    label = "ui"
    verbose_name = "Interface"

    def ready(self) -> None:
        """Register the system check."""
        from dussk.ui import checks  # noqa: F401
