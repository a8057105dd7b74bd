"""Fields for what people type at night: dates in three parts, times as they say them, text that is safe to keep."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dussk.ui.when import on
from dussk.ui.widgets import DateParts

Limit = date | Callable[[], date] | None

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = ("day", "month", "year")
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h ]?([0-5]\d))? ?(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class DateField(forms.Field):
    """A date typed as day, month and year.

    Args:
        what: what the date is, to follow "Enter": "the date she was seen".
        earliest: first date taken, or a function that gives it when the form is checked.
        latest: last date taken, or a function (`django.utils.timezone.localdate` for "not in the future").
        birthday: whether the browser may fill in the person's own birthday. Never for a client's.

    Cleans to a date, or None when left empty and not required. Typed parts stay as typed in a form with errors.
    """

    widget: DateParts

    def __init__(
        self,
        *,
        what: str,
        earliest: Limit = date(1900, 1, 1),
        latest: Limit = date(2100, 1, 1),
        birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        self.what, self.earliest, self.latest = what, earliest, latest
        messages = {"required": f"Enter {what}"} | kwargs.pop("error_messages", {})
        super().__init__(widget=DateParts(birthday=birthday), error_messages=messages, **kwargs)
        self.widget.is_required = self.required

    def to_python(self, value: object) -> date | None:
        """Turn three texts (or a date) into a date, or raise with what to mend."""
        if value is None or isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in value] if isinstance(value, list) else [str(value)]
        self._mark()
        if not any(parts):
            return None
        self._require_each(parts)
        numbers = self._numbers(parts)
        try:
            day = date(numbers[2], numbers[1], numbers[0])
        except ValueError:
            raise self._fault(f"{self._title} must be a real date, like 27 3 2026", 0, 1, 2) from None
        return self._within(day)

    def validate(self, value: object) -> None:
        """Check the date is there when required."""
        if value is None and self.required:
            self._mark(0, 1, 2)
        super().validate(value)

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare dates, not the three texts."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    @property
    def _title(self) -> str:
        return self.what[:1].upper() + self.what[1:]

    def _mark(self, *parts: int) -> None:
        # Django gives each form its own copy of the field and widget, so this does not leak into another request.
        self.widget.faulty = frozenset(parts)

    def _fault(self, message: str, *parts: int) -> ValidationError:
        self._mark(*parts)
        return ValidationError(message, code="invalid")

    def _require_each(self, parts: list[str]) -> None:
        missing = [index for index in range(3) if index >= len(parts) or not parts[index]]
        if missing:
            names = " and a ".join(_PARTS[index] for index in missing)
            raise self._fault(f"{self._title} must include a {names}", *missing)

    def _numbers(self, parts: list[str]) -> list[int]:
        named = parts[1][:3].lower()
        digits = 4
        texts = [parts[0], str(_MONTHS.index(named) + 1) if named in _MONTHS else parts[1], parts[2]]
        wrong = [i for i, part in enumerate(texts) if not (part.isascii() and part.isdigit() and len(part) <= digits)]
        if wrong:
            raise self._fault(f"{self._title} must be written in numbers, like 27 3 2026", *wrong)
        if len(texts[2]) != digits:
            raise self._fault("The year must have four numbers, like 2026", 2)
        return [int(part) for part in texts]

    def _within(self, day: date) -> date:
        earliest, latest = _date(self.earliest), _date(self.latest)
        if latest is not None and day > latest:
            limit = "today or in the past" if latest == timezone.localdate() else f"on or before {on(latest)}"
            raise self._fault(f"{self._title} must be {limit}", 0, 1, 2)
        if earliest is not None and day < earliest:
            limit = "today or in the future" if earliest == timezone.localdate() else f"on or after {on(earliest)}"
            raise self._fault(f"{self._title} must be {limit}", 0, 1, 2)
        return day


class TimeField(forms.Field):
    """A time of day as people write it: 9pm, 9.30pm, 21:30, 2130, noon, midnight.

    Args:
        what: what the time is, to follow "Enter": "the time it started".

    Cleans to a `datetime.time`, or None. "9" alone is asked about: at night it could be either.
    """

    def __init__(self, *, what: str, **kwargs: Any) -> None:
        self.what = what
        messages = {"required": f"Enter {what}, like 9pm or 21:30"} | kwargs.pop("error_messages", {})
        kwargs.setdefault("widget", forms.TextInput({"class": "govuk-input--width-5"}))
        super().__init__(error_messages=messages, **kwargs)

    def to_python(self, value: object) -> time | None:
        """Turn what was typed into a time, or raise with how to write it."""
        if value is None or isinstance(value, time):
            return value
        typed = " ".join(str(value).split()).lower()
        if not typed:
            return None
        found = _NAMED_TIMES.get(typed) or _clock(typed)
        if found is None:
            title = self.what[:1].upper() + self.what[1:]
            raise ValidationError(f"{title} must be written like 9pm or 21:30", code="invalid")
        return found

    def prepare_value(self, value: object) -> object:
        """Show a stored time as 21:30 and leave typed text alone."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare times to the minute, not the texts."""
        try:
            old, new = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        return (old and (old.hour, old.minute)) != (new and (new.hour, new.minute))


class TextField(forms.CharField):
    """Text of several lines: notes. At most 10,000 characters unless `max_length` says otherwise.

    Args:
        rows: height shown, in lines.
        counted: show how many characters are left while typing.
    """

    def __init__(self, *, rows: int = 5, counted: bool = False, **kwargs: Any) -> None:
        self.counted = counted
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)


def _clock(typed: str) -> time | None:
    """Read a 12- or 24-hour time, or return None when it is not one or could be two."""
    if re.fullmatch(r"\d{3}", typed):
        typed = "0" + typed
    match = _CLOCK.match(typed)
    if not match or not typed.isascii():
        return None
    hour, minutes, half = int(match[1]), match[2], (match[3] or "").replace(".", "")
    if half:
        return time(hour % 12 + (12 if half == "pm" else 0), int(minutes or 0)) if 1 <= hour <= 12 else None  # noqa: PLR2004
    return time(hour, int(minutes)) if minutes and hour < 24 else None  # noqa: PLR2004


def _date(limit: Limit) -> date | None:
    return limit() if callable(limit) else limit
