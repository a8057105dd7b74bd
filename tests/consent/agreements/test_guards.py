"""What the application's login must not do to what she signed, whatever its code says."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.actions.writing import on_file
from casework.clients.models import Block, ClientShare
from consent.agreements.models import (
    Agreement,
    ConsentForm,
    FormPart,
    NotToBeTold,
    OutsideChoice,
    PartnerChoice,
    Withdrawal,
)
from dussk.access.asking import asking
from tests.consent.agreements.conftest import Asked, casework


def refused(act: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def sql(statement: str, *values: int | date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@pytest.mark.parametrize(
    "change",
    [
        {"service": False},
        {"storing": False},
        {"research": True},
        {"answered": []},
        {"print_name": "Somebody else"},
        {"drawn": "M1 1L2 2", "signature": "drawn"},
        {"ends_on": None},
        {"review_on": timezone.localdate() + timedelta(days=600)},
        {"signed_at": None},
        {"replaced_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
        {"left_at": timezone.now()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_signed_agreement_stands_as_it_was_signed(asked: Asked, change: dict[str, Any]) -> None:
    agreement = asked.signed(how={"ends_on": timezone.localdate() + timedelta(days=30)})
    with asking(asked.by):
        refused(lambda: Agreement.objects.filter(pk=agreement.pk).update(**change))


def test_nobody_signs_by_hand(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin())
    with asking(asked.by):
        refused(lambda: Agreement.objects.filter(pk=agreement.pk).update(signed_at=timezone.now()))
        refused(
            lambda: Agreement.objects.create(**on_file(asked.rosa, asked.by), form=asked.form, signed_at=timezone.now())
        )


def test_nothing_is_added_to_or_changed_in_the_choices_of_a_signed_agreement(asked: Asked) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    with asking(asked.by):
        for model in (OutsideChoice, PartnerChoice):
            refused(lambda model=model: model.objects.filter(agreement=agreement).update(agreed=True))  # type: ignore[misc]
            refused(lambda model=model: model.objects.filter(agreement=agreement).update(withdrawn_at=timezone.now()))  # type: ignore[misc]
        refused(lambda: OutsideChoice.objects.create(agreement=agreement, name="Somebody", agreed=True))
        other = asked.begin()
        refused(lambda: OutsideChoice.objects.filter(agreement=agreement).update(agreement=other))


def test_nothing_is_deleted(asked: Asked) -> None:
    asked.signed({asked.world.drugs: casework()})
    with asking(asked.by):
        for model in (Withdrawal, NotToBeTold, OutsideChoice, PartnerChoice, Agreement, ClientShare, FormPart):
            refused(lambda model=model: sql(f"DELETE FROM {model._meta.db_table}"))  # type: ignore[misc]


def test_shares_are_written_by_nobody_by_hand(asked: Asked) -> None:
    asked.signed({asked.world.drugs: casework()})
    with asking(asked.by):
        refused(
            lambda: ClientShare.objects.create(
                client=asked.rosa,
                owner=asked.world.charity,
                agency=asked.world.nhs,
                category="casework",
                made_by=asked.by.staff,
            )
        )
        # Without a right, or without a row that it may touch: nothing changes either way.
        try:
            with transaction.atomic():
                assert ClientShare.objects.update(ends=None, category="clinical") == 0
        except DatabaseError:
            pass
        assert ClientShare.objects.get(client=asked.rosa).category == "casework"


def test_a_withdrawal_is_written_by_nobody_by_hand(asked: Asked) -> None:
    agreement = asked.signed()
    with asking(asked.by):
        refused(
            lambda: Withdrawal.objects.create(
                **on_file(asked.rosa, asked.by), agreement=agreement, told_on=timezone.localdate(), everything=True
            )
        )


@pytest.mark.parametrize("who", ["volunteer", "facilitator", "psychologist", "administrator", "blocked"])
def test_the_functions_ask_who_calls(asked: Asked, who: str) -> None:
    Block.objects.create(**on_file(asked.rosa, asked.by), blocked=asked.world.staff("blocked"), kind="her_wish")
    agreement = asked.go_through(asked.begin(), partners={asked.world.drugs: casework()})
    with asking(asked.world.worker(who)):
        refused(lambda: sql("SELECT wall.sign_agreement(%s)", agreement.pk))
    asked.sign(agreement)
    with asking(asked.world.worker(who)):
        refused(
            lambda: sql(
                "SELECT wall.withdraw(%s, %s, '{everything}', '{}', '{}', '')", agreement.pk, timezone.localdate()
            )
        )


def test_a_name_on_her_list_is_not_rewritten(asked: Asked) -> None:
    asked.signed()
    with asking(asked.by):
        refused(lambda: NotToBeTold.objects.update(name="Somebody else"))
        refused(lambda: NotToBeTold.objects.update(agreement=None))
        NotToBeTold.objects.update(ended_at=timezone.now(), ended_by=asked.by.staff)
        refused(lambda: NotToBeTold.objects.update(ended_at=None, ended_by=None))


@pytest.mark.parametrize("change", [{"why": "Other"}, {"with_reputation": True}, {"review_months": 1}])
def test_a_published_form_stands(asked: Asked, change: dict[str, Any]) -> None:
    with asking(asked.world.worker("administrator")):
        refused(lambda: ConsentForm.objects.filter(pk=asked.form.pk).update(**change))
        refused(lambda: FormPart.objects.filter(form=asked.form).update(words="Other words"))
        refused(lambda: FormPart.objects.create(form=asked.form, part="service", heading="A", words="B"))


@pytest.mark.parametrize("who", ["keyworker", "manager", "facilitator"])
def test_only_an_administrator_writes_forms(asked: Asked, who: str) -> None:
    worker = asked.world.worker(who)
    with asking(worker):
        refused(lambda: ConsentForm.objects.create(agency=worker.agency, language="Welsh", number=1, why="For her"))
        assert ConsentForm.objects.filter(agency=worker.agency).update(retired_at=timezone.now()) == 0


def test_what_constraints_hold_even_for_the_owner(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin())
    rows = Agreement.objects.filter(pk=agreement.pk)
    for change in (
        {"signed_at": timezone.now()},  # without a signature
        {"signature": "paper", "drawn": "M1 1L2 2"},
        {"paper_is_at": "Cabinet"},
        {"interpreter": "telephone"},
        {"signed_on": timezone.localdate(), "ends_on": timezone.localdate() - timedelta(days=1)},
        {"withdrawn_at": timezone.now()},
    ):
        refused(lambda change=change: rows.update(**change))  # type: ignore[misc]
    refused(lambda: Agreement.objects.create(**on_file(asked.rosa, asked.by), form=asked.form))
    refused(lambda: OutsideChoice.objects.create(agreement=agreement, kind="police", name="And a name"))
    refused(lambda: ConsentForm.objects.filter(pk=asked.form.pk).update(review_months=25))
