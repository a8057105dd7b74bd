"""What the database itself never holds, each broken once; and whose owner a row names."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    EmergencyAccess,
    SafeContact,
)
from tests.world import World

NOW = timezone.now()
TODAY = timezone.localdate()
ALERT = {"audience": "identity", "text": "Never ring"}


def on_file(world: World, model: type[Model], **fields: Any) -> dict[str, Any]:
    """The fields every row on a file has, with names of people put in place of ``@name``."""
    anna = world.clients["anna"]
    row = {"client": anna, "owner": anna.agency, "agency": anna.agency, "made_by": anna.made_by}
    people = {key: world.staff(value[1:]) for key, value in fields.items() if str(value).startswith("@")}
    if model is ClientShare:
        row["agency"] = world.drugs
    return row | fields | people


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("client_is_called_something", {"called": ""}),
        ("client_estimate_has_date", {"estimated_age": 30}),
        ("client_estimate_has_date", {"estimated_on": TODAY}),
        ("client_born_or_estimated", {"born": TODAY, "estimated_age": 30, "estimated_on": TODAY}),
        ("client_estimate_in_range", {"estimated_age": 9, "estimated_on": TODAY}),
        ("client_estimate_in_range", {"estimated_age": 111, "estimated_on": TODAY}),
    ],
)
def test_what_a_client_never_is(world: World, name: str, changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Client.objects.filter(pk=world.clients["anna"].pk).update(**changes)


ROWS: list[tuple[str, type[Model], dict[str, Any]]] = [
    ("name_is_not_empty", ClientName, {"kind": "other", "name": ""}),
    ("name_ends_after_start", ClientName, {"kind": "other", "name": "X", "starts": TODAY, "ends": date(2000, 1, 1)}),
    ("name_called_once", ClientName, {"kind": "called", "name": "X"}),
    ("safe_contact_both_times", SafeContact, {"way": "call", "is_safe": True, "from_time": time(9)}),
    ("safe_contact_both_times", SafeContact, {"way": "call", "is_safe": True, "to_time": time(9)}),
    ("safe_contact_message_only", SafeContact, {"way": "call", "is_safe": False, "message_allowed": True}),
    ("alert_says_something", Alert, {**ALERT, "text": ""}),
    ("alert_ends_after_start", Alert, {**ALERT, "starts": TODAY, "ends": date(2000, 1, 1)}),
    ("alert_ended_by_someone", Alert, {**ALERT, "ended_by": "@keyworker"}),
    ("alert_ended_by_someone", Alert, {**ALERT, "end_reason": "Over"}),
    ("block_ended_by_another", Block, {"blocked": "@blocked", "ended_at": NOW, "ended_by": "@blocked"}),
    ("block_ended_by_another", Block, {"blocked": "@blocked", "ended_at": NOW}),
    ("block_ended_by_another", Block, {"blocked": "@blocked", "ended_by": "@manager"}),
    ("share_category", ClientShare, {"category": "supervision"}),
    ("share_ends_after_start", ClientShare, {"category": "casework", "starts": NOW, "ends": NOW - timedelta(days=1)}),
    ("emergency_at_most_four_hours", EmergencyAccess, {"reason": "X", "starts": NOW, "ends": NOW + timedelta(hours=5)}),
    ("emergency_at_most_four_hours", EmergencyAccess, {"reason": "X", "starts": NOW, "ends": NOW}),
    ("emergency_has_reason", EmergencyAccess, {"reason": "", "starts": NOW, "ends": NOW + timedelta(hours=1)}),
]


@pytest.mark.parametrize(("name", "model", "fields"), ROWS)
def test_what_a_row_on_a_file_never_is(world: World, name: str, model: type[Model], fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.create(**on_file(world, model, **fields))


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("name_once_a_kind", ClientName, {"kind": "other", "name": "Destiny"}),
        ("block_once", Block, {"blocked": "@blocked", "kind": "her_wish"}),
    ],
)
def test_what_a_file_never_holds_twice(world: World, name: str, model: type[Model], fields: dict[str, Any]) -> None:
    model._default_manager.create(**on_file(world, model, **fields))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.create(**on_file(world, model, **fields))


def test_a_file_is_never_shared_with_the_agency_that_keeps_it(world: World) -> None:
    with pytest.raises(IntegrityError, match="share_with_another_agency"), transaction.atomic():
        ClientShare.objects.create(**on_file(world, ClientShare, category="casework") | {"agency": world.charity})


def test_a_row_names_the_agency_that_keeps_the_file(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="true_owner"), transaction.atomic():
        ClientName.objects.create(**on_file(world, ClientName, kind="other", name="X", owner=world.drugs))
