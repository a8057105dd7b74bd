"""Her way over years: marks, how she and the service stood, and how often they met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncQuarter

from casework.change.models import JourneyMark
from casework.change.rules import cues, drawing, marks
from casework.change.rules.marks import Scale
from casework.change.rules.shapes import Drawing, Quarter, Stop, Touch
from casework.change.rules.when import Exactness, When
from casework.clients.models import Client, Status, StatusChange
from casework.contacts.models import Contact, Outcome
from casework.contacts.queries.history import EarlierText, changes, in_words
from dussk.audit.tracking import history_of

#: Came back into touch: what that is called, whatever word an agency has for being in touch.
CAME_BACK = "Came back"


@dataclass(frozen=True)
class Marked:
    """What is noted: which mark of which model, when, what was seen, and a note."""

    scale: Scale
    mark: str
    when: When
    cues: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of her way as it is read: a mark, or that she and the service came to stand differently.

    Attributes:
        on: the day it goes by in the list.
        when: as exactly as it is known, in words.
        kind: of which model; "In touch" of a status.
        words: what it says.
        round: whether she came round to it again.
        mark: the mark; None for a status.
        status: the status; None for a mark.
    """

    on: date
    when: str
    kind: str
    words: str
    round: bool
    mark: JourneyMark | None = None
    status: StatusChange | None = None


@dataclass(frozen=True)
class Way:
    """Her whole way.

    Attributes:
        entries: the latest first.
        wide, narrow: the drawing for a desk and for a phone; None where nothing is known.
        stage, phase: the latest mark of the cycle and the latest phase; None where there is none.
        contacts: how often they met.
        first_contact: in which three months for the first time.
    """

    entries: list[Entry]
    wide: Drawing | None
    narrow: Drawing | None
    stage: JourneyMark | None
    phase: JourneyMark | None
    contacts: int
    first_contact: date | None


def marks_of(client: Client) -> QuerySet[JourneyMark]:
    """Her marks that the reader may see, the latest first; those that were mistakes too."""
    return JourneyMark.objects.filter(client=client).select_related("made_by", "agency", "mistake_by")


def mark_of(client: Client, uid: UUID) -> JourneyMark | None:
    """One of them."""
    return marks_of(client).filter(uid=uid).first()


def way_of(client: Client, today: date) -> Way:
    """Her way until today, in three statements however long it is."""
    marked = sorted(
        marks_of(client).filter(mistake_at=None), key=lambda row: (row.when.drawn_on(today), row.on, row.pk)
    )
    stood = list(StatusChange.objects.filter(client=client).select_related("word", "made_by").order_by("on", "id"))
    met = _quarters(client)
    told = _told(marked)
    entries = sorted([*told, *_standing(stood)], key=lambda one: one.on, reverse=True)
    stops = [
        Stop(entry.on, entry.mark.of, entry.mark.mark, f"{entry.when}: {entry.words}")
        for entry in _told(marked, today)
        if entry.mark is not None
    ]
    touch = [Touch(one.on, _is_in_touch(one.status), one.words) for one in _standing(stood) if one.status is not None]

    def drawn(width: int, years: int) -> Drawing | None:
        return drawing.draw(
            [stop for stop in stops if stop.on <= today],
            [one for one in touch if one.on <= today],
            met,
            today,
            width=width,
            years=years,
        )

    latest = {row.of: row for row in marked}
    return Way(
        entries,
        drawn(drawing.WIDE, drawing.YEARS_WIDE),
        drawn(drawing.NARROW, drawing.YEARS_NARROW),
        latest.get(Scale.CYCLE),
        latest.get(Scale.PHASE),
        sum(one.count for one in met),
        met[0].begins if met else None,
    )


def _quarters(client: Client) -> list[Quarter]:
    """How often they met in each three months. Attempts that did not reach her are not among them."""
    met = Contact.objects.filter(client=client, mistake_at=None, second_line=False, outcome=Outcome.ENGAGED)
    counted = met.annotate(quarter=TruncQuarter("at")).values("quarter").annotate(count=Count("pk")).order_by("quarter")
    return [Quarter(row["quarter"].date(), row["count"]) for row in counted]


def _told(marked: Sequence[JourneyMark], today: date | None = None) -> list[Entry]:
    """Marks as they are read. With ``today``, each on the day on which it is drawn."""
    before: dict[Scale, str] = {}
    told = []
    for row in marked:
        again = marks.comes_round(row.of, before.get(row.of), row.mark)
        before[row.of] = row.mark
        on = row.when.drawn_on(today) if today else row.on
        words = marks.words(row.of, row.mark) + (", came round again" if again else "")
        told.append(Entry(on, str(row.when), marks.SCALES[row.of][0], words, again, mark=row))
    return told


def _standing(stood: Sequence[StatusChange]) -> list[Entry]:
    told = []
    was_in_touch = True
    for row in stood:
        is_in_touch = _is_in_touch(row)
        back = is_in_touch and not was_in_touch
        was_in_touch = is_in_touch
        words = CAME_BACK if back else row.status_in_words
        told.append(Entry(row.on, f"{row.on.day} {row.on:%B %Y}", "In touch", words, back, status=row))
    return told


def _is_in_touch(row: StatusChange) -> bool:
    return row.status == Status.IN_TOUCH


def _mistake(event: JourneyMark) -> str:
    return "Noted by mistake" if event.mistake_at else ""


def _seen(event: JourneyMark) -> str:
    return "; ".join(cues.in_words(event.cues))


_SAYS = (
    ("Which", lambda event: event.get_mark_display()),
    ("When", lambda event: str(When(event.on, Exactness(event.exactness)))),
    ("What was seen", _seen),
    ("Note", lambda event: event.note),
    ("Mistake", _mistake),
)


def earlier_texts(mark: JourneyMark) -> list[EarlierText]:
    """What a mark said before it was corrected, the latest correction first."""
    events = history_of(JourneyMark).filter(pgh_obj_id=mark.pk).order_by("pgh_id")
    return in_words(list(changes(events, _SAYS)))
