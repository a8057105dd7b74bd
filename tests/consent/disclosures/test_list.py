"""Her list of people who are told nothing: whom it stops, who answers, and on what ground it gives way."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.agreements.actions import may_be_told_again
from consent.disclosures import actions, queries
from consent.disclosures.actions import Answer
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from dussk.access.asking import Worker, asking
from tests import world as worlds
from tests.consent.disclosures.conftest import CHILD, POLICE, Releasing


def fresh(row: Disclosure) -> Disclosure:
    row.refresh_from_db()
    return row


def matches(made: Releasing, row: Disclosure, by: Worker | None = None) -> list[queries.Match]:
    with asking(by or made.by):
        return queries.open_matches(row)


def dismiss(row: Disclosure, by: Worker, because: str = "He is 60, and she has never met him") -> DisclosureMatch:
    match = DisclosureMatch.objects.select_related("disclosure__client").get(disclosure=row, gone_at=None)
    with asking(by):
        return actions.dismiss(by=by, match=match, because=because)


def test_a_solicitor_on_her_list_stops_it_and_her_consent_never_goes_past(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Marcus Webb", "her ex-partner’s solicitor")
    row = rosa.ask(to_kind="police", to_person="Mark Web")
    (match,) = matches(rosa, row)
    assert match.stops
    assert match.words == (
        "The person there: “Mark Web” may be a form of the same name as “Marcus Webb” (her ex-partner’s solicitor):"
        " “mark”, “marcus”"
    )
    with pytest.raises(RefusedError, match="resembles somebody on her list"):
        rosa.send(row)
    dismiss(row, colleague)
    assert rosa.send(row).state == "released"


def test_whoever_asked_does_not_answer_for_it(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Dean")
    row = rosa.ask(to_person="Dean")
    for by in (rosa.by,):
        with pytest.raises(RefusedError, match="Nobody decides"):
            dismiss(row, by)
    with pytest.raises(RefusedError, match="how you know"):
        dismiss(row, colleague, " ")
    dismiss(row, colleague)
    with pytest.raises(RefusedError, match="answered this already"):
        dismiss(row, colleague)


def test_under_ground_a_with_an_approval_that_names_it(rosa: Releasing) -> None:
    rosa.list("Hayley Hale", "Aunt")
    row = rosa.put_forward(rosa.ask(CHILD))
    (match,) = matches(rosa, row)
    assert match.row.how == "family"
    with pytest.raises(RefusedError, match="resembles somebody on her list"):
        rosa.decide(row)
    assert fresh(row).state == "waiting"
    row = rosa.decide(row, answers={match.row.pk: Answer(in_spite=True)})
    assert row.state == "approved"
    match.row.refresh_from_db()
    assert match.row.approval == DisclosureApproval.objects.get(approved=True)
    assert not matches(rosa, row)[0].stops
    assert rosa.send(row).state == "released"


def test_a_manager_says_that_it_is_somebody_else(rosa: Releasing) -> None:
    rosa.list("Hayley Hale", "Aunt")
    row = rosa.put_forward(rosa.ask(CHILD))
    (match,) = matches(rosa, row)
    row = rosa.decide(row, answers={match.row.pk: Answer("Her aunt is called Hayley and lives in Leeds")})
    match.row.refresh_from_db()
    assert (row.state, match.row.dismissed_by, match.row.approval) == ("approved", rosa.boss.staff, None)


def test_her_permission_never_goes_past_her_list(rosa: Releasing) -> None:
    rosa.list("Hale")
    talked: dict[str, Any] = {"talked_on": timezone.localdate(), "talked_by": "Jo", "she_said": "Yes", "not_talked": ""}
    row = rosa.put_forward(rosa.ask(CHILD, ground="E", bases=("6-consent", "9-consent"), **talked))
    (match,) = matches(rosa, row)
    with pytest.raises(RefusedError, match="On this ground nothing goes to anybody on her list"):
        rosa.decide(row, answers={match.row.pk: Answer(in_spite=True)})


def test_a_name_that_comes_to_her_list_later_stops_what_was_approved(rosa: Releasing) -> None:
    row = rosa.approved()
    rosa.list("Ms Hale")
    with pytest.raises(RefusedError, match="resembles somebody on her list"):
        rosa.send(row)
    with asking(rosa.by):
        (match,) = actions.check(by=rosa.by, disclosure=row)
        assert match.stops
        row = actions.take_back(by=rosa.by, disclosure=row)
    row = rosa.decide(rosa.put_forward(row), answers={match.row.pk: Answer(in_spite=True)})
    assert rosa.send(row).state == "released"


def test_whom_she_takes_off_her_list_stops_nothing_more(rosa: Releasing) -> None:
    person = rosa.list("Dobbs")
    row = rosa.ask()
    with asking(rosa.by):
        may_be_told_again(by=rosa.by, person=person)
    (match,) = matches(rosa, row)
    assert match.is_over
    assert rosa.send(row).state == "released"


def test_another_recipient_is_compared_anew_and_what_was_answered_stays(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Dean")
    row = rosa.ask(to_person="Dean")
    with asking(rosa.by):
        row = actions.change(by=rosa.by, disclosure=row, said=POLICE)
    assert [match.is_over for match in matches(rosa, row)] == [True]
    with asking(rosa.by):
        row = actions.change(by=rosa.by, disclosure=row, said=replace(POLICE, to_person="Dean"))
    assert [match.stops for match in matches(rosa, row)] == [False, True]
    dismiss(row, colleague)
    with asking(rosa.by):
        actions.check(by=rosa.by, disclosure=row)
    assert [match.stops for match in matches(rosa, row)] == [False, False]


def test_a_partner_is_stopped_by_a_list_that_it_does_not_see(rosa: Releasing) -> None:
    rosa.list("Gareth Price", "Stepfather")
    worlds.share(rosa.rosa, rosa.world.drugs, "identity")
    theirs = rosa.world.worker("facilitator")
    row = rosa.ask(CHILD, by=theirs, to_person="Gaz Pryce")
    (match,) = matches(rosa, row, theirs)
    assert match.stops
    assert "Gareth Price" in match.words
    row = rosa.put_forward(row, by=theirs)
    with pytest.raises(PermissionDenied):
        rosa.decide(row)  # the charity's manager does not decide for the drug service
    row = rosa.decide(row, by=rosa.world.worker("drugs_manager"), answers={match.row.pk: Answer(in_spite=True)})
    assert rosa.send(row, by=theirs).state == "released"
