"""Requests: all of the agency's, all of one woman's, a new one, one of them, and its steps."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.models import Client, OwnRecord
from casework.clients.queries import all_whom, own_record
from casework.clients.views.opening import acted, her_file, her_page
from consent.subject_access import actions, documents, queries, rules
from consent.subject_access.forms import AskForm, RequestForm, StepForm
from consent.subject_access.models import SubjectAccessRequest
from consent.subject_access.packing import MADE_IN
from consent.subject_access.queries.gathered import can_be_asked
from consent.subject_access.rules import State, Step
from consent.subject_access.views.showing import BOTH, done, found, listed, not_done, page, status_of
from consent.subject_access.wording import DONE, PARTS, PRESSED, RELEASERS, VOLUMES
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.audit.queries import written
from dussk.drafts.once import nothing_saved, once
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of

#: Steps that are taken on pages of their own, where more is asked.
_ELSEWHERE = {Step.ARRANGE: "access:appointment", Step.MISSED: "access:held"}
#: Steps that ask nothing: one press.
_AT_ONCE = (Step.BEGIN, Step.RELEASE)


@requires(Permission.SUBJECT_ACCESS)
@require_GET
def everybodys(request: StaffRequest) -> HttpResponse:
    """The agency's requests, the fewest days left first; or those that are over."""
    over = "over" in request.GET
    shown = page_of(queries.standings(request.agency, timezone.localdate(), over=over), request)
    listed(request, [one.request for one in shown])
    return render(request, "consent/subject_access/list.html", {"page": shown, "over": over})


@requires(Permission.SUBJECT_ACCESS)
@require_GET
def asked(request: StaffRequest, reference: str) -> HttpResponse:
    """What she asked the reader's agency to show her."""
    her = her_file(request, reference)
    rows = [queries.standing(row, timezone.localdate()) for row in queries.her_requests(her, request.worker)]
    shown = page_of(rows, request)
    open_one = next((one for one in rows if one.is_open), None)
    return her_page(request, her, "consent/subject_access/asked.html", page=shown, open_one=open_one)


def _ask(request: StaffRequest, about: Client | OwnRecord, form: AskForm) -> SubjectAccessRequest | None:
    made: list[SubjectAccessRequest] = []
    if not acted(form, lambda: made.append(actions.ask(by=request.worker, about=about, said=form.as_said))):
        return None
    messages.success(request, "Her request is saved. Both clocks run from the day she asked.")
    return made[0]


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """She asks."""
    her = her_file(request, reference)
    open_one = queries.open_request(her.pk, request.agency)
    if open_one is not None:
        return not_done(request, "She has asked already, and that is not over yet", "access:request", open_one.uid)
    form = AskForm(request.POST if request.method == "POST" else None)
    form.cancel_url = her.get_absolute_url()
    if made := _ask(request, her, form):
        return redirect("access:request", made.uid)
    answer = her_page(request, her, "consent/subject_access/ask.html", form=form)
    answer.status_code = status_of(form)
    return answer


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def ask_of_own_record(request: StaffRequest, uid: UUID) -> HttpResponse:
    """She asks an agency that keeps a record of its own, whether her file is open to it or not."""
    record = own_record(request.worker, uid)
    if record is None:
        raise Http404("There is no such record, or it is another agency's.")
    where = request.resolver_match.view_name if request.resolver_match else ""
    record_views(
        by=request.worker,
        clients=all_whom([record]),
        kind=ViewKind.OPENED,
        page=where,
        request_id=request.request_id,
    )
    open_one = queries.open_request(record.client_id, request.agency)
    if open_one is not None:
        return not_done(request, "She has asked already, and that is not over yet", "access:request", open_one.uid)
    form = AskForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("kept:own_record", args=[uid])
    if made := _ask(request, record, form):
        return redirect("access:request", made.uid)
    context = {"form": form, "record": record}
    return render(request, "consent/subject_access/ask_own.html", context, status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_GET
def one(request: StaffRequest, uid: UUID) -> HttpResponse:
    """A request: how long there is, what was done, its parts, the appointment, and what can be done now."""
    row = found(request, uid)
    state = State(row.state)
    steps = rules.possible(state, manager=request.may(Permission.DECIDE_ACCESS))
    to_come = queries.appointment_to_come(row) if state is State.APPOINTMENT else None
    if state is State.APPOINTMENT:  # what came of it is said on a page of its own
        steps = [step for step in steps if step not in (Step.MISSED, Step.GIVE)]
    others = queries.others_who_hold(row, queries.files(row))
    if not can_be_asked(row, others):
        steps = [step for step in steps if step is not Step.PASS_ON]
    progress = queries.progress(row, request.worker)
    released = bool(progress) and all(each.part.released_at for each in progress)
    if not released or not row.identity:
        steps = [step for step in steps if step is not Step.RELEASE]
    can_pack = request.may(Permission.RELEASE_ACCESS) and (state in MADE_IN or released)
    return page(
        request,
        row,
        "request",
        pressed=[(step.value, PRESSED[step]) for step in steps if step in _AT_ONCE],
        steps=[(step.value, PRESSED[step]) for step in steps if step not in _AT_ONCE],
        happened=[(DONE[Step(each.step)], each) for each in row.steps.all()],
        parts=[(PARTS[each.category], RELEASERS[rules.releaser(each.category)], each) for each in progress],
        to_come=to_come,
        appointments=row.appointments.select_related("made_by"),
        corrections=row.corrections.select_related("made_by", "done_by"),
        others=others,
        volumes=[(each.value, VOLUMES[each]) for each in documents.volumes(row, request.worker)] if can_pack else [],
        packs=state in MADE_IN,
        may_change=state in rules.OPEN,
    )


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def change(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Put right what it says: what she wants and how, and how it is known that it is she."""
    row = found(request, uid)
    if State(row.state) not in rules.OPEN:
        return not_done(request, "This request is over", "access:request", row.uid)
    if request.method == "POST":  # locked, so that nobody saves between
        row = SubjectAccessRequest.objects.select_for_update(of=("self",)).get(pk=row.pk)
    names = actions.TO_PUT_RIGHT
    says = {name: getattr(row, name) for name in names} | {"large_type": "yes" if row.large_type else "no"}
    kept = Standing(says, written=lambda: written(row, *names))
    form = RequestForm(request.POST if request.method == "POST" else None, standing=kept)
    form.cancel_url = reverse("access:request", args=[row.uid])
    if acted(form, lambda: actions.put_right(by=request.worker, request=row, **form.says)):
        return done(request, row, "Saved.")
    return page(request, row, "form", form=form, heading="What she wants, and how", status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def take_step(request: StaffRequest, uid: UUID, step: str) -> HttpResponse:
    """Take one step with a request: ask on, extend, pass on, refuse, take back."""
    if step not in list(Step):
        raise Http404
    row, what = found(request, uid), Step(step)
    if any(move.step is what and move.managers for move in rules.MOVES) and not request.may(Permission.DECIDE_ACCESS):
        raise PermissionDenied("A manager does this.")
    if what in _ELSEWHERE:
        return nothing_saved(redirect(_ELSEWHERE[what], row.uid))
    if what is Step.GIVE and row.state == State.APPOINTMENT:
        return nothing_saved(redirect("access:held", row.uid))
    if rules.after(State(row.state), what) is None:
        return not_done(request, actions.NOT_ANY_MORE, "access:request", row.uid)
    agencies = can_be_asked(row, queries.others_who_hold(row, queries.files(row))) if what is Step.PASS_ON else []
    form = StepForm(request.POST if request.method == "POST" else None, step=what, agencies=agencies)
    form.cancel_url = reverse("access:request", args=[row.uid])

    def act() -> None:
        data = form.cleaned_data
        other = next((each for each in agencies if str(each.uid) == data.get("to_agency")), None)
        actions.step(by=request.worker, request=row, what=what, on=data["on"], said=data["said"], to_agency=other)

    if acted(form, act):
        return done(request, row, f"{DONE[what]}.")
    return page(request, row, "form", form=form, heading=PRESSED[what], status=status_of(form))
