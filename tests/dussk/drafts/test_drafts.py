"""What is typed and not saved: the author's alone, without history, for fourteen days, gone with the save."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.drafts import actions, queries, rules
from dussk.drafts.models import Draft, Sending
from dussk.drafts.reading import in_its_words
from dussk.staff import session_keys
from dussk.staff.models import StaffSession
from dussk.ui.text import fingerprint
from tests.conftest import SignIn
from tests.world import World

KEEP, KEPT, LIST = reverse("drafts:keep"), reverse("drafts:kept"), reverse("drafts:list")
NEW = reverse("clients:new")
NOTE = "She came at ten, and left with the nurse an hour later."


@pytest.fixture
def worker(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def jo(worker: Worker, signed_in: SignIn) -> Browser:
    return signed_in(worker)


def hers(worker: Worker) -> dict[str, str]:
    return {"X-Dussk-For": fingerprint([worker.staff.pk, worker.agency.pk])}


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "address": NEW,
        "form": f"NewFileForm {NEW}",
        "action": NEW,
        "title": "Error: Start a file – DUSSK casework",
        "key": str(uuid.uuid4()),
        "fields": [["called", "Zuzanna"], ["note", NOTE]],
        **changes,
    }


def keep(browser: Browser, worker: Worker, **changes: Any) -> int:
    body = json.dumps(sent(**changes))
    return browser.post(KEEP, body, content_type="application/json", headers=hers(worker)).status_code


def a_draft(worker: Worker, **fields: Any) -> Draft:
    typed = {"address": NEW, "form": "x", "action": NEW, "fields": [["called", "Zuzanna"], ["note", NOTE]], **fields}
    return Draft.objects.create(staff=worker.staff, agency=worker.agency, **typed)


# Keeping and giving back


def test_one_draft_a_form_and_the_last_words_of_it(jo: Browser, worker: Worker) -> None:
    first = uuid.uuid4()
    assert keep(jo, worker, key=str(first)) == 204
    uid = Draft.objects.get().uid
    assert keep(jo, worker, fields=[["called", "Zuzana"]]) == 204
    draft = Draft.objects.get()
    assert (draft.uid, draft.title, draft.fields) == (uid, "Start a file", [["called", "Zuzana"]])
    assert draft.key not in (None, first)
    given = jo.get(KEPT, headers=hers(worker)).json()
    assert [one["fields"] for one in given["drafts"]] == [[["called", "Zuzana"]]]
    assert given["token"]
    assert keep(jo, worker, fields=[]) == 204
    assert not Draft.objects.exists()


def test_two_forms_and_two_pages_have_a_draft_each(jo: Browser, worker: Worker) -> None:
    for changes in ({}, {"form": "Other"}, {"address": "/nights/"}):
        keep(jo, worker, **changes)
    assert Draft.objects.count() == 3


def test_the_constraint_holds_one_draft_a_form(worker: Worker) -> None:
    a_draft(worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_draft(worker)


def test_the_constraint_holds_one_sending_a_key(world: World, worker: Worker) -> None:
    key = uuid.uuid4()
    Sending.objects.create(staff=worker.staff, key=key, content="x")
    Sending.objects.create(staff=world.staff("manager"), key=key, content="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(staff=worker.staff, key=key, content="y")


BAD: list[Any] = [
    None,
    [],
    "x",
    {},
    {"fields": "x"},
    {"fields": [["a"]]},
    {"fields": [["a", 1]]},
    {"fields": [["a", "b", "c"]]},
    {"fields": [["a\x00", "b"]]},
    {"fields": [["a", "\x00"]]},
    {"fields": [["a", "x" * (rules.MOST_TYPED + 1)]]},
    {"fields": [["a", "b"]] * (rules.MOST_FIELDS + 1)},
    {"fields": [["password", "b"]]},
    {"fields": [["one_time_code", "b"]]},
    {"fields": [["client_secret", "b"]]},
    {"fields": [["credential", "b"]]},
    {"address": "//evil.example/"},
    {"address": "https://evil.example/"},
    {"address": "javascript:alert(1)"},
    {"address": "/\\evil.example"},
    {"address": "/" + "x" * rules.LONGEST_PATH},
    {"action": "//evil.example/"},
    {"action": None},
    {"form": 1},
    {"form": "x" * (rules.LONGEST_NAME + 1)},
    {"title": ["x"]},
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:40])
def test_what_no_page_of_ours_sends_is_refused(jo: Browser, worker: Worker, bad: Any) -> None:
    body = json.dumps(sent(**bad) if isinstance(bad, dict) and bad else bad)
    answer = jo.post(KEEP, body, content_type="application/json", headers=hers(worker))
    assert answer.status_code == 400
    assert not Draft.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, "\ud800".encode("utf-8", "surrogatepass"), b"\xff"])
def test_what_is_no_json_is_refused(jo: Browser, worker: Worker, body: Any) -> None:
    assert jo.post(KEEP, body, content_type="application/json", headers=hers(worker)).status_code == 400


def test_three_megabytes_are_refused(jo: Browser, worker: Worker) -> None:
    assert keep(jo, worker, fields=[["note", "x" * 3_000_000]]) == 400
    assert not Draft.objects.exists()


def test_a_postcode_is_no_secret_and_the_key_and_token_are_left_out(jo: Browser, worker: Worker) -> None:
    typed = [["postcode", "E1"], ["once", "x"], ["draft", "x"], ["csrfmiddlewaretoken", "x"]]
    assert keep(jo, worker, fields=typed) == 204
    assert Draft.objects.get().fields == [["postcode", "E1"]]


NAMES, WORDS = st.text(max_size=8), st.text(max_size=30)


@given(fields=st.lists(st.tuples(NAMES, WORDS), max_size=5), path=st.text(max_size=20), key=st.text(max_size=10))
def test_whatever_is_sent_is_kept_as_it_is_or_refused(fields: list[tuple[str, str]], path: str, key: str) -> None:
    try:
        typed = rules.read(sent(fields=[list(field) for field in fields], address=path, key=key))
    except rules.NotKeptError:
        return
    assert list(typed.fields) == [field for field in fields if field[0] not in rules.CARRIED]
    assert typed.address.startswith("/")
    assert not typed.address.startswith(("//", "/\\"))


# The author's alone


def test_nobody_else_sees_changes_or_throws_it_away(world: World, worker: Worker, signed_in: SignIn) -> None:
    draft = a_draft(worker, key=uuid.uuid4())
    Sending.objects.create(staff=worker.staff, key=uuid.uuid4(), content="x")
    for name, other in world.people.items():
        if other.staff == worker.staff:
            continue
        with asking(other):
            assert not Draft.objects.exists(), name
            assert not Sending.objects.exists(), name
            assert Draft.objects.update(title="Mine") == 0, name
            assert Draft.objects.filter(pk=draft.pk).delete()[0] == 0, name
        for forged in (Draft(staff=worker.staff, agency=worker.agency, address="/", form=name, action="/", fields=[]),):
            with pytest.raises(DatabaseError), asking(other):
                forged.save()
        browser = signed_in(other)
        assert browser.get(reverse("drafts:draft", args=[draft.uid])).status_code == 404
        assert browser.post(reverse("drafts:throw_away", args=[draft.uid])).status_code == 404
        assert NOTE not in browser.get(LIST).content.decode()
        assert "Not saved yet" not in browser.get("/").content.decode()
        assert browser.get(KEPT, headers=hers(other)).json()["drafts"] == []
    assert Draft.objects.get().title == ""


def test_at_another_agency_she_has_others(world: World, signed_in: SignIn) -> None:
    both = world.worker("both")
    a_draft(both)
    with asking(both):
        assert queries.not_saved(both).count() == 1
    elsewhere = Worker(both.staff, world.drugs)
    with asking(elsewhere):
        assert not Draft.objects.exists()
    assert NOTE not in signed_in(elsewhere).get(LIST).content.decode()


def test_a_page_that_somebody_else_opened_keeps_nothing(world: World, jo: Browser, worker: Worker) -> None:
    for headers in (hers(world.worker("manager")), hers(Worker(worker.staff, world.drugs)), {}):
        body = json.dumps(sent())
        assert jo.post(KEEP, body, content_type="application/json", headers=headers).status_code == 409
        assert jo.get(KEPT, headers=headers).status_code == 409
    assert not Draft.objects.exists()


def test_it_has_no_history() -> None:
    with_history = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert not {Draft, Sending} & with_history


# Gone with the save, and after fourteen days


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


# The pages


def test_it_can_be_read_sent_once_more_and_thrown_away(jo: Browser, worker: Worker) -> None:
    typed = [["called", "<b>Zuzanna</b>"], ["note", NOTE], ["staff", str(uuid.uuid4())], ["opened_with", "abc"]]
    draft = a_draft(worker, fields=typed, title="Start a file", key=uuid.uuid4())
    page = jo.get(reverse("drafts:draft", args=[draft.uid])).content.decode()
    for words in ("&lt;b&gt;Zuzanna", NOTE, "Save it now", f'name="once" value="{draft.key}"', f'action="{NEW}"'):
        assert words in page
    assert "Zuzanna" not in page[: page.index("<body")]
    listed = jo.get(LIST).content.decode()
    assert "Start a file" in listed
    assert NOTE[:100] in listed  # tells it from another of the same page
    today = jo.get("/").content.decode()
    assert "Start a file" in today
    assert NOTE[:40] in today
    jo.post(reverse("drafts:throw_away", args=[draft.uid]))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("action", ["/staff/new/", "/sign-out/", "/nowhere/", "/account/password/", "/lock/"])
def test_only_what_saves_once_is_sent_from_there(jo: Browser, worker: Worker, action: str) -> None:
    draft = a_draft(worker, action=action)
    assert "Save it now" not in jo.get(reverse("drafts:draft", args=[draft.uid])).content.decode()


FORGOTTEN = [("what_helps", "Tea"), ("empty", "  "), ("note", NOTE), ("when", "a\nb"), ("who", str(uuid.uuid4()))]


@pytest.mark.parametrize(
    ("form", "fields", "short", "long"),
    [
        ("Gone /x/", FORGOTTEN, [("What helps", "Tea")], [("Note", NOTE), ("When", "a\nb")]),
        ("sent 1", [("opened_with", "x"), ("once", "x"), ("draft", "x")], [], []),
        (
            "AlertForm /x/",
            [
                ("text", "Never ring"),
                ("audience", "identity"),
                ("reason", NOTE),
                ("starts_day", "22"),
                ("starts_month", "nov"),
                ("starts_year", "2026"),
                ("ends_day", ""),
                ("else", "More"),
            ],
            [
                ("What staff need to know", "Never ring"),
                ("Who needs to know?", "Everyone who may see her name"),
                ("From", "22 nov 2026"),
                ("Else", "More"),
            ],
            [("Why", NOTE)],
        ),
        (
            "DetailsForm /x/",
            [
                ("adjustments", "reading"),
                ("adjustments", "hearing"),
                ("adjustments_note", "Sits by her"),
                ("opened_with", "x"),
            ],
            [("What makes things harder for her", "Reading, Hearing"), ("What we do about it", "Sits by her")],
            [],
        ),
    ],
)
def test_it_is_shown_as_its_form_asks(
    form: str, fields: list[tuple[str, str]], short: list[tuple[str, str]], long: list[tuple[str, str]]
) -> None:
    assert in_its_words(form, fields) == (short, long)


def test_todays_panel_shows_five_and_says_that_there_are_more(jo: Browser, worker: Worker) -> None:
    for number in range(6):
        a_draft(worker, form=str(number), title=f"Page {number}")
    page = jo.get("/").content.decode()
    assert page.count("Page ") == 5
    assert "All you have not saved" in page


# On a locked screen, and after a time-out, without script


def without(browser: Browser, **changes: Any) -> None:
    session = browser.session
    session.update(changes)
    session.save()


LOCKED, OVER = {session_keys.SEEN_AT: 0}, {session_keys.SIGNED_IN_AT: 0}


@pytest.mark.parametrize(("state", "page"), [(LOCKED, "/locked/"), (OVER, "/sign-in/")], ids=["locked", "over"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_what_comes_too_late_is_kept_and_led_to(
    jo: Browser, worker: Worker, signed_in: SignIn, state: dict[str, float], page: str, headers: dict[str, str]
) -> None:
    without(jo, **state)
    key = str(uuid.uuid4())
    referrer = {"Referer": "http://testserver/clients/new/?from=find"}
    typed = {"called": "Zuzanna", "legal_name": NOTE, "once": key, "csrfmiddlewaretoken": "x"}
    answer = jo.post(NEW, typed, headers=headers | referrer)
    draft = Draft.objects.get()
    assert (draft.staff, draft.agency, draft.address) == (worker.staff, worker.agency, "/clients/new/")
    assert draft.fields == [["called", "Zuzanna"], ["legal_name", NOTE]]
    if not (headers and state is LOCKED):
        to = answer.headers.get("Location") or answer.headers["HX-Redirect"]
        assert to == f"{page}?next={reverse('drafts:draft', args=[draft.uid])}"
    assert not Client.objects.filter(called="Zuzanna").exists()
    again = signed_in(worker)
    assert NOTE in again.get(reverse("drafts:draft", args=[draft.uid])).content.decode()
    sent_again = {**dict(map(tuple, draft.fields)), "once": key, "draft": str(draft.uid)}
    assert again.post(NEW, sent_again).status_code == 302
    assert Client.objects.filter(called="Zuzanna").count() == 1
    assert not Draft.objects.exists()


def test_it_takes_the_place_of_what_the_page_kept(jo: Browser, worker: Worker) -> None:
    key = str(uuid.uuid4())
    keep(jo, worker, key=key)
    without(jo, **LOCKED)
    jo.post(NEW, {"called": "Zuzanna, in full", "once": key})
    draft = Draft.objects.get()
    assert (draft.title, draft.fields) == ("Start a file", [["called", "Zuzanna, in full"]])


def drop_post(world: World, browser: Browser) -> None:
    world.staff("keyworker").posts.update(ended_at=timezone.now())
    without(browser, **LOCKED)


NOTHING_KEPT: list[tuple[str, dict[str, str], Callable[[World, Browser], None]]] = [
    ("no key", {"called": "Zuzanna"}, lambda _world, browser: without(browser, **LOCKED)),
    ("a secret", {"password": "x", "once": "1" * 32}, lambda _world, browser: without(browser, **LOCKED)),
    (
        "no second factor",
        {"called": "Zuzanna", "once": "1" * 32},
        lambda _world, browser: without(browser, **LOCKED, **{session_keys.SECOND_FACTOR: False}),
    ),
    ("no post any more", {"called": "Zuzanna", "once": "1" * 32}, drop_post),
    ("nobody signed in", {"called": "Zuzanna", "once": "1" * 32}, lambda _world, browser: browser.logout()),
    ("too long", {"called": "x" * 2_600_000, "once": "1" * 32}, lambda _world, browser: without(browser, **LOCKED)),
]


@pytest.mark.parametrize(("why", "typed", "before"), NOTHING_KEPT, ids=[row[0] for row in NOTHING_KEPT])
def test_what_is_not_kept(
    world: World, jo: Browser, why: str, typed: dict[str, str], before: Callable[[World, Browser], None]
) -> None:
    before(world, jo)
    assert jo.post(NEW, typed).status_code in (303, 400)
    assert not Draft.objects.exists()


def test_a_request_of_nobodys_hand_is_no_touch(jo: Browser) -> None:
    session = jo.session
    session[session_keys.SEEN_AT] -= 120
    session.save()
    before = StaffSession.objects.get().session_data
    assert jo.get("/", headers={"X-Dussk-Background": "1"}).status_code == 200
    assert StaffSession.objects.get().session_data == before
    jo.get("/")
    assert StaffSession.objects.get().session_data != before


def test_on_a_locked_screen_a_poll_is_told_so(jo: Browser) -> None:
    without(jo, **LOCKED)
    assert jo.get("/", headers={"X-Dussk-Background": "1", "HX-Request": "true"}).status_code == 423


# What the page's script is told


def test_a_script_is_told_where_to_go(jo: Browser) -> None:
    answer = jo.post(NEW, {"called": "Zuzanna", "once": str(uuid.uuid4())}, headers={"X-Dussk-Save": "1"})
    assert answer.status_code == 204
    assert answer.headers["X-Dussk-Go"] == Client.objects.get(called="Zuzanna").get_absolute_url()
    assert "Her file is started" in jo.get("/").content.decode()
    assert jo.post(NEW, {"called": ""}, headers={"X-Dussk-Save": "1"}).status_code == 200


def test_a_form_says_that_it_is_kept_and_one_with_a_secret_does_not(jo: Browser) -> None:
    page = jo.get(NEW).content.decode()
    assert 'data-draft="NewFileForm"' in page
    assert 'name="once"' in page
    for address in ("/account/password/", "/account/second-steps/app/"):
        assert "data-draft" not in jo.get(address).content.decode()


def test_indexes_serve_what_is_asked_at_every_save(worker: Worker) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql in (
            "SELECT 1 FROM drafts_sending WHERE staff_id = 1 AND key = gen_random_uuid()",
            "DELETE FROM drafts_draft WHERE staff_id = 1 AND (key = gen_random_uuid() OR uid = gen_random_uuid())",
        ):
            cursor.execute(f"EXPLAIN {sql}")
            assert "Seq Scan" not in "".join(line for (line,) in cursor.fetchall())


def test_a_script_leaves_to_the_browser_what_is_not_made_for_being_sent_twice(signed_in: SignIn, world: World) -> None:
    """Such a page may answer with what is shown once, as the letter to a new member of staff is."""
    browser = signed_in(world.worker("administrator"))
    answer = browser.post(reverse("staff:new_account"), {"name": "Nell"}, headers={"X-Dussk-Save": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "X-Dussk-Go" not in answer.headers
