"""The sheet on paper: as it is, and to be written on by hand."""

from django.http import HttpRequest, HttpResponse

from casework.clients import queries as clients
from casework.clients.models import Client
from casework.information import queries
from casework.information.models import ImportantDate, InformationSheet, KeptFact
from casework.information.rules import LABELS, Section
from dussk.ui.documents import pdf_response

#: Lines to write on, of each list.
_CHILDREN, _OTHERS, _EMERGENCY, _AGENCIES, _KEPT = 5, 3, 3, 4, 5


def filled(client: Client, sheet: InformationSheet | None, *, request: HttpRequest) -> HttpResponse:
    """Answer with her information sheet as a tagged PDF. Neither its name nor its title names her."""
    parts = {part.section.value: part for part in queries.parts(client, sheet, whole=True)}
    context = {
        "client": client,
        "sheet": sheet,
        "parts": parts,
        "names": clients.names_of(client),
        "ways": clients.safe_contacts_of(client),
    }
    return pdf_response(
        "casework/information/sheet_document.html",
        context,
        request=request,
        filename=f"information-{client.reference.lower()}.pdf",
        title=f"Information sheet, {client.shown_reference}",
    )


def blank(*, request: HttpRequest) -> HttpResponse:
    """Answer with an information sheet to be written on by hand: two pages. It names nobody."""
    context = {
        "labels": {section.value: LABELS[section] for section in Section},
        "children": range(_CHILDREN),
        "others": range(_OTHERS),
        "emergency": range(_EMERGENCY),
        "agencies": range(_AGENCIES),
        "kept": range(_KEPT),
        "topics": KeptFact.Topic.labels,
        "dates": ImportantDate.Kind.labels,
    }
    return pdf_response(
        "casework/information/blank_document.html",
        context,
        request=request,
        filename="blank-information-sheet.pdf",
        title="Information sheet",
    )
