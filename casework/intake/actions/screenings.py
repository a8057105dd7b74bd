"""Screening a woman by one version of the criteria, and what she says to taking part."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.clients import rules as clients
from casework.clients.actions import RefusedError
from casework.contacts.actions.holding import one
from casework.intake import rules
from casework.intake.actions.offers import TO_COME, take_up
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from casework.intake.queries.criteria import asked
from casework.intake.queries.offers import Answered, Decided
from dussk.access.asking import Worker
from dussk.ui.when import at as clock
from dussk.ui.when import on as day

DECLINED = "She declined screening that time. If she has changed her mind, offer it again: then the questions open."
DECIDED = (
    "She has said already whether she takes part, and with these answers she would not be eligible. If the answers are"
    " right, first take back what she said to taking part"
)
NOT_ELIGIBLE = "Only a woman who is eligible is asked whether she takes part. Look at her answers again."


@transaction.atomic
def screen(
    *,
    by: Worker,
    offer: Recruitment,
    criteria: CriteriaSet,
    at: datetime,
    answers: Mapping[str, Answered],
    note: str = "",
) -> Screening:
    """Keep a screening, or complete and correct the one that is there, and say what it comes to.

    Args:
        by: who asked her.
        offer: what the screening came of.
        criteria: a published version, for a new screening; one that is there keeps its own.
        at: when she was asked.
        answers: by the codes of the criteria; those without one are not known.
        note: about the screening as a whole.

    Raises:
        RefusedError: she declined, it would be at a wrong time, an answer contradicts her file, or she has said already
            whether she takes part and would not be eligible.
        PermissionDenied: another agency made the offer.
    """
    now = take_up(offer, by)
    if now.answer == Recruitment.Answer.DECLINED:
        raise RefusedError(DECLINED)
    there = Screening.objects.select_for_update(of=("self",)).filter(recruitment=now).first()
    questions = list(asked(there.criteria if there else criteria))
    given = {question.code: answers.get(question.code, _NONE).said for question in questions}
    said = {code: rules.Said(answer) for code, answer in given.items() if answer}
    _refuse_a_wrong_age(now, questions, said, at)
    comes_to = rules.outcome([rules.Asked(question.code, question.is_of_age) for question in questions], said)
    if there and there.decision and comes_to.result is not rules.Result.ELIGIBLE:
        raise RefusedError(DECIDED)
    fields = {
        "at": _moment(at, now),
        "note": note,
        "result": comes_to.result,
        "safeguarding": comes_to.safeguarding,
    }
    if there is None:
        there = Screening.objects.create(
            client_id=now.client_id,
            owner_id=now.owner_id,
            agency=by.agency,
            made_by=by.staff,
            recruitment=now,
            criteria=criteria,
            **fields,
        )
        one(Recruitment.objects.filter(pk=now.pk).update(answer=Recruitment.Answer.SCREENED))
    else:
        one(Screening.objects.filter(pk=there.pk).update(**fields))
    _write(there, questions, answers)
    return there


_NONE = Answered("")


def _refuse_a_wrong_age(
    offer: Recruitment, questions: list[Criterion], said: Mapping[str, rules.Said], at: datetime
) -> None:
    """What her file says of her birth goes before an answer that would open an adult pathway to a child."""
    if offer.client is None or offer.client.born is None:
        return
    today = timezone.localdate(at)
    age = clients.age(born=offer.client.born, estimated=None, estimated_on=None, today=today)
    if age is None or not age.may_be_under_18:
        return
    for question in questions:
        if question.is_of_age and said.get(question.code) is rules.Said.YES:
            raise RefusedError(
                "Her file says that she is under 18. If her date of birth there is wrong, put it right first",
                f"said_{question.code}",
            )


def _moment(at: datetime, offer: Recruitment) -> datetime:
    """When she was screened: not before it was offered. Of one minute, the offer came first."""
    if at > timezone.now():
        raise RefusedError(TO_COME, "clock")
    if at < offer.at.replace(second=0, microsecond=0):
        when = f"{day(offer.at)}, {clock(offer.at)}"
        raise RefusedError(f"It was offered on {when}, so she was screened after that. Enter a later time", "clock")
    return max(at, offer.at)


def _write(screening: Screening, questions: list[Criterion], answers: Mapping[str, Answered]) -> None:
    there = {row.criterion_id: row for row in ScreeningAnswer.objects.filter(screening=screening)}
    for question in questions:
        given, row = answers.get(question.code, _NONE), there.get(question.pk)
        said = given.said or (rules.Said.NOT_KNOWN if row or given.note else "")
        if row is None and said:
            ScreeningAnswer.objects.create(screening=screening, criterion=question, said=said, note=given.note)
        elif row is not None and (row.said, row.note) != (said, given.note):
            one(ScreeningAnswer.objects.filter(pk=row.pk).update(said=said, note=given.note))


@transaction.atomic
def decide(*, by: Worker, offer: Recruitment, said: Decided) -> None:
    """Keep what an eligible woman says to taking part: also when she is asked again, or when it was written wrongly.

    Args:
        by: who asked her.
        offer: what her screening came of.
        said: what she said; without a decision, that she has not said yet.

    Raises:
        RefusedError: she is not eligible, or a date cannot be.
        PermissionDenied: another agency made the offer.
    """
    now = take_up(offer, by)
    screening = Screening.objects.select_for_update(of=("self",)).filter(recruitment=now).first()
    if screening is None or screening.result != rules.Result.ELIGIBLE:
        raise RefusedError(NOT_ELIGIBLE)
    if said.decision:
        _refuse_wrong_days(said, screened_on=timezone.localdate(screening.at), today=timezone.localdate())
    cannot = said.decision == Screening.Decision.CANNOT
    one(
        Screening.objects.filter(pk=screening.pk).update(
            decision=said.decision,
            decided_on=said.on if said.decision else None,
            because=said.because if cannot else "",
            because_words=said.because_words if cannot and said.because == Screening.Because.OTHER else "",
            ask_again_on=said.ask_again_on if cannot else None,
        )
    )


def _refuse_wrong_days(said: Decided, *, screened_on: date, today: date) -> None:
    if said.on is None or said.on > today:
        raise RefusedError("Enter the day she said so: today, or one that has passed", "on")
    if said.on < screened_on:
        raise RefusedError(f"She was screened on {day(screened_on)}. Enter that day or a later one", "on")
    if said.decision == Screening.Decision.CANNOT and (said.ask_again_on is None or said.ask_again_on < said.on):
        raise RefusedError("Enter a day to ask her again, not before the day she could not consent", "ask_again_on")
