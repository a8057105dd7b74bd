"""Everything dated on her file, and something to do about her without a contact."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from casework.clients import timeline as registry
from casework.clients.views.opening import her_file, her_page
from casework.contacts.forms import TimelineForm
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.ui.paging import page_of


@requires(Permission.VIEW_CLIENT)
@require_GET
def timeline(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything dated on her file that this reader may read, the latest first, 50 to a page."""
    her = her_file(request, reference)
    form = TimelineForm(request.GET or None, kinds=registry.kinds(), workers=registry.workers(her))
    narrowed = form.narrowed if form.is_valid() else registry.Narrowed()
    page = page_of([] if form.errors else registry.dated(her, narrowed), request)
    context = {"form": form, "page": page, "entries": registry.entries(list(page)), "narrowed": form.is_bound}
    return her_page(request, her, "casework/contacts/timeline.html", **context)
