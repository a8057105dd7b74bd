"""Her plan on paper, what hers leaves out, and many plans at once."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_file_to_edit, her_page, seen
from casework.printing import actions, documents, queries
from casework.printing.documents import NAMES
from casework.printing.forms import AHEAD, BatchForm, ChoiceForm
from casework.printing.queries import PlanPaper
from casework.printing.rules import PARTS, Edition
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once
from dussk.ui.documents import shown
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422
NO_PAPER = "She takes no paper home, so nothing is printed for her. That can be changed only with her"
NOTHING_LEFT = "Nothing of her plan is left of what she wants on paper, so there is nothing to print"


def _which(request: StaffRequest) -> UUID | None:
    """Which of her plans is asked for; only where files were joined has she more than one.

    Raises:
        Http404: it is not written as one.
    """
    said = request.GET.get("plan", "")
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Http404("This is no plan.") from None


@requires(Permission.PLAN_CARE)
@require_GET
def paper(request: StaffRequest, reference: str) -> HttpResponse:
    """Her plan on paper: its two editions, and what does not stand on hers, line by line, before it is printed."""
    her = her_file(request, reference, to_change=True)
    which = _which(request)
    found = queries.paper_of(her, request.worker, Edition.HERS, plan=which)
    if which and found is None:
        raise Http404("There is no such plan.")
    hers = found.for_her() if found else None
    choice = found.choice if found else queries.choices_of([her.pk])[her.pk]
    return her_page(
        request,
        her,
        "casework/printing/paper.html",
        paper=found,
        hers=hers,
        choice=choice,
        parts=[words for part, words in PARTS.items() if part in choice.parts],
        page=page_of(hers.left_out if hers else [], request),
        why=[row for row in queries.choice_rows(her) if row.why],
        others=[plan for plan in queries.plans_of(her) if found and plan.pk != found.plan.pk],
        may_batch=request.may(Permission.COUNTERSIGN),
    )


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def choice(request: StaffRequest, reference: str) -> HttpResponse:
    """What her paper leaves out."""
    her = her_file_to_edit(request, reference)
    rows = list(queries.choice_rows(her))
    now = queries.choices_of([her.pk])[her.pk]
    why = "\n\n".join(dict.fromkeys(row.why for row in rows if row.why))
    written = (rows[0].made_by.name, rows[0].made_at) if rows else None
    standing = Standing(ChoiceForm.values(now, why), written=lambda: written)
    form = ChoiceForm(request.POST if request.method == "POST" else None, standing=standing)
    form.cancel_url = reverse("her_paper:paper", args=[her.reference])

    def save() -> None:
        actions.choose(by=request.worker, client=her, said=form.choice, why=form.cleaned_data["why"])

    if acted(form, save):
        messages.success(request, "Saved. Every paper that is printed for her from now on leaves it out.")
        return redirect("her_paper:paper", her.reference)
    earlier = page_of(queries.earlier_choices(her), request)
    answer = her_page(
        request, her, "casework/printing/choice.html", form=form, asked=now.asked, page=earlier, words=PARTS
    )
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer


@requires(Permission.PLAN_CARE)
@require_GET
def printed(request: StaffRequest, reference: str, edition: str, number: int | None = None) -> HttpResponse:
    """One edition of her plan as a PDF: as it stands, or as a version kept it.

    Raises:
        Http404: there is no such plan or version.
    """
    her = her_file(request, reference, to_change=True)
    for_whom = Edition(edition)
    found = queries.paper_of(her, request.worker, for_whom, plan=_which(request), number=number)
    if found is None:
        raise Http404("There is no such plan.")
    if for_whom is Edition.HERS:
        if found.version and not found.version.agreed_on:
            raise Http404("She has not agreed to this version.")
        return _for_her(request, her, found)
    seen(request, [her], ViewKind.PRINTED)
    body = documents.for_file(found, by=request.worker, at=timezone.localtime())
    return shown(body, NAMES[Edition.FILE])


def _for_her(request: StaffRequest, her: Client, found: PlanPaper) -> HttpResponse:
    hers = found.for_her()
    if found.choice.no_paper or hers.is_empty:
        messages.error(request, NO_PAPER if found.choice.no_paper else NOTHING_LEFT)
        return redirect("her_paper:paper", her.reference)
    seen(request, [her], ViewKind.PRINTED)
    body = documents.for_her(found, by=request.worker, at=timezone.localtime(), hers=hers)
    return shown(body, NAMES[Edition.HERS])


@requires(Permission.COUNTERSIGN)
@require_http_methods(BOTH)
@once
def batch(request: StaffRequest) -> HttpResponse:
    """Have all plans of a keyworker printed, or all that are due for review."""
    until = timezone.localdate() + timedelta(days=AHEAD)
    keyworkers = queries.keyworkers(request.worker, until)
    form = BatchForm(request.POST if request.method == "POST" else None, keyworkers=keyworkers)
    made: list[UUID] = []

    def ask() -> None:
        made.append(form.ask(request.worker).uid)

    if acted(form, ask):
        return redirect("jobs:job", made[0])
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "form": form,
        "page": page_of(keyworkers, request),
        "until": until,
    }
    return render(request, "casework/printing/batch.html", context, status=status)
