"""Care plans of some of the women: drafts, agreed, wanted otherwise, reviewed, ended and begun anew."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.queries import plan_for_paper
from casework.care_plans.rules.content import Content, GoalSaid, StepSaid
from casework.demonstration.chance import Chance, day_of, moment
from casework.demonstration.plan_texts import PLANS, GoalText, PlanText, StepText
from casework.demonstration.women import Known, Service

_DRAWN = "M120 190L160 90L190 200L230 120L260 190L300 150L340 190L400 130L450 185L520 160L600 180L700 150"


@dataclass
class _Made:
    """One plan while it is filled: who made it, and the moment it was begun."""

    service: Service
    known: Known
    text: PlanText
    chance: Chance
    began: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.at(self.text.ago)

    def at(self, ago: int) -> datetime:
        """In the afternoon of that day; never before her file was there."""
        day = self.service.today - timedelta(days=ago)
        return max(moment(day, time(15, 10)), self.known.client.made_at + timedelta(minutes=20))

    def day(self, ago: int | None) -> date | None:
        """That many days ago; negative: to come."""
        if ago is None:
            return None
        return self.service.today - timedelta(days=ago) if ago <= 0 else day_of(self.at(ago))


def plan_care(service: Service, known: dict[str, Known]) -> None:
    """Write the plans. As the owner, as all of the demonstration."""
    chance = service.chance.of("plans")
    for text in PLANS:
        _plan(_Made(service, known[text.woman], text, chance))


def _plan(made: _Made) -> None:
    text, service = made.text, made.service
    by = service.people[text.by]
    row = service.row(made.known.client, by, made.began, made.chance)
    signs, helps, people, safe = text.crisis
    plan = CarePlan.objects.create(
        **row,
        wants=text.wants,
        strengths=text.strengths,
        crisis_signs=signs,
        crisis_helps=helps,
        crisis_people=people,
        crisis_safe=safe,
        review_on=made.day(text.review),
        ended_at=made.at(text.ended) if text.ended is not None else None,
        ended_by=by if text.ended is not None else None,
        ended_why=text.ended_why,
    )
    for goal in text.goals:
        _goal(made, plan, goal)
    _reviews(made, plan)
    _versions(made, plan)


def _goal(made: _Made, plan: CarePlan, text: GoalText) -> None:
    set_at = max(made.at(text.ago), made.began)
    ended = made.day(text.ended) if text.end else None
    goal = Goal.objects.create(
        **made.service.row(made.known.client, made.service.people[made.text.by], set_at, made.chance),
        plan=plan,
        area=text.area,
        what=text.what,
        her_words=text.her_words,
        tier=text.tier,
        kind=text.kind,
        end=text.end,
        ended_on=max(ended, day_of(set_at)) if ended else None,
        ended_why=text.why,
    )
    for step in text.steps:
        _step(made, goal, step)


def _step(made: _Made, goal: Goal, text: StepText) -> None:
    by = made.service.people[made.text.by]
    set_at = max(made.at(text.ago), goal.made_at)
    set_on = day_of(set_at)
    due, done, dropped = (made.day(ago) for ago in (text.due, text.done, text.dropped))
    Step.objects.create(
        **made.service.row(made.known.client, by, set_at, made.chance),
        goal=goal,
        what=text.what,
        who=text.who,
        worker=made.service.people[text.worker] if text.worker else None,
        other=text.other,
        set_on=set_on,
        due_on=max(due, set_on) if due else None,
        done_on=max(done, set_on) if done else None,
        dropped_on=max(dropped, set_on) if dropped else None,
        dropped_why=text.why,
        outcome=text.outcome,
    )


def _reviews(made: _Made, plan: CarePlan) -> None:
    for text in made.text.reviews:
        at = max(made.at(text.ago), made.began + timedelta(days=1))
        next_on = made.day(text.next)
        PlanReview.objects.create(
            **made.service.row(made.known.client, made.service.people[made.text.by], at, made.chance),
            plan=plan,
            on=day_of(at),
            her_words=text.her_words,
            note=text.note,
            with_her=text.with_her,
            next_on=next_on if next_on and next_on > day_of(at) else None,
            content=_as_on(plan, day_of(at)).to_json(),
        )


def _versions(made: _Made, plan: CarePlan) -> None:
    number = PlanVersion.objects.filter(client=made.known.client).count()
    for text in made.text.versions:
        number += 1
        at = max(made.at(text.ago), made.began + timedelta(minutes=40))
        agreed = text.how != ""
        PlanVersion.objects.create(
            **made.service.row(made.known.client, made.service.people[made.text.by], at, made.chance),
            plan=plan,
            number=number,
            content=_as_on(plan, day_of(at)).to_json(),
            review_on=plan.review_on,
            signature=text.how,
            drawn=_DRAWN if text.how == PlanVersion.Signature.DRAWN else "",
            print_name=made.known.client.called if text.how in ("drawn", "typed") else "",
            agreed_on=day_of(at) if agreed else None,
            agreed_at=at + timedelta(minutes=15) if agreed else None,
            taken_up_by=made.service.people[made.text.by] if agreed else None,
            not_agreed=text.otherwise,
            taken_back_at=made.at(text.taken_back) if text.taken_back is not None else None,
            countersigned_by=made.service.people["dilys"] if text.countersigned is not None else None,
            countersigned_at=max(made.at(text.countersigned), at + timedelta(hours=1))
            if text.countersigned is not None
            else None,
        )


def _as_on(plan: CarePlan, day: date) -> Content:
    """What a plan said on a day: nothing that was set, done, dropped or reached after it."""
    said = plan_for_paper(plan)
    there = {str(uid) for uid in Goal.objects.filter(plan=plan, made_at__date__lte=day).values_list("uid", flat=True)}
    there |= {str(uid) for uid in Step.objects.filter(goal__plan=plan, set_on__lte=day).values_list("uid", flat=True)}
    return replace(said, goals=tuple(_goal_as_on(goal, day, there) for goal in said.goals if goal.uid in there))


def _goal_as_on(goal: GoalSaid, day: date, there: set[str]) -> GoalSaid:
    steps = tuple(_step_as_on(step, day) for step in goal.steps if step.uid in there)
    if goal.ended_on is None or goal.ended_on <= day:
        return replace(goal, steps=steps)
    return replace(goal, steps=steps, end="", ended_on=None, ended_why="")


def _step_as_on(step: StepSaid, day: date) -> StepSaid:
    if step.done_on is not None and step.done_on > day:
        return replace(step, done_on=None)
    if step.dropped_on is not None and step.dropped_on > day:
        return replace(step, dropped_on=None, dropped_why="")
    return step
