"""The form on paper: to be filled in by hand, and as she signed it."""

from django.http import HttpRequest, HttpResponse

from consent.agreements import queries
from consent.agreements.models import Agreement, ConsentForm
from dussk.ui.documents import pdf_response

_TEMPLATE = "consent/agreements/form_document.html"
#: Rows to write on, where nobody is named yet.
_OTHERS, _PEOPLE = 2, 2


def blank(form: ConsentForm, *, request: HttpRequest, large: bool = False) -> HttpResponse:
    """Answer with a version of the form as a tagged PDF: two pages, or more of them in large type. It names nobody.

    Args:
        form: which version.
        request: who prints.
        large: in large type.
    """
    context = {
        "form": form,
        "pages": queries.pages_of(form),
        "others": range(_OTHERS),
        "people": range(_PEOPLE),
        "large": large,
    }
    return pdf_response(
        _TEMPLATE,
        context,
        request=request,
        filename=f"consent-form{'-large' if large else ''}.pdf",
        title=f"Consent form, {form}",
    )


def signed(agreement: Agreement, *, request: HttpRequest, large: bool = False) -> HttpResponse:
    """Answer with an agreement as a tagged PDF: the words she was shown, every choice as she made it, her signature.

    What she took back since is said below, with its day. Neither the file's name nor its title names her.

    Args:
        agreement: which; one that is not signed yet says so.
        request: who prints.
        large: in large type.
    """
    context = {
        "form": agreement.form,
        "agreement": agreement,
        "pages": queries.pages_of(agreement.form, agreement),
        "drawing": queries.drawing(agreement),
        "withdrawals": queries.in_words(agreement.withdrawals.order_by("made_at")),
        "large": large,
    }
    reference = agreement.client.reference.lower()
    return pdf_response(
        _TEMPLATE,
        context,
        request=request,
        filename=f"consent-{reference}{'-large' if large else ''}.pdf",
        title=f"Consent, {agreement.client.shown_reference}",
    )
