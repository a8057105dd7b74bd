"""Reading women's files. Every query here runs behind the wall: what it does not return, the reader may not see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.models import (
    AUDIENCES,
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    SafeContact,
    Status,
    StatusChange,
    StatusWord,
)
from dussk.access.asking import Worker
from dussk.staff.models import Agency, Post, RoleReads, Staff
from dussk.staff.roles import Role

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
    hits = _by_name(words, most) | _by_birth(words) | _by_reference(words)
    today = timezone.localdate()
    women = Client.objects.select_related("keyworker", "agency", "status_word").filter(pk__in=hits)
    alerted = set(_alerts(today).filter(client__in=list(hits)).values_list("client_id", flat=True))
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
    found = Client.objects.filter(born=born).values_list("pk", flat=True) if born else ()
    return {pk: _Hit(_BY_BIRTH, "born") for pk in found}


def _by_reference(words: str) -> dict[int, _Hit]:
    reference = rules.read_reference(words)
    found = Client.objects.filter(reference=reference).values_list("pk", flat=True) if reference else ()
    return {pk: _Hit(_BY_REFERENCE, "reference") for pk in found}


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


@dataclass(frozen=True)
class Details:
    """What is known of her that is changed together, on one form."""

    born: date | None
    estimated_age: int | None
    language: str
    interpreter: str
    never_through: str
    adjustments: list[str]
    adjustments_note: str
    what_helps: str
    what_to_avoid: str

    @classmethod
    def of(cls, client: Client) -> "Details":
        """What her file says now."""
        return cls(**{field.name: getattr(client, field.name) for field in fields(cls)})


@dataclass(frozen=True)
class Way:
    """One way of reaching her, as a form gives it: the fields of :class:`SafeContact` that people fill in."""

    way: str
    is_safe: bool
    detail: str = ""
    from_time: time | None = None
    to_time: time | None = None
    when_note: str = ""
    message_allowed: bool = False
    name_to_use: str = ""
    who_else: str = ""

    @classmethod
    def of(cls, contact: SafeContact) -> "Way":
        """What a stored one says."""
        return cls(**{field.name: getattr(contact, field.name) for field in fields(cls)})


def _alerts(today: date) -> QuerySet[Alert]:
    """Alerts that hold on a day: begun, not ended by anybody, and not past the last day they were set for."""
    return Alert.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today, ended_by=None)


def visible_alerts(client: Client, today: date) -> list[Alert]:
    """The alerts on her file that hold today and are meant for this reader, the newest first."""
    return list(_alerts(today).filter(client=client))


def coming_alerts(client: Client) -> QuerySet[Alert]:
    """Those that hold today or will: neither ended nor past the last day they were set for. The newest first."""
    open_ones = Alert.objects.filter(Q(ends=None) | Q(ends__gte=timezone.localdate()), client=client, ended_by=None)
    return open_ones.select_related("made_by")


def audiences_of(by: Worker) -> list[str]:
    """The audiences of alerts that ``by`` is of, and so may address."""
    roles = Post.objects.filter(staff=by.staff, agency=by.agency, ended_at=None).values("role")
    return [category for category in AUDIENCES if RoleReads.objects.filter(role__in=roles, category=category).exists()]


def visible_clients(by: Worker) -> QuerySet[Client]:
    """The women on ``by``'s list: her agency's own, and those shared with it, in the order of their names.

    It starts from the shares: a partner with few would otherwise have PostgreSQL try its policy on every woman there
    is. Files opened in an emergency are in no list.
    """
    shared = set(_open_shares(timezone.now()).filter(agency=by.agency).values_list("client_id", flat=True))
    women = Client.objects.filter(Q(agency=by.agency) | Q(pk__in=shared))
    alerted = Exists(_alerts(timezone.localdate()).filter(client=OuterRef("pk")))
    women = women.select_related("keyworker", "agency", "status_word")
    return women.annotate(alerted=alerted).order_by("sort_key", "pk")


def status_words(agency: Agency) -> QuerySet[StatusWord]:
    """The words the agency has for how a woman and the service stand, in the order of its own list."""
    return StatusWord.objects.filter(agency=agency, retired_at=None)


def status_choices(agency: Agency) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the list can be narrowed to, for :func:`filtered`: groups of values and labels.

    A standing for which the agency has one word is called by that word, in a group without a name. One for which it
    has several is a group of its own: all who stand so, then each word.
    """
    words: dict[str, list[StatusWord]] = {}
    for word in status_words(agency):
        words.setdefault(word.counts_as, []).append(word)
    choices: list[tuple[str, list[tuple[str, str]]]] = []
    for status in Status:
        mine = words.get(status, [])
        if len(mine) > 1:
            each = [(str(word.uid), word.name) for word in mine]
            choices.append((status.label, [(status.value, f"All that count as {status.label.lower()}"), *each]))
        else:
            choices.append(("", [(status.value, mine[0].name if mine else status.label)]))
    return choices


def keyworkers_of_list(by: Worker) -> list[Staff]:
    """Whom the list can be narrowed to: everyone who key-works a woman on it."""
    return list(Staff.objects.filter(pk__in=visible_clients(by).order_by().values("keyworker")).order_by("name"))


def filtered(women: QuerySet[Client], *, status: str = "", keyworker: str = "") -> QuerySet[Client]:
    """The list narrowed down; a value that means nothing narrows it to nobody.

    Args:
        women: the list.
        status: one of :class:`Status`, or the random id of one of an agency's words for it; empty for all.
        keyworker: her random id, or "nobody"; empty for all.
    """
    if status in Status.values:
        women = women.filter(status=status)
    elif status:
        women = women.filter(status_word__uid=_uuid(status))
    if keyworker == "nobody":
        return women.filter(keyworker=None)
    if keyworker:
        return women.filter(keyworker__uid=_uuid(keyworker))
    return women


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def key_clients(by: Worker) -> QuerySet[Client]:
    """The women ``by`` key-works who have not moved on, closed or died, in the order of their names."""
    return visible_clients(by).filter(keyworker=by.staff, status__in=(Status.IN_TOUCH, Status.LOST_TOUCH))


def _open_shares(now: datetime) -> QuerySet[ClientShare]:
    return ClientShare.objects.filter(Q(ends=None) | Q(ends__gt=now), starts__lte=now)


def shares_of(client: Client) -> dict[str, list[str]]:
    """What is shared of her file today, as far as the reader may know: the agency's name to its categories."""
    shares: dict[str, list[str]] = {}
    for share in _open_shares(timezone.now()).filter(client=client).select_related("agency").order_by("agency__name"):
        shares.setdefault(share.agency.name, []).append(share.category)
    return shares


@dataclass(frozen=True)
class Bar:
    """What stands above every page about a woman, for one reader."""

    client: Client
    alerts: list[str]
    shared: str
    status: str
    opened_until: datetime | None


def bar_of(client: Client, by: Worker) -> Bar:
    """Who she is, what the reader must know before speaking to her, and who sees this file."""
    mine = client.agency_id == by.agency.pk
    shares = shares_of(client)
    opened = None if mine else emergency_of(client, by)
    return Bar(
        client=client,
        alerts=[alert.text for alert in visible_alerts(client, timezone.localdate())],
        shared=rules.sharing_in_words(shares)
        if mine
        else rules.share_in_words(client.agency.name, shares, by.agency.name),
        status=client.status_in_words if client.status_aside else "",
        opened_until=opened.ends if opened else None,
    )


def names_of(client: Client) -> list[ClientName]:
    """The names that may be shown as hers, besides what she wants to be called."""
    rows = list(ClientName.objects.filter(client=client))
    held = {row: rules.NameHeld(row.kind, row.plain, row.ends is not None) for row in rows}
    return [row for row in rows if row.kind != ClientName.Kind.CALLED and rules.may_be_shown(held[row], held.values())]


def safe_contacts_of(client: Client) -> list[SafeContact]:
    """The ways of reaching her that hold today, the safe ones first."""
    return list(SafeContact.objects.filter(client=client, ended_at=None))


def statuses_of(client: Client) -> list[StatusChange]:
    """How the service has stood with her, the latest first."""
    return list(StatusChange.objects.filter(client=client).select_related("made_by", "word"))


def blocks_of(client: Client) -> list[Block]:
    """Who is blocked from her file today."""
    return list(Block.objects.filter(client=client, ended_at=None).select_related("blocked", "made_by", "agency"))


def emergency_of(client: Client, by: Worker) -> EmergencyAccess | None:
    """The emergency access by which ``by`` reads this file now, if any: the one that lasts longest."""
    mine = EmergencyAccess.objects.filter(client=client, made_by=by.staff, agency=by.agency)
    return mine.filter(ends__gt=timezone.now()).order_by("-ends").first()


def emergencies_of(agency: Agency) -> QuerySet[EmergencyAccess]:
    """Each time somebody opened a file of this agency in an emergency, the latest first."""
    return EmergencyAccess.objects.filter(owner=agency).select_related("client", "made_by", "agency")


def recent_emergencies(agency: Agency) -> QuerySet[EmergencyAccess]:
    """Those of the last week."""
    return emergencies_of(agency).filter(starts__gt=timezone.now() - timedelta(days=7))


def attempts(agency: Agency) -> QuerySet[EmergencyAttempt]:
    """Each time somebody asked for a file of this agency, or for one that was not found, the latest first."""
    about = EmergencyAttempt.objects.filter(Q(owner=agency) | Q(owner=None))
    return about.select_related("staff", "agency")


def _at_work(agencies: Iterable[Agency], *roles: Role) -> QuerySet[Staff]:
    posts = {"posts__agency__in": agencies, "posts__ended_at": None}
    return Staff.objects.filter(is_active=True, **posts, **({"posts__role__in": roles} if roles else {})).distinct()


def possible_keyworkers(agency: Agency) -> QuerySet[Staff]:
    """Keyworkers and managers of an agency. Those blocked from a file are taken out by :func:`keyworkers_for`."""
    return _at_work([agency], Role.KEYWORKER, Role.MANAGER).order_by("name")


def keyworkers_for(client: Client) -> QuerySet[Staff]:
    """Who can be her keyworker: a keyworker or manager of her agency who is not blocked from her file."""
    blocked = Block.objects.filter(client=client, ended_at=None).values("blocked")
    return possible_keyworkers(client.agency).exclude(pk__in=blocked)


def blockable(client: Client, by: Worker) -> QuerySet[Staff]:
    """Who could be blocked: by the agency that keeps the file anybody at any agency, by another its own staff.

    Anybody, because somebody without a share could still open her file in an emergency. Not the asker herself, who
    declares a conflict instead, and not those blocked already.
    """
    agencies = Agency.objects.all() if client.agency_id == by.agency.pk else [by.agency]
    blocked = Block.objects.filter(client=client, ended_at=None).values("blocked")
    people = _at_work(agencies)
    return people.exclude(pk=by.staff.pk).exclude(pk__in=blocked).order_by("name")
