"""Steps on Today and in lists, and versions that wait for a manager."""

from typing import Any

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.care_plans.panels import steps_due, to_countersign
from dussk.access.asking import asking
from dussk.audit.models import ViewLog
from tests.casework.care_plans.conftest import Planning
from tests.casework.care_plans.test_pages import read, url


def test_a_step_is_done_from_today_in_one_press(planning: Planning, jo: Browser) -> None:
    step = planning.set_step()
    today_page = read(jo.get(reverse("today:today")))
    press = url("pressed", planning.rosa.reference, step.uid)
    assert press in today_page
    assert f"Done: {step.what}" in read(jo.post(press, follow=True))
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
