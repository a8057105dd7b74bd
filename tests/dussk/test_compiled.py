"""A compiled query is put into words once, and answers each time for the values it is given then."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from casework.clients.models import Alert, Client
from dussk.access.asking import asking
from dussk.compiled import compiled
from dussk.staff.models import Agency, Post, Staff
from tests.world import World

pytestmark = pytest.mark.django_db
asked: list[str] = []


@compiled
def named(name: str) -> models.QuerySet[Staff]:
    asked.append(name)
    return Staff.objects.filter(name=name)


def test_the_words_are_made_once_and_the_rows_each_time(world: World) -> None:
    asked.clear()
    jo = world.staff("keyworker")
    for _ in range(3):
        assert named(jo.name) == [jo]
        assert named("Nobody at all") == []
    Staff.objects.filter(pk=jo.pk).update(name="Another name")
    assert named("Another name") == [jo]
    assert len(asked) <= 1


def test_related_rows_and_annotations_come_along(world: World, django_assert_num_queries: Any) -> None:
    @compiled
    def posts(staff: int, now: datetime) -> models.QuerySet[Post]:
        colleagues = Post.objects.filter(agency=OuterRef("agency")).exclude(staff=OuterRef("staff"))
        rows = Post.objects.filter(Q(ended_at=None) | Q(ended_at__gt=now), staff=staff)
        return rows.select_related("staff", "agency").annotate(has_colleagues=Exists(colleagues))

    jo = world.staff("keyworker")
    with django_assert_num_queries(1):
        (post,) = posts(jo.pk, timezone.now())
        assert (post.staff, post.agency.name, post.has_colleagues) == (jo, world.charity.name, True)  # type: ignore[attr-defined]


def test_a_value_that_stands_twice_is_put_in_twice(world: World) -> None:
    @compiled
    def on(today: date) -> models.QuerySet[Alert]:
        return Alert.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today)

    anna = Client.objects.order_by("pk")[0]
    hers = {"client": anna, "owner": anna.agency, "agency": anna.agency, "made_by": world.staff("keyworker")}
    for starts, ends in ((1, 3), (2, None), (5, 9)):
        end = date(2026, 5, ends) if ends else None
        Alert.objects.create(**hers, audience="identity", text="x", starts=date(2026, 5, starts), ends=end)
    mine = {day: len(on(date(2026, 5, day))) for day in (1, 2, 4, 6)}
    assert mine == {1: 1, 2: 2, 4: 1, 6: 2}


def test_the_wall_stands_before_it(world: World) -> None:
    @compiled
    def women(agency: int) -> models.QuerySet[Client]:
        return Client.objects.filter(agency=agency)

    with asking(world.worker("keyworker")):
        hers = {her.pk for her in women(world.charity.pk)}
    with asking(world.worker("facilitator")):
        theirs = {her.pk for her in women(world.charity.pk)}
    with asking(world.worker("administrator")):
        assert women(world.charity.pk) == []
    assert theirs < hers


def test_what_it_cannot_do_is_refused() -> None:
    @compiled
    def fetched_beside(agency: int) -> models.QuerySet[Staff]:
        return Staff.objects.filter(posts__agency=agency).prefetch_related("posts")

    with pytest.raises(TypeError, match="one query"):
        fetched_beside(1)

    @compiled
    def decides(agency: int) -> models.QuerySet[Agency]:
        return Agency.objects.filter(pk=agency + 1)

    with pytest.raises(TypeError, match="not in the query"):
        decides(1)
