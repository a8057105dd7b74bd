"""What kind of database this is: only a stamped one is ever filled, and only a demonstration has open personas."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

DEMONSTRATION = "demonstration"
GENERATED = "generated"


def stamp() -> str | None:
    """The stamp of this database, or None where it has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM wall.stamp")
        row = cursor.fetchone()
    return row[0] if row else None


def put_stamp(kind: str) -> None:
    """Stamp this database, as its owner, once and for all.

    Raises:
        ImproperlyConfigured: the database is not the embedded one, or is stamped already as something else.
    """
    if not settings.EMBEDDED:
        raise ImproperlyConfigured("Only an embedded database can be stamped.")
    if stamp() not in (None, kind):
        raise ImproperlyConfigured(f"This database is stamped already: {stamp()}.")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO wall.stamp (kind) VALUES (%s) ON CONFLICT DO NOTHING", [kind])


def stamp_or_refuse() -> None:
    """For wsgi.py: the demonstration serves only a demonstration's database, and nothing else ever serves one.

    A database of generated rows is served where it was made, to be measured, and never in production.

    Raises:
        ImproperlyConfigured: the two do not agree.
    """
    kind = stamp()
    connection.close()
    if settings.DEMONSTRATION and kind != DEMONSTRATION:
        raise ImproperlyConfigured("Demonstration mode, but the database is not stamped as a demonstration's.")
    if kind == DEMONSTRATION and not settings.DEMONSTRATION:
        raise ImproperlyConfigured("This database is a demonstration's and must not hold real people: use another.")
    if kind == GENERATED and not settings.EMBEDDED:
        raise ImproperlyConfigured("This database is filled with generated rows and must not hold real people.")
