"""What services of the directory are called, for papers that must not say that a woman goes there."""

from collections.abc import Iterable

from casework.printing.naming import register_names
from consent.referrals.models import Service


def _services() -> Iterable[str]:
    """Those of every agency's directory, also those that are offered no longer: a plan may be older."""
    return Service.objects.order_by().values_list("name", flat=True).distinct()


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    register_names(_services)
