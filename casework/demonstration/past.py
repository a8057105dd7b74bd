"""Puts the invented past into history too.

Triggers have written a history row for every row that was made, and say that all was made now and by nobody. Those rows
are given the time and the person of what they are about, so that the history of a file reads as it would have been.
"""

from itertools import chain

from django.apps import apps
from django.db import connection, models

_WHEN = ("made_at", "at", "asked_at", "starts_at", "started_at")
_WHO = ("made_by_id", "asked_by_id", "approver_id")

#: Tables whose rows say neither when nor by whom, and what they belong to says both.
_BY_PARENT: list[str] = [
    (
        "UPDATE casework_contactitemevent e SET pgh_created_at = c.made_at, pgh_staff_id = c.made_by_id,"
        " pgh_agency_id = c.agency_id FROM casework_contact c WHERE c.id = e.contact_id"
    ),
    (
        "UPDATE casework_contacttopicevent e SET pgh_created_at = c.made_at, pgh_staff_id = c.made_by_id,"
        " pgh_agency_id = c.agency_id FROM casework_contact c WHERE c.id = e.contact_id"
    ),
    (
        "UPDATE casework_shiftevent e SET pgh_created_at = s.started_at, pgh_staff_id = s.made_by_id,"
        " pgh_agency_id = s.agency_id FROM casework_session s WHERE s.id = e.session_id"
    ),
    (
        "UPDATE casework_screeninganswerevent e SET pgh_created_at = s.made_at, pgh_staff_id = s.made_by_id,"
        " pgh_agency_id = s.agency_id FROM casework_screening s WHERE s.id = e.screening_id"
    ),
    (
        "UPDATE casework_ratingevent e SET pgh_created_at = a.made_at, pgh_staff_id = a.made_by_id,"
        " pgh_agency_id = a.agency_id FROM casework_assessment a WHERE a.id = e.assessment_id"
    ),
    (
        "UPDATE casework_criterionevent e SET pgh_created_at = s.made_at, pgh_agency_id = s.agency_id"
        " FROM casework_criteriaset s WHERE s.id = e.set_id"
    ),
]


def told_by_parent(*statements: str) -> None:
    """Add statements for tables of another app whose rows say neither when nor by whom."""
    _BY_PARENT.extend(statement for statement in statements if statement not in _BY_PARENT)


def _from_row(history: type[models.Model]) -> str | None:
    """The statement that takes time and maker from the history row's own copy of its record."""
    held = {field.column for field in history._meta.concrete_fields}
    when = next((column for column in _WHEN if column in held), None)
    who = next((column for column in _WHO if column in held), None)
    values = [f"pgh_created_at = {when}"] if when else []
    if who:
        values += [f"pgh_staff_id = {who}"] + (["pgh_agency_id = agency_id"] if "agency_id" in held else [])
    return f'UPDATE "{history._meta.db_table}" SET {", ".join(values)}' if values else None  # noqa: S608 - our own names


def age_history() -> None:
    """Give each history row the time and the maker of what it is about. As the owner; the application could not."""
    histories = [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None)]
    with connection.cursor() as cursor:
        for statement in chain(filter(None, map(_from_row, histories)), _BY_PARENT):
            cursor.execute(statement)
