"""Housekeeping, each hour: a sealed pack does not outlive its day, also where nobody makes another."""

from typing import Any

from django.core.management.base import BaseCommand

from consent.subject_access.packing import forget


class Command(BaseCommand):
    """Delete what is past its time. Run as the owner of the database (``DATABASE_OWNER_URL``)."""

    help = "Delete sealed packs that are a day old. Each can be made again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget()} sealed packs deleted.")
