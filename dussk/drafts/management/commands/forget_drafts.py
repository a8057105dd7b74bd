"""Housekeeping, once a day: nobody's typing outlives its time, also of those who never come back."""

from typing import Any

from django.core.management.base import BaseCommand

from dussk.drafts.actions import forget_old
from dussk.drafts.rules import KEPT_FOR


class Command(BaseCommand):
    """Delete what is past its time. Run as the owner of the database (``DATABASE_OWNER_URL``)."""

    help = f"Delete what was typed and not saved {KEPT_FOR.days} days ago or longer, and which forms were sent then."

    def handle(self, *args: Any, **options: Any) -> None:
        drafts, sendings = forget_old()
        self.stdout.write(f"{drafts} drafts and {sendings} notes of sent forms deleted.")
