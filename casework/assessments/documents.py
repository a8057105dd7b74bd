"""The assessment form on paper (004, appendix 2): blank, to be filled in by hand, and as it was filled in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.assessments import queries, rules
from casework.assessments.models import Assessment
from casework.change.queries import areas_over_time
from casework.clients.models import Client
from dussk.ui.documents import pdf_response

_TEMPLATE = "casework/assessments/document.html"
_FORM: Mapping[str, Any] = {"scale": queries.SCALE, "completed_by": Assessment.CompletedBy.choices}


def blank(*, request: HttpRequest, large: bool = False) -> HttpResponse:
    """Answer with the form as a tagged PDF, to be filled in by hand. It names nobody.

    Args:
        request: who prints.
        large: in large type.
    """
    context = {
        **_FORM,
        "areas": [(words, None) for words in rules.AREAS.values()],
        "prompts": queries.prompt_lines(None),
        "large": large,
    }
    name = f"assessment-form{'-large' if large else ''}.pdf"
    return pdf_response(_TEMPLATE, context, request=request, filename=name, title="Assessment form")


def filled(client: Client, one: Assessment, *, request: HttpRequest) -> HttpResponse:
    """Answer with an assessment as a tagged PDF: both views of every area, every plan, every note.

    Where another was completed too, it shows how the areas went over time.

    Neither the file's name nor its title names her. One that is not completed says so.

    Args:
        client: whose it is.
        one: which, with all that is on it.
        request: who prints.
    """
    prompts = queries.prompt_lines(one)
    over_time = areas_over_time(client)
    context = {
        **_FORM,
        "client": client,
        "over_time": over_time if len(over_time.days) > 1 else None,
        "assessment": one,
        "areas": [(line.label, line) for line in queries.area_lines(one)],
        "prompts": [line for line in prompts if line.note],
        "nothing_of": [line.label for line in prompts if not line.note],
    }
    name = f"assessment-{client.reference.lower()}.pdf"
    title = f"Assessment, {client.shown_reference}"
    return pdf_response(_TEMPLATE, context, request=request, filename=name, title=title)
