"""Agencies that are at work already get what a new one begins with: topics, and words for how a woman stands."""

from typing import Any

from django.db import migrations

TOPICS = (
    "How she is",
    "Housing",
    "Health",
    "Sexual health",
    "Drugs and alcohol",
    "Prescriptions",
    "Mental health",
    "Money and benefits",
    "Safety and bad customers",
    "Police and court",
    "Children and family",
    "Relationships",
    "Work, learning and getting out",
    "Friends and other agencies",
    "Something else",
)
WORDS = (
    ("In touch", "in_touch"),
    ("Lost touch", "lost_touch"),
    ("Moved on", "moved_on"),
    ("Closed", "closed"),
    ("Died", "died"),
)

# What files say already, they say in the agency's words, so that renaming a word renames it everywhere.
IN_WORDS = """
UPDATE {table} t SET {column} = w.id FROM casework_statusword w
 WHERE w.agency_id = t.{keeper} AND w.counts_as = t.status AND t.{column} IS NULL
"""
FILES = (("casework_client", "status_word_id", "agency_id"), ("casework_statuschange", "word_id", "owner_id"))


def begin(apps: Any, schema_editor: Any) -> None:
    """Fill the lists of agencies that have things to give out, and so have begun. Safe to do twice."""
    item, topic, word = (apps.get_model("casework", name) for name in ("Item", "Topic", "StatusWord"))
    begun = item.objects.order_by().values_list("agency_id", flat=True).distinct()
    for agency in begun.exclude(agency__in=topic.objects.values("agency")):
        topic.objects.bulk_create(
            topic(agency_id=agency, name=name, order=order * 10) for order, name in enumerate(TOPICS, start=1)
        )
    for agency in begun.exclude(agency__in=word.objects.values("agency")):
        word.objects.bulk_create(
            word(agency_id=agency, name=name, counts_as=status, order=order * 10)
            for order, (name, status) in enumerate(WORDS, start=1)
        )
    with schema_editor.connection.cursor() as cursor:
        for table, column, keeper in FILES:
            cursor.execute(IN_WORDS.format(table=table, column=column, keeper=keeper))


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_lists")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
