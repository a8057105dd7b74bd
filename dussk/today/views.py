"""The first page, the hidden page, and the answer to monitors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dussk.access.http import StaffRequest
from dussk.access.marks import public, signed_in
from dussk.today import helping
from dussk.today.health import health
from dussk.today.registry import panels


@signed_in
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """What whoever is working now has before her."""
    day = timezone.localdate()
    shown = [render_to_string(panel.template, {"today": day} | panel.context, request) for panel in panels(request)]
    return render(request, "today/today.html", {"panels": shown, "today": day})


@signed_in
@require_safe
def help_page(request: StaffRequest) -> HttpResponse:
    """Blank forms, and what to do when something stands in the way."""
    return render(request, "today/help.html", {"papers": helping.papers(request)})


@public("a neutral page to go to at once when somebody looks over her shoulder")
@require_safe
def hidden(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it."""
    return render(request, "hidden.html")


@public("monitors ask whether the service is up; the answer is one word")
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when the database, its schema and the wall are right; 503 otherwise. Why is for ``check --deploy`` to say."""
    right = health.is_right()
    return HttpResponse("well\n" if right else "unwell\n", content_type="text/plain", status=200 if right else 503)
