"""The pages of long work: how far it is, what it made, who may have it."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.jobs import registry
from dussk.jobs.models import Job, JobResult
from dussk.jobs.registry import Kind, Made, NotDoneError, Work
from dussk.jobs.runner import Presence
from tests.conftest import SignIn
from tests.dussk.jobs.conftest import KIND, Does, a_file, anew, asked, done
from tests.dussk.jobs.test_doing import lose_account, lose_permission, lose_post
from tests.world import World

pytestmark = pytest.mark.usefixtures("does")


@pytest.fixture
def browser(signed_in: SignIn, jo: Worker) -> Browser:
    return signed_in(jo)


def page(browser: Browser, job: Job, name: str = "job") -> str:
    response = browser.get(reverse(f"jobs:{name}", args=[job.uid]))
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_while_it_waits_for_a_runner(browser: Browser, jo: Worker) -> None:
    job = asked(jo)
    shown = page(browser, job)
    assert "Waiting for the runner" in shown
    assert f'hx-get="{reverse("jobs:now", args=[job.uid])}"' in shown
    assert "Look again" in shown
    assert "Nothing on the server is doing long work" in browser.get(reverse("jobs:list")).content.decode()


def test_while_it_is_done(browser: Browser, jo: Worker) -> None:
    job = asked(jo)
    Job.objects.filter(pk=job.pk).update(started_at=timezone.now(), tries=1, done=1200, of=20000)
    presence = Presence()
    presence.hold()
    shown = page(browser, job, "now")
    presence.let_go()
    assert "1,200 of 20,000 done" in shown
    assert 'value="6"' in shown
    assert "<html" not in shown


def test_an_open_page_is_shown_anew_when_it_has_ended(browser: Browser, jo: Worker) -> None:
    job = done(asked(jo))
    response = browser.get(reverse("jobs:now", args=[job.uid]))
    assert response.headers["HX-Refresh"] == "true"
    assert "hx-get" not in page(browser, job).split("<main")[1]


def test_fetched(browser: Browser, jo: Worker) -> None:
    job = done(asked(jo))
    assert "Fetch the file" in page(browser, job)
    response = browser.get(reverse("jobs:fetch", args=[job.uid]))
    assert response.content == b"Ruby,\x00\xff"
    assert response.headers["Content-Disposition"] == 'attachment; filename="a-list-Ruby.csv"'
    assert response.headers["Cache-Control"] == "no-store"


def test_not_fetched_after_a_day(browser: Browser, jo: Worker) -> None:
    job = done(asked(jo))
    JobResult.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert browser.get(reverse("jobs:fetch", args=[job.uid])).status_code == HTTPStatus.NOT_FOUND
    assert "Fetch the file" not in page(browser, job)


def test_not_fetched_by_anybody_else(world: World, signed_in: SignIn, jo: Worker) -> None:
    job = done(asked(jo))
    for name in ("manager", "blocked", "administrator", "facilitator", "drugs_manager"):
        for address in ("job", "now", "fetch"):
            answer = signed_in(world.worker(name)).get(reverse(f"jobs:{address}", args=[job.uid]))
            assert answer.status_code == HTTPStatus.NOT_FOUND


def test_access_is_judged_again_when_it_is_fetched(browser: Browser, jo: Worker) -> None:
    job = done(asked(jo))
    registry.register(Kind(KIND, Permission.LIST_CLIENTS, a_file, may_have=lambda _by, _job: False))
    assert browser.get(reverse("jobs:fetch", args=[job.uid])).status_code == HTTPStatus.FORBIDDEN
    assert "Fetch the file" not in page(browser, job)
    registry.register(Kind(KIND, Permission.MANAGE_STAFF, a_file))
    assert browser.get(reverse("jobs:fetch", args=[job.uid])).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("lose", [lose_account, lose_post, lose_permission])
def test_whoever_lost_it_meanwhile_fetches_nothing(
    browser: Browser, jo: Worker, lose: Callable[[Worker], None]
) -> None:
    address = reverse("jobs:fetch", args=[done(asked(jo)).uid])
    assert browser.get(address).content == b"Ruby,\x00\xff"
    lose(jo)
    answer = browser.get(address, follow=True)
    assert answer.headers["Content-Type"].startswith("text/html")  # to sign in again, or that it is not for her
    assert b"Ruby" not in answer.content
    assert JobResult.objects.exists()


def test_why_it_was_not_done(browser: Browser, does: Does, jo: Worker) -> None:
    def refuses(_work: Work) -> Made:
        raise NotDoneError("The file is gone")

    does(refuses)
    shown = page(browser, done(asked(jo)))
    assert "The file is gone." in shown
    assert "Not done" in shown


def test_cancelled(browser: Browser, jo: Worker) -> None:
    job = asked(jo)
    address = reverse("jobs:cancel", args=[job.uid])
    assert "Nothing of it was saved" in browser.post(address, follow=True).content.decode()
    assert anew(job).outcome == "cancelled"
    assert "It had ended already" in browser.post(address, follow=True).content.decode()
    assert browser.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_it_leads_on(browser: Browser, jo: Worker) -> None:
    registry.register(Kind(KIND, Permission.LIST_CLIENTS, a_file, leads_to=lambda _job: "/clients/"))
    assert 'href="/clients/">Go on' in page(browser, done(asked(jo)))


def test_today_says_what_waits_for_her(browser: Browser, jo: Worker) -> None:
    assert "Long work" not in browser.get("/").content.decode()
    job = done(asked(jo))
    shown = browser.get("/").content.decode()
    assert "The file waits for you" in shown
    assert reverse("jobs:job", args=[job.uid]) in shown
    long_ago = timezone.now() - timedelta(days=2)
    Job.objects.update(made_at=long_ago, started_at=long_ago, ended_at=long_ago)
    assert "Long work" not in browser.get("/").content.decode()


def test_the_list_is_hers_in_pages(browser: Browser, world: World, jo: Worker) -> None:
    assert "You have asked for nothing" in browser.get(reverse("jobs:list")).content.decode()
    for _ in range(52):
        asked(jo)
    asked(world.worker("manager"))
    first, second = (browser.get(reverse("jobs:list"), {"page": number}).content.decode() for number in (1, 2))
    assert (first.count("A list</a>"), second.count("A list</a>")) == (50, 2)
    assert "All of it" in browser.get("/").content.decode()
