"""A date of which only the month, or only the year, may be known."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from casework.change.rules.when import Exactness, When
from dussk.ui.fields import DateField
from dussk.ui.widgets import DateParts

_DAY, _MONTH, _YEAR = range(3)


class _Parts(DateParts):
    """Shows what is known of it, and leaves the rest empty."""

    def decompress(self, value: Any) -> list[str]:
        """Split it into the three texts shown."""
        if not isinstance(value, When):
            return super().decompress(value)
        day, month, year = super().decompress(value.on)
        if value.exactness is Exactness.YEAR:
            return ["", "", year]
        return ["", month, year] if value.exactness is Exactness.MONTH else [day, month, year]


class WhenField(DateField):
    """As :class:`dussk.ui.fields.DateField`, and the day, or the day and the month, may be left empty.

    Cleans to a :class:`When`, or None when left empty and not required.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = _Parts()
        self.widget.is_required = self.required

    def to_python(self, value: object) -> Any:
        """Turn three texts (or what is known) into what is known, or raise with what to mend."""
        if value is None or isinstance(value, When):
            return value
        if isinstance(value, date):
            return When(value)
        parts = [str(part or "").strip() for part in value] if isinstance(value, list) else [str(value)]
        if len(parts) != len(("day", "month", "year")):
            raise ValidationError(f"Enter {self.what}", code="invalid")
        day, month, year = parts
        if not any(parts):
            self._mark()
            return None
        if not year or (day and not month):
            missing = _YEAR if not year else _MONTH
            raise self._fault(f"{self._title} must include a {'year' if missing == _YEAR else 'month'}", missing)
        known = Exactness.DAY if day else Exactness.MONTH if month else Exactness.YEAR
        read = super().to_python([day or "1", month or "1", year])
        return When(read, known) if read else None
