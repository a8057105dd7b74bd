from typing import Any

from django.core.management.base import BaseCommand

from dussk.access.documenting import fill, pages


class Command(BaseCommand):
    """Make what the code says in docs/ anew."""

    help = "Makes the generated tables and diagrams in docs/ anew. A test fails while they differ from the code."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for page in pages():
            self.stdout.write(f"{page.name}: {'changed' if fill(page) else 'as it was'}")
