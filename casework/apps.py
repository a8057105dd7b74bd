from pathlib import Path

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Clients and contacts: what keyworkers do every night."""

    name = "casework"

    def ready(self) -> None:
        from casework.clients import parts
        from dussk.access.raising import add_functions

        parts.put_in_place()
        add_functions(
            Path(__file__).with_name("wall.sql"),
            "wall.blocked()",
            "wall.emergency(text)",
            "wall.shifts()",
            "wall.search(text,text[],integer)",
            "wall.open_emergency(text,text,date,text)",
        )
