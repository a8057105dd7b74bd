"""What was gathered for a request, part by part, and what could be taken out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, Func, Prefetch, Q, QuerySet, TextField, Value

from casework.clients.kinds import all_kinds
from casework.clients.models import Client, ClientName, ClientShare, SafeContact
from casework.clients.rules import plain
from casework.information.queries import people_named
from consent.agreements.models import NotToBeTold
from consent.subject_access import rules, telling
from consent.subject_access.models import HarmDecision, PackPart, PackRecord, Passage, SubjectAccessRequest
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.staff.models import Agency, Staff
from dussk.staff.roles import ROLES, Role
from dussk.ui.text import fingerprint

#: The shortest name that is looked for in what she is told (letters): shorter ones are words.
_SHORTEST = 3


@dataclass(frozen=True)
class Progress:
    """One part of a pack: how far it is, and whose it is to go through.

    Attributes:
        part: which.
        mine: whether the reader may read it.
        releases: whether it is hers to release.
        records: how many are gathered; 0 where she may not read it.
        checked: how many of them were gone through.
        decision: the latest about serious harm, of the clinical part.
    """

    part: PackPart
    mine: bool
    releases: bool
    records: int
    checked: int
    decision: HarmDecision | None

    @property
    def category(self) -> Category:
        """Which part of her file it is."""
        return Category(self.part.category)

    @property
    def is_through(self) -> bool:
        """Whether every record was gone through."""
        return self.part.taken_stock_at is not None and self.checked == self.records


def reads(by: Worker) -> frozenset[Category]:
    """What somebody's roles at her agency read."""
    held = by.staff.posts.filter(agency=by.agency, ended_at=None).values_list("role", flat=True)
    return frozenset(category for role in held for category in ROLES[Role(role)].reads)


def releases(by: Worker, part: PackPart) -> bool:
    """Whether a part is somebody's to release."""
    who = rules.releaser(Category(part.category))
    if who is rules.Releaser.KEEPER:
        return part.keeper_id == by.staff.pk
    role = Role.MANAGER if who is rules.Releaser.MANAGER else Role.PSYCHOLOGIST
    return by.staff.posts.filter(agency=by.agency, ended_at=None, role=role).exists()


def progress(request: SubjectAccessRequest, by: Worker) -> list[Progress]:
    """Every part of a request, in their order."""
    readable = reads(by)
    there = Q(records__gone_at=None, records__isnull=False)
    rows = request.parts.select_related("released_by", "keeper").prefetch_related("decisions")
    counted = rows.annotate(
        there=Count("records", filter=there), done=Count("records", filter=there & Q(records__checked_at__isnull=False))
    )
    order = [each.value for each in rules.PARTS]
    found = []
    for part in sorted(counted, key=lambda row: (order.index(row.category), row.pk)):
        decisions = list(part.decisions.all())
        found.append(
            Progress(
                part,
                Category(part.category) in readable and part.keeper_id in (None, by.staff.pk),
                releases(by, part),
                part.there,
                part.done,
                decisions[0] if decisions else None,
            )
        )
    return found


def part_of(request: SubjectAccessRequest, category: str, by: Worker) -> Progress | None:
    """One part, where the reader may read it."""
    return next((one for one in progress(request, by) if one.category == category and one.mine), None)


def with_passages(records: QuerySet[PackRecord]) -> QuerySet[PackRecord]:
    """Records with what is taken out of each."""
    return records.prefetch_related(Prefetch("passages", Passage.objects.select_related("made_by").order_by("pk")))


def records_of(part: PackPart) -> QuerySet[PackRecord]:
    """What was gathered of a part, kind by kind, the latest first."""
    return with_passages(part.records.filter(gone_at=None)).order_by("kind", "-at", "-row")


def record_of(request: SubjectAccessRequest, uid: Any) -> PackRecord | None:
    """One record, where the reader may read its part."""
    rows = PackRecord.objects.filter(part__request=request, gone_at=None).select_related("part", "checked_by")
    return with_passages(rows).filter(uid=uid).first()


def as_it_stands(record: PackRecord) -> str:
    """A short text that differs when anything does that somebody reads of a record. Load its passages with it."""
    out = sorted((each.text, each.whose) for each in record.passages_now)
    return fingerprint([telling.fingerprint(record.told), record.withheld, record.withheld_because, out])


def taken(record: PackRecord) -> list[rules.Taken]:
    """What is taken out of a record."""
    return [rules.Taken(each.text, rules.Whose(each.whose)) for each in record.passages_now]


def suggested(record: PackRecord, files: Sequence[int], agency: Agency) -> list[rules.Suggested]:
    """Names in a record that may be somebody else's, from what the agency knows; not those taken out already.

    People on her list and on her information sheet, those she is reached through, other women whom the agency knows,
    and workers.
    """
    texts = telling.texts(record.told)
    names: dict[str, str] = {}
    _add(names, _women(texts, files, agency), "another woman’s name")
    _add(names, _workers(texts), "a worker’s name")
    _add(names, _reached_through(files), "in how she is reached")
    _add(names, people_named(files), "on her information sheet")
    people = NotToBeTold.objects.filter(client__in=files)
    _add(names, people.values_list("name", flat=True), "on her list of people not to be told")
    done = {each.text for each in record.passages_now}
    return [one for one in rules.suggestions(texts, names) if one.text not in done and one.text != record.told["by"]]


def _add(names: dict[str, str], more: Iterable[str], why: str) -> None:
    names.update({name: why for name in more if len(name) >= _SHORTEST})


def _women(texts: Sequence[str], files: Sequence[int], agency: Agency) -> list[str]:
    """Words of a record that are another woman's name at this agency, or a part of it.

    No other file is told of: the words are hers.
    """
    words = {plain(word): word for word in rules.like_names(texts)}
    parts = Func(F("plain"), Value(" "), function="string_to_array", output_field=ArrayField(TextField()))
    names = ClientName.objects.annotate(parts=parts)
    known = names.filter(owner=agency, parts__overlap=sorted({part for word in words for part in word.split()}))
    theirs = [set(name.plain.split()) for name in known.exclude(client__in=files)]
    hers = {part for name in ClientName.objects.filter(client__in=files) for part in name.plain.split()}
    said = {each: set(word.split()) for word, each in words.items()}
    return [each for each, own in said.items() if not own <= hers and any(own <= name for name in theirs)]


def _workers(texts: Sequence[str]) -> list[str]:
    text = "\n".join(texts).casefold()
    return [name for name in Staff.objects.values_list("name", flat=True) if name and name.casefold() in text]


def _reached_through(files: Sequence[int]) -> list[str]:
    rows = SafeContact.objects.filter(client__in=files)
    through = rows.filter(way=SafeContact.Way.THROUGH).values_list("detail", flat=True)
    return [*through, *rules.capitalised(rows.exclude(who_else="").values_list("who_else", flat=True))]


def others_who_hold(request: SubjectAccessRequest, files: Sequence[int]) -> list[Agency]:
    """Other agencies that hold something of hers, or could see it: from rows and shares, as far as the reader may know.

    The agency that keeps her file is one of them, where another was asked.
    """
    written = [kind.model._default_manager.filter(client__in=files) for kind in all_kinds() if not kind.besides]
    shared: QuerySet[Any] = ClientShare.objects.filter(client__in=files)
    first, *rest = (rows.order_by().values_list("agency", flat=True) for rows in (shared, *written))
    found = {request.owner_id, *first.union(*rest)}
    return list(Agency.objects.filter(pk__in=found).exclude(pk=request.agency_id).order_by("name"))


def can_be_asked(request: SubjectAccessRequest, others: Iterable[Agency]) -> list[Agency]:
    """Those of them that the request has not been passed on to."""
    passed = {step.to_agency_id for step in request.steps.all()}
    by = request.passed_on_by_id
    return [agency for agency in others if agency.pk not in passed and agency.pk != by]


def is_visible(client: int) -> bool:
    """Whether her file is open to the reader."""
    return Client.objects.filter(pk=client).exists()
