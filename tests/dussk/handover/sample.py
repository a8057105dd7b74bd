"""The service's addresses, with a form of two pages that a screen can be handed over for, and what is no part of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires, signed_in
from dussk.handover.actions import hand_over
from dussk.handover.marks import on_her_screen
from dussk.urls import handler400, handler403, handler404, handler500
from dussk.urls import urlpatterns as served

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

HERS, ANOTHERS, BACK = "/hers/sample/1/", "/hers/sample/2/", "/account/"


@signed_in
def give(request: StaffRequest) -> HttpResponse:
    """Hand the screen over for form 1."""
    messages.success(request, "Zuzanna is on the register")
    hand_over(request, prefix=HERS, title="the sample form", back=BACK)
    return redirect(HERS)


@on_her_screen
@requires(Permission.TAKE_CONSENT)
@csrf_protect
def page(request: StaffRequest, number: int, name: str = "") -> HttpResponse:
    """Answer, or do what the page's name says."""
    if name == "gone":
        raise Http404
    if name == "refused":
        raise PermissionDenied
    if name == "astray":
        return redirect("clients:list")
    if name == "on":
        return redirect(HERS)
    return HttpResponse(f"form {number} {request.method} {name}")


@requires(Permission.TAKE_CONSENT)
def of_the_worker(request: StaffRequest, number: int) -> HttpResponse:
    """Below her form's address, and not for her screen."""
    return HttpResponse("for the worker")


urlpatterns = [
    *served,
    path("hand-over/", give),
    path("hers/sample/<int:number>/", page),
    path("hers/sample/<int:number>/worker/", of_the_worker),
    path("hers/sample/<int:number>/<str:name>/", page),
]
