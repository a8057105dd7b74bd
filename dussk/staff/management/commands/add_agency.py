"""Another agency, and its first manager: without her nobody there could approve anybody."""

from django.core.management.base import CommandError

from dussk.staff.management.beginning import BeginningCommand
from dussk.staff.models import Agency
from dussk.staff.roles import Role


class Command(BeginningCommand):
    """Add a partner agency to a service that has begun. Run as the owner of the database (``DATABASE_OWNER_URL``)."""

    help = "Add an agency with its first manager, who gets a one-time code."
    asked = {
        "agency": "Name of the agency",
        "short_name": "Its name where space is short",
        "manager": "Its first manager, as: Name <address@example.org>",
    }
    people = {"manager": Role.MANAGER}

    def refuse(self) -> None:
        if not Agency.objects.exists():
            raise CommandError("The service has not begun yet: run begin_service first.")
