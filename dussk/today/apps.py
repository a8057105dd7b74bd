from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The first page: what each app has for whoever is working now."""

    name = "dussk.today"
    label = "today"

    def ready(self) -> None:
        from dussk.ui.navigation import NavItem, register

        register(NavItem(order=10, label="Today", url_name="today:today"))
