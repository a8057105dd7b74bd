"""Who looked, on paper for her."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from casework.clients.models import Client
from casework.looking.queries import Looked
from dussk.ui.documents import pdf_response


def for_her(
    client: Client,
    looked: Sequence[Looked],
    *,
    request: HttpRequest,
    names: bool,
    since: date | None = None,
    until: date | None = None,
) -> HttpResponse:
    """Answer with who looked at her file, the latest day first, as a tagged PDF. Neither name nor title names her.

    What is unusual is not on it: that is a manager's question, and nobody's verdict.

    Args:
        client: whose file.
        looked: who saw what on which day.
        request: who prints.
        names: whether workers are named; otherwise by what they do, and where.
        since: the first day that was asked for.
        until: the last.
    """
    latest = sorted(looked, key=lambda one: (-one.day.toordinal(), one.agency.name, one.role, one.staff.name))
    return pdf_response(
        "casework/looking/looked_document.html",
        {"client": client, "looked": latest, "names": names, "since": since, "until": until},
        request=request,
        filename="who-looked.pdf",
        title="Who looked at your file",
    )
