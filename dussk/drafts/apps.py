from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What was typed and not yet saved, and forms that are saved once however often they are sent."""

    name = "dussk.drafts"
    label = "drafts"

    def ready(self) -> None:
        from dussk.drafts.panels import not_saved
        from dussk.today import registry

        registry.register(registry.Panel(5, "drafts/_today.html", not_saved))
