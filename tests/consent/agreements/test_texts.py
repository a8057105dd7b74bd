"""The versions of the form: drafts, ground G, publishing, and what was read meanwhile."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

from casework.clients.actions import RefusedError
from consent.agreements import actions, queries, rules
from consent.agreements.models import ConsentForm
from consent.agreements.rules import Part
from dussk.access.asking import Worker, asking
from tests.consent.agreements.conftest import Asked


@pytest.fixture
def ada(asked: Asked) -> Iterator[Worker]:
    worker = asked.world.worker("administrator")
    with asking(worker):
        yield worker


def draft(by: Worker, language: str = "English") -> ConsentForm:
    return actions.begin_version(by=by, language=language, why="Clearer words")


def rewrite(by: Worker, form: ConsentForm, part: Part, words: str) -> None:
    row = queries.parts_of(form)[part]
    actions.write_part(by=by, form=form, part=part, heading=row.heading, words=words, explained=row.explained)


def test_a_new_agency_begins_with_the_form_once(asked: Asked) -> None:
    actions.begin_forms(asked.world.charity)
    form = ConsentForm.objects.get(agency=asked.world.charity)
    parts = queries.parts_of(form)
    assert (form.language, form.number, form.with_reputation, list(parts)) == ("English", 1, False, list(Part))
    assert "Lantern House" in parts[Part.STORING].words
    assert "Harbour" not in parts[Part.STORING].words


def test_a_draft_begins_with_the_latest_words_and_is_shown_to_nobody(asked: Asked, ada: Worker) -> None:
    made = draft(ada, "english")
    assert (made.language, made.number, made.published_at) == ("English", 2, None)
    assert queries.parts_of(made)[Part.GROUNDS].words == queries.parts_of(asked.form)[Part.GROUNDS].words
    assert list(queries.offered_forms(ada.agency)) == [asked.form]
    with pytest.raises(RefusedError, match="draft in English already"):
        draft(ada)
    welsh = draft(ada, "Welsh")
    assert (welsh.number, str(welsh)) == (1, "Welsh, version 1")
    assert queries.parts_of(welsh)[Part.SERVICE].words == queries.parts_of(asked.form)[Part.SERVICE].words


def test_a_list_keeps_a_line_for_each_thing(ada: Worker) -> None:
    made = draft(ada)
    with pytest.raises(RefusedError, match="needs 10 lines that begin with a dash") as refused:
        rewrite(ada, made, Part.OUTSIDE, "Which?\n- The police")
    assert refused.value.field == "words"
    with pytest.raises(RefusedError, match="has no list"):
        rewrite(ada, made, Part.SEEING, "See it.\n- Here")
    rewrite(ada, made, Part.SEEING, "You may see it.")
    assert queries.parts_of(made)[Part.SEEING].words == "You may see it."


def test_ground_g_is_turned_on_and_off_in_a_draft(ada: Worker) -> None:
    made = draft(ada)
    before = queries.parts_of(made)[Part.GROUNDS].words
    actions.turn_reputation(by=ada, form=made, on=True)
    actions.turn_reputation(by=ada, form=made, on=True)
    made.refresh_from_db()
    page = next(page for page in queries.pages_of(made) if page.part is Part.GROUNDS)
    assert made.with_reputation
    assert page.lettered[-1] == (
        "G",
        "it cannot be avoided, to protect the good name of Lantern House for the good of everyone",
    )
    actions.publish(by=ada, form=made)
    after = draft(ada)
    assert after.with_reputation
    actions.turn_reputation(by=ada, form=after, on=False)
    assert queries.parts_of(after)[Part.GROUNDS].words == before


def test_a_published_version_is_what_she_is_shown(asked: Asked, ada: Worker) -> None:
    made = draft(ada)
    actions.change_version(by=ada, form=made, why="Shorter", review_months=12)
    actions.publish(by=ada, form=made)
    assert [(form.number, form.why) for form in queries.offered_forms(ada.agency)] == [(2, "Shorter")]
    assert [form.number for form in queries.paper_forms(ada.agency)] == [2, 1]
    stays = "published, so its words stay"
    with pytest.raises(RefusedError, match=stays):
        actions.publish(by=ada, form=made)
    with pytest.raises(RefusedError, match=stays):
        actions.change_version(by=ada, form=made, why="Other", review_months=1)
    with pytest.raises(RefusedError, match=stays):
        actions.turn_reputation(by=ada, form=made, on=True)
    with pytest.raises(RefusedError, match=stays):
        rewrite(ada, made, Part.SEEING, "Other")
    actions.retire(by=ada, form=made)
    assert list(queries.offered_forms(ada.agency)) == [asked.form]
    with pytest.raises(RefusedError, match="not offered any more"):
        actions.retire(by=ada, form=made)
    with pytest.raises(RefusedError, match="only version there is"):
        actions.retire(by=ada, form=asked.form)


def test_a_page_that_is_not_ready_is_not_published(asked: Asked, ada: Worker) -> None:
    made = draft(ada)
    ConsentForm.objects.filter(pk=made.pk).update(with_reputation=True)
    with pytest.raises(RefusedError, match="is not ready"):
        actions.publish(by=ada, form=made)


@pytest.mark.parametrize("who", ["keyworker", "drugs_manager"])
def test_others_cannot_write_it(asked: Asked, who: str) -> None:
    with asking(asked.world.worker("administrator")):
        made = draft(asked.world.worker("administrator"))
    worker = asked.world.worker(who)
    with asking(worker), pytest.raises((PermissionDenied, ConsentForm.DoesNotExist)):
        rewrite(worker, made, Part.SEEING, "Mine now")


def test_she_may_sign_what_she_read_though_it_was_republished(asked: Asked) -> None:
    agreement = asked.go_through(asked.begin())
    worker = asked.world.worker("administrator")
    with asking(worker):
        made = draft(worker)
        rewrite(worker, made, Part.RESEARCH, "Would you like to help researchers?")
        actions.publish(by=worker, form=made)
    with asking(asked.by):
        newer = queries.newer_form(agreement)
        assert newer == made
        anew = actions.begin_anew(by=asked.by, agreement=agreement, form=made)
        assert rules.to_go_through(anew.answered, storing=anew.storing) == (Part.RESEARCH,)
        assert queries.chosen(anew).names == ["Night Shelter"]
        assert queries.newer_form(anew) is None
        with pytest.raises(RefusedError, match="given up"):
            actions.begin_anew(by=asked.by, agreement=agreement, form=made)
        actions.leave(by=asked.by, agreement=anew)
    older = asked.go_through(asked.begin())
    assert older.form == asked.form
    asked.sign(older)
    with asking(asked.by):
        research = queries.pages_of(older.form, older)[-2]
    assert research.words.startswith("Researchers look at")
