"""Rosa, with whom the keyworker plans; and her plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.assessments.models import Assessment, Rating
from casework.care_plans import actions
from casework.care_plans.actions import Begun, GoalSet, StepSet
from casework.care_plans.models import CarePlan, Goal, PlanVersion, Step
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.staff.roles import Role
from tests.matrix.base import base
from tests.world import World, hire, woman

SignIn = Callable[[Worker], Browser]
#: Something that is tried.
Act = Callable[[], object]
WANTS = "My own front door"
DRAWN = "M120 190L160 90L190 200L230 120L260 190"


@dataclass
class Planning:
    """What the tests of this room begin with."""

    world: World
    rosa: Client
    jo: Worker
    manager: Worker
    plan: CarePlan
    goal: Goal
    step: Step

    def set_step(self, **changed: Any) -> Step:
        with asking(self.jo):
            said: dict[str, Any] = {
                "what": "Ring the housing office",
                "who": "worker",
                "worker": self.jo.staff,
                "due_on": today(),
            }
            return actions.set_step(by=self.jo, goal=self.goal, said=StepSet(**said | changed))

    def set_goal(self, what: str = "Sleep", **changed: Any) -> Goal:
        with asking(self.jo):
            return actions.set_goal(by=self.jo, plan=self.plan, said=GoalSet(what, **changed))

    def put(self) -> PlanVersion:
        with asking(self.jo):
            return actions.put_to_her(by=self.jo, plan=self.plan)

    def agreed(self, **how: Any) -> PlanVersion:
        version = self.put()
        with asking(self.jo):
            actions.agree(by=self.jo, version=version, **({"signature": "said"} | how))
        return self.now(version)

    def now(self, version: PlanVersion) -> PlanVersion:
        with asking(self.jo):
            return PlanVersion.objects.select_related("client", "plan").get(pk=version.pk)


def today(more: int = 0) -> date:
    return timezone.localdate() + timedelta(days=more)


def build(world: World) -> Planning:
    jo, manager = world.worker("keyworker"), world.worker("manager")
    rosa = woman(jo, "Rosa", keyworker=jo.staff)
    with asking(jo):
        plan = actions.begin(by=jo, client=rosa, begun=Begun(WANTS, "Up early", today(30)))
        goal = actions.set_goal(by=jo, plan=plan, said=GoalSet("A room with a lock", "housing", "Not a hostel"))
        said = StepSet("Fill in the form", "together", jo.staff, due_on=today(7))
        step = actions.set_step(by=jo, goal=goal, said=said)
    return Planning(world, rosa, jo, manager, plan, goal, step)


def assessed(by: Worker, client: Client, **changed: Any) -> Assessment:
    """Completed today: housing planned, mental health rated 2 by the worker alone, friends not rated at all."""
    said = {"project": "Lantern", "completed_on": today(), "completed_by": "both"} | changed
    made = Assessment.objects.create(**base(by, client), **said)
    Rating.objects.create(assessment=made, area="housing", hers=1, her_words="Not a hostel", plan="A room of her own")
    Rating.objects.create(assessment=made, area="mental", workers=2)
    Rating.objects.create(assessment=made, area="friends", her_words="I have some")
    return made


def begin(planning: Planning, client: Client, **begun: Any) -> CarePlan:
    with asking(planning.jo):
        return actions.begin(by=planning.jo, client=client, begun=Begun(**begun))


@pytest.fixture
def planning(world: World) -> Planning:
    return build(world)


@pytest.fixture
def jo(planning: Planning, signed_in: SignIn) -> Browser:
    return signed_in(planning.jo)


@pytest.fixture
def colleague(world: World) -> Worker:
    """Another manager of the charity."""
    return hire(world.charity, "dilys", Role.MANAGER)
