"""Views of a careless developer, for the tests of what the wall and the fault pages do about them."""

import io

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template import Context, Template
from django.template.response import SimpleTemplateResponse
from django.urls import path

from casework.clients.models import Client
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import public, requires, signed_in
from dussk.urls import handler400, handler403, handler404, handler500
from dussk.urls import urlpatterns as real_urlpatterns
from tests.world import contact

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def _write(request: StaffRequest) -> None:
    contact(request.worker, Client.objects.all()[0], note="half-saved")


@signed_in
def saves(request: StaffRequest) -> HttpResponse:
    _write(request)
    return HttpResponse("saved")


@signed_in
def raises(request: StaffRequest) -> HttpResponse:
    _write(request)
    raise ValueError("her name is Anna Secret")


@signed_in
def not_there(request: StaffRequest) -> HttpResponse:
    _write(request)
    raise Http404("her name is Anna Secret")


@signed_in
def refuses(request: StaffRequest) -> HttpResponse:
    _write(request)
    raise PermissionDenied("her name is Anna Secret")


@signed_in
def bad_sql(request: StaffRequest) -> HttpResponse:
    _write(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return HttpResponse("never")


@signed_in
def swallows(request: StaffRequest) -> HttpResponse:
    """Catches a database error without a savepoint: the COMMIT would be a silent ROLLBACK."""
    _write(request)
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO casework_contact (id) VALUES (1)")
    except IntegrityError:
        pass
    return HttpResponse("saved")


class _Late(SimpleTemplateResponse):
    @property
    def rendered_content(self) -> str:
        Template("{{ boom }}").render(Context({}))
        raise ValueError("in the template")


@signed_in
def late(request: StaffRequest) -> HttpResponseBase:
    _write(request)
    return _Late("400.html")


@signed_in
def streams(request: StaffRequest) -> HttpResponseBase:
    _write(request)
    return StreamingHttpResponse(client.called for client in Client.objects.all())


@signed_in
def file(request: StaffRequest) -> HttpResponseBase:
    return FileResponse(
        io.BytesIO(",".join(Client.objects.values_list("called", flat=True)).encode()), filename="x.csv"
    )


@signed_in
def database_away(request: StaffRequest) -> HttpResponse:
    _write(request)
    raise OperationalError("server closed the connection unexpectedly")


@signed_in
def too_slow(request: StaffRequest) -> HttpResponse:
    """A statement that is cancelled: the database is there, and the statement is at fault."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
    return HttpResponse("never")


@signed_in
def cut_off(request: StaffRequest) -> HttpResponse:
    raise InterfaceError("connection already closed")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")


@requires(Permission.MANAGE_STAFF)
def for_administrators(request: StaffRequest) -> HttpResponse:
    return HttpResponse("ok")


@public("A test")
def for_anyone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Client.objects.count()} clients")


@signed_in
def asks_after(request: StaffRequest) -> HttpResponse:
    """What an on_commit callback sees: the transaction that said who is asking is over."""
    transaction.on_commit(lambda: HEARD.append(Client.objects.count()), robust=True)
    return HttpResponse("ok")


HEARD: list[int] = []

_VIEWS = (
    saves, raises, not_there, refuses, bad_sql, swallows, late, streams, file, database_away, too_slow, cut_off,
    unmarked, for_administrators, for_anyone, asks_after,
)  # fmt: skip
urlpatterns = [*real_urlpatterns, *(path(f"{view.__name__}/", view, name=view.__name__) for view in _VIEWS)]
