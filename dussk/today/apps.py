from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The first page: what each app has for whoever is working now."""

    name = "dussk.today"
    label = "today"
