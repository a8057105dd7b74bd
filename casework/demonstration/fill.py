"""Fills an empty embedded database with the demonstration service, all or nothing."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from casework.contacts.models import ContactTopic
from casework.demonstration.assessments import write_assessments
from casework.demonstration.chance import Chance, working_day
from casework.demonstration.details import write_details
from casework.demonstration.importing import bring_in_caseloads
from casework.demonstration.information import write_sheets
from casework.demonstration.intake import offer_the_programme
from casework.demonstration.journeys import write_journeys
from casework.demonstration.key_work import KeyWork
from casework.demonstration.nights import Book, begin_lists, begin_tonight, hold_night
from casework.demonstration.papers import ask_about_papers
from casework.demonstration.past import age_history
from casework.demonstration.people import hire
from casework.demonstration.plans import plan_care
from casework.demonstration.schedule import past_evenings, tonight
from casework.demonstration.sharing import log_looks, open_in_emergencies
from casework.demonstration.talking import talked_about
from casework.demonstration.trying import attempts
from casework.demonstration.women import Known, Service, open_files
from dussk.staff.models import Agency, Staff
from dussk.staff.stamps import DEMONSTRATION, put_stamp, stamp

_SEED = "Lantern House"
_FILLING = 20486  # the number of an advisory lock: two who fill at once do it one after the other


_besides: list[Callable[[Service, dict[str, Known]], None]] = []


def fill_besides(make: Callable[[Service, dict[str, Known]], None]) -> None:
    """Have an app that stands on this one add its part once the women's files are there. Its ``demonstration`` asks."""
    if make not in _besides:
        _besides.append(make)


class RefusedError(Exception):
    """The database is not one to be filled with invented people. The message says why, and what to do."""


def is_filled() -> bool:
    """Whether this database is a demonstration's already."""
    return stamp() == DEMONSTRATION


def _refuse_any_other() -> None:
    if not settings.EMBEDDED:
        raise RefusedError(
            "The demonstration goes into the embedded database only, and this is another. Unset DATABASE_URL to use it."
        )
    if (kind := stamp()) is not None:
        raise RefusedError(f"This database is stamped as {kind!r}: the demonstration is not put into it.")
    if Staff.objects.exists() or Agency.objects.exists():
        raise RefusedError("This database is in use: it has staff or agencies already. Nothing was put into it.")


@transaction.atomic
def fill(now: datetime) -> bool:
    """Put the demonstration service into an empty database, and stamp it as such.

    Args:
        now: the moment until which the nights run. What was before today follows from its date alone, and tonight's
            register from the moment.

    Returns:
        Whether it was filled; False where it is a demonstration's already.

    Raises:
        RefusedError: the database is not the embedded one, or it is used for something else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FILLING])
    if settings.EMBEDDED and is_filled():
        return False
    _refuse_any_other()
    _make(now)
    put_stamp(DEMONSTRATION)
    return True


def _make(now: datetime) -> None:
    today = working_day(now)
    chance = Chance(f"{_SEED}, {today}")
    service = Service(now, today, hire(today, chance.of("people")), chance)
    evenings = past_evenings(today, chance.of("schedule"))
    lists = begin_lists(service)
    known = open_files(service, evenings)
    bring_in_caseloads(service, known)
    write_details(service, known)
    write_sheets(service, known)
    write_assessments(service, known)
    write_journeys(service, known)
    open_in_emergencies(service, known)
    plan_care(service, known)
    autodiscover_modules("demonstration")
    for make in _besides:
        make(service, known)
    ask_about_papers(service, known)
    offer_the_programme(service, known, evenings)
    book = Book(service, known, *lists)
    for evening in evenings:
        hold_night(book, evening)
    key_work = KeyWork(service).contacts(known)
    book.contacts += key_work
    book.contacts += attempts(service, known, book.contacts)
    if this_evening := tonight(now, today, chance.of("tonight's team")):
        begin_tonight(book, this_evening)
    book.tasks.leave_something_to_do()
    book.save()
    ContactTopic.objects.bulk_create(talked_about(service, book.contacts))
    log_looks(service, known, key_work)
    age_history()
