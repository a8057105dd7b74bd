"""Whoever ever asked for a release, changed it or put it forward decides nothing about it, whoever did so after her."""

from dataclasses import replace

import pytest
from django.test import Client as Browser

from casework.clients.actions import RefusedError
from consent.disclosures import actions, queries
from consent.disclosures.models import Disclosure, DisclosureMatch
from dussk.access.asking import Worker, asking
from dussk.staff.roles import Role
from tests.consent.agreements.conftest import main
from tests.consent.disclosures.conftest import CHILD, POLICE, Releasing
from tests.consent.disclosures.test_by_sql import DECIDE, RELEASE, code, sql, update
from tests.world import hire


def change(made: Releasing, row: Disclosure, by: Worker, said: actions.Said) -> Disclosure:
    with asking(by):
        return actions.change(by=by, disclosure=row, said=said)


def take_back(made: Releasing, row: Disclosure, by: Worker) -> Disclosure:
    with asking(by):
        return actions.take_back(by=by, disclosure=row)


def wrote(made: Releasing) -> Disclosure:
    """The manager writes what, and to whom; the keyworker mends a comma and puts it forward."""
    row = change(made, made.ask(CHILD), made.boss, replace(CHILD, what="Everything", to_person="Ms Rowe"))
    row = change(made, row, made.by, replace(CHILD, what="Everything.", to_person="Ms Rowe"))
    return made.put_forward(row)


def put_it_forward(made: Releasing) -> Disclosure:
    """The manager puts it forward; the keyworker takes it back and does so herself."""
    row = made.put_forward(made.ask(CHILD), by=made.boss)
    return made.put_forward(take_back(made, row, made.by))


@pytest.mark.parametrize("made_so", [wrote, put_it_forward])
def test_a_manager_does_not_decide_about_what_was_hers_before(rosa: Releasing, boss: Browser, made_so: object) -> None:
    row = made_so(rosa)  # type: ignore[operator]
    row.refresh_from_db()
    assert sorted(row.had_part) == sorted([rosa.by.staff.pk, rosa.boss.staff.pk])
    with pytest.raises(RefusedError, match="Nobody decides"):
        rosa.decide(row)
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "DD002"
        assert not queries.to_decide(rosa.boss).exists()
    answer = boss.post(rosa.address("decide", row.uid), {"decision": "yes", "reason": "x"}, follow=True)
    assert "Nobody decides about what she asked for" in main(answer)
    row.refresh_from_db()
    assert row.state == "waiting"
    another = hire(rosa.world.charity, "another", Role.MANAGER)
    assert rosa.decide(row, by=another).state == "approved"


def test_whoever_typed_the_recipient_does_not_answer_for_it(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Dean")
    row = change(rosa, rosa.ask(), colleague, replace(POLICE, to_person="Dean"))
    row = change(rosa, row, rosa.by, replace(POLICE, to_person="Dean", why="Said better"))
    match = DisclosureMatch.objects.select_related("disclosure__client").get()
    with asking(colleague):
        with pytest.raises(RefusedError, match="Nobody decides"):
            actions.dismiss(by=colleague, match=match, because="Not him")
        said = {"dismissed_at": match.found_at, "dismissed_by": colleague.staff, "dismissed_because": "Not him"}
        assert code(lambda: DisclosureMatch.objects.update(**said)) == "DD002"
    with asking(rosa.boss):
        actions.dismiss(by=rosa.boss, match=match, because="Not him")


def test_an_approval_of_one_who_had_a_part_releases_nothing(rosa: Releasing) -> None:
    row = rosa.approved()
    Disclosure.objects.filter(pk=row.pk).update(had_part=[rosa.by.staff.pk, rosa.boss.staff.pk])  # as the owner
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD007"


def test_it_is_written_by_nobody_by_hand_and_never_taken_back(rosa: Releasing, colleague: Worker) -> None:
    row = rosa.ask(CHILD)
    row.refresh_from_db()
    assert row.had_part == [rosa.by.staff.pk]
    for by in (rosa.by, colleague):
        with asking(by):
            assert update(row, had_part=[]) == ""
            assert update(row, had_part=[rosa.boss.staff.pk]) == ""
            assert update(row, checked=[]) == ""
    row.refresh_from_db()
    assert row.had_part == [rosa.by.staff.pk]  # to have compared it is no part
    with asking(colleague):
        assert update(row, why="Said better", had_part=[]) == ""
    with asking(rosa.by):
        assert update(row, why="Said as before") == ""
    row.refresh_from_db()
    assert sorted(row.had_part) == sorted([rosa.by.staff.pk, colleague.staff.pk])
    with asking(rosa.boss):
        assert update(row, state="waiting", had_part=[]) == ""
    row.refresh_from_db()
    assert len(row.had_part) == 3
    with asking(rosa.by):
        assert update(row, state="asked") == ""
    row.refresh_from_db()
    assert len(row.had_part) == 3
