"""A row of every table of a request to see what is held."""

from datetime import date
from typing import Any

from django.utils import timezone

from casework.clients.models import Client
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    Pack,
    PackPart,
    PackRecord,
    Passage,
    RequestStep,
    SealedPack,
    SubjectAccessRequest,
)
from dussk.access.asking import Worker
from tests.matrix.base import base


def a_request(by: Worker, client: Client, **more: Any) -> SubjectAccessRequest:
    """Over, but where it says something else: of those that are open there is one."""
    said = {"how": "told", "asked_on": date(2026, 11, 1), "wants": "everything", "way": "both", "state": "given"} | more
    return SubjectAccessRequest.objects.create(**base(by, client), called=client.called, **said)


def a_step(by: Worker, client: Client) -> RequestStep:
    return RequestStep.objects.create(
        request=a_request(by, client), step="begin", on=date(2026, 11, 1), made_by=by.staff
    )


def a_part(by: Worker, client: Client) -> PackPart:
    return PackPart.objects.create(request=a_request(by, client), category="casework")


def a_record(by: Worker, client: Client, part: PackPart | None = None) -> PackRecord:
    told = {"at": "2026-11-01", "written": "2026-11-01T12:00:00+00:00", "by": "Jo", "lines": [["Note", "Well, Dean"]]}
    return PackRecord.objects.create(
        part=part or a_part(by, client), kind="contacts", row=1, at=timezone.now(), told=told | {"changes": []}
    )


def a_passage(by: Worker, client: Client) -> Passage:
    return Passage.objects.create(record=a_record(by, client), text="Dean", whose="third", made_by=by.staff)


def a_harm_decision(by: Worker, client: Client) -> HarmDecision:
    part = PackPart.objects.create(request=a_request(by, client), category="clinical")
    return HarmDecision.objects.create(part=part, outcome="give", why="Talked with her", made_by=by.staff)


def a_pack(by: Worker, request: SubjectAccessRequest) -> Pack:
    return Pack.objects.create(request=request, volume="file", content=b"x", made_by=by.staff)


def any_pack(by: Worker, client: Client) -> Pack:
    return a_pack(by, a_request(by, client))


def a_sealed_pack(by: Worker, client: Client) -> SealedPack:
    return SealedPack.objects.create(pack=any_pack(by, client), content=b"x", made_by=by.staff)


def an_appointment(by: Worker, client: Client) -> Appointment:
    return Appointment.objects.create(
        request=a_request(by, client), at=timezone.now(), where="The quiet room", with_her="Jo", made_by=by.staff
    )


def a_correction(by: Worker, client: Client) -> Correction:
    return Correction.objects.create(request=a_request(by, client), wrong="Her birthday", made_by=by.staff)
