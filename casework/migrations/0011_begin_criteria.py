"""Agencies that are at work already get version 1 of what is asked at a screening, as a new one does."""

from typing import Any

from django.db import migrations
from django.utils import timezone

WHY = "The criteria of the study that the programme comes from."

# Code, question, what she is told where the answer is no and where it is not known, whether it asks if she is an adult.
CRITERIA = (
    (
        "woman",
        "Is she a woman?",
        "The programme is for women only.",
        "We still need to ask you whether you are a woman.",
        False,
    ),
    (
        "age",
        "Is she 18 or over?",
        "The programme is for people who are 18 or over. We will look with you for help that is meant for your age.",
        "We still need to know whether you are 18 or over.",
        True,
    ),
    (
        "selling",
        "Has she sold sex on the street at least once a week in the last calendar month?",
        "The programme is for women who sold sex on the street at least once a week in the last calendar month.",
        "We still need to know how often you sold sex on the street in the last calendar month.",
        False,
    ),
    (
        "using",
        "Has she used heroin or crack cocaine at least once a week in the last calendar month?",
        "The programme is for women who used heroin or crack at least once a week in the last calendar month.",
        "We still need to know how often you used heroin or crack in the last calendar month.",
        False,
    ),
)


def begin(apps: Any, _schema_editor: Any) -> None:
    """Give every agency without any version its first. Safe to do twice."""
    versions, criteria = (apps.get_model("casework", name) for name in ("CriteriaSet", "Criterion"))
    agencies = apps.get_model("staff", "Agency").objects.exclude(pk__in=versions.objects.values("agency"))
    for agency in agencies:
        first = versions.objects.create(agency=agency, number=1, why=WHY, published_at=timezone.now())
        criteria.objects.bulk_create(
            criteria(
                set=first,
                code=code,
                order=order * 10,
                question=question,
                failed=failed,
                missing=missing,
                is_of_age=is_of_age,
            )
            for order, (code, question, failed, missing, is_of_age) in enumerate(CRITERIA, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_intake")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
