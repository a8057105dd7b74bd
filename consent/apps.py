from pathlib import Path

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What she agreed to, and what leaves the building."""

    name = "consent"

    def ready(self) -> None:
        from dussk.access.raising import add_functions

        add_functions(
            Path(__file__).with_name("wall.sql"),
            "wall.sign_agreement(bigint)",
            "wall.withdraw(bigint,date,text[],bigint[],bigint[],text)",
        )
