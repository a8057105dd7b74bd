"""Two at once: nothing is decided twice, sent twice, or told to somebody who has just come to her list."""

import pytest

from consent.disclosures.models import Disclosure, DisclosureApproval
from dussk.staff.roles import Role
from tests import world as worlds
from tests.at_once import Colleague, colleagues, meanwhile
from tests.consent.disclosures.conftest import CHILD, Releasing, agreement_of, releasing
from tests.world import hire

DECIDE = "SELECT wall.decide_disclosure(%s, %s, 'because', '{}')"
RELEASE = "SELECT wall.release_disclosure(%s, %s, now(), 'phone', '')"
WITHDRAW = "SELECT wall.withdraw(%s, current_date, '{}', %s, '{}', '')"
LIST = (
    "INSERT INTO consent_nottobetold (client_id, owner_id, agency_id, made_by_id, made_at, uid, name, relationship)"
    " SELECT c.id, c.agency_id, c.agency_id, %s, now(), gen_random_uuid(), %s, '' FROM casework_client c"
    " WHERE c.id = %s FOR UPDATE"
)


@pytest.fixture
def rosa(transactional_db: None) -> Releasing:
    made = releasing(worlds.build())
    made.signed(people={"people": []})
    return made


def two_managers(made: Releasing) -> tuple[Colleague, Colleague]:
    another = hire(made.world.charity, "another", Role.MANAGER)
    return Colleague(made.boss), Colleague(another)


def test_of_two_managers_who_decide_at_once_one_does(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    first, second = two_managers(rosa)
    try:
        first.ask(DECIDE, [row.pk, True])
        assert meanwhile(first, second, DECIDE, [row.pk, False]) == "DD001"
    finally:
        first.login.close()
        second.login.close()
    row.refresh_from_db()
    assert row.state == "approved"
    assert DisclosureApproval.objects.get().made_by == rosa.boss.staff


def test_it_is_sent_once(rosa: Releasing) -> None:
    row = rosa.approved()
    with colleagues(rosa.by) as (first, second):
        first.ask(RELEASE, [row.pk, "the first"])
        assert meanwhile(first, second, RELEASE, [row.pk, "the second"]) == "DD001"
    row.refresh_from_db()
    assert row.sent == "the first"


def test_taken_back_while_it_is_sent_one_of_both_is_first(rosa: Releasing) -> None:
    row, agreement = rosa.ask(), agreement_of(rosa)
    with colleagues(rosa.by) as (first, second):
        first.ask(WITHDRAW, [agreement.pk, [row.choice_id]])
        assert meanwhile(first, second, RELEASE, [row.pk, "words"]) == "DD005"
    row.refresh_from_db()
    assert row.state == "asked"
    assert row.choice is not None
    assert row.choice.withdrawn_at is not None


def test_sent_before_it_is_taken_back(rosa: Releasing) -> None:
    row, agreement = rosa.ask(), agreement_of(rosa)
    with colleagues(rosa.by) as (first, second):
        first.ask(RELEASE, [row.pk, "words"])
        assert meanwhile(first, second, WITHDRAW, [agreement.pk, [row.choice_id]]) == "saved"
    row.refresh_from_db()
    assert row.state == "released"


def test_a_name_that_comes_to_her_list_while_it_is_sent_stops_it(rosa: Releasing) -> None:
    row = rosa.approved()
    with colleagues(rosa.by) as (first, second):
        first.ask(LIST, [rosa.by.staff.pk, "Hale", rosa.rosa.pk])
        assert meanwhile(first, second, RELEASE, [row.pk, "words"]) == "DD006"
    row.refresh_from_db()
    assert row.state == "approved"


def test_taken_back_while_a_manager_approves(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    first, second = Colleague(rosa.by), Colleague(rosa.boss)
    try:
        first.ask("UPDATE consent_disclosure SET state = 'asked' WHERE id = %s", [row.pk])
        assert meanwhile(first, second, DECIDE, [row.pk, True]) == "DD001"
    finally:
        first.login.close()
        second.login.close()
    assert Disclosure.objects.get().state == "asked"
    assert not DisclosureApproval.objects.exists()
