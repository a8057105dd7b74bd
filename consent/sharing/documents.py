"""The page for her, on paper."""

from django.http import HttpRequest, HttpResponse

from casework.clients.models import Client
from consent.sharing import queries
from dussk.ui.documents import pdf_response


def for_her(client: Client, *, request: HttpRequest, large: bool = False) -> HttpResponse:
    """Answer with what is held about her and who sees it, as a tagged PDF. Neither its name nor its title names her.

    Args:
        client: whose file.
        request: who prints.
        large: in type of 20 points and more, for whoever reads small print badly.
    """
    return pdf_response(
        "consent/sharing/for_her_document.html",
        {"client": client, "held": queries.held(client), "hers": queries.for_her(client), "large": large},
        request=request,
        filename="what-we-hold.pdf",
        title="What we hold about you, and who sees it",
    )
