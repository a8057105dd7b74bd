"""Which days offices are open: the law's clock ends on one of them."""

import functools
from datetime import date

import holidays
from django.conf import settings

_SATURDAY = 5


@functools.cache
def _bank_holidays(nation: str) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=nation)


def is_working(day: date) -> bool:
    """Whether a day is neither a Saturday nor a Sunday nor a bank holiday where the service works."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(settings.BANK_HOLIDAYS)
