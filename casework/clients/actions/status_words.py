"""The agency's own words for how a woman and the service stand."""

from casework.clients.models import Status, StatusWord
from dussk.staff.models import Agency


def begin_status_words(agency: Agency) -> None:
    """Give a new agency a word for each standing, named as the standing itself. Safe to do twice."""
    words = [
        StatusWord(agency=agency, name=status.label, counts_as=status, order=order * 10)
        for order, status in enumerate(Status, start=1)
    ]
    StatusWord.objects.bulk_create(words, ignore_conflicts=True)


def word_for(agency: Agency, status: Status) -> StatusWord | None:
    """The agency's first word that counts as a standing; None where it has none."""
    return StatusWord.objects.filter(agency=agency, counts_as=status, retired_at=None).first()
