"""When an alert shows, how it ends, and who can be told by one."""

from datetime import date, timedelta

import pytest

from casework.clients import actions, queries
from casework.clients.actions import RefusedError
from casework.clients.models import Alert, Client
from dussk.access.asking import Worker, asking
from tests.casework.clients.actions.conftest import TODAY, YESTERDAY
from tests.world import World


@pytest.mark.parametrize(
    ("starts", "ends", "shows", "listed"),
    [
        (TODAY, None, True, True),
        (YESTERDAY, None, True, True),
        (YESTERDAY, TODAY, True, True),
        (YESTERDAY - timedelta(days=1), YESTERDAY, False, False),
        (TODAY + timedelta(days=1), None, False, True),
    ],
)
def test_when_an_alert_shows(
    jo: Worker, anna: Client, starts: date, ends: date | None, *, shows: bool, listed: bool
) -> None:
    actions.add_alert(by=jo, client=anna, text="Never ring", audience="identity", starts=starts, ends=ends)
    assert bool(queries.visible_alerts(anna, TODAY)) is shows
    assert queries.coming_alerts(anna).exists() is listed
    assert queries.visible_clients(jo).get(pk=anna.pk).alerted is shows


@pytest.mark.parametrize("starts", [YESTERDAY, TODAY, TODAY + timedelta(days=9)])
def test_an_alert_is_ended_at_once_with_a_reason(jo: Worker, anna: Client, starts: date) -> None:
    actions.add_alert(by=jo, client=anna, text="Never ring", audience="identity", starts=starts)
    with pytest.raises(RefusedError, match="already"):
        actions.add_alert(by=jo, client=anna, text="never RING", audience="identity", starts=TODAY)
    alert = Alert.objects.get()
    actions.end_alert(by=jo, alert=alert, reason="New number")
    for day in (TODAY, starts):
        assert queries.visible_alerts(anna, day) == []
    alert.refresh_from_db()
    assert (alert.ended_by, alert.end_reason, alert.ends) == (jo.staff, "New number", max(starts, TODAY))
    with pytest.raises(RefusedError, match="already"):
        actions.end_alert(by=jo, alert=alert, reason="Again")


def test_audiences_are_those_one_is_of(world: World) -> None:
    expected = {
        "volunteer": ["identity"],
        "keyworker": ["identity", "casework", "safety"],
        "psychologist": ["identity", "casework", "safety", "clinical"],
        "administrator": [],
    }
    for who, audiences in expected.items():
        with asking(world.worker(who)):
            assert queries.audiences_of(world.worker(who)) == audiences, who
