"""How the pages of subject access say what is kept as plain values."""

from datetime import date, datetime

from django import template

from dussk.ui import when

register = template.Library()


@register.filter
def day_of(value: str) -> str:
    """The day of a date or a moment as JSON holds it: "22 November 2026"."""
    return when.on(datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value))
