"""A part that comes to be held after preparing was begun is in the pack too, or there is none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Alert
from consent.subject_access import actions, documents, rules
from consent.subject_access.models import PackPart, SubjectAccessRequest
from consent.subject_access.rules import Step, Volume
from consent.subject_access.working_days import is_working
from dussk.access.asking import asking
from tests import world as worlds
from tests.casework.clients.joined import join
from tests.consent.subject_access.conftest import Hers
from tests.consent.subject_access.test_by_sql import STEP, refused
from tests.consent.subject_access.test_pages import day
from tests.matrix.base import base


def joined(hers: Hers) -> None:
    """Of a file with an alert for whoever reads about her safety."""
    other = worlds.woman(hers.keyworker, "Annie")
    Alert.objects.create(
        **base(hers.keyworker, other), audience="safety", text="He waits outside", made_at=timezone.now() - timedelta(1)
    )
    join(hers.keyworker, hers.anna, other)


def said_to_others(hers: Hers) -> None:
    Alert.objects.filter(client=hers.anna).update(audience="safety")


@pytest.mark.parametrize("happens", [joined, said_to_others])
def test_a_category_that_came_since(hers: Hers, happens: Callable[[Hers], None]) -> None:
    request = hers.begun()
    assert not request.parts.filter(category="safety").exists()
    happens(hers)
    hers.gather(request)
    safety = hers.part(request, "safety")
    assert (safety.taken_stock_at, safety.released_at) == (None, None)
    hers.released(request)
    hers.step(request, Step.RELEASE)
    with asking(hers.manager):
        told = documents.contents(by=hers.manager, request=request, volume=Volume.FILE)
    (part,) = (part for part in told["parts"] if part["part"] == "safety")
    assert part["kinds"]


def test_it_is_not_ready_without_it(hers: Hers, boss: Browser) -> None:
    """Everything was gathered and released before it came."""
    request = hers.released(hers.begun())
    joined(hers)
    assert refused(hers.manager, STEP, request.pk, "release")
    where = reverse("access:step", args=[request.uid, "release"])
    assert "Not every part is released yet" in boss.post(where, day("on"), follow=True).content.decode()
    request.refresh_from_db()
    assert request.state == "preparing"
    assert hers.part(request, "safety").released_at is None  # it is there now, to be gone through
    assert "Risk and safety" in boss.get(reverse("access:request", args=[request.uid])).content.decode()


@pytest.mark.parametrize("happens", [joined, said_to_others])
def test_no_pack_without_it(hers: Hers, happens: Callable[[Hers], None]) -> None:
    request = hers.ready()
    happens(hers)
    # As if all that is in the parts there are had been gathered and released again.
    for part in PackPart.objects.filter(request=request):
        SubjectAccessRequest.objects.filter(pk=request.pk).update(state="preparing")
        PackPart.objects.filter(pk=part.pk).update(released_at=None, released_by=None)
        with asking(hers.manager):
            actions.take_stock(by=hers.manager, part=part)
        hers.through(part)
        hers.release(part)
    PackPart.objects.filter(request=request, category="safety").delete()
    SubjectAccessRequest.objects.filter(pk=request.pk).update(state="ready")
    with asking(hers.manager), pytest.raises(RefusedError, match="written, changed or joined"):
        documents.contents(by=hers.manager, request=request, volume=Volume.FILE)


def test_what_is_written_after_she_asked_needs_no_part(hers: Hers) -> None:
    request = hers.ready()
    Alert.objects.create(**base(hers.keyworker, hers.anna), audience="safety", text="Since then")
    with asking(hers.manager):
        told = documents.contents(by=hers.manager, request=request, volume=Volume.FILE)
    assert "Since then" not in str(told)


def test_parts_are_made_while_it_is_prepared_alone(hers: Hers) -> None:
    request, theirs = hers.ready(), hers.world.worker("drugs_manager")
    said_to_others(hers)
    assert not refused(hers.keyworker, "SELECT wall.add_parts(%s)", request.pk)
    assert not request.parts.filter(category="safety").exists()
    for call in ("add_parts", "whole_access"):
        assert refused(theirs, f"SELECT wall.{call}(%s)", request.pk)


EXTEND = "SELECT wall.step_access(%s, 'extend', %s, 'There is a lot', NULL)"


def test_it_is_too_late_to_extend_by_sql(hers: Hers) -> None:
    today = timezone.localdate()
    request = hers.ask(asked_on=today - timedelta(days=50))
    assert refused(hers.manager, EXTEND, request.pk, today - timedelta(days=40))
    assert refused(hers.manager, EXTEND, request.pk, today)
    other = hers.ask(about=hers.world.clients["bea"], asked_on=today - timedelta(days=20))
    assert not refused(hers.manager, EXTEND, other.pk, today)


def test_the_database_extends_whatever_the_rules_do(hers: Hers) -> None:
    """As long as she can be told by the calendar, with its bank holidays; and not a week longer."""
    days = [date(2026, 1, 1) + timedelta(days=days) for days in range(1200)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT day::date, wall.extend_by(day::date, 3) FROM unnest(%s::date[]) day", [days])
        held = dict(cursor.fetchall())
    for each in days:
        pause = [rules.Pause(each, each + timedelta(days=3))]
        last = rules.clocks(each, pause, extended=False, today=each, is_working=is_working).extend_by
        assert last is not None
        assert last <= held[each] < last + timedelta(days=7)


def test_a_clock_that_stood_still_counts(hers: Hers) -> None:
    """For how long is told by the steps; a clock that stands still now has stood until today."""
    today = timezone.localdate()
    request = hers.ask(asked_on=today - timedelta(days=50))
    hers.step(request, Step.CLARIFY, hers.keyworker, said="Which years?", on=today - timedelta(days=45))
    assert not refused(hers.manager, "SELECT wall.step_access(%s, 'extend', %s, 'A lot', NULL)", request.pk, today)
    other = hers.ask(about=hers.world.clients["bea"], asked_on=today - timedelta(days=50))
    hers.step(other, Step.CLARIFY, hers.keyworker, said="Which years?", on=today - timedelta(days=45))
    hers.step(other, Step.CLARIFIED, hers.keyworker, said="All", on=today - timedelta(days=43))
    assert refused(hers.manager, EXTEND, other.pk, today)
