"""Many plans on paper: what is in a batch, as whom, and for whom it is gone again."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.care_plans.models import CarePlan
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.printing import actions, documents, queries
from casework.printing.rules import Edition, Part
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.jobs import running
from dussk.jobs.models import Job, JobResult
from dussk.staff.models import Post
from dussk.ui.binding import bind, first_pages
from tests.casework.clients.conftest import a_block
from tests.casework.printing.conftest import a_plan, asked, chose, content, done, fetched, full_plan, read
from tests.world import World, woman

BATCH = reverse("paper:batch")


def test_all_plans_of_a_keyworker_as_one_pdf(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    page = managers.get(BATCH).content.decode()
    assert jo.staff.name in page
    sent = {"which": "keyworker", "keyworker": str(jo.staff.uid), "edition": "file"}
    answer = managers.post(BATCH, sent)
    job = Job.objects.latest("pk")
    assert answer.headers["Location"] == reverse("jobs:job", args=[job.uid])
    assert set(job.asked) == {"plans", "edition"}
    assert all(her.called not in job.title for her in women)
    assert done(job).outcome == "done", job.said
    assert job.said == "3 plans are ready to print"
    assert (job.done, job.of) == (3, 4)
    answer = fetched(managers, job)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="care-plans.pdf"'
    _reader, text = read(answer.content)
    for her in women:
        assert f"What {her.called} wants" in text
        assert her.shown_reference in text
    places = [text.rindex(f"What {name} wants") for name in ("Mae", "Ruby", "Tess")]  # by name
    assert places == sorted(places)
    logged = ViewLog.objects.filter(kind="printed", page="paper:batch")
    assert set(logged.values_list("client_id", flat=True)) == {her.pk for her in women}
    assert set(logged.values_list("request_id", flat=True)) == {job.uid}


def test_each_begins_on_a_right_hand_page_with_its_own_page_numbers(
    manager: Worker, jo: Worker, women: list[Client]
) -> None:
    job = done(asked(manager, jo))
    reader, _text = read(content(job))
    pages = [page.extract_text() for page in reader.pages]
    begins = [number for number, text in enumerate(pages) if "What she wants, in her words" in text]
    assert len(begins) == len(women)
    assert all(number % 2 == 0 for number in begins)
    ends = [*begins[1:], len(reader.pages)]
    for begin, end in zip(begins, ends, strict=True):
        own = [text for text in pages[begin:end] if text.strip()]  # the last may be followed by a blank one
        for number, text in enumerate(own, start=1):
            assert f"Page {number} of {len(own)}" in " ".join(text.split())
    cover = " ".join(pages[0].split())
    for begin, her in zip(begins, ("Mae", "Ruby", "Tess"), strict=True):
        assert f"{her} {begin + 1} " in cover
    with pikepdf.open(BytesIO(content(job))) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            her.shown_reference for her in sorted(women, key=lambda her: her.called)
        ]


def test_it_is_still_pdf_ua(manager: Worker, jo: Worker, women: list[Client]) -> None:
    """Read back: the language, the title, one tree of tags in which every page and every heading is found."""
    with pikepdf.open(BytesIO(content(done(asked(manager, jo))))) as document:
        root = document.Root
        assert str(root.Lang) == "en-GB"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"
            assert said["dc:title"] == "Care plans"
        tree = root.StructTreeRoot
        nums = list(tree.ParentTree.Nums)
        keys = [int(key) for key in nums[::2]]
        assert keys == sorted(set(keys))
        found = dict(zip(keys, nums[1::2], strict=True))
        with_marks = [page for page in document.pages if "/StructParents" in page.obj]
        assert len(with_marks) >= len(women) + 1
        for page in with_marks:
            for element in found[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.obj.objgen
        for page in document.pages:
            assert "/StructParents" in page.obj or "/Contents" not in page.obj or not page.Contents.read_bytes().strip()
        parts = [kid for kid in tree.K[0].K if kid.S == "/Part"]
        assert len(parts) >= len(women)
        assert all(part.P.objgen == tree.K[0].objgen for part in parts)
        names = [str(name) for name in list(tree.IDTree.Kids[0].Names)[::2]]
        assert names == sorted(set(names))
        assert int(tree.ParentTreeNextKey) > max(keys)


def test_hers_leave_out_what_each_left_out(manager: Worker, jo: Worker, women: list[Client]) -> None:
    ruby, mae, tess = women
    chose(jo, ruby, Part.SERVICE, Part.WORKERS, Part.DATES)
    chose(jo, mae, no_paper=True)
    chose(jo, tess, words=("wants",))
    job = done(asked(manager, jo, Edition.HERS))
    assert job.said == "2 plans are ready to print. The first sheet says which 1 could not be, and why"
    reader, text = read(content(job))
    assert "What Mae wants" not in text
    assert "She takes no paper home" in text
    assert "Take this sheet off before you give anybody hers" in text
    assert "1 line left out" in text
    pages = [page.extract_text() for page in reader.pages]
    rubys = next(page for page in pages if "Goal 0 of Ruby" in page)
    assert "Lantern" not in rubys
    assert "What Tess wants" not in text
    logged = ViewLog.objects.filter(page="paper:batch").values_list("client_id", "kind", "request_id")
    assert set(logged) == {  # whoever is only on the cover was named there
        (ruby.pk, "printed", job.uid),
        (tess.pk, "printed", job.uid),
        (mae.pk, "listed", job.uid),
    }


def test_all_that_are_due(managers: Browser, manager: Worker, women: list[Client]) -> None:
    today = timezone.localdate()
    until = today + timedelta(days=1)
    sent = {"which": "due", "until_day": until.day, "until_month": until.month, "until_year": until.year}
    managers.post(BATCH, sent | {"edition": "file"})
    job = done(Job.objects.latest("pk"))
    assert job.said == "2 plans are ready to print"
    _reader, text = read(content(job))
    assert text.rindex("What Ruby wants") < text.rindex("What Mae wants")  # the longest due first
    assert "What Tess wants" not in text


def test_what_is_missing_is_said_beside_the_field(managers: Browser, women: list[Client]) -> None:
    for sent, words in (
        ({}, "Choose which plans"),
        ({"which": "keyworker", "edition": "file"}, "Choose a keyworker"),
        ({"which": "due", "edition": "file"}, "Enter the day by which they are due"),
        ({"which": "due", "until_day": 1, "until_month": 1, "until_year": 2020, "edition": "file"}, "no plan to print"),
    ):
        answer = managers.post(BATCH, sent)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_more_than_a_batch_holds(
    manager: Worker, jo: Worker, women: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    with pytest.raises(RefusedError, match="more than 2 plans"):
        asked(manager, jo)


def test_where_there_is_no_plan(managers: Browser) -> None:
    assert "there is nothing to print" in managers.get(BATCH).content.decode()


def test_only_plans_of_its_own_files_and_none_that_ended(world: World, manager: Worker, jo: Worker) -> None:
    theirs = world.worker("drugs_manager")
    other = woman(theirs, "Zed", keyworker=jo.staff)
    a_plan(theirs, other)
    ended = a_plan(jo, woman(jo, "Una", keyworker=jo.staff))
    CarePlan.objects.filter(pk=ended.pk).update(ended_at=timezone.now(), ended_by=jo.staff)
    with asking(manager), pytest.raises(RefusedError, match="no plan"):
        actions.ask_for_keyworker(by=manager, keyworker=jo.staff, edition=Edition.FILE)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_file_that_is_closed_when_it_runs_stops_it_all(
    manager: Worker, jo: Worker, women: list[Client], edition: Edition
) -> None:
    job = asked(manager, jo, edition)
    a_block(women[1], manager, jo)
    assert done(job).outcome == "refused"
    assert "not open to you any more" in job.said
    assert not JobResult.objects.exists()
    assert not ViewLog.objects.filter(kind="printed").exists()


def test_a_file_that_is_closed_when_it_is_fetched(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    job = done(asked(manager, jo))
    assert fetched(managers, job).status_code == HTTPStatus.OK
    a_block(women[1], manager, jo)
    assert fetched(managers, job).status_code == HTTPStatus.FORBIDDEN
    assert "Fetch the file" not in managers.get(reverse("jobs:job", args=[job.uid])).content.decode()


def test_without_the_role_it_is_neither_asked_for_nor_fetched(
    hers: Browser, managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    assert hers.get(BATCH).status_code == HTTPStatus.FORBIDDEN
    job = done(asked(manager, jo))
    assert fetched(hers, job).status_code == HTTPStatus.NOT_FOUND
    Post.objects.filter(staff=manager.staff).update(role="keyworker")
    assert fetched(managers, job).status_code == HTTPStatus.FORBIDDEN


def test_it_is_gone_after_a_day(managers: Browser, manager: Worker, jo: Worker, women: list[Client]) -> None:
    job = done(asked(manager, jo))
    JobResult.objects.filter(job=job).update(made_at=timezone.now() - timedelta(hours=25))
    assert fetched(managers, job).status_code == HTTPStatus.NOT_FOUND


def test_cancelled_in_the_middle_nothing_is_there(
    manager: Worker, jo: Worker, women: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(manager, jo)
    told: list[int] = []

    def tell(_self: running.Try, done: int, _of: int) -> None:
        told.append(done)
        if done == len(women) - 1:
            raise running.EndedError

    monkeypatch.setattr(running.Try, "tell", tell)
    assert done(job).outcome == ""  # whoever cancelled it has said so already
    assert told == [0, 1, 2]
    assert not JobResult.objects.exists()
    assert not ViewLog.objects.filter(kind="printed").exists()


@pytest.mark.parametrize("edition", Edition)
def test_statements_do_not_grow_with_plans(
    jo: Worker, manager: Worker, women: list[Client], django_assert_max_num_queries: Any, edition: Edition
) -> None:
    plans = list(CarePlan.objects.values_list("uid", flat=True))
    counts = []
    for some in (plans[:1], plans):
        with asking(manager), django_assert_max_num_queries(12) as captured:
            assert len(queries.papers(some, manager, edition)) == len(some)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_papers_begin_on_the_right() -> None:
    assert first_pages([1, 2, 3, 1]) == [1, 3, 5, 9]
    assert first_pages([]) == []


def test_a_cover_alone_is_bound_too(manager: Worker, jo: Worker, anna: Client) -> None:
    full_plan(jo, anna)
    with asking(manager):
        cover = documents.cover([], edition=Edition.FILE, by=manager, at=timezone.localtime())
    reader, text = read(bind(cover, []))
    assert len(reader.pages) == 1
    assert "0 plans" in text


@pytest.mark.parametrize("edition", list(Edition))
def test_what_ended_after_it_was_asked_for_is_left_out_and_told(
    manager: Worker, jo: Worker, women: list[Client], edition: Edition
) -> None:
    ruby, mae, tess = women
    chose(jo, tess)
    job = asked(manager, jo, edition)
    CarePlan.objects.filter(client=ruby).update(ended_at=timezone.now(), ended_by=jo.staff)
    Client.objects.filter(pk=mae.pk).update(status="died")
    assert done(job).said == "1 plan is ready to print. The first sheet says which 2 could not be, and why"
    _reader, text = read(content(job))
    for words in ("Her plan has ended since it was asked for", "she has died, since it was asked for", "What Tess"):
        assert words in text
    for words in ("What Ruby wants", "What Mae wants"):
        assert words not in text
    logged = ViewLog.objects.filter(page="paper:batch").values_list("client_id", "kind")
    assert set(logged) == {(tess.pk, "printed"), (ruby.pk, "listed"), (mae.pk, "listed")}


@pytest.mark.parametrize("status", ["closed", "died"])
def test_whoever_is_closed_or_has_died_is_in_none_and_not_counted(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client], status: str
) -> None:
    Client.objects.filter(pk=women[0].pk).update(status=status)
    job = asked(manager, jo)
    assert len(job.asked["plans"]) == len(women) - 1
    (row,) = managers.get(BATCH).context["page"]
    assert (row.plans, row.due) == (len(women) - 1, len(women) - 1)


def test_plans_of_women_without_keyworker_and_every_plan(
    managers: Browser, manager: Worker, jo: Worker, women: list[Client]
) -> None:
    a_plan(jo, woman(jo, "Una"), wants="What Una wants")  # neither keyworker nor a day to look at it again
    rows = [(one.staff, one.plans, one.due) for one in managers.get(BATCH).context["page"]]
    assert rows == [(jo.staff, 3, 3), (None, 1, 0)]
    for which, many in (("nobody", 1), ("every", 4)):
        managers.post(BATCH, {"which": which, "edition": "file"})
        job = done(Job.objects.latest("pk"))
        assert job.said.startswith(f"{many} plan")
        assert "What Una wants" in read(content(job))[1]


def test_where_only_women_without_keyworker_have_plans_they_can_be_printed(managers: Browser, jo: Worker) -> None:
    a_plan(jo, woman(jo, "Una"))
    page = managers.get(BATCH).content.decode()
    assert "Nobody" in page
    assert "Have them printed" in page
