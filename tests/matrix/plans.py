"""What addresses of care plans are about: plans, goals, steps, versions and reviews on every file but one."""

import uuid
from typing import Any

from casework.clients.models import Client, ClientRow
from tests.matrix.about import About
from tests.matrix.plan_rows import a_goal, a_plan, a_plan_step, a_review, a_version, agreed
from tests.matrix.targets import Target, changes_row, nobody, sees_client, sees_row
from tests.world import World

#: With whom somebody can begin a plan.
WITHOUT = "cass"


def of(world: World) -> dict[About, list[Target]]:
    """Of our own, shared, expired, another agency's, blocked; another woman's; and nobody's."""
    found: dict[About, list[Target]] = {
        about: []
        for about in (
            About.PLAN,
            About.GOAL,
            About.PLAN_STEP,
            About.PLAN_VERSION,
            About.PLAN_NUMBER,
            About.PLAN_AGREED,
            About.PLAN_REVIEW,
        )
    }
    for name, client in world.clients.items():
        if name != WITHOUT:
            for about, row, more in _rows(world, client):
                seen, changes = sees_row(row, client), changes_row(row, client)
                kwargs = {"reference": client.reference} | (more or {"uid": row.uid})
                found[about].append(Target(name, kwargs, seen, changes))
    anna = world.clients["anna"]

    def shared_with(worker: Any) -> bool:
        return sees_client(anna)(worker) and worker.agency != world.charity

    her_plan = [
        Target(each.name, {"uid": each.kwargs["uid"]}, each.sees, each.changes) for each in found[About.PLAN_VERSION]
    ]
    last = [
        Target(each.name, {"uid": each.kwargs["uid"]}, each.sees, each.changes) for each in found[About.PLAN_AGREED]
    ]
    for about, targets in found.items():
        numbered = about is About.PLAN_NUMBER
        absent = {"number": 4711} if numbered else {"uid": uuid.uuid4()}
        targets.append(Target("nonexistent", {"reference": anna.reference} | absent, nobody, nobody, shared_with))
        if not numbered:
            another = targets[1].kwargs | {"reference": anna.reference}
            targets.append(Target("of another woman", another, nobody, nobody, shared_with))
    nobodys = Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)
    # A partner sees a version that is shared, and is told plainly that it is another agency's.
    return found | {About.HER_PLAN: [*her_plan, nobodys], About.HER_PLAN_LAST: [*last, nobodys]}


def _rows(world: World, client: Client) -> list[tuple[About, ClientRow, dict[str, Any]]]:
    by = world.worker("drugs_manager" if client.agency_id == world.drugs.pk else "keyworker")
    plan = a_plan(by, client)
    goal = a_goal(by, client, plan)
    step = a_plan_step(by, client, goal)
    signed = a_version(by, client, plan, **agreed(by))
    waits = a_version(by, client, plan)
    return [
        (About.PLAN, plan, {}),
        (About.GOAL, goal, {}),
        (About.PLAN_STEP, step, {}),
        (About.PLAN_VERSION, waits, {}),
        (About.PLAN_NUMBER, signed, {"number": signed.number}),
        (About.PLAN_AGREED, signed, {}),
        (About.PLAN_REVIEW, a_review(by, client, plan), {}),
    ]
