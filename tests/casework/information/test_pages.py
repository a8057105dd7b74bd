"""The pages of the information sheet, as workers open and send them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client, SafeContact
from casework.information import actions, queries
from casework.information.models import Child, ImportantDate, InformationSheet, KeptFact
from casework.information.rules import Section
from casework.information.views.entries import NOT_KEPT
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.drafts.models import Draft
from tests.casework.clients.joined import file, join
from tests.casework.information.conftest import SAID, SignIn, added, mark_of, text, url, written
from tests.world import World

LONG = "ö🙂 " * 6_666 + "öä"  # 20,000 characters
ARABIC = "مريم تعيش في القاهرة"


def day(name: str, days: int = 0) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def details(page: str, **changed: str) -> dict[str, str]:
    return {"opened_with": mark_of(page), **day("sheet_on"), **changed}


def sent(code: str, **changed: str) -> dict[str, str]:
    """What a form of a list sends."""
    said = {name: str(value) for name, value in SAID.get(code, {}).items() if value is not None}
    return {"wants": "yes", **said, **changed}


def test_from_nothing_to_a_sheet(browser: Browser, anna: Client) -> None:
    page = text(browser, url("sheet", anna))
    assert page.count("Not yet") == 7
    assert "Nothing here has to be asked" in page
    page = text(browser, url("details", anna))
    assert "Anna" in page
    said = {"ni_number": "ab 12 34 56 c", "prison_number": "a1234bc", "address": ARABIC, "ethnicity": "white_irish"}
    page = text(browser, url("details", anna), details(page, **said, gone_through="on"))
    sheet = InformationSheet.objects.get()
    assert (sheet.ni_number, sheet.prison_number, sheet.address) == ("AB123456C", "A1234BC", ARABIC)
    assert sheet.finished == ["details"]
    for words in ("Details: saved.", "AB 12 34 56 C", "White: Irish", ARABIC, "Gone through"):
        assert words in page
    page = text(browser, url("gp", anna))
    page = text(browser, url("gp", anna), {"opened_with": mark_of(page), "gp_registered": "no"})
    assert "Not registered with a GP" in page
    assert ViewLog.objects.filter(client_id=anna.pk, page="her_information:sheet").exists()
    assert "Information" in text(browser, anna.get_absolute_url())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ni_number": "TN010190F"}, "temporary number"),
        ({"ni_number": "GB123456A"}, "No National Insurance number begins with GB"),
        ({"prison_number": "12"}, "like A1234BC"),
        (day("sheet_on", 1), "must be today or in the past"),
        ({"sheet_on_day": ""}, "must include a day"),
        ({"address": "x" * 1001}, "1,000"),
        ({"ethnicity": "martian"}, "Ethnicity"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    browser: Browser, anna: Client, changed: dict[str, str], sentence: str
) -> None:
    page = text(browser, url("details", anna))
    answer = browser.post(url("details", anna), details(page, referred_by="Her sister") | changed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Her sister" in page
    assert not InformationSheet.objects.exists()


def test_a_gp_is_not_named_of_somebody_who_has_none(browser: Browser, anna: Client) -> None:
    page = text(browser, url("gp", anna))
    said = {"opened_with": mark_of(page), "gp_registered": "no", "gp_name": "Dr Amin"}
    page = browser.post(url("gp", anna), said).content.decode()
    assert "A GP is named below" in page
    assert "Dr Amin" in page


def test_two_keyworkers_on_one_section(browser: Browser, anna: Client, world: World) -> None:
    written(world.worker("manager"), anna, gp_name="Dr Amin")
    mine = text(browser, url("gp", anna))
    written(world.worker("manager"), anna, gp_name="Dr Blake")
    page = text(browser, url("gp", anna), {"opened_with": mark_of(mine), "gp_name": "Dr Carr"})
    assert "Somebody else saved this while you were writing" in page
    assert "Dr Blake" in page
    assert "Dr Carr" in page
    assert InformationSheet.objects.get().gp_name == "Dr Blake"
    choice = {"opened_with": mark_of(page), "gp_name": "Dr Carr", "meanwhile": "mine"}
    assert "GP: saved." in text(browser, url("gp", anna), choice)
    assert InformationSheet.objects.get().gp_name == "Dr Carr"


def test_two_sections_at_once_do_not_meet(browser: Browser, anna: Client, world: World) -> None:
    mine = text(browser, url("gp", anna))
    written(world.worker("manager"), anna, Section.DETAILS, referred_by="Herself")
    assert "GP: saved." in text(browser, url("gp", anna), {"opened_with": mark_of(mine), "gp_name": "Dr Carr"})
    sheet = InformationSheet.objects.get()
    assert (sheet.referred_by, sheet.gp_name) == ("Herself", "Dr Carr")


@pytest.mark.parametrize("code", list(queries.LISTS))
def test_every_list_grows(browser: Browser, anna: Client, code: str) -> None:
    more = {"kind": "court", **day("on", 3), "where": "Crown court"} if code == "date" else {}
    page = text(browser, url("new", anna, code), sent(code, **more))
    listed = queries.LISTS[code]
    assert listed.said in page
    row: Any = listed.model._default_manager.get()
    change = text(browser, url("entry", anna, code, row.uid))
    more = {"kind": "bail", **day("on", 4)} if code == "date" else {}
    column = "note" if code == "date" else "words" if code == "fact" else "name"
    corrected = sent(code, **more) | {column: "Said otherwise", "opened_with": mark_of(change)}
    assert "Said otherwise" in text(browser, url("entry", anna, code, row.uid), corrected)
    page = text(browser, url("ended", anna, code, row.uid), {"sent": "1"})
    assert "Earlier: what stood here before" in page
    earlier = text(browser, url("before", anna, listed.section))
    if listed.is_wanted:
        assert "Said otherwise" not in earlier
        assert "Not kept any more" in earlier
        assert "ask her" in text(browser, url("put_back", anna, code, row.uid), {"sent": "1"}).lower()
    else:
        assert "Said otherwise" in earlier
        assert "It stands on the list again." in text(browser, url("put_back", anna, code, row.uid), {"sent": "1"})
        assert "It stands under Earlier now." in text(browser, url("ended", anna, code, row.uid), {"sent": "1"})
        assert "Somebody else has just taken that off" in text(browser, url("entry", anna, code, row.uid))


@pytest.mark.parametrize("code", ["fact", "date"])
def test_what_she_does_not_want_kept_is_not_kept(browser: Browser, anna: Client, code: str) -> None:
    key, words = "3f2b8f0e-7c15-4a2e-9d6e-0f6a7d1c2b3a", "Forty pounds"
    draft = {"address": url("new", anna, code), "action": url("new", anna, code), "words": words, "key": key}
    browser.post(reverse("drafts:keep"), draft)
    page = text(browser, url("new", anna, code), {"wants": "no", "words": words, "key": key})
    assert NOT_KEPT in page
    assert words not in page
    assert not KeptFact.objects.exists()
    assert not ImportantDate.objects.exists()
    assert not Draft.objects.exists()
    page = browser.post(url("new", anna, code), {"words": words}).content.decode()
    assert "Ask her, and choose what she says" in page


@pytest.mark.parametrize(
    ("code", "changed", "sentence"),
    [
        ("child", {"name": ""}, "Enter the child’s name"),
        ("child", day("born", 1), "must be today or in the past"),
        ("child", {"proceedings": LONG + "x"}, "20,000"),
        ("other", {"may_contact": ""}, "Choose whether we may ring them"),
        ("emergency", {"phone": ""}, "Enter the number to ring"),
        ("agency", {"name": "x" * 101}, "100"),
        ("fact", {"words": ""}, "Enter what it is"),
        ("date", {"kind": "court", **day("on", -1)}, "must be today or in the future"),
    ],
)
def test_a_line_that_is_wrong(
    browser: Browser, anna: Client, code: str, changed: dict[str, str], sentence: str
) -> None:
    answer = browser.post(url("new", anna, code), sent(code, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not queries.LISTS[code].model._default_manager.exists()


def test_twenty_thousand_characters_with_signs_of_every_kind(browser: Browser, anna: Client) -> None:
    said = sent("child", proceedings=LONG, location=ARABIC, name="Ñandú 🦜")
    assert "The child is on the sheet." in text(browser, url("new", anna, "child"), said)
    assert Child.objects.get().proceedings == LONG
    page = text(browser, url("sheet", anna))
    assert ARABIC in page
    assert "Ñandú 🦜" in page


def test_the_same_line_twice_is_refused_beside_its_name(browser: Browser, anna: Client, jo: Worker) -> None:
    added(jo, anna, "child")
    page = browser.post(url("new", anna, "child"), sent("child")).content.decode()
    assert "This is on the list already" in page
    assert Child.objects.count() == 1


def test_two_correct_one_line(browser: Browser, anna: Client, jo: Worker, world: World) -> None:
    row = added(jo, anna, "child", proceedings="Hers")
    page = text(browser, url("entry", anna, "child", row.uid))
    Child.objects.filter(pk=row.pk).update(proceedings="Theirs")
    mine = sent("child", proceedings="Mine") | {"opened_with": mark_of(page)}
    page = text(browser, url("entry", anna, "child", row.uid), mine)
    assert "Keep both" in page
    both = mine | {"opened_with": mark_of(page), "meanwhile": "both"}
    text(browser, url("entry", anna, "child", row.uid), both)
    row.refresh_from_db()
    assert "Theirs" in row.proceedings
    assert "Mine" in row.proceedings


def test_a_section_is_gone_through_and_not(browser: Browser, anna: Client) -> None:
    page = text(browser, url("gone_through", anna, "children"), {"gone_through": "yes"})
    assert "None, she says." in page
    assert "None, she says." in text(browser, url("sheet", anna))
    page = text(browser, url("gone_through", anna, "children"), {"gone_through": "no"})
    assert "Nothing is written here yet." in page
    assert browser.post(url("gone_through", anna, "nothing"), {}).status_code == 404


def test_what_was_put_right_stays_readable(browser: Browser, anna: Client, jo: Worker, world: World) -> None:
    written(jo, anna, gp_name="Dr Amin")
    page = text(browser, url("before", anna, "gp"))
    assert "Nothing stood here before." in page
    written(world.worker("manager"), anna, gp_name="Dr Blake")
    page = text(browser, url("before", anna, "gp"))
    assert "Dr Amin" in page
    assert f"written by {jo.staff}" in page
    row = added(jo, anna, "child", name="Keiden")
    with asking(jo):
        actions.correct_entry(by=jo, client=anna, listed=queries.LISTS["child"], row=row, said=SAID["child"])
    page = text(browser, url("before", anna, "children"))
    assert "Keiden" in page
    fact = added(jo, anna, "fact")
    with asking(jo):
        listed, said = queries.LISTS["fact"], {"topic": "benefits", "words": "Something else"}
        actions.correct_entry(by=jo, client=anna, listed=listed, row=fact, said=said)
    assert "Forty pounds" in text(browser, url("before", anna, "kept"))
    with asking(jo):
        actions.end_entry(by=jo, client=anna, listed=listed, row=fact)
    assert "Forty pounds" not in text(browser, url("before", anna, "kept"))


def test_another_topic_asks_her_anew_whether_it_is_kept(browser: Browser, anna: Client, jo: Worker) -> None:
    long_ago = timezone.localdate() - timedelta(days=90)
    fact = added(jo, anna, "fact", wanted_on=long_ago)
    at = url("entry", anna, "fact", fact.uid)

    def sent(**said: str) -> tuple[int, str]:
        opened = {"opened_with": mark_of(text(browser, at)), "topic": "debts", "words": "Sixty pounds"}
        answer = browser.post(at, opened | said)
        return answer.status_code, answer.content.decode()

    assert "Does she want this kept?" not in text(browser, at)
    assert sent()[0] == 302
    fact.refresh_from_db()
    assert (fact.words, fact.wanted_on) == ("Sixty pounds", long_ago)
    status, page = sent(topic="immigration", words="Visa ran out")
    assert status == 422
    assert "Ask her, and choose what she says" in page
    assert "Visa ran out" in page
    assert sent(topic="immigration", words="Visa ran out", wants="no")[0] == 302
    assert "so nothing was changed" in text(browser, at)
    fact.refresh_from_db()
    assert (fact.topic, fact.words) == ("debts", "Sixty pounds")
    assert sent(topic="immigration", words="Visa ran out", wants="yes")[0] == 302
    fact.refresh_from_db()
    assert (fact.topic, fact.words, fact.wanted_on) == ("immigration", "Visa ran out", timezone.localdate())


def test_no_such_section_or_list(browser: Browser, anna: Client, jo: Worker) -> None:
    child = added(jo, anna, "child")
    for address in (
        url("section", anna, "nothing"),
        url("new", anna, "nothing"),
        url("entry", anna, "fact", child.uid),
    ):
        assert browser.get(address).status_code == 404


def test_her_number_goes_where_all_ways_of_reaching_her_are(browser: Browser, anna: Client) -> None:
    said = {"detail": "07700 900321", "ways": ["call", "text"], "is_safe": "yes", "from_time": "9am", "to_time": "5pm"}
    page = text(browser, url("phone", anna), said | {"message_allowed": "on", "who_else": "Her mum"})
    assert "Her number is saved" in page
    assert "Her mum" in page
    assert SafeContact.objects.filter(client=anna, detail="07700 900321").count() == 2
    for changed, sentence in (
        ({"detail": ""}, "Enter her number"),
        ({"detail": "ask Dawn"}, "in figures"),
        ({"ways": []}, "rung on it, texted, or both"),
        ({"is_safe": ""}, "safe to use"),
        ({"to_time": ""}, "Enter both times"),
        ({}, "on her file already"),
    ):
        assert sentence in browser.post(url("phone", anna), said | changed).content.decode()


def test_two_sheets_of_joined_files(browser: Browser, jo: Worker) -> None:
    kept, twin = file(jo, "Ruby"), file(jo, "Mae")
    written(jo, kept, Section.DETAILS, address="Old address")
    written(jo, twin, Section.DETAILS, address="New address")
    join(jo, kept, twin)
    page = text(browser, url("sheet", kept))
    assert "See what the other says" in page
    assert "New address" in page
    with asking(jo):
        other = queries.beside(kept, queries.sheet_of(kept))
    assert other is not None
    page = text(browser, url("beside", kept, other.uid))
    assert "Address: Old address" in page
    assert "Now: New address" in page
    seen = page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]
    page = text(browser, url("beside", kept, other.uid), {"seen": seen, "fields_taken": ["address"]})
    assert "The other sheet is put aside." in page
    assert "Old address" in page
    assert "See what the other says" not in page
    assert "looked at already" in text(browser, url("beside", kept, other.uid), {"fields_taken": []})


def test_a_psychologist_reads_and_does_not_write(world: World, signed_in: SignIn, anna: Client, jo: Worker) -> None:
    row = added(jo, anna, "child")
    facilitator = signed_in(world.worker("facilitator"))
    page = text(facilitator, url("sheet", anna))
    assert "Kayden" in page
    assert "Add a child" not in page
    assert url("entry", anna, "child", row.uid) not in text(facilitator, url("section", anna, "children"))
    for name, more in (("details", ()), ("new", ("child",)), ("entry", ("child", row.uid)), ("print", ())):
        assert facilitator.get(url(name, anna, *more)).status_code == 403


def test_a_partner_that_she_shares_with_reads_it(world: World, signed_in: SignIn, anna: Client, jo: Worker) -> None:
    added(jo, anna, "child")
    theirs = signed_in(world.worker("drugs_manager"))
    page = text(theirs, url("sheet", anna))
    assert "Kayden" in page
    assert "Add a child" not in page
    for name, more in (("details", ()), ("new", ("child",)), ("print", ())):
        assert theirs.get(url(name, anna, *more)).status_code == 403
    assert theirs.get(url("sheet", world.clients["bea"])).status_code == 404


def test_dates_stand_on_today_and_on_her_timeline(browser: Browser, anna: Client, jo: Worker) -> None:
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    assert "Dates coming up" not in text(browser, "/")
    on = timezone.localdate() + timedelta(days=3)
    added(jo, anna, "date", kind="court", on=on, at=None, where="Crown court", note="")
    page = text(browser, "/")
    assert "Dates coming up" in page
    assert "Crown court" in page
    assert ViewLog.objects.filter(client_id=anna.pk, page="today:today", kind="listed").exists()
    assert "Crown court" in text(browser, reverse("her:timeline", args=[anna.reference]) + "?kind=important-dates")


def test_pages_cost_the_same_however_much_is_on_the_sheet(browser: Browser, anna: Client, jo: Worker) -> None:
    def statements() -> list[int]:
        counts = []
        for address in (url("sheet", anna), url("section", anna, "children"), "/"):
            with CaptureQueriesContext(connection) as captured:
                browser.get(address)
            counts.append(len(captured))
        return counts

    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    today = timezone.localdate()

    def grow(number: int) -> None:
        for code in ("child", "other", "emergency", "agency"):
            added(jo, anna, code, name=f"Somebody {number}")
        added(jo, anna, "fact", words=f"Something {number}")
        added(jo, anna, "date", kind="court", on=today + timedelta(days=number), at=None, where="", note="")

    grow(1)
    written(jo, anna, gp_name="Dr Amin")
    statements()
    few = statements()
    for number in range(2, 14):
        grow(number)
    assert statements() == few
    assert "More than 10" in text(browser, url("sheet", anna))
