"""Finding a woman by what was typed, and women who may be one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.models import Client
from casework.clients.queries.file import alerts_on
from casework.clients.queries.shares import with_what_all_show
from dussk.access.asking import Worker
from dussk.compiled import compiled

#: Longest text that is searched for (characters). A pasted page finds nobody.
LONGEST_SEARCH = 200

# How a woman found by her reference or her date of birth ranks among those found by name (0 to 1.2).
_BY_REFERENCE, _BY_BIRTH = 2.0, 1.5


@dataclass(frozen=True)
class Found:
    """A woman found by a search.

    ``likeness`` is 0 to 1.2 for a name (``wall.search``), more for a reference or a date of birth. ``by_kind`` says
    what found her: a kind of :class:`ClientName`, "reference" or "born". ``past``: by a name that she no longer uses,
    which is never shown. ``alerted``: there is an alert on her file for this reader.
    """

    client: Client
    likeness: float
    by_kind: str
    past: bool
    alerted: bool

    @property
    def how(self) -> str:
        """What found her, in words; empty where it is the name she wants, which needs no saying."""
        if self.past:
            return "Found by a name she no longer uses"
        words = {"legal": "her legal name", "working": "a working name", "other": "another of her names"}
        words |= {"reference": "her reference", "born": "her date of birth"}
        return f"Found by {words[self.by_kind]}" if self.by_kind in words else ""


@dataclass(frozen=True)
class _Hit:
    likeness: float
    kind: str
    past: bool = False


def search(*, by: Worker, words: str, most: int = 20) -> list[Found]:
    """Women the searcher may see who fit what was typed, the likeliest first.

    Whoever shows the result calls ``record_views`` with it. Among equally likely women, those she key-works come first.

    Args:
        by: who searches.
        words: a name, also misspelt or as heard; a reference in any spacing; or a date of birth like 3/4/1990 or
            3 April 1990.
        most: how many women at the most.
    """
    words = words[:LONGEST_SEARCH]
    # A reference is hers alone, though it may sound like anybody's name.
    hits = _by_reference(words) or _by_name(words, most) | _by_birth(words)
    today = timezone.localdate()
    women = Client.objects.select_related("keyworker", "agency", "status_word").filter(pk__in=hits)
    alerted = set(alerts_on(today).filter(client__in=list(hits)).values_list("client_id", flat=True))
    found = [Found(her, hit.likeness, hit.kind, hit.past, her.pk in alerted) for her in women for hit in [hits[her.pk]]]

    def place(one: Found) -> tuple[float, bool, str, int]:
        return -one.likeness, one.client.keyworker_id != by.staff.pk, one.client.sort_key, one.client.pk

    return sorted(found, key=place)[:most]


def _by_name(words: str, most: int) -> dict[int, _Hit]:
    plain = rules.plain(words)
    if not plain:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT client_id, likeness, kind, past FROM wall.search(%s, %s, %s)", [plain, rules.sounds(words), most]
        )
        return {pk: _Hit(likeness, kind, past) for pk, likeness, kind, past in cursor.fetchall()}


def _by_birth(words: str) -> dict[int, _Hit]:
    born = rules.read_birth(words, today=timezone.localdate())
    found = Client.objects.filter(born=born).values_list("pk", "joined_into") if born else ()
    return {kept or pk: _Hit(_BY_BIRTH, "born") for pk, kept in found}


def _by_reference(words: str) -> dict[int, _Hit]:
    reference = rules.read_reference(words)
    her = file_of(reference) if reference else None
    return {her.pk: _Hit(_BY_REFERENCE, "reference")} if her else {}


def file_of(reference: str) -> Client | None:
    """The file with this reference, or the one that it was joined into; None where this reader may see neither.

    Args:
        reference: in its one right form (``rules.read_reference``).
    """
    her = next(iter(_by_its_reference(reference)), None)
    if her is not None and her.joined_into_id is None:
        return her
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.leads_to(%s)", [reference])
        kept = cursor.fetchone()[0]
    return _files().filter(pk=kept).first() if kept else None


def _files() -> QuerySet[Client]:
    return with_what_all_show(Client.objects.select_related("agency", "keyworker", "status_word"))


@compiled
def _by_its_reference(reference: str) -> QuerySet[Client]:
    return _files().filter(reference=reference)


def likely_duplicates(
    *,
    by: Worker,
    names: Iterable[str],
    born: date | None = None,
    estimated_age: int | None = None,
    but_not: Collection[str] = (),
) -> list[Found]:
    """Women who may be the one whose file is about to be started, the likeliest first. Only those the worker may see.

    Args:
        by: who starts the file.
        names: every name that was given.
        born: the date of birth that was given.
        estimated_age: or how old she may be today (years).
        but_not: references of women who were looked at already, and are not her.
    """
    today = timezone.localdate()
    typed = rules.age(born=born, estimated=estimated_age, estimated_on=today, today=today)
    found = [one for name in names if name for one in search(by=by, words=name)]
    found += search(by=by, words=born.isoformat()) if born else []
    likely: dict[int, Found] = {}
    for one in found:
        her = one.client
        same_birth = born is not None and her.born == born
        likeness = 0.0 if one.by_kind in ("born", "reference") else one.likeness
        if her.reference in but_not:
            continue
        if rules.likely_same(likeness=likeness, hers=her.age, typed=typed, same_birth=same_birth):
            likely.setdefault(her.pk, one)
    return sorted(likely.values(), key=lambda one: -one.likeness)
