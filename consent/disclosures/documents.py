"""A release on paper: what was sent, to whom, and on what ground."""

from django.http import HttpRequest, HttpResponse

from casework.clients.models import Client
from consent.disclosures.models import Disclosure
from dussk.ui.documents import pdf_response


def release(row: Disclosure, client: Client, *, request: HttpRequest) -> HttpResponse:
    """Answer with a release as a tagged PDF. Neither the file's name nor its title names her.

    It names nobody of her list of people who are told nothing: the paper may lie beside what was sent.
    """
    reference = client.reference.lower()
    return pdf_response(
        "consent/disclosures/release_document.html",
        {"release": row, "client": client, "approvals": row.approvals.select_related("made_by")},
        request=request,
        filename=f"release-{reference}.pdf",
        title=f"Release, {client.shown_reference}",
    )
