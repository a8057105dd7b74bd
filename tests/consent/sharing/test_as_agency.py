"""What another agency sees of a file, told by a rule, is what the database answers somebody there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients import kinds
from casework.clients.models import Alert, Client
from consent.sharing import queries
from dussk.access.asking import Worker, asking
from tests.matrix.base import base
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS
from tests.world import World, share


def test_every_table_about_a_woman_is_of_a_kind() -> None:
    """For a new one: register a kind (casework/clients/kinds.py), or name what its rows hang on (``with_it``)."""
    of_kinds = {model for kind in kinds.kinds() for model in (kind.model, *kind.with_it)}
    assert of_kinds == set(CLIENT_ROWS)
    assert not of_kinds & set(OTHER_ROWS)


def fill(world: World, client: Client) -> None:
    """A row of every kind by the charity, and one by the drug service; some long ago."""
    for by in (world.worker("keyworker"), world.worker("drugs_manager")):
        for kind in kinds.kinds():
            for days in (0, 20):
                made = CLIENT_ROWS[kind.model][1](by, client)
                kind.model._default_manager.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=days))
        for audience in ("identity", "safety", "clinical"):
            Alert.objects.create(**base(by, client), audience=audience, text="Never ring")


Shares = list[dict[str, Any]]
CASES: list[Shares] = [
    [],
    [{"categories": ["identity"]}],
    [{"categories": ["casework"]}],
    [{"categories": ["pathway"]}],
    [{"categories": ["casework"], "covers": 9}, {"categories": ["safety"]}],
    [{"categories": ["clinical", "safety"], "covers": 9}],
    [{"categories": ["casework"], "until": -1}],
    [{"categories": ["casework"], "until": 3}, {"categories": ["pathway"], "days": 2}],
    [{"categories": ["casework"], "covers": 9}, {"categories": ["casework"], "covers": 30}],
]


@pytest.mark.parametrize("shares", CASES, ids=str)
def test_as_the_database_answers(world: World, all_roles: Worker, shares: Shares) -> None:
    cass = world.clients["cass"]
    fill(world, cass)
    for one in shares:
        covers = one.pop("covers", None)
        share(cass, world.drugs, *one["categories"], days=one.get("days", -1), until=one.get("until"))
        if covers:
            cass.shares.filter(covers_from=None).update(covers_from=timezone.now() - timedelta(days=covers))
    jo = world.worker("keyworker")
    with asking(jo):
        told = queries.AsSeen(Client.objects.get(pk=cass.pk), world.drugs, timezone.now())
        said = {one.kind.name: {row.pk for row in one.seen} for one in told.kinds}
        ours = {one.kind.name: {row.pk for row in one.rows} for one in told.kinds}
    with asking(all_roles):
        answer = {
            kind.name: {row.pk for row in kind.model._default_manager.filter(client=cass)} for kind in kinds.kinds()
        }
        is_there = Client.objects.filter(pk=cass.pk).exists()
    assert said == {name: rows & ours[name] for name, rows in answer.items()}
    assert told.opens_it is is_there
    assert bool(told.ways) is is_there


def test_the_page(world: World, jo: Browser, anna: Client) -> None:
    fill(world, anna)
    address = reverse("sharing:as_agency", args=[anna.reference, world.drugs.uid])
    page = jo.get(address).content.decode()
    assert "What Harbour Drug Service sees" in page
    assert "?kind=contacts" in page
    rows = jo.get(f"{address}?kind=alerts").content.decode()
    assert "Partner answers the phone" in rows
    nothing = jo.get(reverse("sharing:as_agency", args=[anna.reference, world.nhs.uid])).content.decode()
    assert "does not see that there is a file" in nothing
    assert jo.get(f"{address}?kind=nonsense").status_code == 404
    assert jo.get(reverse("sharing:as_agency", args=[anna.reference, world.charity.uid])).status_code == 404
