"""A draft is its author's alone, at the agency she typed it for, and has no history."""

import json
import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError
from django.test import Client as Browser
from django.urls import reverse

from dussk.access.asking import Worker, asking
from dussk.drafts import queries
from dussk.drafts.models import Draft, Sending
from tests.conftest import SignIn
from tests.dussk.drafts.conftest import KEEP, KEPT, LIST, NOTE, a_draft, hers, sent
from tests.world import World


def test_nobody_else_sees_changes_or_throws_it_away(world: World, worker: Worker, signed_in: SignIn) -> None:
    draft = a_draft(worker, key=uuid.uuid4())
    Sending.objects.create(staff=worker.staff, key=uuid.uuid4(), content="x")
    for name, other in world.people.items():
        if other.staff == worker.staff:
            continue
        with asking(other):
            assert not Draft.objects.exists(), name
            assert not Sending.objects.exists(), name
            assert Draft.objects.update(title="Mine") == 0, name
            assert Draft.objects.filter(pk=draft.pk).delete()[0] == 0, name
        for forged in (Draft(staff=worker.staff, agency=worker.agency, address="/", form=name, action="/", fields=[]),):
            with pytest.raises(DatabaseError), asking(other):
                forged.save()
        browser = signed_in(other)
        assert browser.get(reverse("drafts:draft", args=[draft.uid])).status_code == 404
        assert browser.post(reverse("drafts:throw_away", args=[draft.uid])).status_code == 404
        assert NOTE not in browser.get(LIST).content.decode()
        assert "Not saved yet" not in browser.get("/").content.decode()
        assert browser.get(KEPT, headers=hers(other)).json()["drafts"] == []
    assert Draft.objects.get().title == ""


def test_at_another_agency_she_has_others(world: World, signed_in: SignIn) -> None:
    both = world.worker("both")
    a_draft(both)
    with asking(both):
        assert queries.not_saved(both).count() == 1
    elsewhere = Worker(both.staff, world.drugs)
    with asking(elsewhere):
        assert not Draft.objects.exists()
    assert NOTE not in signed_in(elsewhere).get(LIST).content.decode()


def test_a_page_that_somebody_else_opened_keeps_nothing(world: World, jo: Browser, worker: Worker) -> None:
    for headers in (hers(world.worker("manager")), hers(Worker(worker.staff, world.drugs)), {}):
        body = json.dumps(sent())
        assert jo.post(KEEP, body, content_type="application/json", headers=headers).status_code == 409
        assert jo.get(KEPT, headers=headers).status_code == 409
    assert not Draft.objects.exists()


def test_it_has_no_history() -> None:
    with_history = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert not {Draft, Sending} & with_history
