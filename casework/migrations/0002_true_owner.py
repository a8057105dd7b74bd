"""The owner held on each row about a client is the client's own agency."""

from django.db import migrations

from dussk.access.operations import TrueOwner

TABLES = (
    "casework_alert",
    "casework_block",
    "casework_clientname",
    "casework_clientshare",
    "casework_contact",
    "casework_emergencyaccess",
    "casework_followup",
    "casework_safecontact",
    "casework_statuschange",
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [TrueOwner(table) for table in TABLES]
