"""A woman's releases, what stops one, and whether what she agreed to says yes to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients.models import Client
from consent.agreements.models import Agreement, OutsideChoice, PartnerChoice, Withdrawal
from consent.agreements.queries import agreement_that_holds, of_file
from consent.agreements.rules import Outside
from consent.disclosures import rules, wording
from consent.disclosures.models import Disclosure, DisclosureMatch
from dussk.access.asking import Worker
from dussk.staff.models import Agency


def of_woman(client: Client) -> QuerySet[Disclosure]:
    """Everything about her that was to be released, also what is still on files joined into hers, the latest first."""
    rows = Disclosure.objects.filter(of_file(client))
    return rows.select_related("agency", "made_by", "closed_by", "to_agency").order_by("-made_at", "-pk")


def release(client: Client, uid: UUID) -> Disclosure | None:
    """One of them; None where there is none that the reader may see."""
    more = ("choice", "written_by", "put_forward_by", "client")
    return of_woman(client).select_related("agency", "made_by", "closed_by", "to_agency", *more).filter(uid=uid).first()


def told_nothing(client: Client) -> list[rules.Listed]:
    """Her list of those who are told nothing, for comparing: also of a file that another agency keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, relationship FROM wall.people_not_told(%s)", [client.pk])
        return [rules.Listed(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Match:
    """That a recipient resembles somebody on her list, as a page shows it.

    Attributes:
        row: what was found.
        stops: whether it stops the release as it stands: nobody has answered, or an approval that counts no more.
        is_over: whether it does so no more because the recipient was changed, or she took this person off her list.
    """

    row: DisclosureMatch
    stops: bool
    is_over: bool

    @property
    def words(self) -> str:
        """Whom it resembles, and how."""
        listed = rules.Listed(self.row.person_id, self.row.listed_name, self.row.listed_as)
        part, how = rules.Part(self.row.part), rules.How(self.row.how)
        near = rules.Near(listed, part, self.row.typed, how, self.row.word, self.row.listed_word)
        return wording.in_words(near)


def open_matches(disclosure: Disclosure) -> list[Match]:
    """Whom of her list the recipient resembles, or resembled, the oldest first."""
    rows = DisclosureMatch.objects.filter(disclosure=disclosure)
    rows = rows.select_related("dismissed_by", "approval", "approval__made_by").order_by("pk")
    found = list(rows)
    listed = {one.key for one in told_nothing(disclosure.client)} if found and disclosure.is_open else set()
    return [_match(disclosure, row, listed) for row in found]


def _match(disclosure: Disclosure, row: DisclosureMatch, listed: Iterable[int]) -> Match:
    is_over = row.gone_at is not None or (disclosure.is_open and row.person_id not in listed)
    approval = row.approval
    approved = approval is not None and approval.approved and approval.round == disclosure.round
    answered = row.dismissed_at is not None or (approved and rules.overrides_list(disclosure.ground))
    # An answer is about the recipient for which it was given, and about no other.
    counts = answered and row.recipient == disclosure.recipient_words
    stops = disclosure.is_open and not is_over and not counts
    return Match(row, stops, is_over)


def _holds(client: Client, by: Agency, today: date | None = None) -> Agreement | None:
    """What she agreed to, where it holds today and is the agency's own: nobody releases on a form of another agency."""
    agreement = agreement_that_holds(client)
    if agreement is None or agreement.agency_id != by.pk or not agreement.storing:
        return None
    over = agreement.ends_on is not None and agreement.ends_on < (today or timezone.localdate())
    return None if over else agreement


def yes_to(client: Client, by: Agency, kind: str, name: str) -> OutsideChoice | None:
    """Her standing yes to a kind of agency, or to one by name; None where there is none.

    Args:
        client: whose file.
        by: the agency that is to release something.
        kind: the kind of agency.
        name: how it is called.
    """
    agreement = _holds(client, by)
    if agreement is None:
        return None
    rows = OutsideChoice.objects.filter(agreement=agreement, agreed=True, withdrawn_at=None)
    of_kind = Q(kind=kind) if kind in set(Outside) else Q(pk=None)
    named = [row.pk for row in rows.exclude(name="") if _bare(row.name) == _bare(name)]
    return rows.filter(of_kind | Q(pk__in=named)).order_by("pk").first()


def _bare(name: str) -> str:
    """As wall.bare has it: letters and digits alone, small."""
    return "".join(ch for ch in name.lower() if ch.isalnum())


def permission_is_over(disclosure: Disclosure) -> bool:
    """Whether she has taken back, since she gave her permission for exactly this, what would let it go there."""
    hers = of_file(disclosure.client)
    everything = Withdrawal.objects.filter(hers).filter(Q(everything=True) | Q(storing=True))
    taken = {"agreement__in": Agreement.objects.filter(hers).values("pk"), "withdrawn_at__isnull": False}
    names = {_bare(disclosure.to_words), _bare(disclosure.to_name)} - {""}
    said_no = [
        row.withdrawn_at
        for row in OutsideChoice.objects.filter(**taken)
        if row.kind == disclosure.to_kind or _bare(row.name) in names
    ]
    shares = PartnerChoice.objects.filter(**taken, agency=disclosure.to_agency_id)
    back = (*everything.values_list("made_at", flat=True), *said_no, *shares.values_list("withdrawn_at", flat=True))
    approved = disclosure.approvals.filter(round=disclosure.round, approved=True)
    return rules.permission_is_over(
        [timezone.localtime(at) for at in back if at is not None],
        talked_on=disclosure.talked_on,
        begun_at=timezone.localtime(disclosure.made_at),
        approved_at=approved.values_list("made_at", flat=True).first(),
    )


def with_reputation(client: Client, by: Agency) -> bool:
    """Whether the form that she signed, and that holds, names ground G."""
    agreement = _holds(client, by)
    return agreement is not None and agreement.form.with_reputation


def to_decide(by: Worker) -> QuerySet[Disclosure]:
    """Releases of her agency that wait for a manager who had no part in asking, the longest waiting first."""
    waiting = Disclosure.objects.filter(agency=by.agency, state=rules.State.WAITING)
    waiting = waiting.exclude(had_part__contains=[by.staff.pk])
    return waiting.select_related("client", "put_forward_by").order_by("put_forward_at", "pk")


def to_send(by: Worker) -> QuerySet[Disclosure]:
    """Releases that were approved and are not sent yet, of whoever asked for them or put them forward."""
    approved = Disclosure.objects.filter(agency=by.agency, state=rules.State.APPROVED)
    hers = Q(made_by=by.staff) | Q(put_forward_by=by.staff)
    return approved.filter(hers).select_related("client").order_by("put_forward_at", "pk")


def had_a_part(disclosure: Disclosure, by: Worker) -> bool:
    """Whether she ever asked for a release, changed it or put it forward: then she decides nothing about it."""
    return by.staff.pk in disclosure.had_part
