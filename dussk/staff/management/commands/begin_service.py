"""The first agency, and the first two people: without them nobody could approve anybody."""

from django.core.management.base import CommandError

from dussk.staff.management.beginning import BeginningCommand
from dussk.staff.models import Agency, Staff
from dussk.staff.roles import Role


class Command(BeginningCommand):
    """Begin the service on an empty database. Run as the owner of the database (``DATABASE_OWNER_URL``)."""

    help = "Make the first agency, its first administrator and its first manager, each with a one-time code."
    asked = {
        "agency": "Name of the agency that runs the service",
        "short_name": "Its name where space is short",
        "administrator": "First administrator, as: Name <address@example.org>",
        "manager": "First manager, as: Name <address@example.org>",
    }
    people = {"administrator": Role.ADMINISTRATOR, "manager": Role.MANAGER}

    def refuse(self) -> None:
        if Staff.objects.exists() or Agency.objects.exists():
            raise CommandError("The service has begun already: an administrator invites everybody else.")
