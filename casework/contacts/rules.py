"""Rules about nights and contacts, over plain values."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Where the service works: nights begin and end by this clock.
HERE = ZoneInfo("Europe/London")

#: Until this hour, what happens belongs to the night before.
NIGHT_ENDS = time(12)


def night_of(moment: datetime) -> date:
    """The night a moment belongs to: the date it started on, until noon of the next day.

    Args:
        moment: an aware time in any zone.
    """
    local = moment.astimezone(HERE)
    return local.date() if local.time() >= NIGHT_ENDS else local.date() - timedelta(days=1)
