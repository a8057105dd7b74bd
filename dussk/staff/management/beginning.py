"""What the commands share that begin an agency with its first people, as the owner of the database."""

from argparse import ArgumentParser
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction

from dussk.access.asking import ACCESS_ROLE
from dussk.staff import beginnings
from dussk.staff.actions.invitations import invite
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role
from dussk.staff.rules import in_groups


class BeginningCommand(BaseCommand):
    """Makes an agency and its first people, each with a one-time code. Takes its answers as options, or asks."""

    asked: ClassVar[Mapping[str, str]]
    people: ClassVar[Mapping[str, Role]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, words in self.asked.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=words)

    def handle(self, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone()[0] == ACCESS_ROLE:
                raise CommandError("This needs the owner of the database: set DATABASE_OWNER_URL.")
        self.refuse()
        given = {name: options.get(name) or input(f"{words}: ").strip() for name, words in self.asked.items()}
        people = {role: _person(given[name]) for name, role in self.people.items()}
        if len({email for _name, email in people.values()}) < len(people):
            raise CommandError("Administrator and manager must be two people: one watches over the other.")
        try:
            with transaction.atomic():
                agency = Agency.objects.create(name=given["agency"], short_name=given["short_name"][:30])
                codes = {role: _begin_with(agency, role, *person) for role, person in people.items()}
                beginnings.begin(agency)
        except IntegrityError as error:
            raise CommandError("There is an agency of this name, or an account with this address, already.") from error
        for role, (name, email) in people.items():
            self.stdout.write(f"{role.label}: {name}, {email}\n    code {in_groups(codes[role])}")
        self.stdout.write(
            f"\nA code is shown only now, works once, and ends in {settings.INVITATION_HOURS} hours."
            "\nShe types it at the address of the service with /invitation/ at its end."
        )

    def refuse(self) -> None:
        """Say with a ``CommandError`` why this cannot be done now."""
        raise NotImplementedError


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
