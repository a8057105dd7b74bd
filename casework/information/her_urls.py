"""Addresses of her information sheet, under /clients/. They hold her reference and random ids."""

from django.urls import path

import casework.clients.urls  # noqa: F401 (it says what a reference looks like in an address)
from casework.information.views import entries, sheets

app_name = "her_information"
_HERS = "<reference:reference>/information/"
urlpatterns = [
    path(_HERS, sheets.sheet, name="sheet"),
    path(f"{_HERS}details/", sheets.details, name="details"),
    path(f"{_HERS}gp/", sheets.gp, name="gp"),
    path(f"{_HERS}phone/", sheets.phone, name="phone"),
    path(f"{_HERS}paper/", sheets.printed, name="print"),
    path(f"{_HERS}beside/<uuid:uid>/", sheets.beside, name="beside"),
    path(f"{_HERS}<slug:name>/", sheets.section, name="section"),
    path(f"{_HERS}<slug:name>/earlier/", sheets.before, name="before"),
    path(f"{_HERS}<slug:name>/gone-through/", sheets.gone_through, name="gone_through"),
    path(f"{_HERS}<slug:code>/new/", entries.new, name="new"),
    path(f"{_HERS}<slug:code>/<uuid:uid>/", entries.entry, name="entry"),
    path(f"{_HERS}<slug:code>/<uuid:uid>/ended/", entries.ended, name="ended"),
    path(f"{_HERS}<slug:code>/<uuid:uid>/put-back/", entries.put_back, name="put_back"),
]
