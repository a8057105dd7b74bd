from pathlib import Path

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    """Agencies, staff, roles and sign-in."""

    name = "dussk.staff"
    label = "staff"

    def ready(self) -> None:
        from dussk.access.categories import Permission
        from dussk.access.raising import add_functions
        from dussk.staff import library_walls, signals  # noqa: F401  they take effect by being there
        from dussk.staff.panels import waiting
        from dussk.staff.seeding import copy_roles
        from dussk.today import registry
        from dussk.ui import navigation

        add_functions(Path(__file__).with_name("wall.sql"))
        navigation.register(navigation.NavItem(90, "Staff", "staff:people", Permission.MANAGE_STAFF))
        registry.register(registry.Panel(80, "staff/_today.html", waiting))
        navigation.register(navigation.NavItem(90, "Team", "staff:team", Permission.APPROVE_STAFF))

        post_migrate.connect(copy_roles, sender=self, dispatch_uid="copy_roles")
