"""Going through what is held: a part, a record, what is taken out of it, and releasing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.kinds import kind_named
from casework.clients.views.opening import acted
from consent.subject_access import actions, queries, rules
from consent.subject_access.forms import HarmForm, TakeOutForm, WithholdForm
from consent.subject_access.models import PackRecord, Passage, SubjectAccessRequest
from consent.subject_access.queries import Progress
from consent.subject_access.queries.gathered import taken
from consent.subject_access.rules import State, Whose
from consent.subject_access.telling import without
from consent.subject_access.views.showing import BOTH, found, not_done, page, status_of
from consent.subject_access.wording import PARTS, RELEASERS, WHOSE
from dussk.access.categories import Category, Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.ui.paging import page_of

#: So many records are gone through on one page.
_AT_ONCE = 20


def _part(request: StaffRequest, uid: UUID, category: str) -> tuple[SubjectAccessRequest, Progress]:
    """A request, and one part of it that the reader may read."""
    row = found(request, uid)
    mine = queries.part_of(row, category, request.worker)
    if mine is None:
        raise Http404("There is no such part, or somebody else reads it.")
    return row, mine


def _record(request: StaffRequest, uid: UUID, record_uid: UUID) -> tuple[SubjectAccessRequest, PackRecord]:
    row = found(request, uid)
    record = queries.record_of(row, record_uid)
    if record is None:
        raise Http404("There is no such record, or somebody else reads it.")
    return row, record


def shown(record: PackRecord) -> dict[str, Any]:
    """A record as a page shows it: as she will read it, with what is taken out of it."""
    kind = kind_named(record.kind)
    return {
        "record": record,
        "kind": kind.for_her if kind else "",
        "told": without(record.told, taken(record)),
        "whose": WHOSE[Whose(record.withheld)] if record.withheld else "",
        "stands": queries.as_it_stands(record),
    }


def _can_change(row: SubjectAccessRequest, progress: Progress) -> bool:
    return row.state == State.PREPARING and progress.part.released_at is None


@requires(Permission.SUBJECT_ACCESS)
@require_GET
def part(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """One part: every record as she will read it, twenty to a page, to be gone through."""
    row, mine = _part(request, uid, category)
    records = queries.records_of(mine.part)
    to_go = "to-go" in request.GET
    if to_go:
        records = records.filter(checked_at=None)
    asked_for = page_of(records, request, size=_AT_ONCE)
    may_release = mine.releases and request.may(Permission.RELEASE_ACCESS)
    return page(
        request,
        row,
        "part",
        progress=mine,
        words=PARTS[mine.category],
        who=RELEASERS[rules.releaser(mine.category)],
        page=asked_for,
        shown=[shown(record) for record in asked_for],
        to_go=to_go,
        can_change=_can_change(row, mine),
        may_release=may_release and row.state == State.PREPARING,
        clinical=mine.category is Category.CLINICAL,
    )


def _at_part(request: StaffRequest, row: SubjectAccessRequest, category: str, act: Callable[[], str]) -> HttpResponse:
    """Do something to a part, and go back to it, saying what was done or why not."""
    try:
        messages.success(request, act())
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:part", row.uid, category)
    return redirect("access:part", row.uid, category)


@requires(Permission.SUBJECT_ACCESS)
@require_POST
@once
def gather(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """Gather what is held; what has changed since is to be gone through again."""
    row, mine = _part(request, uid, category)

    def act() -> str:
        stock = actions.take_stock(by=request.worker, part=mine.part)
        if not (stock.new or stock.changed or stock.gone):
            return "Gathered. Nothing has changed."
        return f"Gathered: {stock.new} new, {stock.changed} changed, {stock.gone} not held any more."

    return _at_part(request, row, category, act)


@requires(Permission.SUBJECT_ACCESS)
@require_POST
@once
def check(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """Say that the records of a page were gone through as they stood there, and that she may see them so."""
    row, mine = _part(request, uid, category)
    read = dict(each.split(" ", 1) for each in request.POST.getlist("record") if " " in each)
    numbers = {str(each): pk for pk, each in mine.part.records.values_list("pk", "uid")}
    seen = {numbers[each]: stood for each, stood in read.items() if each in numbers}

    def act() -> str:
        went = actions.check(by=request.worker, part=mine.part, seen=seen)
        if went.changed:
            return f"{went.done} gone through. {went.changed} changed while you read it: look at it again."
        return f"{went.done} gone through." if seen else "Nothing was on this page."

    return _at_part(request, row, category, act)


@requires(Permission.RELEASE_ACCESS)
@require_http_methods(BOTH)
@once
def harm(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """A health professional decides whether clinical records would harm her seriously."""
    row, mine = _part(request, uid, category)
    if mine.category is not Category.CLINICAL or not mine.releases:
        raise PermissionDenied("A health professional decides this.")
    if not _can_change(row, mine):
        return not_done(request, "This part is released, or the request has gone on", "access:part", uid, category)
    form = HarmForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:part", args=[uid, category])
    if acted(form, lambda: actions.decide_harm(by=request.worker, part=mine.part, **form.cleaned_data)):
        messages.success(request, "The decision is saved.")
        return redirect("access:part", uid, category)
    return page(request, row, "form", form=form, heading="Would it harm her seriously?", status=status_of(form))


def _releasing(request: StaffRequest, uid: UUID, category: str) -> tuple[SubjectAccessRequest, Progress]:
    row, mine = _part(request, uid, category)
    if not mine.releases:
        raise PermissionDenied("This part is not hers to release.")
    return row, mine


@requires(Permission.RELEASE_ACCESS)
@require_POST
@once
def release(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """Say that a part can be given to her as it was gone through."""
    row, mine = _releasing(request, uid, category)

    def act() -> str:
        actions.release_part(by=request.worker, part=mine.part)
        return "This part is released."

    return _at_part(request, row, category, act)


@requires(Permission.RELEASE_ACCESS)
@require_POST
@once
def take_back(request: StaffRequest, uid: UUID, category: str) -> HttpResponse:
    """Have a part gone through again."""
    row, mine = _releasing(request, uid, category)

    def act() -> str:
        actions.take_part_back(by=request.worker, part=mine.part)
        return "This part is to be gone through again."

    return _at_part(request, row, category, act)


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def record(request: StaffRequest, uid: UUID, record_uid: UUID) -> HttpResponse:
    """One record: all that it says, and words to take out of it."""
    row, this = _record(request, uid, record_uid)
    can_change = row.state == State.PREPARING and this.part.released_at is None
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    here = reverse("access:record", args=[uid, record_uid])
    form.cancel_url = reverse("access:part", args=[uid, this.part.category])
    many: list[int] = []

    def act() -> None:
        data = form.cleaned_data
        taken_out = actions.take_out(
            by=request.worker,
            record=this,
            text=data["text"],
            whose=Whose(data["whose"]),
            why=data["why"],
            everywhere=bool(data["everywhere"]),
        )
        many.append(taken_out)

    if acted(form, act):
        of = "this record" if many[0] == 1 else f"{many[0]} records"
        messages.success(request, f"Taken out of {of}.")
        return redirect(here)
    return page(
        request,
        row,
        "record",
        form=form,
        one=shown(this),
        original=this.told,
        passages=[(WHOSE[Whose(each.whose)], each) for each in this.passages_now],
        suggested=queries.suggested(this, queries.files(row), request.agency) if can_change else [],
        can_change=can_change,
        status=status_of(form),
    )


def _at_record(
    request: StaffRequest, row: SubjectAccessRequest, this: PackRecord, act: Callable[[], str]
) -> HttpResponse:
    try:
        messages.success(request, act())
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:record", row.uid, this.uid)
    return redirect("access:record", row.uid, this.uid)


@requires(Permission.SUBJECT_ACCESS)
@require_POST
@once
def through(request: StaffRequest, uid: UUID, record_uid: UUID) -> HttpResponse:
    """Say that one record was gone through."""
    row, this = _record(request, uid, record_uid)

    def act() -> str:
        seen = {this.pk: request.POST.get("stands", "")}
        if actions.check(by=request.worker, part=this.part, seen=seen).changed:
            raise RefusedError(actions.READ_BEFORE)
        return "Gone through."

    return _at_record(request, row, this, act)


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def withhold(request: StaffRequest, uid: UUID, record_uid: UUID) -> HttpResponse:
    """Keep a whole record back, and say why."""
    row, this = _record(request, uid, record_uid)
    form = WithholdForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:record", args=[uid, record_uid])

    def act() -> None:
        data = form.cleaned_data
        actions.withhold(by=request.worker, record=this, whose=Whose(data["whose"]), because=data["because"])

    if acted(form, act):
        messages.success(request, "This record is kept back.")
        return redirect("access:record", uid, record_uid)
    return page(request, row, "form", form=form, heading="Keep this record back", status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_POST
@once
def give_again(request: StaffRequest, uid: UUID, record_uid: UUID) -> HttpResponse:
    """Give a record again that was kept back."""
    row, this = _record(request, uid, record_uid)

    def act() -> str:
        actions.give_again(by=request.worker, record=this)
        return "She is given this record. Go through it again."

    return _at_record(request, row, this, act)


@requires(Permission.SUBJECT_ACCESS)
@require_POST
@once
def put_back(request: StaffRequest, uid: UUID, passage_uid: UUID) -> HttpResponse:
    """Put words back that were taken out."""
    row = found(request, uid)
    passage = get_object_or_404(
        Passage.objects.select_related("record").filter(record__part__request=row), uid=passage_uid
    )

    def act() -> str:
        actions.put_back(by=request.worker, passage=passage)
        return "These words are back. Go through the record again."

    return _at_record(request, row, passage.record, act)
