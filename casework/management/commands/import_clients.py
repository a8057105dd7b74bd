"""``manage.py import_clients``: brings a caseload in from a file, by the same actions as the page does."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.clients.actions import RefusedError
from casework.importing import actions, columns
from casework.importing.checking import Checked
from casework.importing.dates import Order
from casework.importing.doing import files, rows
from casework.importing.models import ImportBatch
from dussk.access.asking import Worker, asking
from dussk.access.categories import Permission
from dussk.staff.models import Agency, Staff
from dussk.staff.queries import roles_held
from dussk.staff.roles import permissions_of
from dussk.ui.uploads import LARGEST


class Command(BaseCommand):
    """Look at a caseload, check every row, and bring it in as one batch."""

    help = (
        "Brings a caseload in from a CSV file, as a manager of an agency; with --dry-run, only says what it would do."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--agency", required=True, help="the agency's name, or its short name")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the manager who brings it in")
        parser.add_argument("--dry-run", action="store_true", help="check every row, and change nothing")
        parser.add_argument("--good-rows", action="store_true", help="leave bad rows out; without it, one stops it all")
        parser.add_argument(
            "--doubles", action="store_true", help="bring in also rows of women who may be here already"
        )
        parser.add_argument("--dates", choices=[order.value for order in Order], help="how dates of birth are written")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NAME=FIELD",
            help=f"what a column says, where its name leaves a doubt: one of {', '.join(columns.FIELDS)}; or nothing",
        )
        parser.add_argument("--encoding", help="how the file is written, where that is guessed wrongly")

    def handle(self, *_args: object, file: Path, **asked: Any) -> None:
        """Do it, or say in one sentence why not."""
        try:
            content = _content(file)
            # Who works where is read as nobody.
            with asking(None, page="import_clients"):
                by = _worker(asked["by"], asked["agency"])
            # One transaction: of what is stopped, nothing is left.
            with asking(by, page="import_clients", durable=True):
                self._bring_in(by, file.name, content, asked)
        except RefusedError as refused:
            raise CommandError(f"{refused.sentence}.") from refused

    def _bring_in(self, by: Worker, name: str, content: bytes, asked: dict[str, Any]) -> None:
        if Permission.IMPORT_CLIENTS not in permissions_of(roles_held(by)):
            raise CommandError(f"{by.staff} is not a manager of {by.agency}.")
        batch = actions.upload(by=by, name=name[-100:], content=content)
        if asked["encoding"]:
            actions.read_anew(by=by, batch=batch, encoding=asked["encoding"], separator=batch.separator)
            batch.refresh_from_db()
        self._choose(by, batch, asked)
        found = actions.check(by=by, batch=batch, tell=self._tell("checked"))
        self._say(batch, found)
        if asked["dry_run"]:
            transaction.set_rollback(True)
            self.stdout.write("Nothing was changed.")
            return
        how = {"good_rows": asked["good_rows"], "doubles": asked["doubles"]}
        started = actions.bring_in(by=by, batch=batch, tell=self._tell("brought in"), **how)
        self.stdout.write(f"{files(started).capitalize()} started. The batch can be taken back from its page.")

    def _choose(self, by: Worker, batch: ImportBatch, asked: dict[str, Any]) -> None:
        """Say what is in doubt, as the command line says it."""
        chosen = list(batch.columns)
        for said in asked["column"]:
            name, _, field = said.rpartition("=")
            if name not in batch.header or (field and field not in columns.FIELDS):
                raise CommandError(f"--column {said}: there is no such column, or no such field.")
            chosen[batch.header.index(name)] = field
        if not asked["dates"] and "born" in chosen and not batch.order_sure:
            raise CommandError("Dates of birth can be read in two ways in this file: say --dates dmy, mdy or ymd.")
        actions.choose(by=by, batch=batch, chosen=chosen, order=Order(asked["dates"] or batch.order))
        batch.refresh_from_db()
        self.stdout.write(f"Read as {batch.get_encoding_display()}; dates: {batch.get_order_display()}")
        for column, field in batch.said_of_columns:
            self.stdout.write(f"  {column or '(no name)'}: {field or 'left out'}")

    def _say(self, batch: ImportBatch, found: Checked) -> None:
        """Everything that was found. Lines and reasons; whose files a row is like, only the page says."""
        for bad in found.bad:
            self.stdout.write(f"Line {bad.line}: {'; '.join(bad.reasons)}")
        for line, other in sorted(found.twice.items()):
            self.stdout.write(f"Line {line}: may be the woman of line {other}")
        for line, references in sorted(found.known.items()):
            self.stdout.write(f"Line {line}: may have a file already: {', '.join(references)}")
        self.stdout.write(
            f"{rows(batch.rows).capitalize()}: {len(found.women):,} can be brought in, {len(found.bad):,} cannot,"
            f" {len(found.doubles):,} may be women who are here already."
        )

    def _tell(self, what: str) -> Any:
        def tell(done: int, of: int) -> None:
            if sys.stderr.isatty():
                self.stderr.write(f"\r{done:,} of {of:,} {what}", ending="")

        return tell


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"The file is larger than {LARGEST // 1_000_000} MB. Part it into several.")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _worker(email: str, agency: str) -> Worker:
    staff = Staff.objects.filter(email=email.strip().lower(), is_active=True).first()
    where = (
        Agency.objects.filter(name__iexact=agency).first() or Agency.objects.filter(short_name__iexact=agency).first()
    )
    if staff is None or where is None:
        raise CommandError("There is no such member of staff, or no such agency.")
    return Worker(staff, where)
