"""Lists over all women, and Today: steps to be done, whose they are, and versions to countersign."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.care_plans import queries
from casework.care_plans.panels import steps_due, to_countersign
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from tests.casework.care_plans.conftest import DRAWN, Planning, SignIn
from tests.casework.care_plans.test_goals_and_steps import suspend
from tests.casework.care_plans.test_pages import read, url
from tests.casework.clients.joined import block, join
from tests.world import woman


def test_a_step_is_done_from_today_in_one_press(planning: Planning, jo: Browser) -> None:
    step = planning.set_step()
    today_page = read(jo.get(reverse("today:today")))
    press = url("pressed", planning.rosa.reference, step.uid)
    assert press in today_page
    assert "The step is done." in read(jo.post(press, follow=True))
    assert "done or dropped already" in read(jo.post(press, {"list": "1"}, follow=True))
    assert press not in read(jo.get(reverse("today:today")))
    assert step.what not in read(jo.get(reverse("care_plans:steps")))


def test_what_today_asks_is_one_statement_and_its_view_log(planning: Planning, rf: Any) -> None:
    for _number in range(3):
        planning.set_step()
    planning.agreed()
    request = rf.get("/")
    request.worker, request.resolver_match, request.request_id = planning.jo, None, None
    request.agency = planning.jo.agency
    with asking(planning.jo), CaptureQueriesContext(connection) as asked:
        assert len((steps_due(request) or {})["rows"]) == 3
    assert sum('FROM "casework_step"' in query["sql"] for query in asked.captured_queries) == 1
    assert (
        sum(query["sql"].startswith("SELECT") and "casework_" in query["sql"] for query in asked.captured_queries) == 1
    )
    request.worker = planning.manager
    with asking(planning.manager):
        assert len((to_countersign(request) or {})["rows"]) == 1


def test_lists_of_steps_name_women_in_the_view_log(planning: Planning, jo: Browser) -> None:
    planning.set_step()
    assert "Rosa" in read(jo.get(reverse("care_plans:steps")))
    assert "Rosa" in read(jo.get(reverse("care_plans:everybodys")))
    both = planning.world.staff("both").uid
    assert "Ring the housing office" not in read(jo.get(f"{reverse('care_plans:everybodys')}?worker={both}"))
    pages = set(ViewLog.objects.filter(client_id=planning.rosa.pk).values_list("page", flat=True))
    assert {"care_plans:steps", "care_plans:everybodys"} <= pages


def test_a_manager_countersigns_from_today(planning: Planning, jo: Browser, signed_in: SignIn) -> None:
    version, her = planning.agreed(), planning.rosa.reference
    manager = signed_in(planning.manager)
    assert "Plans to countersign" in read(manager.get(reverse("today:today")))
    assert "Rosa" in read(manager.get(reverse("care_plans:to_countersign")))
    assert "Countersign it" not in read(jo.get(url("version", her, 1)))
    assert jo.post(url("countersign", her, version.uid)).status_code == 403
    assert "Countersign it" in read(manager.get(url("version", her, 1)))
    assert "Countersigned." in read(manager.post(url("countersign", her, version.uid), follow=True))
    assert "countersigned already" in read(manager.post(url("countersign", her, version.uid), follow=True))
    assert "Plans to countersign" not in read(manager.get(reverse("today:today")))


def has(by: Worker) -> set[str]:
    with asking(by):
        return {step.what for step in queries.mine(by)}


def nobodys(planning: Planning) -> set[str]:
    with asking(planning.manager):
        return {step.what for step in queries.nobodys(planning.manager)}


def test_a_step_of_a_worker_who_is_blocked_is_her_keyworkers(planning: Planning) -> None:
    both = planning.world.worker("both")
    planning.set_step(what="Bring the key", worker=both.staff)
    assert has(both) == {"Bring the key"}
    block(planning.manager, planning.rosa, both)
    assert has(both) == set()
    assert has(planning.jo) == {"Bring the key", "Fill in the form"}
    assert nobodys(planning) == set()


def test_a_worker_who_was_blocked_from_a_joined_file_has_nothing(planning: Planning) -> None:
    both = planning.world.worker("both")
    planning.set_step(what="Bring the key", worker=both.staff)
    twin = woman(planning.jo, "Rosie")
    block(planning.manager, twin, both)
    join(planning.jo, planning.rosa, twin)
    assert "Bring the key" in has(planning.jo)


def test_what_belongs_to_nobody_is_shown_to_managers(planning: Planning, signed_in: SignIn) -> None:
    planning.set_step(what="Bring the key", who="her", due_on=None)
    planning.set_step(what="Ring the housing office")
    manager, everybodys = signed_in(planning.manager), reverse("care_plans:everybodys")
    assert "that nobody has" not in read(manager.get(reverse("today:today")))
    Client.objects.filter(pk=planning.rosa.pk).update(keyworker=None)
    assert nobodys(planning) == {"Bring the key"}
    today_page = read(manager.get(reverse("today:today")))
    assert "1 step of care plans that nobody has" in today_page
    assert f"{everybodys}?worker=nobody" in today_page
    page = read(manager.get(f"{everybodys}?worker=nobody"))
    assert "Bring the key" in page
    assert "nobody has it" in page
    assert "Ring the housing office" not in page
    suspend(planning.jo.staff)
    assert nobodys(planning) == {"Bring the key", "Ring the housing office", "Fill in the form"}


def test_everybodys_steps_are_there_with_or_without_a_day(planning: Planning, jo: Browser) -> None:
    planning.set_step(what="Bring the key", who="her", due_on=None)
    page = read(jo.get(reverse("care_plans:everybodys")))
    assert "Bring the key" in page
    assert "no day set" in page
    assert "Bring the key" in read(jo.get(f"{reverse('care_plans:everybodys')}?worker={planning.jo.staff.uid}"))


@pytest.mark.parametrize("status", ["closed", "died"])
def test_nothing_is_to_be_done_with_a_woman_who_died_or_whose_file_is_closed(planning: Planning, status: str) -> None:
    planning.agreed()
    with asking(planning.manager):
        assert len(queries.to_countersign(planning.manager)) == 1
    Client.objects.filter(pk=planning.rosa.pk).update(status=status)
    assert has(planning.jo) == set()
    with asking(planning.manager):
        assert not queries.to_countersign(planning.manager)
        assert not queries.everybodys(planning.manager)


def test_a_list_reads_neither_what_a_version_says_nor_what_she_drew(planning: Planning, jo: Browser) -> None:
    planning.agreed(signature="drawn", drawn=DRAWN, print_name="Rosa")
    with CaptureQueriesContext(connection) as asked:
        jo.get(url("versions", planning.rosa.reference))
        jo.get(f"{reverse('her:timeline', args=[planning.rosa.reference])}?kind=care-plan")
        with asking(planning.manager):
            list(queries.to_countersign(planning.manager))
    read_so = [each["sql"] for each in asked.captured_queries if '"casework_planversion"."number"' in each["sql"]]
    assert read_so
    assert not [sql for sql in read_so if '"drawn"' in sql or '"casework_planversion"."content"' in sql]


def test_a_press_on_done_lays_nothing_of_hers_into_the_session(planning: Planning, jo: Browser) -> None:
    step = planning.set_step(what="Ring the refuge")
    response: Any = jo.post(url("pressed", planning.rosa.reference, step.uid))
    assert "refuge" not in str(dict(jo.session.items())) + str(response.cookies)
