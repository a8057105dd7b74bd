"""What plans, goals, steps, versions and reviews are, among the kinds of rows that a woman's file is made of."""

from django.utils import timezone

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.rules.changes import on
from casework.care_plans.rules.content import DROPPED, REACHED, Content, GoalSaid, StepSaid
from casework.care_plans.rules.treatment import What
from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Line, Telling, to_her
from dussk.access.categories import Category

_WHO = {
    Step.Who.HER: "You do",
    Step.Who.TOGETHER: "You and a worker, together",
}
_SIGNED = {
    PlanVersion.Signature.DRAWN: "You drew your signature",
    PlanVersion.Signature.TYPED: "You typed your name",
    PlanVersion.Signature.PAPER: "You signed it on paper",
    PlanVersion.Signature.SAID: "You said so",
}


def _kind_of(row: Goal) -> str:
    return What(row.tier, row.kind).words if row.kind else ""


def _of_plan(row: Goal | PlanVersion | PlanReview) -> Line:
    return "In the plan begun on", on(timezone.localdate(row.plan.made_at))


def _of_goal(row: Step) -> Line:
    return "Towards", row.goal.what


def _drawn(row: PlanVersion) -> str:
    return "The lines you drew are kept. Ask any worker to show them to you on the screen" if row.drawn else ""


def _with_you(row: PlanReview) -> str:
    return "Yes" if row.with_her else "No, workers went through it without you"


def _said(row: PlanVersion) -> str:
    return in_words(Content.from_json(row.content))


def in_words(said: Content) -> str:
    """All that a plan says, as text that speaks to her."""
    crisis = zip(
        ("How a crisis begins", "What helps then", "Who you can turn to", "How you keep safe"),
        (said.crisis.signs, said.crisis.helps, said.crisis.people, said.crisis.safe),
        strict=True,
    )
    lines = [("What you want", said.wants), ("What you are good at, and what and who helps", said.strengths)]
    parts = [f"{heading}: {words}" for heading, words in lines if words]
    for goal in said.goals:
        parts += [_goal_in_words(goal), *(_step_in_words(step) for step in goal.steps)]
    parts += [f"{heading}: {words}" for heading, words in crisis if words]
    if said.review_on:
        parts.append(f"Gone through again on {on(said.review_on)}")
    return "\n".join(parts)


def _goal_in_words(goal: GoalSaid) -> str:
    ended = {REACHED: "reached", DROPPED: "dropped"}.get(goal.end, "")
    area = f" ({goal.area_words})" if goal.area else ""
    treatment = f". Treatment: {goal.treatment}" if goal.treatment else ""
    words = f". You said: {goal.her_words}" if goal.her_words else ""
    over = f". {ended.capitalize()} on {on(goal.ended_on)}" if ended and goal.ended_on else ""
    return f"Goal{area}: {goal.what}{treatment}{words}{over}{f': {goal.ended_why}' if goal.ended_why else ''}"


def _step_in_words(step: StepSaid) -> str:
    who = {"her": "you", "together": f"you and {step.by or 'a worker'} together", "worker": step.by or "a worker"}
    due = f", by {on(step.due_on)}" if step.due_on else ""
    over = f". Done on {on(step.done_on)}" if step.done_on else ""
    if step.dropped_on:
        over = f". Dropped on {on(step.dropped_on)}: {step.dropped_why}"
    return f"Step: {step.what}, done by {who.get(step.who, step.by)}{due}{over}"


_PLAN = Telling(
    labels={
        "wants": "What you want, in your words",
        "strengths": "What you are good at, and what and who helps",
        "crisis_signs": "How a crisis begins",
        "crisis_helps": "What helps you then",
        "crisis_people": "Who you can turn to",
        "crisis_safe": "How you keep safe",
        "review_on": "When it is gone through again",
        "ended_by": "Ended by",
    },
    left_out={"assessment": "which assessment it was begun from: assessments are told by themselves"},
)
_GOAL = Telling(
    labels={"what": "The goal", "her_words": "What you say about it", "kind": "Treatment"},
    left_out={
        "plan": "which plan it is in: told by the day on which that was begun",
        "tier": "where such treatment stands among all treatment: told by what it is",
    },
    words={"kind": _kind_of},
    first=_of_plan,
    loads=("plan",),
)
_STEP = Telling(
    labels={"what": "The step", "worker": "Which worker"},
    left_out={"goal": "which goal it is a step towards: told by what that says"},
    words={"who": to_her("who", {who.value: words for who, words in _WHO.items()})},
    first=_of_goal,
    loads=("goal",),
)
_VERSION = Telling(
    labels={
        "number": "Which version",
        "content": "What it said",
        "signature": "How you agreed",
        "drawn": "Your signature",
        "print_name": "Your name",
        "agreed_on": "When you agreed",
        "agreed_at": "Taken up",
        "not_agreed": "What you wanted otherwise",
        "taken_up_by": "Who wrote down that you agreed, or handed you the tablet",
        "countersigned_by": "Countersigned by",
    },
    left_out={"plan": "which plan it is of: told by the day on which that was begun"},
    words={
        "content": _said,
        "drawn": _drawn,
        "signature": to_her("signature", {way.value: words for way, words in _SIGNED.items()}),
    },
    first=_of_plan,
    loads=("plan",),
)
_REVIEW = Telling(
    labels={"her_words": "What you said", "with_her": "You were there"},
    left_out={
        "plan": "which plan it was of: told by the day on which that was begun",
        "content": "what the plan said that day: its goals and steps are told by themselves, with all they said",
    },
    words={"with_her": _with_you},
    first=_of_plan,
    loads=("plan",),
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    part = Category.CASEWORK
    register(Kind("plans", CarePlan, part, as_written("casework_careplan"), "Your care plans", full=_PLAN))
    register(Kind("goals", Goal, part, as_written("casework_goal"), "The goals in your plans", full=_GOAL))
    hers = "Steps towards your goals"
    register(Kind("steps", Step, part, as_written("casework_step"), hers, at="set_on", full=_STEP))
    hers = "What your plans said when they were put to you"
    register(Kind("plan-versions", PlanVersion, part, as_written("casework_planversion"), hers, full=_VERSION))
    hers = "Times we went through your plan again"
    register(Kind("plan-reviews", PlanReview, part, as_written("casework_planreview"), hers, at="on", full=_REVIEW))
