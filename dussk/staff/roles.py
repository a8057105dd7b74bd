"""Roles as data: what each is for, what it may read and what it may do. ``docs/access.md`` prints this table.

What a role reads is copied into PostgreSQL after every migrate (``seeding.py``), where the row policies use it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from dussk.access.categories import Category, Permission


class Role(TextChoices):
    """A job somebody does at an agency."""

    VOLUNTEER = "volunteer", "Outreach volunteer"
    KEYWORKER = "keyworker", "Keyworker"
    MANAGER = "manager", "Manager"
    FACILITATOR = "facilitator", "Group facilitator"
    PSYCHOLOGIST = "psychologist", "Clinical psychologist"
    SUPERVISOR = "supervisor", "External supervisor"
    ADMINISTRATOR = "administrator", "Administrator"


@dataclass(frozen=True)
class RoleData:
    """One row of the table: a plain description, the categories it reads and the permissions it holds."""

    description: str
    reads: frozenset[Category]
    may: frozenset[Permission]


_FILE = frozenset({Category.IDENTITY, Category.CASEWORK, Category.PATHWAY, Category.SAFETY, Category.SUPERVISION})
_AT_THE_HATCH = frozenset(
    {
        Permission.FIND_CLIENT,
        Permission.VIEW_CLIENT,
        Permission.ADD_CLIENT,
        Permission.USE_REGISTER,
        Permission.DECLARE_CONFLICT,
        Permission.LOOK_UP_SERVICES,
    }
)
_PARTNER = frozenset(
    {
        Permission.FIND_CLIENT,
        Permission.LIST_CLIENTS,
        Permission.VIEW_CLIENT,
        Permission.DECLARE_CONFLICT,
        Permission.OPEN_EMERGENCY,
        Permission.KEEP_OWN_RECORD,
        Permission.READ_PLANS,
        Permission.RELEASE,
        Permission.LOOK_UP_SERVICES,
        Permission.REFER,
    }
)
_KEYWORK = (
    _AT_THE_HATCH
    | _PARTNER
    | {Permission.CHANGE_CLIENT, Permission.RECORD_BLOCK, Permission.RUN_SESSION}
    | {Permission.LOG_CONTACT, Permission.FOLLOW_UP, Permission.JOIN_FILES}
    | {Permission.SCREEN, Permission.PLAN_CARE, Permission.TAKE_CONSENT}
    | {Permission.KEEP_SERVICES, Permission.SUBJECT_ACCESS}
)

ROLES: dict[Role, RoleData] = {
    Role.VOLUNTEER: RoleData(
        "Helps at the drop-in or on the van. Finds women, and writes on the registers of her own shifts.",
        frozenset({Category.IDENTITY, Category.SHIFTS}),
        _AT_THE_HATCH,
    ),
    Role.KEYWORKER: RoleData("Supports women over time: drop-in, outreach, key work and care plans.", _FILE, _KEYWORK),
    Role.MANAGER: RoleData(
        "Leads an agency's team: everything a keyworker does, approves access, and sees who looked.",
        _FILE | {Category.VIEW_LOG},
        _KEYWORK
        | {Permission.APPROVE_STAFF, Permission.REVIEW_EMERGENCY, Permission.EDIT_LISTS}
        | {Permission.DECIDE_STORING, Permission.IMPORT_CLIENTS, Permission.DECIDE_RELEASES}
        | {Permission.COUNTERSIGN, Permission.SEE_REFERRAL_FIGURES, Permission.SEE_WHO_LOOKED}
        | {Permission.RELEASE_ACCESS, Permission.DECIDE_ACCESS},
    ),
    Role.FACILITATOR: RoleData("Runs the drug treatment groups at a partner agency.", _FILE, _PARTNER),
    Role.PSYCHOLOGIST: RoleData(
        "Screens for PTSD, runs stabilisation groups and gives therapy.",
        _FILE | {Category.CLINICAL},
        _PARTNER | {Permission.SUBJECT_ACCESS, Permission.RELEASE_ACCESS},
    ),
    Role.SUPERVISOR: RoleData(
        "Supervises staff from outside. Sees only the supervision logs she is part of.",
        frozenset({Category.SUPERVISION}),
        frozenset(),
    ),
    Role.ADMINISTRATOR: RoleData(
        "Looks after accounts and settings. Reads nothing about clients.",
        frozenset(),
        frozenset({Permission.MANAGE_STAFF, Permission.EDIT_FORMS}),
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """What somebody who holds these roles may do.

    Unknown role names hold nothing, so that a role taken out of the table closes rather than breaks.
    """
    held = {role.value: data.may for role, data in ROLES.items()}
    return frozenset().union(*(held.get(role, frozenset()) for role in roles))


def needs_two(role: Role) -> bool:
    """Whether giving this role takes an administrator and the agency's manager, both: so does any role that reads."""
    return bool(ROLES[role].reads)
