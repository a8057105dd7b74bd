"""The history that real use would have left, since no trigger ran while the rows were copied in.

Of every record the row that its making leaves. And the row of a change, wherever the record itself says that there was
one: a note, a worry or a mistake on a line (each is written after the line was begun), a register that was closed, a
follow-up that was done, a name given up, an alert, a share or a block that ended, a status that changed. Every
fortieth note was corrected once: its earlier text is there too. What things were given leaves its first row alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection, models

from casework.clients.models import Alert, Block, Client, ClientName, ClientShare, SafeContact, StatusChange
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Session, Shift
from dussk.audit.tracking import events_of


@dataclass(frozen=True)
class Past:
    """How the history of one table is made from its rows ``r``, and ``p``, the row that ``r`` belongs to.

    Attributes:
        model: whose.
        page: the route that a record is made on.
        at: SQL for when it was made.
        by, agency: SQL for who made it, working as which agency.
        belongs: SQL that joins ``p``, where ``r`` alone does not say.
        before: columns that were otherwise when it was made, as SQL.
        changed: SQL condition for rows that were changed since, and
        changed_at: when.
        corrected: SQL condition for rows changed once more in between, and
        between: columns as they were then.
    """

    model: type[models.Model]
    page: str
    at: str = "r.made_at"
    by: str = "r.made_by_id"
    agency: str = "r.agency_id"
    belongs: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    changed: str = "false"
    changed_at: str = "r.made_at"
    corrected: str = "false"
    between: Mapping[str, str] = field(default_factory=dict)


#: SQL for the end of the last night.
_END = "(SELECT max(night) + 1 FROM casework_session)"


def _of_contact(model: type[models.Model], page: str) -> Past:
    joined = "JOIN casework_contact p ON p.id = r.contact_id"
    return Past(model, page, at="p.made_at", by="p.made_by_id", agency="p.agency_id", belongs=joined)


PASTS = (
    Past(
        Client,
        "clients:new",
        before={"status": "'in_touch'", "status_on": "r.made_at::date", "keyworker_id": "NULL"},
        changed="r.status <> 'in_touch' OR r.keyworker_id IS NOT NULL",
        changed_at="r.status_on + interval '11 hours'",
    ),
    Past(
        ClientName,
        "clients:new",
        before={"ends": "NULL"},
        changed="r.ends IS NOT NULL",
        changed_at="r.ends + interval '12 hours'",
    ),
    Past(SafeContact, "clients:safe_contact"),
    Past(
        Alert,
        "clients:alert",
        before={"ends": "NULL", "end_reason": "''", "ended_by_id": "NULL"},
        changed="r.ends IS NOT NULL",
        changed_at="r.ends + interval '12 hours'",
    ),
    Past(StatusChange, "clients:status"),
    Past(
        ClientShare,
        "generate",
        agency="r.owner_id",
        before={"ends": f"CASE WHEN r.ends > {_END} THEN r.ends END"},
        changed=f"r.ends <= {_END}",
        changed_at="r.ends",
    ),
    Past(
        Block,
        "clients:block",
        before={"ended_at": "NULL", "ended_by_id": "NULL", "end_reason": "''"},
        changed="r.ended_at IS NOT NULL",
        changed_at="r.ended_at",
    ),
    Past(
        Session,
        "contacts:start",
        at="r.started_at",
        before={"closed_at": "NULL", "closed_by_id": "NULL", "closing_note": "''"},
        changed="r.closed_at IS NOT NULL",
        changed_at="r.closed_at",
    ),
    Past(Shift, "contacts:start", at="p.started_at", belongs="JOIN casework_session p ON p.id = r.session_id"),
    Past(
        Contact,
        "contacts:put",
        before={"note": "''", "worry": "false", "mistake_at": "NULL", "mistake_by_id": "NULL"},
        changed="r.note <> '' OR r.mistake_at IS NOT NULL",
        changed_at="r.made_at + interval '4 minutes'",
        corrected="r.note <> '' AND r.id % 40 = 0",
        between={"note": "split_part(r.note, ' ', 1)", "mistake_at": "NULL", "mistake_by_id": "NULL"},
    ),
    _of_contact(ContactItem, "contacts:give"),
    _of_contact(ContactTopic, "contacts:contact"),
    Past(
        FollowUp,
        "contacts:follow_up",
        before={"done_at": "NULL", "done_by_id": "NULL", "outcome": "''"},
        changed="r.done_at IS NOT NULL",
        changed_at="r.done_at",
    ),
)


def _statement(past: Past, step: str, rows: str, at: str, otherwise: Mapping[str, str]) -> str:
    """What writes one row of history for each of ``rows``: as they are, but for what was ``otherwise`` at this step."""
    table = past.model._meta.db_table
    event = events_of(past.model)
    own = [field for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
    columns = ", ".join(f'"{field.column}"' for field in own)
    values = ", ".join(
        f"({otherwise[field.attname]})::{field.db_type(connection)}"
        if field.attname in otherwise
        else f'r."{field.column}"'
        for field in own
    )
    return f"""
        INSERT INTO "{event._meta.db_table}" (pgh_created_at, pgh_label, pgh_obj_id, pgh_staff_id, pgh_agency_id,
               pgh_context, pgh_context_id, {columns})
        SELECT {at}, '{"insert" if step == "made" else "update"}', r.id, {past.by}, {past.agency},
               '{{"page": "{past.page}"}}'::jsonb, md5('{table} {step} ' || r.id)::uuid, {values}
          FROM "{table}" r {past.belongs} WHERE {rows} ORDER BY r.id
    """  # noqa: S608 - our own names


def write_past(pasts: Iterable[Past] = PASTS) -> None:
    """Write every table's history. As the owner, and with the tables of history laid bare."""
    with connection.cursor() as cursor:
        for past in pasts:
            cursor.execute(_statement(past, "made", "true", past.at, past.before))
            if past.between:
                at = f"{past.changed_at} - interval '1 minute'"
                cursor.execute(_statement(past, "corrected", past.corrected, at, past.between))
            if past.changed != "false":
                cursor.execute(_statement(past, "changed", past.changed, past.changed_at, {}))
