"""Reading what she agreed to. An agreement stays on the file on which it was signed, also when that one was joined."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Prefetch, Q, QuerySet
from django.utils import timezone

from casework.clients.models import Client
from consent.agreements import rules
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice, PartnerChoice, Withdrawal
from dussk.access.asking import Worker
from dussk.staff.models import Agency


def of_file(client: Client) -> Q:
    """Rows on a woman's file, and on those joined into it: what she signed is never moved."""
    # Her files first, as one array: written as one condition, PostgreSQL would read every row of every woman.
    files = ArraySubquery(Client.objects.filter(Q(pk=client.pk) | Q(joined_into=client.pk)).order_by().values("pk"))
    hers = {"template": "%(expressions)s)", "arg_joiner": " = ANY (", "output_field": BooleanField()}
    return Q(Func(F("client"), files, **hers))


def agreements(client: Client) -> QuerySet[Agreement]:
    """Everything that was ever begun with her, the latest first."""
    return Agreement.objects.filter(of_file(client)).select_related("client", "form", "form__agency", "made_by")


def agreements_of(client: Client) -> QuerySet[Agreement]:
    """What she signed, the latest first."""
    return agreements(client).filter(signed_at__isnull=False).order_by("-signed_at", "-pk")


def agreement_that_holds(client: Client) -> Agreement | None:
    """The agreement she signed and has neither taken back nor replaced. It may be over: ``rules.state`` says.

    Where two files were joined, each with its own, the latest.
    """
    return agreements_of(client).filter(replaced_at=None, withdrawn_at=None).first()


def being_filled_in(client: Client) -> Agreement | None:
    """The agreement that somebody began with her and that is not signed yet."""
    return agreements(client).filter(signed_at=None, left_at=None).first()


def before(agreement: Agreement) -> Agreement | None:
    """What she signed last before this one: what she said then can stand beside what she is asked now."""
    client = agreement.client.joined_into or agreement.client
    earlier = agreements_of(client).exclude(pk=agreement.pk)
    if agreement.signed_at is not None:
        earlier = earlier.filter(signed_at__lt=agreement.signed_at)
    return earlier.first()


def partner_agencies(owner: Agency) -> QuerySet[Agency]:
    """The agencies to which her file can be opened."""
    return Agency.objects.exclude(pk=owner.pk).order_by("name")


def not_to_be_told(client: Client, *, at: datetime | None = None) -> QuerySet[NotToBeTold]:
    """To whom nothing about her may be released, today or as it stood at a moment."""
    people = NotToBeTold.objects.filter(of_file(client)).select_related("made_by")
    if at is None:
        return people.filter(ended_at=None)
    return people.filter(Q(ended_at=None) | Q(ended_at__gt=at), made_at__lte=at)


def people_of(client: Client) -> QuerySet[NotToBeTold]:
    """Everybody who was ever on her list."""
    return NotToBeTold.objects.filter(of_file(client))


def withdrawals_of(client: Client) -> QuerySet[Withdrawal]:
    """What she took back, the latest first."""
    return Withdrawal.objects.filter(of_file(client)).select_related("made_by", "agreement")


@dataclass(frozen=True)
class Chosen:
    """Everything she said in an agreement, as she said it; what she took back since is in :class:`Standing`."""

    service: bool | None
    storing: bool | None
    research: bool | None
    outside: tuple[OutsideChoice, ...] = ()
    partners: dict[Agency, tuple[PartnerChoice, ...]] = field(default_factory=dict)
    people: tuple[NotToBeTold, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of outside agency she agreed to."""
        return frozenset(row.kind for row in self.outside if row.agreed and row.kind)

    @property
    def names(self) -> list[str]:
        """The outside agencies she agreed to by name, in the order of their names."""
        return sorted(row.name for row in self.outside if row.agreed and row.name)

    @property
    def to_partners(self) -> dict[Agency, rules.ToPartner]:
        """What she said of each partner agency, as ``actions.answer`` takes it."""
        return {agency: _to_partner(rows) for agency, rows in self.partners.items()}


def _to_partner(rows: tuple[PartnerChoice, ...]) -> rules.ToPartner:
    agreed = [row for row in rows if row.agreed]
    first = agreed[0] if agreed else None
    return rules.ToPartner(
        frozenset(row.category for row in agreed), bool(first and first.from_today), first.until if first else None
    )


def chosen(agreement: Agreement, *, own_people: bool = False) -> Chosen:
    """What she said in an agreement. ``own_people``: only those whom she named in this one."""
    partners: defaultdict[Agency, list[PartnerChoice]] = defaultdict(list)
    for row in PartnerChoice.objects.filter(agreement=agreement).select_related("agency").order_by("agency__name"):
        partners[row.agency].append(row)
    order = {each.value: place for place, each in enumerate(rules.Sharing)}
    kinds = {each.value: place for place, each in enumerate(rules.Outside)}
    outside = OutsideChoice.objects.filter(agreement=agreement)
    her = agreement.client.joined_into or agreement.client
    people = not_to_be_told(her, at=agreement.signed_at)
    return Chosen(
        agreement.service,
        agreement.storing,
        agreement.research,
        tuple(sorted(outside, key=lambda row: (kinds.get(row.kind, len(kinds)), row.name))),
        {agency: tuple(sorted(rows, key=lambda row: order[row.category])) for agency, rows in partners.items()},
        tuple(people.filter(agreement=agreement) if own_people else people),
    )


@dataclass(frozen=True)
class Standing:
    """What of a signed agreement still stands on a day."""

    state: rules.State
    service: bool
    storing: bool
    research: bool


def standing(agreement: Agreement, today: date | None = None) -> Standing:
    """What of a signed agreement still stands. Choices say of themselves when they were taken back."""
    if agreement.signed_on is None or agreement.review_on is None:
        raise ValueError("What was not signed does not stand.")
    back = list(agreement.withdrawals.all())
    withdrawn = timezone.localdate(agreement.withdrawn_at) if agreement.withdrawn_at else None
    agreed = rules.Agreed(agreement.signed_on, agreement.review_on, agreement.ends_on, withdrawn)
    return Standing(
        rules.state(agreed, today or timezone.localdate()),
        bool(agreement.service) and not any(row.service for row in back),
        bool(agreement.storing) and not any(row.storing for row in back),
        bool(agreement.research) and not any(row.research for row in back),
    )


def reviews_due(by: Worker, today: date) -> QuerySet[Agreement]:
    """Agreements of an agency's own files that hold and are to be talked through again, the longest waiting first."""
    return (
        Agreement.objects.filter(
            agency=by.agency, signed_at__isnull=False, replaced_at=None, withdrawn_at=None, review_on__lte=today
        )
        .select_related("client")
        .prefetch_related(Prefetch("withdrawals"))
        .order_by("review_on", "pk")
    )
