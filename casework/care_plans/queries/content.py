"""What a plan says now, or said when it was put to her, as plain values: for reading, comparing and printing."""

from casework.care_plans.models import CarePlan, Goal, PlanVersion, Step
from casework.care_plans.rules.content import Content, Crisis, GoalSaid, StepSaid


def plan_for_paper(plan: CarePlan | PlanVersion) -> Content:
    """What a plan says today, or what a version said on the day when it was put to her.

    Two statements for a plan whose goals were not loaded with it (``queries.whole``), and none for a version.
    """
    if isinstance(plan, PlanVersion):
        return Content.from_json(plan.content)
    return Content(
        wants=plan.wants,
        strengths=plan.strengths,
        goals=tuple(_goal(goal) for goal in goals_of(plan)),
        crisis=Crisis(plan.crisis_signs, plan.crisis_helps, plan.crisis_people, plan.crisis_safe),
        review_on=plan.review_on,
    )


def goals_of(plan: CarePlan) -> list[Goal]:
    """Its goals with their steps, in the order in which they were set."""
    if "goals" in getattr(plan, "_prefetched_objects_cache", {}):
        return list(plan.goals.all())
    return list(plan.goals.order_by("pk").prefetch_related(STEPS))


#: What is loaded with goals, for a plan in two statements whatever it holds.
STEPS = "steps__worker"


def _goal(goal: Goal) -> GoalSaid:
    return GoalSaid(
        area=goal.area,
        what=goal.what,
        her_words=goal.her_words,
        tier=goal.tier,
        kind=goal.kind,
        end=goal.end,
        ended_on=goal.ended_on,
        ended_why=goal.ended_why,
        steps=tuple(_step(step) for step in goal.steps.all()),
        uid=str(goal.uid),
    )


def _step(step: Step) -> StepSaid:
    return StepSaid(
        what=step.what,
        who=step.who,
        by=step.by_name,
        due_on=step.due_on,
        done_on=step.done_on,
        dropped_on=step.dropped_on,
        dropped_why=step.dropped_why,
        outcome=step.outcome,
        uid=str(step.uid),
    )
