"""What addresses of consent are about: agreements being filled in and signed, her list, and versions of the form."""

import uuid

from django.utils import timezone

from casework.clients.models import Client
from consent.agreements.actions import begin_forms
from consent.agreements.models import Agreement, ConsentForm, FormPart, NotToBeTold
from consent.agreements.rules import Part
from dussk.access.asking import Worker
from dussk.staff.models import Agency
from dussk.staff.roles import Role
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.targets import Sees, Target, changes_row, nobody, of_agency, sees_client, sees_row
from tests.world import World

_SAID = {"service": True, "storing": True, "research": False}


def of(world: World) -> dict[About, list[Target]]:
    """Agreements on every file, another woman's and nobody's; and forms of ours, another agency's and nobody's."""
    for agency in (world.charity, world.drugs, world.nhs):
        begin_forms(agency)
    return {**_agreements(world), **_forms(world)}


def _begun(by: Worker, client: Client, **more: object) -> Agreement:
    """Gone through, and not signed yet: every page about it opens."""
    form = ConsentForm.objects.get(agency=by.agency, number=1)
    answered = [part.value for part in Part if part is not Part.SIGNING]
    return Agreement.objects.create(**base(by, client), form=form, answered=answered, **_SAID, **more)


def _signed(by: Worker, client: Client) -> Agreement:
    today = timezone.localdate()
    how = {"signature": "typed", "print_name": "Her name", "signed_on": today, "review_on": today}
    return _begun(by, client, **how, signed_at=timezone.now())


def _agreements(world: World) -> dict[About, list[Target]]:
    found: dict[About, list[Target]] = {
        about: [] for about in (About.AGREEMENT, About.AGREEMENT_PAGE, About.SIGNED, About.NOT_TOLD)
    }
    for name, client in world.clients.items():
        by = world.worker("drugs_manager" if client.agency_id == world.drugs.pk else "keyworker")
        hers = {"reference": client.reference}
        rows: list[tuple[About, Agreement | NotToBeTold]] = [
            (About.SIGNED, _signed(by, client)),
            (About.NOT_TOLD, NotToBeTold.objects.create(**base(by, client), name="Dean")),
        ]
        if name != "anna":  # with whom somebody can begin
            rows.append((About.AGREEMENT, _begun(by, client)))
        for about, row in rows:
            seen, changes = sees_row(row, client), changes_row(row, client)
            found[about].append(Target(name, hers | {"uid": row.uid}, seen, changes))
            if about is About.AGREEMENT:
                page = hers | {"uid": row.uid, "part": "outside"}
                found[About.AGREEMENT_PAGE].append(Target(name, page, seen, changes))
    anna = world.clients["anna"]

    def shared_with(worker: Worker) -> bool:
        return sees_client(anna)(worker) and worker.agency != world.charity

    for about, rows_of in found.items():
        page = {"part": "outside"} if about is About.AGREEMENT_PAGE else {}
        absent = {"reference": anna.reference, "uid": uuid.uuid4()} | page
        another = rows_of[1].kwargs | {"reference": anna.reference}
        found[about] = [
            *rows_of,
            Target("nonexistent", absent, nobody, nobody, shared_with),
            Target("of another woman", another, nobody, nobody, shared_with),
        ]
    return found


def _edits(agency: Agency) -> Sees:
    """Her agency's, and she writes it: a draft is for administrators."""

    def edits(worker: Worker) -> bool:
        posts = worker.staff.posts.filter(agency=agency, ended_at=None, role=Role.ADMINISTRATOR)
        return worker.agency == agency and posts.exists()

    return edits


def _forms(world: World) -> dict[About, list[Target]]:
    charity, drugs = world.charity, world.drugs
    published = ConsentForm.objects.get(agency=charity, number=1)
    draft = ConsentForm.objects.create(agency=charity, language="English", number=2, why="Clearer words")
    for part in FormPart.objects.filter(form=published):
        FormPart.objects.create(
            form=draft, part=part.part, heading=part.heading, words=part.words, explained=part.explained
        )
    theirs = ConsentForm.objects.get(agency=drugs, number=1)
    forms = [
        Target("our draft", {"uid": draft.uid}, _edits(charity), _edits(charity)),
        Target("published", {"uid": published.uid}, of_agency(charity.pk), of_agency(charity.pk)),
        Target("another agency's", {"uid": theirs.uid}, of_agency(drugs.pk), of_agency(drugs.pk)),
        Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody),
    ]
    pages = [Target(each.name, each.kwargs | {"part": "grounds"}, each.sees, each.changes) for each in forms]
    pages.append(Target("no such page", {"uid": draft.uid, "part": "nothing"}, nobody, nobody))
    return {About.FORM: forms, About.FORM_PAGE: pages}
