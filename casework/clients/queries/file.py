"""What is on a woman's file, and the list of women."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.models import (
    AUDIENCES,
    Alert,
    Client,
    ClientName,
    ClientShare,
    SafeContact,
    Status,
    StatusChange,
    StatusWord,
)
from casework.clients.queries.access import KEYWORKING, emergency_of
from casework.clients.queries.shares import open_shares, shares_of
from dussk.access.asking import Worker
from dussk.compiled import compiled
from dussk.staff.models import Agency, Post, RoleReads, Staff

#: How a woman and the service stand where nothing more is to be done with her.
OVER = (Status.CLOSED, Status.DIED)


def goes_on(client: str = "client") -> Q:
    """Of rows about women: those with whom something is still to be done. For lists of what waits for somebody.

    Args:
        client: the column that names her file.
    """
    return Q(**{f"{client}__joined_into": None}) & ~Q(**{f"{client}__status__in": OVER})


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


def alerts_on(today: date) -> QuerySet[Alert]:
    """Alerts that hold on a day: begun, not ended by anybody, and not past the last day they were set for."""
    return Alert.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today, ended_by=None)


def alerts_of(client: Client) -> list[Alert]:
    """:func:`coming_alerts`, asked for once a page: the identity bar and her page both show them."""
    if client.alerts_held is None:
        client.alerts_held = _coming(client.pk, timezone.localdate())
    return client.alerts_held


@compiled
def _coming(client: int, today: date) -> QuerySet[Alert]:
    open_ones = Alert.objects.filter(Q(ends=None) | Q(ends__gte=today), client=client, ended_by=None)
    return open_ones.select_related("made_by")


def visible_alerts(client: Client, today: date) -> list[Alert]:
    """The alerts on her file that hold today and are meant for this reader, the newest first."""
    return list(alerts_on(today).filter(client=client))


def coming_alerts(client: Client) -> QuerySet[Alert]:
    """Those that hold today or will: neither ended nor past the last day they were set for. The newest first."""
    open_ones = Alert.objects.filter(Q(ends=None) | Q(ends__gte=timezone.localdate()), client=client, ended_by=None)
    return open_ones.select_related("made_by")


def audiences_of(by: Worker) -> list[str]:
    """The audiences of alerts that ``by`` is of, and so may address."""
    roles = Post.objects.filter(staff=by.staff, agency=by.agency, ended_at=None).values("role")
    return [category for category in AUDIENCES if RoleReads.objects.filter(role__in=roles, category=category).exists()]


def visible_clients(by: Worker) -> QuerySet[Client]:
    """The women on ``by``'s list (:func:`listed_clients`), each with whether there is an alert (``alerted``)."""
    said = {"alerted": Exists(alerts_on(timezone.localdate()).filter(client=OuterRef("pk")))}
    return listed_clients(by).annotate(**said)


def listed_clients(by: Worker) -> QuerySet[Client]:
    """The women on ``by``'s list: her agency's own, and those shared with it, in the order of their names.

    It starts from the shares: a partner with few would otherwise have PostgreSQL try its policy on every woman there
    is. Files opened in an emergency are in no list.
    """
    shared = {share.client_id for share in _open_to(by.agency.pk, timezone.now())}
    women = Client.objects.filter(Q(agency=by.agency) | Q(pk__in=shared), joined_into=None)
    return women.select_related("keyworker", "agency", "status_word").order_by("sort_key", "pk")


@compiled
def _open_to(agency: int, now: datetime) -> QuerySet[ClientShare]:
    return open_shares(now).filter(agency=agency).only("client").order_by()


def mark_alerted(women: Collection[Client]) -> None:
    """Say of each of a few women whether there is an alert on her file for the reader (``alerted``).

    In one query for all: asked with each of a long list, PostgreSQL reads every alert there is.
    """
    alerted = set(alerts_on(timezone.localdate()).filter(client__in=women).values_list("client_id", flat=True))
    for her in women:
        her.alerted = her.pk in alerted


def status_words(agency: Agency) -> QuerySet[StatusWord]:
    """The words the agency has for how a woman and the service stand, in the order of its own list."""
    return StatusWord.objects.filter(agency=agency, retired_at=None)


@compiled
def _status_words(agency: int) -> QuerySet[StatusWord]:
    return StatusWord.objects.filter(agency=agency, retired_at=None)


def status_choices(agency: Agency) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the list can be narrowed to, for :func:`filtered`: groups of values and labels.

    A standing for which the agency has one word is called by that word, in a group without a name. One for which it
    has several is a group of its own: all who stand so, then each word.
    """
    words: dict[str, list[StatusWord]] = {}
    for word in _status_words(agency.pk):
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


def keyworkers_of_list(by: Worker) -> list[tuple[str, str]]:
    """Whom ``by``'s list can be narrowed to, as random id and name.

    Everyone at ``by``'s agency who can be a keyworker today, and whoever else key-works a woman on the list.
    """
    return [(str(one.uid), one.name) for one in _keyworkers_of_list(by.agency.pk, timezone.now())]


@compiled
def _keyworkers_of_list(agency: int, now: datetime) -> QuerySet[Staff]:
    at_work = Post.objects.filter(agency=agency, ended_at=None, role__in=KEYWORKING)
    can_be = Q(is_active=True, pk__in=at_work.values("staff"))
    # For others one look at an index each, and not one at each woman: who has left, or is at an agency that shares.
    shares = open_shares(now).filter(agency=agency)
    may_be = Q(pk__in=Post.objects.filter(Q(agency=agency) | Q(agency__in=shares.values("owner"))).values("staff"))
    hers = Client.objects.filter(Q(agency=agency) | Q(pk__in=shares.values("client")), joined_into=None)
    is_one = Q(Exists(hers.filter(keyworker=OuterRef("pk"))))
    return Staff.objects.filter(can_be | (may_be & is_one)).only("uid", "name").order_by("name", "pk")


def as_listed(women: QuerySet[Client]) -> QuerySet[Client]:
    """The same women with what a list says of each, and no more: the rest of a file is long."""
    hers = ("reference", "called", "born", "estimated_age", "estimated_on", "status")
    return women.only(*hers, "agency__name", "keyworker__name", "status_word__name", "status_word__counts_as")


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
    today = timezone.localdate()
    shares = shares_of(client)
    opened = None if mine else emergency_of(client, by)
    return Bar(
        client=client,
        alerts=[alert.text for alert in alerts_of(client) if alert.starts <= today],
        shared=rules.sharing_in_words(shares)
        if mine
        else rules.share_in_words(client.agency.name, shares, by.agency.name),
        status=client.status_in_words if client.status_aside else "",
        opened_until=opened.ends if opened else None,
    )


def names_of(client: Client) -> list[ClientName]:
    """The names that may be shown as hers, besides what she wants to be called."""
    rows = _names(client.pk)
    held = {row: rules.NameHeld(row.kind, row.plain, row.ends is not None) for row in rows}
    return [row for row in rows if row.kind != ClientName.Kind.CALLED and rules.may_be_shown(held[row], held.values())]


def safe_contacts_of(client: Client) -> list[SafeContact]:
    """The ways of reaching her that hold today, the safe ones first."""
    return _ways(client.pk)


@compiled
def _names(client: int) -> QuerySet[ClientName]:
    return ClientName.objects.filter(client=client)


@compiled
def _ways(client: int) -> QuerySet[SafeContact]:
    return SafeContact.objects.filter(client=client, ended_at=None)


@compiled
def _statuses(client: int) -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(client=client).select_related("made_by", "word")


def statuses_of(client: Client) -> list[StatusChange]:
    """How the service has stood with her, the latest first."""
    return _statuses(client.pk)
