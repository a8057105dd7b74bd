"""What she asked for that takes longer than a page: how far it is, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from dussk.access.http import StaffRequest
from dussk.access.marks import signed_in
from dussk.jobs import actions, queries, rules
from dussk.jobs.models import Job
from dussk.jobs.registry import Kind, kind_named
from dussk.ui.paging import page_of


def _job(request: StaffRequest, uid: UUID) -> Job:
    return get_object_or_404(queries.asked_by(request.worker), uid=uid)


def _is_hers(request: StaffRequest, job: Job, kind: Kind | None) -> bool:
    """Whether she may still have what it made: judged at every fetching anew."""
    return kind is not None and request.may(kind.permission) and kind.may_have(request.worker, job)


def _shown(request: StaffRequest, job: Job) -> dict[str, Any]:
    kind = kind_named(job.kind)
    there = not job.is_open or queries.runner_is_there()
    begun = job.started_at is not None
    return {
        "job": job,
        "words": job.said
        if not job.is_open
        else rules.so_far(begun=begun, done=job.done, of=job.of, tries=job.tries, runner=there),
        "pause": rules.pause(timezone.now() - job.made_at),
        "may_fetch": job.has_file and _is_hers(request, job, kind),  # type: ignore[attr-defined]  # queries.asked_by says it
        "leads_to": kind.leads_to(job) if kind and kind.leads_to and request.may(kind.permission) else "",
    }


@signed_in
@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    """Everything she asked for in the last month."""
    page = page_of(queries.asked_by(request.worker), request)
    waits = any(job.is_open for job in page)
    return render(request, "jobs/list.html", {"page": page, "nobody": waits and not queries.runner_is_there()})


@signed_in
@require_GET
def job(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One of them."""
    return render(request, "jobs/job.html", _shown(request, _job(request, uid)))


@signed_in
@require_GET
def now(request: StaffRequest, uid: UUID) -> HttpResponse:
    """How far it is, for a page that is open and asks by itself. Once it has ended, that page is to be shown anew."""
    job = _job(request, uid)
    if not job.is_open:
        return HttpResponseClientRefresh()
    return render(request, "jobs/_now.html", _shown(request, job))


@signed_in
@require_GET
def fetch(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The file that it made.

    Raises:
        Http404: there is none, or none any more.
        PermissionDenied: she may not have it any more.
    """
    job = _job(request, uid)
    result = queries.result_of(job)
    if result is None:
        raise Http404("There is no file, or its time is over.")
    if not _is_hers(request, job, kind_named(job.kind)):
        raise PermissionDenied("What she may see has changed since.")
    answer = HttpResponse(bytes(result.content), content_type=result.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=result.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_POST
def cancel(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Take it back."""
    if actions.cancel(by=request.worker, job=_job(request, uid)):
        messages.success(request, "It is cancelled. Nothing of it was saved")
    else:
        messages.warning(request, "It had ended already, so it could not be cancelled")
    return redirect("jobs:job", uid)
