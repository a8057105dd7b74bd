"""What was typed and not saved: kept by the page's script, given back, read, sent once more, thrown away."""

import json
import uuid
from http import HTTPStatus
from itertools import islice

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dussk.access.http import StaffRequest
from dussk.access.marks import signed_in
from dussk.drafts import actions, closed, queries, rules
from dussk.drafts.models import Draft
from dussk.drafts.once import is_once
from dussk.drafts.reading import beginning, in_its_words
from dussk.ui.context import FOR, at_work
from dussk.ui.when import at, on

#: How many drafts a page is given.
_MOST = 30


def _is_hers(request: HttpRequest) -> bool:
    return request.headers.get(FOR) == at_work(request)


@signed_in
@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep what is typed into one form: 204. Where somebody else opened the page: 409; where it cannot be: 400."""
    if not _is_hers(request):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    try:
        typed = rules.read(json.loads(request.body), service=settings.SERVICE_NAME)
    except (ValueError, RecursionError):  # also what is no JSON
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    actions.keep(by=request.worker, typed=typed)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@signed_in
@require_GET
def kept(request: StaffRequest) -> HttpResponse:
    """Everything of hers that is not saved, for a page that was just opened, and a token that holds now."""
    if not _is_hers(request):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    actions.forget_old(by=request.worker)
    drafts = [
        {
            "uid": str(draft.uid),
            "form": draft.form,
            "action": draft.action,
            "address": draft.address,
            "key": str(draft.key or ""),
            "fields": draft.fields,
            "at": moment(draft),
        }
        for draft in islice(closed.not_saved(request), _MOST)
    ]
    return JsonResponse({"token": get_token(request), "drafts": drafts})


def moment(draft: Draft) -> str:
    """When it was kept, in words: the time of day, and the day where that is not today."""
    today = timezone.localdate(draft.kept_at) == timezone.localdate()
    return at(draft.kept_at) if today else f"{at(draft.kept_at)} on {on(draft.kept_at)}"


@signed_in
@require_GET
def not_saved(request: StaffRequest) -> HttpResponse:
    """All of hers that is not saved."""
    actions.forget_old(by=request.worker)
    drafts = [(draft, beginning(draft.form, draft.fields)) for draft in closed.not_saved(request)]
    return render(request, "drafts/list.html", {"drafts": drafts})


@signed_in
@require_GET
def draft(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """One of them: to read, to copy, to send once more, to go on with."""
    hers = next((each for each in closed.not_saved(request) if each.uid == uid), None)
    if hers is None:
        raise Http404("There is no such draft, or its page is closed to this reader.")
    answers, texts = in_its_words(hers.form, [(name, value) for name, value in hers.fields])
    context = {
        "draft": hers,
        "answers": answers,
        "texts": texts,
        "may_send": _saves_once(hers.action),
        "key": hers.key or uuid.uuid4(),
    }
    return render(request, "drafts/draft.html", context)


def _saves_once(path: str) -> bool:
    """Whether a form may be sent there from this page: only to what is made for being sent again."""
    try:
        return is_once(resolve(path).func)
    except Resolver404:
        return False


@signed_in
@require_POST
def throw_away(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Throw one away."""
    actions.throw_away(by=request.worker, draft=get_object_or_404(queries.not_saved(request.worker), uid=uid))
    if FOR in request.headers:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    messages.success(request, "It is thrown away.")
    return redirect("drafts:list")
