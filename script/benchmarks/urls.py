"""The application's addresses, and the admin's list of the same women behind the same wall."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from casework.clients.models import Client
from casework.clients.queries import visible_clients
from dussk.access.categories import Permission
from dussk.access.marks import requires

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Client]
else:
    _Admin = admin.ModelAdmin  # takes no type parameter when run


class Women(_Admin):
    """The women's list as Django's admin makes it: the rows, columns, order and filters of ``clients:list``."""

    list_display = ("called", "reference", "born", "status", "keyworker", "agency", "alerted")
    list_filter = ("status", "keyworker")
    list_select_related = ("keyworker", "agency")
    list_per_page = 50
    ordering = ("sort_key", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible_clients(request.worker)  # type: ignore[attr-defined]

    @admin.display(boolean=True)
    def alerted(self, her: Client) -> bool:
        return her.alerted

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Client | None = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Client | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Client | None = None) -> bool:
        return False


class Site(admin.AdminSite):
    """Whoever the application lets in: its accounts have no is_staff."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return []  # the side bar is not what is compared


site = Site()
site.register(Client, Women)
_women = Women(Client, site)


@requires(Permission.LIST_CLIENTS)
def changelist(request: HttpRequest) -> HttpResponse:
    """The changelist, for whoever may see the list."""
    response: Any = _women.changelist_view(request)
    rendered: HttpResponse = response.render()
    return rendered


urlpatterns = [
    path("admin-of-the-bench/casework/client/", changelist, name="admin_changelist"),
    path("admin-of-the-bench/", site.urls),
    path("", include("dussk.urls")),
]

handler400 = "dussk.faults.bad_request"
handler403 = "dussk.faults.forbidden"
handler404 = "dussk.faults.not_found"
handler500 = "dussk.faults.server_error"
