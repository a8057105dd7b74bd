import pytest
from pytest_django import Settings

from dussk.ui import navigation
from dussk.ui.navigation import NavItem


@pytest.fixture
def addresses(settings: Settings) -> None:
    """The addresses that the frame of a page needs, all of them routed."""
    settings.ROOT_URLCONF = "tests.dussk.ui.sample"
    settings.UI_URLS = {}


@pytest.fixture
def menu(addresses: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A navigation of two entries, whatever the apps registered."""
    monkeypatch.setattr(navigation, "_registered", {})
    navigation.register(NavItem(20, "Women", "today:list", "read clients"))
    navigation.register(NavItem(10, "Today", "today:today"))
