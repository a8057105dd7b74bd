"""Two workers at once, with the same woman's agreement. Nothing is signed twice, and nothing stays open by accident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.clients.models import ClientShare
from consent.agreements import actions
from consent.agreements.models import Agreement, ConsentForm, PartnerChoice, Withdrawal
from tests import world as worlds
from tests.at_once import Colleague, colleagues, meanwhile
from tests.consent.agreements.conftest import Asked, casework
from tests.world import woman

SIGN = "SELECT wall.sign_agreement(%s)"
WITHDRAW = "SELECT wall.withdraw(%s, current_date, '{everything}', '{}', '{}', '')"
TYPED = (
    "UPDATE consent_agreement SET signature = 'typed', print_name = 'Rosa Lind', signed_on = current_date,"
    " review_on = current_date + 100 WHERE id = %s"
)


@pytest.fixture
def asked(transactional_db: None) -> Asked:
    world = worlds.build()
    for agency in (world.charity, world.drugs):
        actions.begin_forms(agency)
    ConsentForm.objects.update(published_at=timezone.now() - timedelta(days=30))
    by = world.worker("keyworker")
    return Asked(world, woman(by, "Rosa"), by)


def gone_through(asked: Asked) -> Agreement:
    return asked.go_through(asked.begin(), partners={asked.world.drugs: casework()})


def signs(one: Colleague, agreement: Agreement) -> None:
    one.ask(TYPED, [agreement.pk])
    one.ask(SIGN, [agreement.pk])


def open_now(asked: Asked) -> set[str]:
    shares = ClientShare.objects.filter(client=asked.rosa, starts__lte=timezone.now()).exclude(ends__lte=timezone.now())
    return set(shares.values_list("category", flat=True))


def test_of_two_who_sign_at_once_one_does(asked: Asked) -> None:
    agreement = gone_through(asked)
    with colleagues(asked.by) as (first, second):
        signs(first, agreement)
        assert meanwhile(first, second, SIGN, [agreement.pk]) == "DC001"
    agreement.refresh_from_db()
    assert agreement.holds
    assert open_now(asked) == {"casework"}
    assert PartnerChoice.objects.get(agreement=agreement, agreed=True).share is not None


def test_an_answer_that_comes_while_she_signs_is_refused(asked: Asked) -> None:
    agreement = gone_through(asked)
    answer = "UPDATE consent_agreement SET research = true WHERE id = %s"
    with colleagues(asked.by) as (first, second):
        signs(first, agreement)
        assert meanwhile(first, second, answer, [agreement.pk]) == "42501"
    agreement.refresh_from_db()
    assert (agreement.holds, agreement.research) == (True, False)


def test_what_is_taken_back_while_another_is_signed_belongs_to_neither_by_accident(asked: Asked) -> None:
    earlier = asked.signed({asked.world.drugs: casework()})
    agreement = gone_through(asked)
    with colleagues(asked.by) as (first, second):
        signs(first, agreement)
        assert meanwhile(first, second, WITHDRAW, [earlier.pk]) == "DC006"
    agreement.refresh_from_db()
    assert agreement.holds
    assert (Withdrawal.objects.count(), open_now(asked)) == (0, {"casework"})


def test_of_two_who_take_it_back_at_once_one_does(asked: Asked) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    with colleagues(asked.by) as (first, second):
        first.ask(WITHDRAW, [agreement.pk])
        assert meanwhile(first, second, WITHDRAW, [agreement.pk]) == "DC006"
    assert (Withdrawal.objects.count(), open_now(asked)) == (1, set())


def test_of_two_who_begin_at_once_one_does(asked: Asked) -> None:
    begin = (
        "INSERT INTO consent_agreement (client_id, owner_id, agency_id, made_by_id, made_at, uid, form_id, answered,"
        " interpreter, interpreter_name, signature, drawn, print_name, witness, paper_is_at) VALUES (%s, %s, %s, %s,"
        " now(), gen_random_uuid(), %s, '{}', 'none', '', '', '', '', '', '')"
    )
    row = [asked.rosa.pk, asked.rosa.agency_id, asked.by.agency.pk, asked.by.staff.pk, asked.form.pk]
    with colleagues(asked.by) as (first, second):
        first.ask(begin, row)
        assert meanwhile(first, second, begin, row) == "23505"
    assert Agreement.objects.count() == 1
