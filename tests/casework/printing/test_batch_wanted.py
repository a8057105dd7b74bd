"""What women want on paper when a batch of hers is asked for, printed and fetched: the same, or nothing is given."""

from http import HTTPStatus

from django.test import Client as Browser

from casework.clients.models import Client
from casework.printing.rules import Edition, Part
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from dussk.jobs.models import JobResult
from tests.casework.clients.joined import join, undo
from tests.casework.printing.conftest import asked, chose, done, fetched, named
from tests.world import woman


def test_hers_is_not_fetched_once_she_wants_more_left_out(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    hers, files = done(asked(manager, jo, Edition.HERS)), done(asked(manager, jo))
    chose(jo, women[0], no_paper=True)
    assert fetched(managers, hers).status_code == HTTPStatus.FORBIDDEN
    assert fetched(managers, files).status_code == HTTPStatus.OK


def test_hers_is_not_printed_where_a_woman_wants_something_else_by_then(
    manager: Worker, jo: Worker, women: list[Client]
) -> None:
    job = asked(manager, jo, Edition.HERS)
    chose(jo, women[1], words=("Marco",))
    assert done(job).outcome == "refused"
    assert "is not what it was when you asked" in job.said
    assert not JobResult.objects.exists()
    assert not ViewLog.objects.filter(page="paper:batch").exists()


def test_hers_is_not_fetched_after_a_joining_that_brought_what_the_other_file_leaves_out(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    """No choice was written: those that were moved say when they were, long before the batch."""
    other = woman(jo, "Una")
    chose(jo, other, no_paper=True)
    hers, files = done(asked(manager, jo, Edition.HERS)), done(asked(manager, jo))
    joining = join(manager, women[0], other)
    assert fetched(managers, hers).status_code == HTTPStatus.FORBIDDEN
    assert fetched(managers, files).status_code == HTTPStatus.OK
    undo(manager, joining)
    assert fetched(managers, hers).status_code == HTTPStatus.OK


def test_hers_is_not_fetched_after_a_joining_is_undone_that_gives_words_back(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    other = woman(jo, "Una")
    chose(jo, other, words=("Marco",))
    joining = join(manager, women[0], other)
    chose(jo, women[0], Part.DATES)
    hers = done(asked(manager, jo, Edition.HERS))
    assert fetched(managers, hers).status_code == HTTPStatus.OK
    undo(manager, joining, rest="joined")
    assert fetched(managers, hers).status_code == HTTPStatus.OK  # Ruby's still leaves out the days, and no more
    join(manager, women[0], other)
    assert fetched(managers, hers).status_code == HTTPStatus.FORBIDDEN


def test_a_name_that_a_joining_brought_counts_where_names_are_left_out(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    other = woman(jo, "Una")
    chose(jo, women[0], Part.HER_NAME)
    hers = done(asked(manager, jo, Edition.HERS))
    named(jo, other, "Oona Kovac")
    join(manager, women[0], other)
    assert fetched(managers, hers).status_code == HTTPStatus.FORBIDDEN


def test_hers_is_not_fetched_once_her_plan_is_on_another_file(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    """It says what the woman of the file is called on which the plan was."""
    hers = done(asked(manager, jo, Edition.HERS))
    join(manager, woman(jo, "Una"), women[0])
    assert fetched(managers, hers).status_code == HTTPStatus.FORBIDDEN
