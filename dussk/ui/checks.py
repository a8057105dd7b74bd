"""Start-up checks of the interface."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register

from dussk.ui.addresses import url_names
from dussk.ui.navigation import address, registered


@register(Tags.urls)
def addresses_exist(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Every address that the frame of a page or the navigation names must be routed.

    A missing one would only leave its link out, and the screen lock would be gone without anybody seeing it.
    """
    wanted = [*url_names().values(), *(item.url_name for item in registered())]
    return [
        Error(f"No address is routed for “{name}”.", hint="Route it or set UI_URLS.", id="ui.E001")
        for name in wanted
        if not address(name)
    ]
