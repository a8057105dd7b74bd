"""Dates and times in words, in the time of the country the service works in (settings.TIME_ZONE)."""

from datetime import UTC, date, datetime, time

from django.utils import timezone


def on(value: date | datetime, *, weekday: bool = False, short: bool = False) -> str:
    """Return "22 November 2026"; with `weekday`, "Sunday 22 November 2026"; with `short`, "22 Nov 2026"."""
    day = timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value
    name = f"{day:%A} " if weekday else ""
    month = f"{day:%b}" if short else f"{day:%B}"
    return f"{name}{day.day} {month} {day.year}"


def at(value: time | datetime) -> str:
    """Return "1:30am", "9pm", "midday", "midnight"."""
    moment = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"  # noqa: PLR2004 (noon)


def local(day: date, clock: time) -> datetime:
    """Return the moment that date and time of day are here.

    In the hour the clocks go back the first of the two is meant; in the hour they skip, the moment an hour later.
    """
    here = timezone.get_default_timezone()
    return datetime.combine(day, clock, tzinfo=here).astimezone(UTC).astimezone(here)
