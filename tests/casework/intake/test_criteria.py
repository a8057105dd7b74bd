"""Versions of what is asked: a draft is written, looked over and published, and then never changed again."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.actions import RefusedError
from casework.intake import actions, queries, rules
from casework.intake.models import CriteriaSet, Criterion
from dussk.access.asking import Worker, asking
from dussk.staff import beginnings
from dussk.staff.models import Agency
from tests.casework.intake.conftest import SignIn, mark_of
from tests.world import World

NEW = {"question": "Has she used within three months?", "failed": "It is for who used lately.", "missing": "Tell us."}


@pytest.fixture
def ada(world: World) -> Worker:
    """The administrator."""
    return world.worker("administrator")


@pytest.fixture
def adas(ada: Worker, signed_in: SignIn) -> Browser:
    return signed_in(ada)


def draft_by(ada: Worker) -> CriteriaSet:
    with asking(ada):
        return actions.begin_draft(by=ada, why="The providers asked for a wider one")


def test_every_agency_begins_with_the_studys_criteria(db: None) -> None:
    agency = Agency.objects.create(name="Quay House", short_name="Quay")
    for _time in range(2):
        beginnings.begin(agency)
    version = queries.in_use(agency)
    assert version is not None
    assert version.number == 1
    said = [(one.code, one.question, one.failed, one.missing, one.is_of_age) for one in queries.asked(version)]
    standard = [(one.code, one.question, one.failed, one.missing, one.is_of_age) for one in rules.STANDARD_CRITERIA]
    assert said == standard


def test_agencies_at_work_before_get_the_same(world: World) -> None:
    migration = import_module("casework.migrations.0011_begin_criteria")
    assert (
        tuple((one.code, one.question, one.failed, one.missing, one.is_of_age) for one in rules.STANDARD_CRITERIA)
        == migration.CRITERIA
    )
    assert migration.WHY == rules.STANDARD_WHY
    agency = Agency.objects.create(name="Quay House", short_name="Quay")
    for _time in range(2):
        migration.begin(apps, connection.schema_editor())
    assert CriteriaSet.objects.get(agency=agency).criteria.count() == 4
    assert CriteriaSet.objects.count() == 4


def test_a_wider_version_is_published(ada: Worker, adas: Browser, jo: Worker, browser: Browser) -> None:
    assert "Begin a new version" in adas.get(reverse("intake:criteria")).content.decode()
    assert "Begin a new version" not in browser.get(reverse("intake:criteria")).content.decode()
    assert adas.post(reverse("intake:draft"), {"why": ""}).status_code == 422
    page = adas.post(reverse("intake:draft"), {"why": "Use within three months"}, follow=True).content.decode()
    assert "Nobody is screened by it" in page
    draft = CriteriaSet.objects.get(number=2)
    selling, using = draft.criteria.get(code="selling"), draft.criteria.get(code="using")
    out = reverse("intake:leave_out", args=[draft.uid, selling.uid])
    assert "It is left out" in adas.post(out, {"leave_out": "1"}, follow=True).content.decode()
    assert "It is asked again" in adas.post(out, {"put_in": "1"}, follow=True).content.decode()
    adas.post(out)
    change = reverse("intake:criterion", args=[draft.uid, using.uid])
    mark = mark_of(adas.get(change).content.decode())
    assert adas.post(change, {**NEW, "opened_with": mark, "failed": ""}).status_code == 422
    assert "The question is saved" in adas.post(change, {**NEW, "opened_with": mark}, follow=True).content.decode()
    add = reverse("intake:add_criterion", args=[draft.uid])
    assert (
        "in the new version" in adas.post(add, {**NEW, "question": "Does she live here?"}, follow=True).content.decode()
    )
    assert queries.in_use(ada.agency) != draft
    publish = reverse("intake:publish", args=[draft.uid])
    assert "Does she live here?" in adas.get(publish).content.decode()
    assert "Version 2 is published" in adas.post(publish, follow=True).content.decode()
    page = browser.get(reverse("intake:criteria_set", args=[draft.uid])).content.decode()
    assert "Not asked in this version" in page
    assert "Leave it out" not in page
    in_use = queries.in_use(ada.agency)
    assert in_use == draft
    assert [one.code for one in queries.asked(draft)] == ["woman", "age", "using", "v2-5"]
    # From now on nothing of it is changed; version 1 is as it was.
    for address in (change, add, publish):
        assert "never changed again" in adas.get(address, follow=True).content.decode()
    assert "never changed again" in adas.post(out, follow=True).content.decode()
    assert (
        "Has she sold sex"
        in adas.get(
            reverse("intake:criteria_set", args=[CriteriaSet.objects.get(number=1, agency=ada.agency).uid])
        ).content.decode()
    )


def test_of_two_who_change_a_question_the_second_is_shown_both(ada: Worker, adas: Browser) -> None:
    draft = draft_by(ada)
    using = draft.criteria.get(code="using")
    change = reverse("intake:criterion", args=[draft.uid, using.uid])
    mark = mark_of(adas.get(change).content.decode())
    with asking(ada):
        actions.change_criterion(by=ada, criterion=using, question="Theirs?", failed="a", missing="b")
    answer = adas.post(change, {**NEW, "opened_with": mark})
    assert answer.status_code == 422
    assert "Theirs?" in answer.content.decode()


def test_what_is_refused(ada: Worker, adas: Browser, world: World) -> None:
    draft = draft_by(ada)
    age = draft.criteria.get(code="age")
    out = reverse("intake:leave_out", args=[draft.uid, age.uid])
    assert "a child is never led" in adas.post(out, follow=True).content.decode()

    def refused(sentence: str, act: Callable[[], object]) -> None:
        with asking(ada), pytest.raises(RefusedError, match=sentence):
            act()

    refused("being written already", lambda: actions.begin_draft(by=ada, why="Another"))
    assert "being written already" in adas.post(reverse("intake:draft"), {"why": "x"}, follow=True).content.decode()
    Criterion.objects.filter(pk=age.pk).update(left_out=True)
    refused("a child is never led", lambda: actions.publish(by=ada, of=draft))
    Criterion.objects.filter(set=draft).update(left_out=True)
    refused("asks nothing", lambda: actions.publish(by=ada, of=draft))
    theirs = CriteriaSet.objects.get(agency=world.drugs)
    with asking(ada), pytest.raises(PermissionDenied):
        actions.publish(by=ada, of=theirs)
    assert adas.get(reverse("intake:criteria_set", args=[theirs.uid])).status_code == 404


def test_an_agency_without_any_version_begins_with_an_empty_one(ada: Worker, adas: Browser) -> None:
    Criterion.objects.filter(set__agency=ada.agency).delete()
    CriteriaSet.objects.filter(agency=ada.agency).delete()
    assert "nobody can be screened" in adas.get(reverse("intake:criteria")).content.decode()
    assert draft_by(ada).criteria.count() == 0
