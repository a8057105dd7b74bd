"""Generating: as many as asked for, the same for one seed, all constraints held, and only where it is stamped."""

from collections import Counter
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Max
from pytest_django import Settings

from casework.clients import rules
from casework.clients.models import Client, ClientName, ClientShare
from casework.contacts.models import Contact, ContactItem, FollowUp, Outcome, Session, Shift
from casework.generating import fill
from casework.generating.fill import RefusedError, generate, stamp_for_it
from casework.generating.plan import Plan
from casework.generating.women import sounds
from consent.disclosures.models import Disclosure, DisclosureMatch
from consent.referrals.models import Referral
from consent.referrals.rules import moves
from dussk.access.asking import ACCESS_ROLE, Worker, asking
from dussk.access.standing import findings
from dussk.audit.models import ViewLog
from dussk.audit.tracking import history_of
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role
from dussk.staff.stamps import GENERATED, stamp, stamp_or_refuse
from tests.casework.demonstration.dumping import dump

PLAN = Plan(clients=240, contacts=2_500, seed=7, until=date(2026, 10, 26))

pytestmark = pytest.mark.django_db


def keys_and_indexes() -> dict[str, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
        )
        indexes = cursor.fetchall()
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'D' ORDER BY 1, 2")
        return {"constraints": constraints, "indexes": indexes, "triggers that are off": cursor.fetchall()}


@pytest.fixture
def generated() -> None:
    stamp_for_it()
    generate(PLAN)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_there_are_exactly_as_many_as_asked_for(generated: None) -> None:
    assert Client.objects.count() == PLAN.clients
    assert Contact.objects.count() == PLAN.contacts
    assert Contact.objects.aggregate(Max("night"))["night__max"] == PLAN.until
    assert 0.5 < Contact.objects.filter(session__isnull=False).count() / PLAN.contacts < 0.75
    assert Session.objects.get(closed_at=None).night == PLAN.until


def test_keys_indexes_and_triggers_are_as_they_were() -> None:
    before = keys_and_indexes()
    stamp_for_it()
    generate(PLAN)
    after = keys_and_indexes()
    assert after == before
    assert after["triggers that are off"] == []
    assert all(validated for *_, validated in after["constraints"])
    assert findings() == []


def test_one_plan_makes_the_same_rows_and_another_seed_others() -> None:
    def dumped(plan: Plan) -> dict[str, list[tuple[Any, ...]]]:
        stamp_for_it()
        generate(plan)
        held = dump()
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before_it")
        return held

    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before_it")
    first = dumped(PLAN)
    assert dumped(PLAN) == first
    assert dumped(Plan(PLAN.clients, PLAN.contacts, 8, PLAN.until)) != first


def test_contacts_lie_in_the_order_of_their_days(generated: None) -> None:
    nights = list(Contact.objects.order_by("pk").values_list("night", flat=True))
    assert nights == sorted(nights)


def test_nothing_is_later_than_the_last_night(generated: None) -> None:
    assert not Client.objects.filter(made_at__date__gt=PLAN.until).exists()
    assert not Contact.objects.filter(made_at__lt=F("at")).exists()
    assert not ClientShare.objects.filter(starts__date__gt=PLAN.until).exists()


def test_registers_are_as_large_as_those_of_a_night(generated: None) -> None:
    lines = (
        Contact.objects.filter(session__isnull=False)
        .values("session")
        .annotate(n=Count("pk"))
        .values_list("n", flat=True)
    )
    assert max(lines) <= 60
    assert sum(lines) / len(lines) > 8
    assert Shift.objects.count() == 3 * Session.objects.count()
    assert ContactItem.objects.exists()


def test_names_are_written_as_the_rules_write_them(generated: None) -> None:
    for name in ClientName.objects.all():
        assert name.plain == rules.plain(name.name)
        assert set(name.sounds) == set(rules.sounds(name.name)) == set(sounds(name.name))
    for client in Client.objects.all():
        assert client.sort_key == rules.plain(client.called)


def test_some_names_are_many_womens_and_most_are_not(generated: None) -> None:
    called = Counter(Client.objects.values_list("called", flat=True))
    assert called.most_common(1)[0][1] >= 4
    assert sum(1 for count in called.values() if count == 1) > 20
    legal = Counter(ClientName.objects.filter(kind="legal").values_list("name", flat=True))
    assert len(legal) > 0.9 * sum(legal.values())


def test_partners_see_some_and_what_was_withdrawn_no_more(generated: None) -> None:
    drugs = Agency.objects.get(short_name="Drugs")
    facilitator = Staff.objects.get(email="facilitator@generated.example")
    with asking(Worker(facilitator, drugs)):
        seen = Client.objects.count()
    ever = ClientShare.objects.filter(agency=drugs).values("client").distinct().count()
    assert 0.05 * PLAN.clients < seen < ever < 0.4 * PLAN.clients
    second = Post.objects.filter(agency__short_name="Charity Two", role=Role.KEYWORKER).select_related(
        "staff", "agency"
    )[0]
    with asking(Worker(second.staff, second.agency)):
        assert 0 < Client.objects.count() < 0.2 * PLAN.clients


def test_tries_that_were_not_answered_are_there(generated: None) -> None:
    tries = Contact.objects.exclude(outcome=Outcome.ENGAGED)
    assert 0.05 < tries.count() / PLAN.contacts < 0.25
    assert not tries.filter(session__isnull=False).exists()


def test_there_is_a_sign_in_for_each_role(generated: None) -> None:
    for role in Role:
        staff = Staff.objects.get(email=f"{role.value}@generated.example")
        assert Post.objects.filter(staff=staff, role=role, ended_at=None).exists()
        assert not staff.has_usable_password()


def test_some_women_have_releases_and_referrals(generated: None) -> None:
    assert set(Disclosure.objects.values_list("state", flat=True)) == {"released", "waiting", "asked", "refused"}
    released = Disclosure.objects.filter(state="released")
    assert all(row.approvals.exclude(made_by=row.made_by).get().approved for row in released)
    assert DisclosureMatch.objects.filter(disclosure__state="waiting").exists()
    states = {"sent", "accepted", "refused", "seen", "ended"}
    assert set(Referral.objects.values_list("state", flat=True)) == states
    assert 0.2 < Referral.objects.count() / PLAN.clients < 0.3
    for row in Referral.objects.prefetch_related("steps"):
        steps = [moves.State(step.state) for step in row.steps.all()]
        assert moves.is_history(steps)
        assert (row.state, row.state_on) == (steps[-1], list(row.steps.all())[-1].on)


@pytest.mark.parametrize("app", ["casework", "consent"])
def test_each_record_has_the_history_of_its_making(generated: None, app: str) -> None:
    for model in apps.get_app_config(app).get_models():
        if hasattr(model, "pgh_event_model"):
            made = history_of(model).filter(pgh_label="insert")
            assert made.count() == model._default_manager.count(), model._meta.label


def test_history_has_what_was_changed_and_what_stood_there_before(generated: None) -> None:
    noted = Contact.objects.exclude(note="")
    assert set(history_of(Contact).filter(pgh_label="insert").values_list("note", flat=True)) == {""}
    changed = history_of(Contact).filter(pgh_label="update", note=F("pgh_obj__note"))
    assert set(noted.values_list("pk", flat=True)) <= set(changed.values_list("pgh_obj_id", flat=True))
    corrected = history_of(Contact).filter(pgh_label="update").exclude(note=F("pgh_obj__note")).count()
    assert 0 < corrected < 0.05 * noted.count()
    done = FollowUp.objects.exclude(done_at=None).count()
    assert history_of(FollowUp).filter(pgh_label="update").count() == done > 0
    for event in history_of(Contact).exclude(pgh_staff_id=F("made_by_id")):
        pytest.fail(f"not made by who made it: {event.pk}")


def test_the_view_log_has_the_looks_of_the_last_year(generated: None) -> None:
    assert set(ViewLog.objects.values_list("kind", flat=True)) == {"opened", "listed"}


def test_the_next_row_gets_the_next_number(generated: None) -> None:
    her = Client.objects.order_by("-pk")[0]
    by = Staff.objects.get(email="keyworker@generated.example")
    new = Client.objects.create(agency=her.agency, made_by=by, called="Nova")
    assert new.pk == her.pk + 1
    assert history_of(Client).filter(pgh_obj_id=new.pk).exists()


def test_a_database_that_is_not_stamped_is_refused() -> None:
    with pytest.raises(RefusedError, match="not stamped"):
        generate(PLAN)
    assert not Staff.objects.exists()


def test_a_demonstration_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO wall.stamp (kind) VALUES ('demonstration')")
    with pytest.raises(RefusedError, match="'demonstration'"):
        stamp_for_it()
    with pytest.raises(RefusedError, match="not stamped"):
        generate(PLAN)


def test_a_database_in_use_is_not_stamped() -> None:
    Agency.objects.create(name="Somebody's own", short_name="Own")
    with pytest.raises(RefusedError, match="in use"):
        stamp_for_it()
    assert stamp() is None


def test_a_database_is_filled_once(generated: None) -> None:
    with pytest.raises(RefusedError, match="filled already"):
        generate(PLAN)
    assert Client.objects.count() == PLAN.clients


def test_a_database_that_is_not_embedded_is_refused(settings: Settings) -> None:
    settings.EMBEDDED = False
    for act in (stamp_for_it, lambda: generate(PLAN)):
        with pytest.raises(RefusedError, match="embedded database only"):
            act()


def test_only_the_owner_generates() -> None:
    stamp_for_it()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ACCESS_ROLE}")
    with pytest.raises(RefusedError, match="owner"):
        generate(PLAN)


def test_too_few_are_refused() -> None:
    stamp_for_it()
    with pytest.raises(RefusedError, match="at the least"):
        generate(Plan(3, 10, 1, PLAN.until))


def test_it_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_pasts: object) -> None:
        raise OSError

    stamp_for_it()
    before = keys_and_indexes()
    monkeypatch.setattr(fill, "write_past", breaks)
    with pytest.raises(OSError):  # noqa: PT011 - the one above
        generate(PLAN)
    assert not Staff.objects.exists()
    assert keys_and_indexes() == before


def test_the_command_generates_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("generate", "--stamp", "--clients=40", "--contacts=300", "--until=2026-10-26")
    assert capsys.readouterr().out == "Generated 40 clients and 300 contacts. Nobody in it exists.\n"
    assert Contact.objects.count() == 300


def test_the_command_says_why_not() -> None:
    with pytest.raises(CommandError, match="not stamped"):
        call_command("generate", "--clients=40", "--contacts=300")
    with pytest.raises(CommandError, match="Say how many"):
        call_command("generate", "--clients=40")


def test_generated_rows_are_served_where_they_were_made_and_never_in_production(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dussk.staff.stamps.connection", SimpleNamespace(close=lambda: None))  # the test's own stays
    monkeypatch.setattr("dussk.staff.stamps.stamp", lambda: GENERATED)
    stamp_or_refuse()
    settings.EMBEDDED = False
    with pytest.raises(ImproperlyConfigured, match="generated rows"):
        stamp_or_refuse()
