"""What is typed is kept as it was typed, one draft a form, and given back; what no page of ours sends is refused."""

import json
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from dussk.access.asking import Worker
from dussk.drafts import rules
from dussk.drafts.models import Draft, Sending
from tests.dussk.drafts.conftest import KEEP, KEPT, a_draft, hers, keep, sent
from tests.world import World


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
