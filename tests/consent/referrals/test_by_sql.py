"""What somebody who can run SQL as the application's login still cannot make of referrals and the directory."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from casework.clients.actions.writing import on_file
from consent.agreements.models import OutsideChoice
from consent.agreements.rules import ToPartner
from consent.referrals.models import Referral, ReferralStep, Service, ServiceHours
from dussk.access.asking import Worker, asking
from tests import world as worlds
from tests.at_once import colleagues, meanwhile
from tests.consent.referrals.conftest import WHY, Referring, build
from tests.matrix.referrals import a_service


def run(worker: Worker, sql: str, *values: Any) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def columns(referring: Referring, **changed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    said = {"named": "A hostel", "kind": "hostel", "tier": 1, "why": WHY, "urgency": "week", "how": "phone"}
    said |= {"basis": "herself", "made_on": today, "state_on": today}
    return on_file(referring.rosa, referring.jo) | said | changed


def refused(referring: Referring, match: str, **changed: Any) -> None:
    with asking(referring.jo), pytest.raises(DatabaseError, match=match), transaction.atomic():
        Referral.objects.create(**columns(referring, **changed))


@pytest.mark.parametrize(
    "change",
    [
        "state = 'seen'",
        "state_on = current_date + 1",
        "basis = 'disclosure', disclosure_id = 1",
        "named = 'Elsewhere'",
        "made_on = made_on - 1",
        "kind = 'rehab'",
    ],
)
def test_a_referral_stays_what_was_sent(referring: Referring, change: str) -> None:
    row = referring.refer(service=None, named="A hostel")
    with pytest.raises(DatabaseError, match="goes where it was sent"):
        run(referring.jo, f"UPDATE consent_referral SET {change} WHERE id = {row.pk}")


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"state": "accepted"}, "begins where it is sent"),
        ({"why": ""}, "referral_says_why"),
        ({"named": ""}, "referral_to_one_service"),
        ({"basis": "consent"}, "has not agreed|referral_by_consent"),
        ({"basis": "disclosure"}, "may not stand on this release"),
        ({"basis": "share"}, "referral_by_share"),
        ({"tier": 5}, "referral_tier"),
    ],
)
def test_what_cannot_be_sent(referring: Referring, changed: dict[str, Any], match: str) -> None:
    refused(referring, match, **changed)


def test_her_yes_is_hers_and_for_that_kind(referring: Referring) -> None:
    agreement = referring.agree("housing_providers", "police")
    housing, police = (OutsideChoice.objects.get(agreement=agreement, kind=k) for k in ("housing_providers", "police"))
    no = OutsideChoice.objects.get(agreement=agreement, kind="dwp")
    to_bridge = {"service": referring.bridge, "named": "", "basis": "consent"}
    for choice in (police, no):
        refused(referring, "has not agreed", **to_bridge, choice=choice)
    cass = referring.world.clients["cass"]
    refused(referring, "has not agreed", **to_bridge, choice=housing, client=cass)
    with asking(referring.jo):
        assert Referral.objects.create(**columns(referring, **to_bridge, choice=housing)).state == "sent"


def test_a_partner_is_told_only_where_she_shares_and_where_the_service_is_the_partners(referring: Referring) -> None:
    to_drugs = {"service": referring.harbour, "named": "", "basis": "share", "to_agency": referring.world.drugs}
    refused(referring, "lets them see nothing", **to_drugs)
    referring.agree(partners={referring.world.drugs: ToPartner(frozenset({"identity"}))})
    refused(referring, "begins where it is sent", **to_drugs | {"service": referring.bridge})
    refused(referring, "begins where it is sent", **to_drugs | {"service": None, "named": "Harbour"})
    refused(referring, "referral_by_herself", **to_drugs | {"basis": "herself"})
    with asking(referring.jo):
        assert Referral.objects.create(**columns(referring, **to_drugs)).state == "sent"


def step_sql(state: str, on: str = "current_date") -> str:
    return (
        'INSERT INTO consent_referralstep (uid, referral_id, agency_id, made_by_id, made_at, state, "on", reason,'
        " outcome, words)"
        f" VALUES (gen_random_uuid(), %s, %s, %s, now(), '{state}', {on}, '', '', '')"
    )


def test_steps_follow_the_table(referring: Referring) -> None:
    row, jo = referring.refer(), referring.jo
    values = [row.pk, jo.agency.pk, jo.staff.pk]
    for state in ("sent", "missed", "nothing"):
        with pytest.raises(DatabaseError, match="does not follow"):
            run(jo, step_sql(state), *values)
    with pytest.raises(DatabaseError, match="no such day"):
        run(jo, step_sql("accepted", "current_date + 2"), *values)
    with pytest.raises(DatabaseError, match="step_refused_for_a_reason"):
        run(jo, step_sql("refused"), *values)
    assert run(jo, step_sql("accepted"), *values) == 1
    row.refresh_from_db()
    assert row.state == "accepted"


def test_nobody_else_writes_steps(referring: Referring) -> None:
    row = referring.refer()
    for name in ("facilitator", "volunteer", "psychologist", "administrator"):
        worker = referring.world.worker(name)
        with pytest.raises(DatabaseError, match="row-level security"):
            run(worker, step_sql("accepted"), row.pk, worker.agency.pk, worker.staff.pk)
    jo, manager = referring.jo, referring.world.worker("manager")
    with pytest.raises(DatabaseError, match="row-level security"):  # in a colleague's name
        run(jo, step_sql("accepted"), row.pk, jo.agency.pk, manager.staff.pk)
    with pytest.raises(DatabaseError, match="row-level security"):  # or another agency's
        run(jo, step_sql("accepted"), row.pk, referring.world.drugs.pk, jo.staff.pk)


def test_a_step_stays_as_it_was_written(referring: Referring) -> None:
    row = referring.refer()
    referring.step(row, "accepted")
    for change in (
        "words = 'x'",
        "state = 'seen'",
        '"on" = "on" - 1',
        "mistake_at = now(), mistake_by_id = made_by_id, words = 'x'",
    ):
        with pytest.raises(DatabaseError, match="stays as it was written"):
            run(
                referring.jo,
                f"UPDATE consent_referralstep SET {change} WHERE referral_id = %s AND state = 'accepted'",
                row.pk,
            )


def test_nothing_of_hers_is_deleted(referring: Referring) -> None:
    referring.refer()
    for table in ("referral", "referralstep", "service", "referralevent", "referralstepevent"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(referring.jo, f"DELETE FROM consent_{table}")


def test_a_directory_is_kept_by_its_own_keyworkers_and_managers(referring: Referring) -> None:
    theirs = a_service(referring.world.worker("drugs_manager"), "Their clinic")
    rename = "UPDATE consent_service SET name = 'Mine' WHERE id = %s"
    assert run(referring.jo, rename, theirs.pk) == 0
    for name in ("volunteer", "administrator", "facilitator"):
        assert run(referring.world.worker(name), rename, referring.bridge.pk) == 0
    assert run(referring.world.worker("manager"), rename, referring.bridge.pk) == 1
    hours = "INSERT INTO consent_servicehours (service_id, day, opens, closes) VALUES (%s, 1, '01:00', '02:00')"
    with pytest.raises(DatabaseError, match="row-level security"):
        run(referring.jo, hours, theirs.pk)
    assert run(referring.jo, "DELETE FROM consent_servicehours WHERE service_id = %s", theirs.pk) == 0
    assert run(referring.jo, "DELETE FROM consent_servicehours WHERE service_id = %s", referring.bridge.pk) == 7


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"name": "BRIDGE HOUSE"}, "service_once"),
        ({"name": ""}, "service_says_something"),
        ({"tier": 9}, "service_tier"),
        ({"checked_on": None}, "service_checked_by_someone"),
    ],
)
def test_what_a_directory_cannot_say(referring: Referring, changed: dict[str, Any], name: str) -> None:
    said = {"name": "Another"} | changed
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        a_service(referring.jo, said.pop("name"), **said)


def test_its_own_agency_is_no_partner_of_it(referring: Referring) -> None:
    with pytest.raises(IntegrityError, match="service_partner_is_another"), transaction.atomic():
        Service.objects.filter(pk=referring.bridge.pk).update(partner=referring.world.charity)
    with pytest.raises(IntegrityError, match="service_opens_once"), transaction.atomic():
        ServiceHours.objects.create(service=referring.bridge, day=0, opens="21:00", closes="23:00")
    with pytest.raises(IntegrityError, match="service_day_of_the_week"), transaction.atomic():
        ServiceHours.objects.create(service=referring.bridge, day=7, opens="21:00", closes="23:00")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"state": "ended"}, "step_ended_with_an_outcome"),
        ({"state": "refused", "reason": "other"}, "step_other_in_words"),
        ({"state": "refused", "reason": "full", "appointment": timezone.now()}, "step_appointment_where_accepted"),
        ({"state": "accepted", "mistake_at": timezone.now()}, "step_mistake_by_someone"),
    ],
)
def test_what_a_step_cannot_say(referring: Referring, changed: dict[str, Any], name: str) -> None:
    row = referring.refer()
    made = {"referral": row, "agency": row.agency, "made_by": row.made_by, "on": row.made_on}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ReferralStep.objects.create(**made, **changed)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"to_agency_id": 0}, "referral_to_another"),
        ({"state_on": timezone.localdate() - timedelta(days=9)}, "referral_moved_after_it_was_made"),
        ({"kind": ""}, "referral_says_why"),
    ],
)
def test_what_a_referral_cannot_say(referring: Referring, changed: dict[str, Any], name: str) -> None:
    if "to_agency_id" in changed:
        changed = {"to_agency_id": referring.world.charity.pk, "basis": "share"}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Referral.objects.create(**columns(referring, **changed))


@pytest.fixture
def committed(transactional_db: None) -> Referring:
    return build(worlds.build())


def test_of_two_who_answer_at_once_one_does(committed: Referring) -> None:
    row, jo = committed.refer(), committed.jo
    values = [row.pk, jo.agency.pk, jo.staff.pk]
    with colleagues(jo) as (first, second):
        first.ask(step_sql("seen"), values)
        assert meanwhile(first, second, step_sql("accepted"), values) == "DR001"
    row.refresh_from_db()
    assert row.state == "seen"


def test_what_she_takes_back_while_it_is_sent_is_not_sent(committed: Referring) -> None:
    agreement = committed.agree("housing_providers")
    choice = OutsideChoice.objects.get(agreement=agreement, kind="housing_providers")
    jo, rosa, today = committed.jo, committed.rosa, timezone.localdate()
    send = (
        "INSERT INTO consent_referral (uid, client_id, owner_id, agency_id, made_by_id, made_at, service_id, named,"
        " to_whom, tier, kind, why, wants, urgency, how, basis, choice_id, made_on, state, state_on) VALUES"
        " (gen_random_uuid(), %s, %s, %s, %s, now(), %s, '', '', 1, 'hostel', 'x', '', 'week', 'phone', 'consent',"
        " %s, %s, 'sent', %s)"
    )
    values = [rosa.pk, rosa.agency_id, jo.agency.pk, jo.staff.pk, committed.bridge.pk, choice.pk, today, today]
    withdraw = "SELECT wall.withdraw(%s, current_date, '{}', %s, '{}', '')"
    with colleagues(jo) as (first, second):
        first.ask(withdraw, [agreement.pk, [choice.pk]])
        assert meanwhile(first, second, send, values) == "DR003"
    assert not Referral.objects.exists()
