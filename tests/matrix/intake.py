"""What addresses of the programme are about: offers in every state, and versions of what is asked."""

import uuid

from django.utils import timezone

from casework.clients.models import Client
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from dussk.access.asking import Worker
from dussk.access.categories import Category
from tests.matrix.about import About
from tests.matrix.reference import Reference
from tests.matrix.targets import Sees, Target, changes_row, nobody, of_agency, sees_row
from tests.world import World


def offer(by: Worker, client: Client | None) -> Recruitment:
    """To a woman who was screened, is eligible, and could not consent: every page about an offer opens."""
    now = timezone.now()
    made = {
        "client": client,
        "owner": client.agency if client else None,
        "agency": by.agency,
        "made_by": by.staff,
        "at": now,
    }
    described = {} if client else {"description": "Red coat"}
    row = Recruitment.objects.create(
        **made,
        **described,
        setting="drop_in",
        brought_by="agency",
        brought_by_words="The night shelter",
        answer="screened",
    )
    version = CriteriaSet.objects.get(agency=by.agency, number=1)
    screening = Screening.objects.create(
        **made,
        recruitment=row,
        criteria=version,
        result="eligible",
        decision="cannot",
        decided_on=timezone.localdate(now),
        because="distressed",
        ask_again_on=timezone.localdate(now),
        note="In the quiet room",
    )
    for criterion in version.criteria.all():
        ScreeningAnswer.objects.create(screening=screening, criterion=criterion, said="yes", note="She said so")
    return row


def of(world: World) -> dict[About, list[Target]]:
    """Offers on every file, of our own and of a partner's; to a woman nobody knew; nobody's. Versions likewise."""
    return {**_offers(world), **_criteria(world)}


def _offers(world: World) -> dict[About, list[Target]]:
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    known: list[Target] = []
    for name, client in world.clients.items():
        hers = {"reference": client.reference}
        for by in (keyworker, theirs):
            row = offer(by, client)
            seen = sees_row(row, client)

            def not_ours(w: Worker, seen: Sees = seen, by: Worker = by) -> bool:
                return seen(w) and w.agency != by.agency

            named = f"{name}, by {by.agency}"
            known.append(Target(named, hers | {"uid": row.uid}, seen, changes_row(row, client), not_ours))
    anna = {"reference": world.clients["anna"].reference}
    known.append(Target("nonexistent", anna | {"uid": uuid.uuid4()}, nobody, nobody))
    known.append(Target("of another woman", anna | {"uid": known[2].kwargs["uid"]}, nobody, nobody))
    unknown = []
    for by in (keyworker, theirs):

        def ours(w: Worker, by: Worker = by) -> bool:
            return w.agency == by.agency and Reference(w).reads(Category.CASEWORK)

        unknown.append(Target(str(by.agency), {"uid": offer(by, None).uid}, ours, ours))
    unknown.append(Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody))
    return {About.OFFER: known, About.UNKNOWN_OFFER: unknown}


def _criteria(world: World) -> dict[About, list[Target]]:
    """A draft of ours, what we published, another agency's, nobody's; and a question of each."""
    draft = CriteriaSet.objects.create(agency=world.charity, number=2, why="A wider one, as the providers asked")
    words = {"failed": "It is for who lives here.", "missing": "We still need to know where you live."}
    Criterion.objects.create(set=draft, code="v2-1", question="Does she live here?", **words)
    Criterion.objects.create(set=draft, code="v2-2", question="Has she a bed?", left_out=True, **words)
    published = CriteriaSet.objects.get(agency=world.charity, number=1)
    theirs = CriteriaSet.objects.get(agency=world.drugs, number=1)
    sets, criteria = [], []
    for name, one in (("draft", draft), ("published", published), ("another agency", theirs)):
        ours = of_agency(one.agency_id)
        sets.append(Target(name, {"set_uid": one.uid}, ours, ours))
        question = one.criteria.order_by("order", "pk")[0]
        criteria.append(Target(name, {"set_uid": one.uid, "uid": question.uid}, ours, ours))
    other = {"set_uid": draft.uid, "uid": criteria[1].kwargs["uid"]}
    sets.append(Target("nonexistent", {"set_uid": uuid.uuid4()}, nobody, nobody))
    criteria.append(Target("of another version", other, nobody, nobody))
    return {About.CRITERIA: sets, About.CRITERION: criteria}
