"""What stood on an offer and its screening before they were corrected, with who wrote it, who changed it, and when."""

from collections.abc import Iterable
from typing import Any

from casework.contacts.queries.history import Change, EarlierText, changes, in_words
from casework.intake.models import Recruitment, Screening, ScreeningAnswer
from dussk.audit.tracking import history_of
from dussk.ui.when import at, on


def _when(event: Any) -> str:
    return f"{on(event.at)}, {at(event.at)}"


def _brought(event: Any) -> str:
    return ", ".join(filter(None, (event.get_brought_by_display(), event.brought_by_words)))


def _answer(event: Any) -> str:
    if event.answer == Recruitment.Answer.OFFERED:
        return ""  # that she decided later corrects nothing
    reason = event.reason_words or event.get_reason_display()
    return f"{event.get_answer_display()}{f': {reason}' if reason else ''}"


def _mistake(event: Any) -> str:
    return "Entered by mistake" if event.mistake_at else ""


def _decision(event: Any) -> str:
    if not event.decision:
        return ""
    because = event.because_words or event.get_because_display()
    again = f". To be asked again on {on(event.ask_again_on)}" if event.ask_again_on else ""
    return f"{event.get_decision_display()}{f': {because}' if because else ''}, {on(event.decided_on)}{again}"


_OFFER = (
    ("Note", lambda event: event.note),
    ("Unknown woman", lambda event: event.description if event.client_id is None else ""),
    ("Time of the offer", _when),
    ("Where", lambda event: event.get_setting_display()),
    ("What brought her", _brought),
    ("What she said", _answer),
    ("Mistake", _mistake),
)
_SCREENING = (
    ("Note of the screening", lambda event: event.note),
    ("Time of the screening", _when),
    ("Taking part", _decision),
)


def earlier_texts(offer: Recruitment) -> list[EarlierText]:
    """All that was corrected on an offer, its screening and the answers, the latest first."""
    own = history_of(Recruitment).filter(pgh_obj_id=offer.pk).order_by("pgh_id")
    screening = history_of(Screening).filter(recruitment_id=offer.pk).order_by("pgh_id")
    answers = history_of(ScreeningAnswer).filter(screening__recruitment=offer.pk).select_related("criterion")
    return in_words([*changes(own, _OFFER), *changes(screening, _SCREENING), *_answers(answers.order_by("pgh_id"))])


def _answers(events: Iterable[Any]) -> Iterable[Change]:
    of_each: dict[int, list[Any]] = {}
    for event in events:
        of_each.setdefault(event.criterion_id, []).append(event)
    for rows in of_each.values():
        question = rows[0].criterion.question

        def said(event: Any) -> str:
            return f"{event.get_said_display()}{f'. {event.note}' if event.note else ''}"

        yield from changes(rows, ((question, said),))
