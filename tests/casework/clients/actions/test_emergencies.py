"""Opening a file in an emergency: what opens it, how often, how far, and what managers review."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.actions import RefusedError
from casework.clients.models import Alert, Block, Client, EmergencyAccess, EmergencyAttempt
from dussk.access.asking import Worker, asking
from tests.casework.clients.actions.conftest import TODAY
from tests.world import World, woman


def test_a_file_is_opened_by_reference_or_by_name_and_birth(world: World) -> None:
    facilitator = world.worker("facilitator")
    her = woman(world.worker("keyworker"), "Zoë Smith", born=date(1990, 4, 3))
    with asking(facilitator):
        assert not Client.objects.filter(pk=her.pk).exists()
        opened = actions.open_in_emergency(by=facilitator, reason="Overdose", name="ZOE smith", born=date(1990, 4, 3))
        assert opened == her.reference
        assert Client.objects.filter(pk=her.pk).exists()
        access = queries.emergency_of(her, facilitator)
        assert access is not None
        assert access.ends - access.starts == timedelta(hours=4)
        assert queries.bar_of(her, facilitator).opened_until == access.ends
        cass = world.clients["cass"].reference
        assert actions.open_in_emergency(by=facilitator, reason="Overdose", reference=cass) == cass


def test_nobody_and_several_and_blocked_are_answered_alike(world: World) -> None:
    facilitator, keyworker = world.worker("facilitator"), world.worker("keyworker")
    for _ in range(2):
        woman(keyworker, "Zoe Smith", born=date(1990, 4, 3))
    blocked = woman(keyworker, "Ruby Quinn", born=date(1991, 1, 1))
    Block.objects.create(
        client=blocked,
        owner=world.charity,
        agency=world.charity,
        made_by=keyworker.staff,
        blocked=facilitator.staff,
        kind="her_wish",
    )
    with asking(facilitator):
        asked = [
            {"name": "Nobody Known", "born": date(1990, 4, 3)},
            {"name": "Zoe Smith", "born": date(1990, 4, 3)},
            {"name": "Ruby Quinn", "born": date(1991, 1, 1)},
            {"reference": blocked.reference},
            {"reference": "00000000"},
        ]
        answers = [actions.open_in_emergency(by=facilitator, reason="Danger", **one) for one in asked]  # type: ignore[arg-type]
    assert answers == [None] * 5
    assert not EmergencyAccess.objects.exists()
    kept = EmergencyAttempt.objects.order_by("pk")
    assert [attempt.by_reference for attempt in kept] == [False] * 3 + [True] * 2
    assert not kept.exclude(client=None, owner=None).exists()


def test_after_five_in_an_hour_there_are_no_more(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        for _ in range(5):
            actions.open_in_emergency(by=facilitator, reason="Danger", reference="00000000")
        with pytest.raises(RefusedError, match="five times in the last hour"):
            actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)
    assert not EmergencyAccess.objects.exists()
    assert EmergencyAttempt.objects.count() == 6  # what was asked too often is told to the manager as well
    EmergencyAttempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    with asking(facilitator):
        assert actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)


def test_another_fault_of_the_database_is_not_taken_for_too_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: object) -> None:
        raise OperationalError("the connection is gone")

    facilitator = world.worker("facilitator")
    monkeypatch.setattr("casework.clients.actions.access.rules.plain", gone)
    with asking(facilitator), pytest.raises(OperationalError):
        actions.open_in_emergency(by=facilitator, reason="Danger", reference="00000000")


def test_the_own_file_of_an_agency_needs_no_emergency(world: World, jo: Worker, anna: Client) -> None:
    assert actions.open_in_emergency(by=jo, reason="Danger", reference=anna.reference) == anna.reference
    assert not EmergencyAccess.objects.exists()
    assert EmergencyAttempt.objects.filter(staff=jo.staff).count() == 1


def test_an_emergency_opens_no_more_than_her_role_reads_and_never_clinical(world: World) -> None:
    her = world.clients["cass"]
    for audience in ("identity", "casework", "safety", "clinical"):
        Alert.objects.create(
            client=her, owner=her.agency, agency=her.agency, made_by=her.made_by, audience=audience, text=audience
        )
    psychologist = world.worker("psychologist")
    with asking(psychologist):
        actions.open_in_emergency(by=psychologist, reason="Danger", reference=her.reference)
        assert {alert.audience for alert in queries.visible_alerts(her, TODAY)} == {"identity", "casework", "safety"}


def test_managers_review_the_emergencies_of_their_own_agency(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.open_in_emergency(by=facilitator, reason="Overdose", reference=world.clients["cass"].reference)
        actions.open_in_emergency(by=facilitator, reason="Overdose", reference="00000000")
    for who, accesses, attempts in (("manager", 1, 2), ("drugs_manager", 0, 1), ("keyworker", 0, 0)):
        worker = world.worker(who)
        with asking(worker):
            assert queries.emergencies_of(worker.agency).count() == accesses, who
            assert queries.recent_emergencies(worker.agency).count() == accesses, who
            assert queries.attempts(worker.agency).count() == attempts, who
