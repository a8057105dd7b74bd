"""Addresses of the agency's own lists, under /lists/."""

from django.urls import path, register_converter

from casework.lists import views
from casework.lists.queries import LISTS, ListKind


class ListConverter:
    """One of the lists."""

    regex = "|".join(LISTS)

    def to_python(self, value: str) -> ListKind:
        """The list of this name."""
        return LISTS[value]

    def to_url(self, value: ListKind | str) -> str:
        """The name of the list."""
        return value.key if isinstance(value, ListKind) else value


register_converter(ListConverter, "list")

app_name = "lists"
urlpatterns = [
    path("", views.lists, name="lists"),
    path("<list:kind>/", views.one_list, name="list"),
    path("<list:kind>/add/", views.add, name="add"),
    path("<list:kind>/<uuid:uid>/", views.thing, name="thing"),
    path("<list:kind>/<uuid:uid>/rename/", views.rename, name="rename"),
    path("<list:kind>/<uuid:uid>/move/", views.move, name="move"),
    path("<list:kind>/<uuid:uid>/retire/", views.retire, name="retire"),
    path("<list:kind>/<uuid:uid>/bring-back/", views.bring_back, name="bring_back"),
]
