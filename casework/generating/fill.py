"""Fills a database that is stamped for it with generated files, nights and history, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import autodiscover_modules

from casework.clients.models import Client
from casework.demonstration.chance import Chance
from casework.generating.assessments import PASTS as PASTS_OF_ASSESSMENTS
from casework.generating.assessments import assess
from casework.generating.loading import go_on_from_here, laid_bare
from casework.generating.looks import log_looks
from casework.generating.nights import Nights
from casework.generating.past import PASTS, Past, write_past
from casework.generating.people import hire
from casework.generating.plan import Plan
from casework.generating.programme import PASTS as PASTS_OF_PROGRAMME
from casework.generating.programme import offer_the_programme
from casework.generating.women import Files
from dussk.audit.models import ViewLog
from dussk.audit.tracking import events_of
from dussk.staff.models import Agency, Staff
from dussk.staff.stamps import GENERATED, put_stamp, stamp

_FILLING = 20486  # the number of an advisory lock: nobody fills this database with anything else meanwhile
_FEWEST = 20  # files, and contacts: with fewer, nothing is like anything


@dataclass(frozen=True)
class Besides:
    """What an app that stands on this one adds: how its tables' history is made, and what fills them."""

    pasts: tuple[Past, ...]
    make: Callable[[], None]


_besides: list[Besides] = []


def generate_besides(besides: Besides) -> None:
    """Have an app that stands on this one add its rows once the files are there. Its module ``generating`` asks."""
    _besides.append(besides)


class RefusedError(Exception):
    """The database is not one to be filled with generated rows. The message says why, and what to do."""


def _refuse_but_owner() -> None:
    if not settings.EMBEDDED:
        raise RefusedError("Rows are generated in an embedded database only, and this is another.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass", [_table(Client)]
        )
        if not cursor.fetchone()[0]:
            raise RefusedError("Only the owner of the database generates rows in it: run this with DUSSK_RUN_AS=owner.")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FILLING])


def _in_use() -> bool:
    return Staff.objects.exists() or Agency.objects.exists()


@transaction.atomic
def stamp_for_it() -> None:
    """Stamp an empty embedded database as one for generated rows, once and for all.

    Raises:
        RefusedError: it is another, it is stamped as something else, or there is something in it.
    """
    _refuse_but_owner()
    if (kind := stamp()) not in (None, GENERATED):
        raise RefusedError(f"This database is stamped as {kind!r}: it is not stamped anew.")
    if kind is None and _in_use():
        raise RefusedError("This database is in use: it has staff or agencies already. It was not stamped.")
    put_stamp(GENERATED)


@transaction.atomic
def generate(plan: Plan) -> None:
    """Put agencies, files, nights and history into a database that is stamped for it and still empty.

    The same plan makes the same rows.

    Raises:
        RefusedError: the database is not one for it, the asker is not its owner, or the plan is too small.
    """
    _refuse_but_owner()
    if stamp() != GENERATED:
        raise RefusedError("This database is not stamped for generated rows. An empty one is, with --stamp.")
    if _in_use():
        raise RefusedError("This database is filled already. Generate into an empty one.")
    if min(plan.clients, plan.contacts) < _FEWEST:
        raise RefusedError(f"Ask for {_FEWEST} clients and {_FEWEST} contacts at the least.")
    autodiscover_modules("generating")
    chance = Chance(f"Generated, {plan.seed}, {plan.until}")
    teams = hire(plan, chance.of("people"))
    with laid_bare(_tables()):
        files = Files(plan, teams, chance.of("women"))
        nights = Nights(plan, teams, files.make(), chance.of("nights"))
        nights.make()
        go_on_from_here(_table(past.model) for past in PASTS)
        log_looks(plan.until)
        offer_the_programme()
        assess()
        for besides in _besides:
            besides.make()
        write_past(_pasts())


def tidy() -> None:
    """Have PostgreSQL know what there is, as it would after years of use. Not inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE)")


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


def _pasts() -> list[Past]:
    return [
        *PASTS,
        *PASTS_OF_PROGRAMME,
        *PASTS_OF_ASSESSMENTS,
        *(past for besides in _besides for past in besides.pasts),
    ]


def _tables() -> list[str]:
    """The tables that are copied into, and those of their history."""
    filled = [past.model for past in _pasts()]
    return [_table(model) for model in filled + [events_of(model) for model in filled]] + [_table(ViewLog)]
