"""A night that was on paper is typed in beside the register that is open, and only once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two rules in the place of one."""

    dependencies = [
        ("casework", "0008_begin_lists"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="session",
            name="session_open_once",
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None), ("from_paper", False)),
                fields=("agency", "kind", "place"),
                name="session_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("from_paper", True)),
                fields=("agency", "kind", "place", "night"),
                name="session_from_paper_once",
            ),
        ),
    ]
