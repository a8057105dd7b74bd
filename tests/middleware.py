"""Tests only: the connection signs in as the owner, so each request drops to the application's role, as in service."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dussk.access.asking import ACCESS_ROLE


class AsApplication:
    """First in the tests' MIDDLEWARE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ACCESS_ROLE}")
        try:
            return self.get_response(request)
        finally:
            if connection.connection is not None and not connection.closed_in_transaction:
                with connection.cursor() as cursor:
                    cursor.execute("RESET ROLE")
