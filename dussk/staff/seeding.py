"""What each role reads, copied into PostgreSQL where the row policies use it."""

from typing import Any

from dussk.staff.roles import ROLES


def copy_roles(using: str, **_kwargs: Any) -> None:
    """Make ``staff_rolereads`` equal to ``roles.ROLES``. Runs after every migrate, and after a test that changed it."""
    from dussk.staff.models import RoleReads  # noqa: PLC0415  (named by apps.py before there are models)

    wanted = {(role.value, category.value) for role, data in ROLES.items() for category in data.reads}
    held = set(RoleReads.objects.using(using).values_list("role", "category"))
    for role, category in held - wanted:
        RoleReads.objects.using(using).filter(role=role, category=category).delete()
    RoleReads.objects.using(using).bulk_create(RoleReads(role=r, category=c) for r, c in sorted(wanted - held))
