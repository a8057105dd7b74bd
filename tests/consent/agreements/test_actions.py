"""Filling in, signing and taking back: what opens, what closes, and what is refused in which words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import ClientShare, Restriction
from consent.agreements import actions, queries, rules
from consent.agreements.models import Agreement, ConsentForm, NotToBeTold, Withdrawal
from consent.agreements.rules import Part, ToPartner
from dussk.access.asking import asking
from tests.casework.clients.joined import join
from tests.consent.agreements.conftest import DRAWN, Asked, casework
from tests.world import woman


def open_shares(asked: Asked) -> set[tuple[str, str]]:
    now = timezone.now()
    rows = ClientShare.objects.filter(client=asked.rosa, starts__lte=now).exclude(ends__lte=now)
    return {(row.agency.short_name, row.category) for row in rows.select_related("agency")}


def test_nothing_is_open_until_she_signs(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin(), partners={asked.world.drugs: casework("pathway")})
    assert not asked.sees("facilitator")
    assert asked.sign(agreement)
    assert asked.sees("facilitator")
    assert not asked.sees("psychologist")
    assert open_shares(asked) == {("Harbour", "casework"), ("Harbour", "pathway")}
    agreement.refresh_from_db()
    assert agreement.review_on == rules.review_on(timezone.localdate(), 6)
    with asking(asked.by):
        assert queries.agreement_that_holds(asked.rosa) == agreement
        assert queries.being_filled_in(asked.rosa) is None


def test_an_agreement_is_begun_once(asked: Asked) -> None:
    asked.begin()
    with pytest.raises(RefusedError, match="begun to go through consent with her already"):
        asked.begin()


@pytest.mark.parametrize(("how", "name"), [("in_person", ""), ("none", "Mina")])
def test_an_interpreter_has_a_name(asked: Asked, how: str, name: str) -> None:
    with pytest.raises(RefusedError, match="interpreter’s name"):
        asked.begin(interpreter=how, interpreter_name=name)


def test_a_form_of_another_agency_or_a_draft_is_not_begun(asked: Asked) -> None:
    theirs = ConsentForm.objects.get(agency=asked.world.drugs)
    with asking(asked.by), pytest.raises(RefusedError, match="not published"):
        actions.begin(by=asked.by, client=asked.rosa, form=theirs)


def test_only_the_agency_that_keeps_her_file_goes_through_it(asked: Asked) -> None:
    asked.signed({asked.world.drugs: casework()})
    theirs = asked.world.worker("drugs_manager")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.begin(by=theirs, client=asked.rosa, form=asked.form)


def test_saying_it_again_replaces_what_she_said(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin(), partners={asked.world.drugs: casework("safety")})
    asked.go_through(
        agreement,
        partners={asked.world.nhs: ToPartner(frozenset({"clinical"}), from_today=True)},
        outside={"kinds": ["health", "dwp"], "names": ["The Crisis House"]},
        people={"people": [("Dean", "Ex-partner"), ("Mum", "")]},
    )
    with asking(asked.by):
        said = queries.chosen(agreement)
        assert said.kinds == {"health", "dwp"}
        assert said.names == ["The Crisis House"]
        assert said.to_partners[asked.world.drugs] == ToPartner()
        assert said.to_partners[asked.world.nhs] == ToPartner(frozenset({"clinical"}), from_today=True)
        assert [(person.name, person.relationship) for person in said.people] == [("Dean", "Ex-partner"), ("Mum", "")]
        # Every kind and every category has its no.
        assert agreement.outside.count() == len(rules.Outside) + 2
        assert agreement.partners.count() == 2 * len(rules.Sharing)


def test_people_stay_on_her_list_until_she_says_otherwise(asked: Asked) -> None:
    asked.signed()
    again = asked.go_through(asked.begin(), people={"people": [("Mum", ""), ("DEAN", "ex-partner")]})
    with asking(asked.by):
        assert [person.name for person in queries.not_to_be_told(asked.rosa)] == ["Dean", "Mum"]
        actions.answer(by=asked.by, agreement=again, part=Part.PEOPLE, people=[])
        assert [person.name for person in queries.not_to_be_told(asked.rosa)] == ["Dean"]
        with pytest.raises(RefusedError, match="on her list already"):
            actions.add_not_to_be_told(by=asked.by, client=asked.rosa, name="dean", relationship="Ex-partner")
        aunt = actions.add_not_to_be_told(by=asked.by, client=asked.rosa, name="Aunt Bel")
        actions.may_be_told_again(by=asked.by, person=aunt)
        with pytest.raises(RefusedError, match="already"):
            actions.may_be_told_again(by=asked.by, person=aunt)
    assert NotToBeTold.objects.get(name="Aunt Bel").ended_by == asked.by.staff


@pytest.mark.parametrize("left_out", [part for part in Part if part is not Part.SIGNING])
def test_a_signature_without_choices_is_refused(asked: Asked, left_out: Part) -> None:
    agreement = asked.go_through(asked.begin())
    answered = [part for part in agreement.answered if part != left_out]
    Agreement.objects.filter(pk=agreement.pk).update(answered=answered)
    with pytest.raises(RefusedError, match="Go through these pages first"):
        asked.sign(agreement)
    assert Agreement.objects.get(pk=agreement.pk).signed_at is None


def test_a_page_without_an_answer_is_refused(asked: Asked) -> None:
    agreement = asked.begin()
    with asking(asked.by), pytest.raises(RefusedError, match="Choose yes or no"):
        actions.answer(by=asked.by, agreement=agreement, part=Part.SERVICE)


def test_where_nothing_is_stored_nothing_is_asked_that_needs_it(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin(), partners={asked.world.drugs: casework()})
    with asking(asked.by):
        agreement = actions.answer(by=asked.by, agreement=agreement, part=Part.STORING, agreed=False)
        said = queries.chosen(agreement)
    assert not {"outside", "partners", "people"} & set(agreement.answered)
    assert (said.kinds, said.names) == (frozenset(), [])
    assert not any(row.agreed for rows in said.partners.values() for row in rows)
    assert asked.sign(agreement) is False
    assert not asked.sees("keyworker")
    assert not asked.sees("facilitator")
    assert asked.sees("manager")
    assert Restriction.objects.get(client=asked.rosa).why == "refused"


@pytest.mark.parametrize(
    ("how", "says", "field"),
    [
        ({"print_name": " "}, "Enter her name", "print_name"),
        ({"signature": "drawn"}, "no signature yet", "drawn"),
        ({"signature": "drawn", "drawn": "<script>"}, "no signature yet", "drawn"),
        ({"signature": "paper", "paper_is_at": "Cabinet"}, "who saw her sign", "witness"),
        ({"signature": "paper", "witness": "Jo"}, "where the paper", "paper_is_at"),
        ({"signed_on": date(2100, 1, 1)}, "still to come", "signed_on"),
        ({"signed_on": date(2020, 1, 1)}, "cannot have signed it before", "signed_on"),
        ({"ends_on": date(2020, 1, 1)}, "would be over already", "ends_on"),
        ({"review_on": date(2100, 1, 1)}, "within two years", "review_on"),
    ],
)
def test_what_is_wrong_with_a_signature_is_said(asked: Asked, how: dict[str, object], says: str, field: str) -> None:
    agreement = asked.go_through(asked.begin())
    with pytest.raises(RefusedError, match=says) as refused:
        asked.sign(agreement, **how)
    assert refused.value.field == field
    assert Agreement.objects.get(pk=agreement.pk).signed_at is None


def test_drawn_and_on_paper(asked: Asked) -> None:
    last_month = timezone.localdate() - timedelta(days=28)
    how = {"signature": "drawn", "drawn": DRAWN, "born": date(1990, 4, 3), "signed_on": last_month}
    drawn = asked.signed(how=how)
    assert (drawn.drawn, drawn.born) == (DRAWN, date(1990, 4, 3))
    last_week = timezone.localdate() - timedelta(days=7)
    paper = asked.begin()
    with asking(asked.by):
        actions.record_paper(
            by=asked.by,
            agreement=paper,
            said={
                Part.SERVICE: {"agreed": True},
                Part.STORING: {"agreed": True},
                Part.PARTNERS: {"partners": {asked.world.drugs: casework()}},
                Part.RESEARCH: {"agreed": True},
            },
            signature="paper",
            print_name="Rosa",
            witness="Sam",
            paper_is_at="Cabinet 2",
            signed_on=last_week,
        )
    paper.refresh_from_db()
    drawn.refresh_from_db()
    assert paper.holds
    assert not drawn.holds
    assert drawn.replaced_at == paper.signed_at
    assert paper.review_on == rules.review_on(last_week, 6)
    assert open_shares(asked) == {("Harbour", "casework")}


def test_a_share_is_never_longer_than_its_agreement(asked: Asked) -> None:
    today = timezone.localdate()
    month, year = today + timedelta(days=30), today + timedelta(days=365)
    agreement = asked.go_through(asked.begin(), partners={asked.world.drugs: casework(until=year)})
    with pytest.raises(RefusedError, match="longer than the agreement itself") as refused:
        asked.sign(agreement, ends_on=month)
    assert refused.value.field == f"until_{asked.world.drugs.pk}"
    asked.sign(agreement, ends_on=year)
    share = ClientShare.objects.get(client=asked.rosa)
    assert share.ends is not None
    assert timezone.localdate(share.ends) == year + timedelta(days=1)  # the midnight that ends it


def test_a_last_day_that_has_passed_is_refused(asked: Asked) -> None:
    with pytest.raises(RefusedError, match="has passed"):
        asked.go_through(
            asked.begin(), partners={asked.world.drugs: casework(until=timezone.localdate() - timedelta(days=1))}
        )


def test_signed_or_given_up_is_signed_or_given_up_once(asked: Asked) -> None:
    signed = asked.signed()
    for again in (asked.sign, asked.go_through):
        with pytest.raises(RefusedError, match="signed already"):
            again(signed)
    other = asked.begin()
    with asking(asked.by):
        actions.leave(by=asked.by, agreement=other)
        with pytest.raises(RefusedError, match="given up"):
            actions.leave(by=asked.by, agreement=other)
        assert queries.being_filled_in(asked.rosa) is None
        assert queries.agreement_that_holds(asked.rosa) == signed


def test_part_of_it_is_taken_back(asked: Asked) -> None:
    agreement = asked.signed({asked.world.drugs: casework("pathway"), asked.world.nhs: casework()})
    with asking(asked.by):
        said = queries.chosen(agreement)
    pathway = next(row for row in said.partners[asked.world.drugs] if row.category == "pathway")
    police = next(row for row in said.outside if row.kind == "police")
    assert asked.withdraw(agreement, partners=[pathway], outside=[police], note="Not the groups")
    assert open_shares(asked) == {("Harbour", "casework"), ("Westvale", "casework")}
    assert asked.withdraw(agreement, partners=[row for row in said.partners[asked.world.drugs] if row.agreed])
    assert not asked.sees("facilitator")
    assert asked.sees("psychologist")
    with pytest.raises(RefusedError, match="None of this still stands"):
        asked.withdraw(agreement, partners=[pathway])
    with asking(asked.by):
        back = queries.in_words(queries.withdrawals_of(asked.rosa))
        assert [row.in_words for row in back] == [
            "Harbour seeing contacts and follow-ups",
            "telling Police; Harbour seeing the pathway",
        ]
        keys = [each.key for each in queries.to_take_back(agreement)]
    assert keys[:3] == ["everything", "service", "storing"]
    assert f"agency-{asked.world.nhs.uid}" in keys
    assert f"agency-{asked.world.drugs.uid}" not in keys


@pytest.mark.parametrize("days", [-1, 1])
def test_a_withdrawal_is_told_after_she_signed_and_not_tomorrow(asked: Asked, days: int) -> None:
    agreement = asked.signed()
    with pytest.raises(RefusedError, match="not before the day she signed") as refused:
        asked.withdraw(agreement, told_on=timezone.localdate() + timedelta(days=days), parts=["everything"])
    assert refused.value.field == "told_on"
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("part", ["everything", "storing"])
def test_without_storing_her_file_is_closed_to_all_but_a_manager(asked: Asked, part: str) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    assert asked.withdraw(agreement, parts=[part]) is False
    assert not asked.sees("facilitator")
    assert not asked.sees("keyworker")
    assert asked.sees("manager")
    manager = asked.world.worker("manager")
    with asking(manager):
        with pytest.raises(RefusedError, match="does not hold any more"):
            actions.withdraw(by=manager, agreement=agreement, told_on=timezone.localdate(), parts=["service"])
        said = queries.in_words(queries.withdrawals_of(asked.rosa))
    assert [row.in_words for row in said] == [
        "everything"
        if part == "everything"
        else "storing; telling Police; telling Night Shelter; Harbour seeing contacts and follow-ups"
    ]


def test_the_service_and_research_are_taken_back_once(asked: Asked) -> None:
    agreement = asked.signed(research={"agreed": True})
    assert asked.withdraw(agreement, parts=["service", "research"])
    for part in ("service", "research"):
        with pytest.raises(RefusedError, match="None of this"):
            asked.withdraw(agreement, parts=[part])
    with asking(asked.by):
        standing = queries.standing(queries.agreements(asked.rosa).get(pk=agreement.pk))
    assert (standing.service, standing.storing, standing.research) == (False, True, False)


def test_she_agrees_again(asked: Asked) -> None:
    first = asked.signed({asked.world.drugs: casework()})
    asked.withdraw(first, partners=list(first.partners.filter(agreed=True)))
    again = asked.go_through(asked.begin(), partners={asked.world.drugs: casework(from_today=True)})
    with asking(asked.by):
        assert queries.before(again) == first
    asked.sign(again)
    share = ClientShare.objects.get(client=asked.rosa, ends=None)
    assert share.covers_from == share.starts
    with asking(asked.by):
        assert list(queries.agreements_of(asked.rosa)) == [again, first]
        assert queries.before(queries.agreements(asked.rosa).get(pk=first.pk)) is None


def test_what_was_signed_is_found_on_the_file_that_was_kept(asked: Asked) -> None:
    agreement = asked.signed()
    kept = woman(asked.by, "Rosie")
    join(asked.by, kept, asked.rosa)
    kept.refresh_from_db()
    with asking(asked.by):
        assert queries.agreement_that_holds(kept) == agreement
        assert [person.name for person in queries.not_to_be_told(kept)] == ["Dean"]
    asked.rosa = kept
    replaced = asked.go_through(asked.begin(), partners={asked.world.nhs: casework()})
    assert asked.sign(replaced)
    agreement.refresh_from_db()
    assert agreement.replaced_at is not None
    assert asked.sees("psychologist")


def test_reviews_are_due_on_their_day(asked: Asked) -> None:
    agreement = asked.signed()
    assert agreement.review_on is not None
    with asking(asked.by):
        assert not queries.reviews_due(asked.by, agreement.review_on - timedelta(days=1))
        assert list(queries.reviews_due(asked.by, agreement.review_on)) == [agreement]
    theirs = asked.world.worker("drugs_manager")
    with asking(theirs):
        assert not queries.reviews_due(theirs, agreement.review_on)
    asked.withdraw(agreement, parts=["everything"])
    with asking(asked.by):
        assert not queries.reviews_due(asked.by, agreement.review_on)


LATE = {"signature": "paper", "witness": "Ines", "paper_is_at": "Cabinet 2"}


@pytest.mark.parametrize("days", [0, 9])
@pytest.mark.parametrize("said", ["no", "taken back"])
def test_a_paper_that_is_typed_in_late_does_not_undo_what_she_said_since(asked: Asked, said: str, days: int) -> None:
    if said == "no":
        asked.signed({})
    else:
        one = asked.signed({asked.world.drugs: casework()})
        asked.withdraw(one, partners=list(one.partners.filter(agreed=True)))
    late = asked.go_through(asked.begin(), partners={asked.world.drugs: casework()})
    with pytest.raises(RefusedError, match="said something else since") as refused:
        asked.sign(late, **LATE, signed_on=timezone.localdate() - timedelta(days=days))
    assert refused.value.field == "signed_on"
    assert not asked.sees("facilitator")
    asked.sign(late)  # she says it again, now
    assert asked.sees("facilitator")
