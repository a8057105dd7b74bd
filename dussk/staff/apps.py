from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    """Agencies, staff, roles and sign-in."""

    name = "dussk.staff"
    label = "staff"

    def ready(self) -> None:
        from dussk.staff import library_walls  # noqa: F401  walls the sign-in library's second factors
        from dussk.staff.seeding import copy_roles

        post_migrate.connect(copy_roles, sender=self, dispatch_uid="copy_roles")
