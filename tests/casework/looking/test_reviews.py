"""The review of an emergency access: by another manager, to its end, and as the database holds it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, EmergencyAccess
from casework.looking import actions, queries
from casework.looking.models import EmergencyReview
from casework.looking.rules import Review
from dussk.access.asking import Worker, asking
from dussk.staff.models import Post
from dussk.staff.roles import Role
from tests.casework.clients.conftest import a_block
from tests.casework.clients.joined import join
from tests.casework.looking.conftest import SignIn, look, opened
from tests.matrix.base import base
from tests.world import World, hire, woman

NOT_YET = Review("avoidable", "We could have rung", "", "not_yet", None, "She is away")


def complete() -> Review:
    return Review("right", "She was found collapsed", "Nothing more", "told", timezone.localdate())


def save(
    by: Worker, access: EmergencyAccess, said: Review, *, close: bool = False, told_by: str = ""
) -> EmergencyReview:
    with asking(by):
        return actions.save_review(by=by, access=access, said=said, told_by=told_by, close=close)


def url(access: EmergencyAccess) -> str:
    return reverse("looking:review", args=[access.uid])


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


def opened_with(page: str) -> str:
    return page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]


def today(name: str) -> dict[str, str]:
    on = timezone.localdate()
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_saved_then_closed(world: World, access: EmergencyAccess) -> None:
    manager = world.worker("manager")
    row = save(manager, access, NOT_YET)
    assert (row.finding, row.closed_at, row.told_words) == ("avoidable", None, "She is away")
    with pytest.raises(RefusedError, match="what was done"):
        save(manager, access, NOT_YET, close=True)
    with pytest.raises(RefusedError, match="She has to be told before"):
        save(manager, access, Review("right", "x", "x", "not_yet"), close=True)
    with pytest.raises(RefusedError, match="who told her"):
        save(manager, access, complete(), close=True)
    with pytest.raises(RefusedError, match="the day she was told"):
        save(manager, access, Review(told="told"), told_by="Jo")
    row = save(manager, access, complete(), close=True, told_by="Jo Ashdown")
    assert (row.closed_by, row.told_by, row.told_words) == (manager.staff, "Jo Ashdown", "")
    with pytest.raises(RefusedError, match="closed this review in the meantime"):
        save(manager, access, NOT_YET)
    with asking(manager):
        assert not queries.to_review(world.charity, manager.staff).exists()


def test_nobody_reviews_her_own(world: World, cass: Client) -> None:
    both = world.worker("both")
    Post.objects.create(staff=both.staff, agency=world.charity, role=Role.MANAGER)
    access = opened(Worker(both.staff, world.drugs), cass)
    with asking(both):
        assert not queries.to_review(world.charity, both.staff).exists()
    with pytest.raises(RefusedError, match="Another manager has to review"):
        save(both, access, NOT_YET)
    made = base(both, cass)
    with asking(both), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        EmergencyReview.objects.create(**made, access=access)
    row = save(world.worker("manager"), access, NOT_YET)
    with asking(both):
        assert EmergencyReview.objects.filter(pk=row.pk).update(finding="right") == 0


def test_only_a_manager_of_the_agency_that_keeps_the_file(world: World, access: EmergencyAccess, cass: Client) -> None:
    row = save(world.worker("manager"), access, NOT_YET)
    for name in ("keyworker", "volunteer", "facilitator", "drugs_manager", "administrator", "supervisor"):
        worker = world.worker(name)
        with asking(worker):
            assert not EmergencyReview.objects.exists()
            assert EmergencyReview.objects.filter(pk=row.pk).update(finding="right") == 0
        other = opened(world.worker("psychologist"), cass)
        with asking(worker), pytest.raises(DatabaseError), transaction.atomic():
            EmergencyReview.objects.create(**base(worker, cass), access=other)
    with pytest.raises(PermissionDenied):
        save(world.worker("drugs_manager"), access, NOT_YET)


def test_a_blocked_manager_sees_nothing_of_it(world: World, access: EmergencyAccess, cass: Client) -> None:
    save(world.worker("manager"), access, NOT_YET)
    other = hire(world.charity, "othermanager", Role.MANAGER)
    with asking(other):
        assert queries.to_review(world.charity, other.staff).exists()
    a_block(cass, other, world.worker("keyworker"))
    with asking(other):
        assert not queries.to_review(world.charity, other.staff).exists()
        assert not EmergencyReview.objects.exists()


@pytest.mark.parametrize(
    "change", ["finding = 'avoidable'", "closed_at = NULL, closed_by_id = NULL", "told_words = 'x'"]
)
def test_what_was_closed_stays(world: World, access: EmergencyAccess, change: str) -> None:
    manager = world.worker("manager")
    save(manager, access, complete(), close=True, told_by="Jo")
    with asking(manager), pytest.raises(DatabaseError, match="stays as it was closed"), transaction.atomic():
        connection.cursor().execute(f"UPDATE casework_emergencyreview SET {change}")


def test_by_sql_it_is_about_one_access_and_closed_by_herself(
    world: World, access: EmergencyAccess, cass: Client
) -> None:
    manager, other = world.worker("manager"), opened(world.worker("psychologist"), cass)
    save(manager, access, NOT_YET)
    keyworker = world.staff("keyworker").pk
    closed = (
        "finding = 'right', why = 'x', done = 'x', told = 'unsafe', told_words = 'x', closed_at = now(),"
        f" closed_by_id = {keyworker}"
    )
    for change in (f"access_id = {other.pk}", closed):
        with asking(manager), pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            connection.cursor().execute(f"UPDATE casework_emergencyreview SET {change}")
    with asking(manager), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM casework_emergencyreview")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"told": "told"}, "review_told_by_someone_on_a_day"),
        ({"told": "unsafe", "told_by": "Jo"}, "review_told_by_someone_on_a_day"),
        ({"closed_at": timezone.now()}, "review_closed"),
        ({"told": "not_yet", "finding": "right", "why": "x", "done": "x"}, "review_closed_when_all_is_said"),
    ],
)
def test_what_a_review_cannot_say(world: World, access: EmergencyAccess, changed: dict[str, Any], name: str) -> None:
    manager = world.worker("manager")
    if "when_all" in name:
        changed = changed | {"closed_at": timezone.now(), "closed_by": manager.staff}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EmergencyReview.objects.create(**base(manager, access.client), access=access, **changed)


def test_once_an_access(world: World, access: EmergencyAccess) -> None:
    save(world.worker("manager"), access, NOT_YET)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyReview.objects.create(**base(world.worker("manager"), access.client), access=access)


def test_from_today_to_closed(world: World, access: EmergencyAccess, cass: Client, manager: Browser) -> None:
    facilitator = world.worker("facilitator")
    look(facilitator, cass, access.starts + timedelta(minutes=2))
    look(facilitator, cass, access.starts + timedelta(minutes=9), page="her:timeline")
    look(facilitator, cass, access.starts + timedelta(hours=9), page="consent:consent")
    page = text(manager, "/")
    assert "Emergency access to review" in page
    assert url(access) in page
    page = text(manager, url(access))
    assert "She was found collapsed" in page
    assert "Timeline" in page.split("What she looked at")[1]
    assert "Consent" not in page.split("What she looked at")[1].split("What you find")[0]
    mark = opened_with(page)
    said = {"opened_with": mark, "finding": "right", "why": "It was", "told": "unsafe", "closing": "close"}
    page = text(manager, url(access), said)
    assert "Enter why it is not safe to tell her" in page
    page = text(manager, url(access), said | {"told_words": "He reads her post"})
    assert "Enter what was done" in page
    assert "It was" in page
    page = text(manager, url(access), said | {"told": "not_yet", "closing": ""})
    assert "It stays open until it is closed" in page
    assert "Review begun" in page
    assert "she is not told yet" in text(manager, "/")
    mark = opened_with(text(manager, url(access)))
    told = {"told": "told", "told_by": "Jo", "done": "Rang Harbour"} | today("told_on")
    page = text(manager, url(access), said | {"opened_with": mark} | told)
    assert "The review is closed" in page
    assert "Emergency access to review" not in text(manager, "/")
    page = text(manager, url(access))
    assert "What was found" in page
    assert "Rang Harbour" in page
    assert "opened_with" not in page
    assert "closed this review in the meantime" in text(manager, url(access), said | {"opened_with": mark} | told)


def test_two_managers_at_once_are_shown_both_texts(access: EmergencyAccess, manager: Browser) -> None:
    mark = opened_with(text(manager, url(access)))
    text(manager, url(access), {"opened_with": mark, "why": "The first"})
    page = text(manager, url(access), {"opened_with": mark, "why": "The second"})
    assert "Somebody else saved this while you were writing" in page
    assert "The first" in page
    assert "The second" in page


def test_she_who_opened_it_reads_that_another_reviews(world: World, cass: Client, signed_in: SignIn) -> None:
    both = world.worker("both")
    Post.objects.create(staff=both.staff, agency=world.charity, role=Role.MANAGER)
    access = opened(Worker(both.staff, world.drugs), cass)
    assert "Another manager has to review it" in text(signed_in(both), url(access))


def test_of_a_file_that_was_joined_since(world: World, manager: Browser) -> None:
    keyworker = world.worker("keyworker")
    twin = woman(keyworker, "Cassie")
    access = opened(world.worker("facilitator"), twin)
    kept = world.clients["cass"]
    join(keyworker, kept, twin)
    page = text(manager, url(access))
    assert "Cass" in page
    text(manager, url(access), {"opened_with": opened_with(page), "why": "Both were hers"})
    assert EmergencyReview.objects.get().client == twin
