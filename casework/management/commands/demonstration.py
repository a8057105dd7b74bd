"""``manage.py demonstration``: invented people to try the service with."""

from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casework.contacts.rules import HERE
from casework.demonstration.fill import RefusedError, fill, is_filled
from dussk.staff.models import Post
from dussk.staff.roles import Role


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=HERE)


class Command(BaseCommand):
    """Fill an empty embedded database with the demonstration service, or say who can sign in."""

    help = "Fills an empty embedded database with an invented service (--if-empty), or lists its sign-ins (--sign-ins)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What can be asked for."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--if-empty", action="store_true", help="fill the database, unless it has been filled already"
        )
        what.add_argument("--sign-ins", action="store_true", help="list everyone who can sign in")
        parser.add_argument(
            "--now",
            type=_moment,
            help="the moment the nights run up to, such as 2026-11-20T21:00, by the clock here (default: now)",
        )

    def handle(self, *_args: object, sign_ins: bool, now: datetime | None, **_options: object) -> None:
        """Do it, or say in one sentence why not."""
        if sign_ins:
            self._list_sign_ins()
        else:
            self._fill(now or timezone.now())

    def _fill(self, now: datetime) -> None:
        try:
            filled = fill(now)
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        if filled:
            self.stdout.write("Filled with the demonstration service. Nobody in it exists.")

    def _list_sign_ins(self) -> None:
        if not settings.EMBEDDED or not is_filled():
            raise CommandError("This database is not a demonstration's: nobody signs in to it with one press.")
        posts = Post.objects.filter(staff__is_active=True, ended_at=None).select_related("staff", "agency")
        in_order = sorted(posts, key=lambda post: (post.agency_id, list(Role).index(Role(post.role)), post.staff.name))
        rows = [(post.staff.name, post.get_role_display(), post.agency.name) for post in in_order]
        table = [("Name", "Role", "Agency"), *rows]
        widths = [max(len(row[column]) for row in table) for column in range(3)]
        self.stdout.write("Choose who to be on the sign-in page: each has one press and needs no password.\n\n")
        for row in table:
            line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  " + line.rstrip())
