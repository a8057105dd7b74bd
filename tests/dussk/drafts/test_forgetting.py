"""A draft is gone with the save, and after fourteen days."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from dussk.access.asking import Worker, asking
from dussk.drafts import actions
from dussk.drafts.models import Draft, Sending
from tests.dussk.drafts.conftest import KEPT, LIST, NEW, a_draft, hers, keep
from tests.world import World


def test_a_save_takes_its_draft_along_and_one_that_fails_leaves_it(jo: Browser, worker: Worker) -> None:
    key = str(uuid.uuid4())
    keep(jo, worker, key=key)
    jo.post(NEW, {"called": "", "once": key})
    assert Draft.objects.exists()
    jo.post(NEW, {"called": "Zuzanna", "once": key})
    assert not Draft.objects.exists()


def test_a_draft_that_was_given_back_goes_with_the_form_it_was_given_to(jo: Browser, worker: Worker) -> None:
    draft, other = a_draft(worker, key=uuid.uuid4()), a_draft(worker, form="other")
    jo.post(NEW, {"called": "Zuzanna", "once": str(uuid.uuid4()), "draft": str(draft.uid)})
    assert list(Draft.objects.all()) == [other]


def test_a_view_that_is_not_once_lets_go_of_it_too(world: World, jo: Browser, worker: Worker) -> None:
    key = uuid.uuid4()
    a_draft(worker, key=key)
    jo.post(reverse("staff:change_agency"), {"agency": str(world.charity.uid), "once": str(key)})
    assert not Draft.objects.exists()


def test_one_that_comes_after_its_form_was_saved_is_none(jo: Browser, worker: Worker) -> None:
    key = uuid.uuid4()
    jo.post(NEW, {"called": "Zuzanna", "once": str(key)})
    assert keep(jo, worker, key=str(key)) == 204
    assert not Draft.objects.exists()
    a_draft(worker, key=key)  # on its way at the same moment as the save
    assert jo.get(KEPT, headers=hers(worker)).json()["drafts"] == []
    assert "Not saved yet" not in jo.get("/").content.decode()


@pytest.mark.parametrize(("days", "there"), [(13.99, True), (14.01, False)])
def test_after_fourteen_days_it_is_gone(jo: Browser, worker: Worker, days: float, there: bool) -> None:  # noqa: FBT001
    then = timezone.now() - timedelta(days=days)
    draft = a_draft(worker, kept_at=then)
    Sending.objects.create(staff=worker.staff, key=uuid.uuid4(), content="x", at=then)
    assert (jo.get(reverse("drafts:draft", args=[draft.uid])).status_code == 200) is there
    assert ("Not saved yet" in jo.get("/").content.decode()) is there
    jo.get(LIST)
    assert Draft.objects.exists() is there
    assert Sending.objects.exists() is there


def test_housekeeping_deletes_everybodys(world: World, worker: Worker, capsys: pytest.CaptureFixture[str]) -> None:
    old = timezone.now() - timedelta(days=15)
    for one in (worker, world.worker("manager")):
        a_draft(one, kept_at=old)
        a_draft(one, form="new")
        Sending.objects.create(staff=one.staff, key=uuid.uuid4(), content="x", at=old)
    call_command("forget_drafts")
    assert capsys.readouterr().out == "2 drafts and 2 notes of sent forms deleted.\n"
    assert Draft.objects.count() == 2


def test_somebody_cannot_delete_everybodys(world: World, worker: Worker) -> None:
    a_draft(world.worker("manager"), kept_at=timezone.now() - timedelta(days=15))
    with asking(worker):
        assert actions.forget_old() == (0, 0)


def test_indexes_serve_what_is_asked_at_every_save(worker: Worker) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql in (
            "SELECT 1 FROM drafts_sending WHERE staff_id = 1 AND key = gen_random_uuid()",
            "DELETE FROM drafts_draft WHERE staff_id = 1 AND (key = gen_random_uuid() OR uid = gen_random_uuid())",
        ):
            cursor.execute(f"EXPLAIN {sql}")
            assert "Seq Scan" not in "".join(line for (line,) in cursor.fetchall())
