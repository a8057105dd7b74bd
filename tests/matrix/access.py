"""What addresses of requests to see what is held are about: requests in every state, their parts, records and packs."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from casework.clients.models import Client
from consent.subject_access import actions, queries, telling
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    PackPart,
    PackRecord,
    Passage,
    SealedPack,
    SubjectAccessRequest,
)
from consent.subject_access.rules import Step
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from dussk.staff.roles import Role
from tests import world as worlds
from tests.matrix.about import About
from tests.matrix.access_rows import a_pack, a_request
from tests.matrix.reference import Reference
from tests.matrix.targets import Sees, Target, nobody
from tests.world import World

_TOLD = {
    "at": "2026-11-01",
    "written": "2026-11-01T12:00:00+00:00",
    "by": "Jo",
    "lines": [["Note", "Came with Dean"]],
    "changes": [],
}


def of(world: World) -> dict[About, list[Target]]:
    """Requests that are asked, being prepared, ready, with an appointment, and over; a partner's; of a blocked file."""
    found: dict[About, list[Target]] = {}
    for number, (name, state) in enumerate(_STATES):
        woman = worlds.woman(world.worker("keyworker"), f"Asker {number}")
        _put(found, name, _request(world.worker("manager"), woman, state), woman)
    anna, eve = world.clients["anna"], world.clients["eve"]
    _put(found, "a partner's", _request(world.worker("drugs_manager"), anna, "preparing"), anna)
    _put(found, "the trust's", _request(world.worker("psychologist"), anna, "preparing"), anna)
    _put(found, "blocked", _request(world.worker("manager"), eve, "preparing"), eve)
    for targets in found.values():
        known = targets[0]
        absent = known.kwargs | {key: uuid.uuid4() for key in known.kwargs if key.endswith("uid")}
        targets.append(replace(known, name="nonexistent", kwargs=absent, sees=nobody, changes=nobody))
    return found


_STATES = (
    ("asked", "asked"),
    ("being prepared", "preparing"),
    ("ready", "ready"),
    ("with an appointment", "appointment"),
    ("over", "given"),
)


def _request(by: Worker, woman: Client, state: str) -> SubjectAccessRequest:
    """In any state; the one that is ready is so in earnest, so that it can be read as she will."""
    begun = "asked" if state == "ready" else state
    row = a_request(by, woman, state=begun, identity="Jo knows her", asked_on=timezone.localdate())
    if state == "ready":
        with asking(by):
            actions.step(by=by, request=row, what=Step.BEGIN)
            for part in row.parts.all():
                actions.take_stock(by=by, part=part)
                seen = {each.pk: queries.as_it_stands(each) for each in queries.records_of(part)}
                actions.check(by=by, part=part, seen=seen)
                actions.release_part(by=by, part=part)
            actions.step(by=by, request=row, what=Step.RELEASE)
        row.refresh_from_db()
    return row


def _holds(worker: Worker, *roles: Role) -> bool:
    return worker.staff.posts.filter(agency=worker.agency, ended_at=None, role__in=roles).exists()


def _put(found: dict[About, list[Target]], name: str, row: SubjectAccessRequest, woman: Client) -> None:
    """Targets about one request in the state it is in: parts where it is far enough, packs where it is ready."""
    by = Worker(row.made_by, row.agency)

    def sees(worker: Worker) -> bool:
        return Reference(worker).sees_access(row, woman)

    def manages(worker: Worker) -> bool:
        return sees(worker) and _holds(worker, Role.MANAGER)

    def add(about: About, seen: Sees, changes: Sees, **kwargs: object) -> None:
        found.setdefault(about, []).append(Target(name, kwargs, seen, changes))

    hers = {"uid": row.uid}
    add(About.ACCESS, sees, sees, **hers)
    add(About.ACCESS_STEP, sees, sees, **hers, step="clarify")
    add(About.ACCESS_STEP, sees, manages, **hers, step="extend")
    if row.state == "asked":
        return
    prepared = row.state == "preparing"
    released = {} if prepared else {"released_at": timezone.now(), "released_by": by.staff}
    gathered = {"taken_stock_at": timezone.now()} | released
    part, _made = PackPart.objects.get_or_create(request=row, category="casework", defaults=gathered)
    add(About.ACCESS_PART, sees, sees, **hers, category="casework")
    add(About.ACCESS_RELEASED, sees, manages, **hers, category="casework")
    if prepared:
        _clinical(found, row, sees)
        record = PackRecord.objects.create(
            part=part, kind="contacts", row=1, at=timezone.now(), told=_TOLD, fingerprint=telling.fingerprint(_TOLD)
        )
        passage = Passage.objects.create(record=record, text="Dean", whose="third", made_by=by.staff)
        add(About.ACCESS_RECORD, sees, sees, **hers, record_uid=record.uid)
        add(About.ACCESS_PASSAGE, sees, sees, **hers, passage_uid=passage.uid)
        return
    add(About.ACCESS_VOLUME, sees, manages, **hers, volume="file")
    wrong = Correction.objects.create(request=row, wrong="Her birthday", made_by=by.staff)
    add(About.CORRECTION, sees, sees, **hers, correction_uid=wrong.uid)
    sealed = SealedPack.objects.create(pack=a_pack(by, row), content=b"%PDF-1.7", made_by=by.staff)

    def made(worker: Worker) -> bool:
        return sees(worker) and worker.staff == by.staff

    add(About.SEALED, made, made, sealed_uid=sealed.uid)
    if row.state == "appointment":
        tomorrow = timezone.now() + timedelta(days=1)
        Appointment.objects.create(request=row, at=tomorrow, where="Upstairs", with_her="Jo", made_by=by.staff)


def _clinical(found: dict[About, list[Target]], row: SubjectAccessRequest, sees: Sees) -> None:
    """Its clinical part, which nobody but a psychologist of that agency reads."""
    part = PackPart.objects.create(request=row, category="clinical", taken_stock_at=timezone.now())
    HarmDecision.objects.create(part=part, outcome="give", why="Talked with her", made_by=row.made_by)

    def reads(worker: Worker) -> bool:
        return sees(worker) and Reference(worker).reads(Category.CLINICAL)

    hers = {"uid": row.uid, "category": "clinical"}
    found.setdefault(About.ACCESS_CLINICAL, []).append(Target("clinical", hers, reads, reads))
    found.setdefault(About.ACCESS_PART, []).append(Target("clinical", hers, reads, reads))
