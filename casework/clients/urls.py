"""Addresses of women's files. They hold references and random ids, never a name."""

from django.urls import path, register_converter

from casework.clients import rules
from casework.clients.views import access, file, finding, joining, names, safety


class ReferenceConverter:
    """A reference in its one right form."""

    regex = f"[{rules.REFERENCE_ALPHABET}]{{{rules.REFERENCE_LENGTH}}}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(ReferenceConverter, "reference")

app_name = "clients"
urlpatterns = [
    path("", finding.women, name="list"),
    path("find/", finding.find, name="find"),
    path("new/", finding.new, name="new"),
    path("emergency/", access.emergency, name="emergency"),
    path("emergencies/", access.emergencies, name="emergencies"),
    path("<reference:reference>/", file.client, name="client"),
    path("<reference:reference>/details/", file.details, name="details"),
    path("<reference:reference>/keyworker/", file.keyworker, name="keyworker"),
    path("<reference:reference>/status/", file.status, name="status"),
    path("<reference:reference>/called/", names.called, name="called"),
    path("<reference:reference>/names/add/", names.add, name="add_name"),
    path("<reference:reference>/names/<uuid:uid>/", names.correct, name="correct_name"),
    path("<reference:reference>/names/<uuid:uid>/give-up/", names.give_up, name="give_up_name"),
    path("<reference:reference>/reaching/add/", safety.add_way, name="add_way"),
    path("<reference:reference>/reaching/<uuid:uid>/", safety.change_way, name="change_way"),
    path("<reference:reference>/reaching/<uuid:uid>/end/", safety.end_way, name="end_way"),
    path("<reference:reference>/alerts/add/", safety.add_alert, name="add_alert"),
    path("<reference:reference>/alerts/<uuid:uid>/end/", safety.end_alert, name="end_alert"),
    path("<reference:reference>/blocks/add/", access.block, name="block"),
    path("<reference:reference>/blocks/<uuid:uid>/end/", access.end_block, name="end_block"),
    path("<reference:reference>/join/", joining.find_other, name="join"),
    path("<reference:reference>/join/<reference:other>/", joining.compare, name="compare"),
    path("<reference:reference>/joined/<uuid:uid>/undo/", joining.undo, name="undo_joining"),
    path("<reference:reference>/conflict/", access.conflict, name="conflict"),
]
