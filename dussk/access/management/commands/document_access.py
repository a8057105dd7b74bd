from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dussk.access.documenting import fill


class Command(BaseCommand):
    """Make the tables of docs/access.md anew."""

    help = "Makes the tables of docs/access.md anew from roles, permissions and open tables."

    def handle(self, *_args: Any, **_options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "access.md"
        self.stdout.write(f"{path.name}: {'changed' if fill(path) else 'as it was'}")
