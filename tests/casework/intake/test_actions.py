"""Offers and screenings as they are written: what is kept, what is refused, and that nothing is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.intake import actions, queries
from casework.intake.models import CriteriaSet, Recruitment, Screening, ScreeningAnswer
from casework.intake.queries import Answered, Decided
from dussk.access.asking import Worker, asking
from tests.casework.intake.conftest import decided, offered, said, screened
from tests.world import World

TODAY = timezone.localdate


def refused(by: Worker, sentence: str, act: Callable[..., object], **kwargs: Any) -> None:
    with asking(by), pytest.raises(RefusedError, match=sentence):
        act(by=by, **kwargs)


def test_an_offer_with_its_reason(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna, answer="declined", reason="other", reason_words="Her bus was coming", note="Smiled")
    assert (row.client, row.owner, row.description) == (anna, anna.agency, "")
    assert (row.answer, row.reason, row.reason_words, row.note) == ("declined", "other", "Her bus was coming", "Smiled")


def test_an_offer_to_a_woman_nobody_knows(jo: Worker) -> None:
    row = offered(jo, None)
    assert (row.client, row.owner, row.whom) == (None, None, "Red coat")


def test_a_screening_says_that_she_was_screened_and_nothing_else_does(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    refused(jo, "Ask her the questions", actions.make_offer, client=anna, said=said(answer="screened"))
    screening = screened(jo, row)
    row.refresh_from_db()
    assert row.answer == "screened"
    assert (screening.result, screening.safeguarding, screening.decision) == ("eligible", False, "")
    assert (screening.client, screening.owner, screening.criteria.number) == (anna, anna.agency, 1)
    # What was not answered has no row, and is not known.
    assert ScreeningAnswer.objects.filter(screening=screening).count() == 4


def test_it_is_completed_later_by_the_version_it_was_done_by(world: World, jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    first = screened(jo, row, {"using": "", "selling": "not_known"})
    assert first.result == "incomplete"
    assert [answer.criterion.code for answer in first.answers.all()] == ["woman", "age", "selling"]
    administrator = world.worker("administrator")
    with asking(administrator):
        draft = actions.begin_draft(by=administrator, why="Wider")
        actions.leave_out(by=administrator, criterion=draft.criteria.get(code="selling"))
        actions.publish(by=administrator, of=draft)
    again = screened(jo, row, {"using": "yes"})
    assert again.pk == first.pk
    again.refresh_from_db()
    assert (again.criteria.number, again.result) == (1, "eligible")
    other = screened(jo, offered(jo, anna), {"selling": "no"})
    assert (other.criteria.number, other.result) == (2, "eligible")


def test_under_18_is_safeguarding_and_never_eligible(jo: Worker, anna: Client) -> None:
    for answer, result in (("no", "not_eligible"), ("not_known", "incomplete"), ("", "incomplete")):
        screening = screened(jo, offered(jo, anna), {"age": answer})
        assert (screening.result, screening.safeguarding) == (result, True)


def test_her_date_of_birth_goes_before_an_answer(jo: Worker, anna: Client) -> None:
    Client.objects.filter(pk=anna.pk).update(born=TODAY() - timedelta(days=17 * 365))
    row = offered(jo, anna)
    with asking(jo), pytest.raises(RefusedError, match="under 18") as refusal:
        actions.screen(
            by=jo,
            offer=row,
            criteria=CriteriaSet.objects.get(agency=jo.agency),
            at=timezone.now(),
            answers={"age": Answered("yes")},
        )
    assert refusal.value.field == "said_age"
    assert screened(jo, row, {"age": "no"}).safeguarding
    Client.objects.filter(pk=anna.pk).update(born=date(1990, 1, 1))
    assert screened(jo, offered(jo, Client.objects.get(pk=anna.pk))).result == "eligible"


def test_times_that_cannot_be(jo: Worker, anna: Client) -> None:
    soon, before = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=3)
    refused(jo, "still to come", actions.make_offer, client=anna, said=said(at=soon))
    row = offered(jo, anna)
    criteria = CriteriaSet.objects.get(agency=jo.agency)
    refused(jo, "still to come", actions.screen, offer=row, criteria=criteria, at=soon, answers={})
    refused(jo, "It was offered on", actions.screen, offer=row, criteria=criteria, at=before, answers={})
    screening = screened(jo, row, at=row.at.replace(second=0, microsecond=0))
    assert screening.at == row.at  # of one minute, the offer came first
    refused(jo, "Enter an earlier time", actions.correct_offer, offer=row, said=said(at=timezone.now()))
    refused(jo, "still to come", actions.correct_offer, offer=row, said=said(at=soon))


def test_who_declined_is_not_screened_by_the_same_offer(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna, answer="declined", reason="too_busy")
    criteria = CriteriaSet.objects.get(agency=jo.agency)
    refused(jo, "offer it again", actions.screen, offer=row, criteria=criteria, at=timezone.now(), answers={})


def test_what_an_eligible_woman_says(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screened(jo, row)
    again = TODAY() + timedelta(days=7)
    cannot = decided(jo, row, "cannot", because="other", because_words="Her bus", ask_again_on=again)
    assert (cannot.because, cannot.because_words, cannot.ask_again_on) == ("other", "Her bus", again)
    # Asked again: nothing of why she could not is left but in the history.
    consented = decided(jo, row, "consented", because="other", because_words="x", ask_again_on=again)
    assert (consented.because, consented.because_words, consented.ask_again_on) == ("", "", None)
    with asking(jo):
        assert "Cannot" not in consented.get_decision_display()
        assert any("Her bus" in one.was for one in queries.earlier_texts(row))
    taken_back = decided(jo, row, "")
    assert (taken_back.decision, taken_back.decided_on) == ("", None)


def test_days_that_cannot_be(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screened(jo, row)
    tomorrow, yesterday = TODAY() + timedelta(days=1), TODAY() - timedelta(days=1)
    for sentence, what in (
        ("today, or one that has passed", Decided("consented", tomorrow)),
        ("today, or one that has passed", Decided("consented", None)),
        ("She was screened on", Decided("declined", yesterday)),
        ("day to ask her again", Decided("cannot", TODAY(), "health")),
        ("day to ask her again", Decided("cannot", TODAY(), "health", ask_again_on=yesterday)),
    ):
        refused(jo, sentence, actions.decide, offer=row, said=what)


def test_only_who_is_eligible_is_asked(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    refused(jo, "Only a woman who is eligible", actions.decide, offer=row, said=Decided("consented", TODAY()))
    screened(jo, row, {"using": "no"})
    refused(jo, "Only a woman who is eligible", actions.decide, offer=row, said=Decided("consented", TODAY()))


def test_answers_are_not_changed_under_a_decision(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screening = screened(jo, row)
    decided(jo, row, "consented")
    with asking(jo), pytest.raises(RefusedError, match="take back what she said"):
        actions.screen(
            by=jo, offer=row, criteria=screening.criteria, at=timezone.now(), answers={"using": Answered("no")}
        )
    decided(jo, row, "")
    assert screened(jo, row, {"using": "no"}).pk == screening.pk
    screening.refresh_from_db()
    assert screening.result == "not_eligible"


def test_a_mistake_counts_no_more_and_comes_back_with_its_screening(jo: Worker, anna: Client) -> None:
    row = offered(jo, anna)
    screening = screened(jo, row)
    with asking(jo):
        actions.mark_mistake(by=jo, offer=row)
        assert queries.place_of(anna) is None
        assert queries.flow(jo).steps[0].count == 0
    screening.refresh_from_db()
    assert screening.mistake_by == jo.staff
    for act, more in (
        (actions.mark_mistake, {}),
        (actions.correct_offer, {"said": said()}),
        (actions.not_her, {"description": "x"}),
        (actions.decide, {"said": Decided("consented", TODAY())}),
    ):
        refused(jo, "Put it back", act, offer=row, **more)
    with asking(jo):
        actions.put_back(by=jo, offer=row)
        place = queries.place_of(anna)
    assert place is not None
    assert place.stage == "eligible"


def test_whose_it_is_can_be_said_later_and_taken_back(jo: Worker, anna: Client) -> None:
    row = offered(jo, None)
    screening = screened(jo, row)
    with asking(jo):
        actions.name_her(by=jo, offer=row, client=anna)
    screening.refresh_from_db()
    row.refresh_from_db()
    assert (row.client, row.owner, screening.client, screening.owner) == (anna, anna.agency, anna, anna.agency)
    refused(jo, "Somebody else has just said who she was", actions.name_her, offer=row, client=anna)
    with asking(jo):
        actions.not_her(by=jo, offer=row, description="Green hat")
    screening.refresh_from_db()
    assert (screening.client, screening.owner) == (None, None)
    assert Recruitment.objects.get(pk=row.pk).description == "Green hat"
    refused(jo, "Somebody else has changed", actions.not_her, offer=row, description="Red hat")


def test_another_agencys_is_not_ours_to_write(world: World, jo: Worker, anna: Client) -> None:
    theirs = offered(world.worker("drugs_manager"), anna)
    screened(world.worker("drugs_manager"), theirs)
    acts: list[Callable[[], object]] = [
        lambda: actions.correct_offer(by=jo, offer=theirs, said=said()),
        lambda: actions.mark_mistake(by=jo, offer=theirs),
        lambda: actions.put_back(by=jo, offer=theirs),
        lambda: actions.not_her(by=jo, offer=theirs, description="x"),
        lambda: actions.decide(by=jo, offer=theirs, said=Decided("consented", TODAY())),
    ]
    for act in acts:
        with asking(jo), pytest.raises(PermissionDenied):
            act()
    # What the partner wrote of a woman of ours is read, and counts where she stands; its flow is its own.
    with asking(jo):
        place = queries.place_of(anna)
        assert place is not None
        assert queries.flow(jo).steps[0].count == 0


def test_whom_to_ask_again(jo: Worker, anna: Client, world: World) -> None:
    yesterday, soon = TODAY() - timedelta(days=1), TODAY() + timedelta(days=9)
    for client, on in ((anna, TODAY()), (world.clients["bea"], soon), (None, TODAY())):
        row = offered(jo, client)
        screened(jo, row)
        decided(jo, row, "cannot", because="distressed", ask_again_on=on)

    def due() -> list[str]:
        with asking(jo):
            return [one.recruitment.whom for one in queries.ask_again(jo, until=TODAY())]

    assert sorted(due()) == ["Anna", "Red coat"]
    with asking(jo):
        assert queries.ask_again(jo).count() == 3
        assert not queries.ask_again(jo, until=yesterday).exists()
        assert not queries.ask_again(world.worker("drugs_manager")).exists()
    # Who declined since, or was screened since, is not asked by what came before.
    offered(jo, anna, at=timezone.now(), answer="declined", reason="too_busy")
    assert due() == ["Red coat"]
    unknown = Screening.objects.get(client=None)
    decided(jo, unknown.recruitment, "declined")
    assert due() == []
