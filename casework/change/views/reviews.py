"""What is to be reviewed, of all the women of an agency."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.change import queries
from casework.change.forms import ReviewsForm
from casework.clients.views.opening import seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.READ_PLANS)
@require_GET
def reviews(request: StaffRequest) -> HttpResponse:
    """What is overdue and what is due, with what changed since the last; for a manager, how many each worker has."""
    today = timezone.localdate()
    form = ReviewsForm(request.GET or None, workers=queries.keyworkers(request.agency), by=request.worker)
    narrowed = form.narrowed if form.is_valid() else queries.Narrowed()
    page = page_of([] if form.errors else queries.reviews(request.agency, narrowed, today), request)
    dues = queries.told(list(page), today)
    seen(request, list({due.client.pk: due.client for due in dues}.values()), ViewKind.LISTED)
    manages = request.may(Permission.COUNTERSIGN)
    context = {
        "form": form,
        "page": page,
        "dues": dues,
        "totals": queries.by_worker(request.agency, today) if manages else [],
        "may_print": manages,
    }
    return render(request, "casework/change/reviews.html", context)
