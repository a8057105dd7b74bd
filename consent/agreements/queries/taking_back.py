"""What of an agreement she can still take back, and what stops when she does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from consent.agreements.models import Agreement, OutsideChoice, PartnerChoice, Withdrawal
from consent.agreements.queries.agreements import standing
from consent.agreements.queries.said import Page, pages_of
from consent.agreements.rules import Outside, Part, Sharing
from consent.agreements.wording import OUTSIDE, SHARING
from dussk.staff.models import Agency


@dataclass(frozen=True)
class TakeBack:
    """One thing she can take back.

    Attributes:
        key: what the page sends for it; of the service, storing, research and everything, what the database calls it.
        label: how it is named.
        stops: what stops, in words for the worker to say to her.
        outside, partners: the choices it covers.
    """

    key: str
    label: str
    stops: str
    outside: tuple[OutsideChoice, ...] = ()
    partners: tuple[PartnerChoice, ...] = ()


_EVERYTHING = TakeBack(
    "everything",
    "Everything she agreed to",
    "Everything stops: no agency sees anything of her file any more, nothing is passed on, and nothing new is stored."
    " From this moment her file is closed to everybody but a manager. She is still welcome at the drop-in and van.",
)
_SERVICE = TakeBack(
    "service",
    "Support from the service",
    "Support that is planned with her stops: key work, and groups that hang on it. She is still welcome at the drop-in"
    " and the van.",
)
_STORING = TakeBack(
    "storing",
    "Keeping information about her",
    "Nothing new is stored, and no agency sees anything of her file any more. From this moment it is closed to"
    " everybody but a manager. Support that needs a file cannot go on; the drop-in and the van can.",
)
_RESEARCH = TakeBack(
    "research",
    "Taking part in research",
    "What is known of her is not used for research from now on. Nothing else changes.",
)


def to_take_back(agreement: Agreement) -> list[TakeBack]:
    """Everything in an agreement that still stands, in the order of the form."""
    stands = standing(agreement)
    found = [_EVERYTHING]
    if stands.service:
        found.append(_SERVICE)
    if stands.storing:
        found.append(_STORING)
    pages = {page.part: page for page in pages_of(agreement.form, agreement)}
    found += _outside(agreement, pages.get(Part.OUTSIDE))
    found += _partners(agreement)
    if stands.research:
        found.append(_RESEARCH)
    return found


def _outside(agreement: Agreement, page: Page | None) -> list[TakeBack]:
    labels = [choice.label for choice in page.choices] if page else []
    kinds = dict(zip((kind.value for kind in Outside), labels, strict=False))
    rows = OutsideChoice.objects.filter(agreement=agreement, agreed=True, withdrawn_at=None)
    return [_to_outside(row, row.name or kinds.get(row.kind, row.kind)) for row in rows]


def _to_outside(row: OutsideChoice, name: str) -> TakeBack:
    stops = f"Nothing more is passed on to {name}. What was passed on before cannot be called back."
    return TakeBack(f"outside-{row.uid}", f"Telling: {name}", stops, outside=(row,))


def _partners(agreement: Agreement) -> list[TakeBack]:
    rows = list(
        PartnerChoice.objects.filter(agreement=agreement, agreed=True, withdrawn_at=None).select_related("agency")
    )
    agencies = list(dict.fromkeys(row.agency for row in rows))
    found = []
    for agency in agencies:
        hers = tuple(row for row in rows if row.agency == agency)
        found.append(_all_of(agency, hers))
        if len(hers) > 1:
            order = [each.value for each in Sharing]
            found += [_one_of(row) for row in sorted(hers, key=lambda row: order.index(row.category))]
    return found


def _all_of(agency: Agency, rows: tuple[PartnerChoice, ...]) -> TakeBack:
    return TakeBack(
        f"agency-{agency.uid}",
        f"{agency} sees nothing any more",
        f"{agency} sees nothing of her file from its next page on, not even that she has one. What it wrote"
        " itself stays with it. If she is in a group, in treatment or in therapy there now, its workers cannot plan"
        " that together with us any more: tell her so first.",
        partners=rows,
    )


def _one_of(row: PartnerChoice) -> TakeBack:
    named = SHARING[Sharing(row.category)]
    return TakeBack(
        f"partner-{row.uid}",
        f"{row.agency}: {named}",
        f"{row.agency} does not see this part of her file any more: {named}. What it wrote itself stays with it.",
        partners=(row,),
    )


_PARTS = (("service", "support from the service"), ("storing", "storing"), ("research", "research"))


def in_words(withdrawals: Iterable[Withdrawal]) -> list[Withdrawal]:
    """The same withdrawals, each with ``in_words``: what she took back. Two queries, however many there are."""
    rows = list(withdrawals)
    ids = {row.agreement_id for row in rows}
    found: defaultdict[tuple[int, datetime], list[str]] = defaultdict(list)
    for choice in OutsideChoice.objects.filter(agreement__in=ids, withdrawn_at__isnull=False):
        name = choice.name or OUTSIDE[Outside(choice.kind)]
        found[choice.agreement_id, _moment(choice.withdrawn_at)].append(f"telling {name}")
    sharing = PartnerChoice.objects.filter(agreement__in=ids, withdrawn_at__isnull=False).select_related("agency")
    closed: defaultdict[tuple[int, datetime, str], list[str]] = defaultdict(list)
    for partner in sharing:
        to = (partner.agreement_id, _moment(partner.withdrawn_at), partner.agency.short_name)
        closed[to].append(SHARING[Sharing(partner.category)])
    for (agreement, moment, agency), named in closed.items():
        found[agreement, moment].append(f"{agency} seeing {', '.join(named)}")
    for row in rows:
        parts = [words for name, words in _PARTS if getattr(row, name)]
        choices = found[row.agreement_id, row.made_at]  # the database writes all of it at one moment
        row.in_words = "everything" if row.everything else "; ".join([*parts, *choices])
    return rows


def _moment(moment: datetime | None) -> datetime:
    return moment or datetime.min.replace(tzinfo=UTC)
