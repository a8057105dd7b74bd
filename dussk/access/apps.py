from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """The wall: who is asking, the row policies, and the checks that they stand."""

    name = "dussk.access"
    label = "access"

    def ready(self) -> None:
        from dussk.access import library_tables  # noqa: F401  names the libraries' tables
        from dussk.access.raising import raise_wall
        from dussk.access.standing import findings, undeclared

        def raise_after_migrate(using: str, **_kwargs: Any) -> None:
            raise_wall(using)

        # This app is last in INSTALLED_APPS, so its own post_migrate comes when every table is there.
        post_migrate.connect(raise_after_migrate, sender=self, weak=False, dispatch_uid="raise_wall")

        # Not Tags.database: `migrate` runs those first, and would refuse to build the wall because it is not built.
        def wall_stands(**_kwargs: Any) -> list[checks.CheckMessage]:
            return [checks.Error(finding.sentence, id=f"wall.{finding.code}") for finding in findings(serving=True)]

        def every_model_declared(**_kwargs: Any) -> list[checks.CheckMessage]:
            return [checks.Error(finding.sentence, id=f"wall.{finding.code}") for finding in undeclared()]

        checks.register(wall_stands, checks.Tags.security, deploy=True)
        checks.register(every_model_declared, checks.Tags.models)
