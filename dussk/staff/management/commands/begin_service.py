"""The first agency, and the first two people: without them nobody could approve anybody."""

from argparse import ArgumentParser
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection, transaction

from dussk.access.asking import ACCESS_ROLE
from dussk.staff import beginnings
from dussk.staff.actions.invitations import invite
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role
from dussk.staff.rules import in_groups

_ASKED = {
    "agency": "Name of the agency that runs the service",
    "short_name": "Its name where space is short",
    "administrator": "First administrator, as: Name <address@example.org>",
    "manager": "First manager, as: Name <address@example.org>",
}
_PEOPLE = {"administrator": Role.ADMINISTRATOR, "manager": Role.MANAGER}


class Command(BaseCommand):
    """Begin the service on an empty database. Run as the owner of the database (``DATABASE_OWNER_URL``)."""

    help = "Make the first agency, its first administrator and its first manager, each with a one-time code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take each answer as an option; what is not given is asked for."""
        for name, words in _ASKED.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=words)

    def handle(self, **options: Any) -> None:
        """Make them, or refuse."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone()[0] == ACCESS_ROLE:
                raise CommandError("This needs the owner of the database: set DATABASE_OWNER_URL.")
        if Staff.objects.exists() or Agency.objects.exists():
            raise CommandError("The service has begun already: an administrator invites everybody else.")
        given = {name: options.get(name) or input(f"{words}: ").strip() for name, words in _ASKED.items()}
        people = {role: _person(given[name]) for name, role in _PEOPLE.items()}
        if people[Role.ADMINISTRATOR][1] == people[Role.MANAGER][1]:
            raise CommandError("Administrator and manager must be two people: one watches over the other.")
        with transaction.atomic():
            agency = Agency.objects.create(name=given["agency"], short_name=given["short_name"][:30])
            codes = {role: self._begin_with(agency, role, *person) for role, person in people.items()}
            beginnings.begin(agency)
        for role, (name, email) in people.items():
            self.stdout.write(f"{role.label}: {name}, {email}\n    code {in_groups(codes[role])}")
        self.stdout.write(
            f"\nThe codes are shown only now, work once, and end in {settings.INVITATION_HOURS} hours."
            "\nEach of the two types hers at the address of the service with /invitation/ at its end."
        )

    @staticmethod
    def _begin_with(agency: Agency, role: Role, name: str, email: str) -> str:
        staff = Staff.objects.create_user(email, None, name=name)
        Post.objects.create(staff=staff, agency=agency, role=role)
        return invite(by=None, staff=staff, by_email=False)


def _person(written: str) -> tuple[str, str]:
    name, email = parseaddr(written)
    try:
        validate_email(email)
    except ValidationError:
        name = ""
    if not name:
        raise CommandError(f"Write {written!r} as: Name <address@example.org>")
    return name, email.lower()
