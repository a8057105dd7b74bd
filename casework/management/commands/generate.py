"""``manage.py generate``: women, nights and history by the hundred thousand, to measure with."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from casework.generating.fill import RefusedError, generate, stamp_for_it, tidy
from casework.generating.plan import Plan


class Command(BaseCommand):
    """Fill an empty embedded database, stamped for it, with generated rows."""

    help = (
        "Generates agencies, staff, files, nights and history in an empty embedded database that is stamped for it"
        " (--stamp). The same numbers, seed and last night make the same rows. Nobody in it exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What can be asked for."""
        parser.add_argument("--stamp", action="store_true", help="stamp this empty database for generated rows first")
        parser.add_argument("--clients", type=int, help="how many files")
        parser.add_argument("--contacts", type=int, help="how many contacts")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other women (default: 1)")
        parser.add_argument("--until", type=date.fromisoformat, help="the last night (default: yesterday)")

    def handle(
        self,
        *_args: object,
        stamp: bool,
        clients: int | None,
        contacts: int | None,
        seed: int,
        until: date | None,
        **_options: object,
    ) -> None:
        """Do it, or say in one sentence why not."""
        if not stamp and (clients is None or contacts is None):
            raise CommandError("Say how many: --clients N --contacts M.")
        try:
            if stamp:
                stamp_for_it()
            if clients is not None and contacts is not None:
                generate(Plan(clients, contacts, seed, until or timezone.localdate() - timedelta(days=1)))
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        if clients is not None and not connection.in_atomic_block:
            tidy()
        if clients is not None:
            self.stdout.write(f"Generated {clients} clients and {contacts} contacts. Nobody in it exists.")
