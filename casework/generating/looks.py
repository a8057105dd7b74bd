"""The view log of the last year: who wrote of a woman outside a register opened her file, and each line was shown."""

from datetime import date, timedelta

from django.db import connection

_KEPT = timedelta(days=365)

_LOOKS = """
INSERT INTO audit_viewlog (client_id, owner_id, staff_id, agency_id, kind, page, request_id, at)
SELECT c.client_id, c.owner_id, c.made_by_id, c.agency_id,
       CASE WHEN c.session_id IS NULL THEN 'opened' ELSE 'listed' END,
       CASE WHEN c.session_id IS NULL THEN 'clients:client' ELSE 'contacts:register' END,
       md5('look' || c.id)::uuid, c.made_at
  FROM casework_contact c WHERE c.client_id IS NOT NULL AND c.night > %s ORDER BY c.id
"""


def log_looks(until: date) -> None:
    """Write it, as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, [until - _KEPT])
