"""The two editions, printed from her page and read back."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import Settings

from casework.care_plans.models import CarePlan
from casework.clients.models import Client
from casework.printing.naming import services
from casework.printing.rules import Part
from consent.referrals.models import Service
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.staff.models import Agency
from tests.casework.printing.conftest import a_goal, a_plan, a_version, chose, named, read, reviewed
from tests.consent.agreements.test_documents import is_tagged
from tests.world import World


def url(client: Client, name: str = "paper", *more: Any) -> str:
    return reverse(f"her_paper:{name}", args=[client.reference, *more])


def printed(browser: Browser, client: Client, edition: str) -> str:
    answer = browser.get(url(client, "print", edition))
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store, private"
    reader, text = read(answer.content)
    assert is_tagged(reader)
    return text


def test_the_files_edition_holds_everything(hers: Browser, jo: Worker, anna: Client, plan: CarePlan) -> None:
    a_version(plan, print_name="Anna K")
    reviewed(plan)
    text = printed(hers, anna, "file")
    for words in (
        *("Care plan", anna.shown_reference, anna.called, "Lantern House. Printed", "A flat of my own."),
        *("To see my sister.", "I cook for everyone.", "Housing", "Substance misuse", "Physical health"),
        *("Move into a place with a lock", "Fill in the form", "30 Nov 2026", "Done on 2 Oct 2026"),
        *("Dropped on 9 Oct 2026: It was let", "Priya at the council", "Treatment: Prescribing (tier 3)"),
        *("Reached on 1 Aug 2026", "I stop eating.", "A walk by the water.", "My friend Dee.", "I ring the drop-in."),
        *("3 December 2026", "Version 1, agreed on 14 September 2026", "Anna K", "It goes well", "The flat is close"),
        *("1 of 4 steps done", f"by {jo.staff.name}", "Page 1 of"),
    ):
        assert words in text, words
    assert ViewLog.objects.filter(client_id=anna.pk, kind="printed", page="her_paper:print").count() == 1


def test_hers_is_plain_and_has_no_history(hers: Browser, jo: Worker, anna: Client, plan: CarePlan) -> None:
    chose(jo, anna)
    text = printed(hers, anna, "hers")
    for words in ("My plan", "What I want", "A flat of my own.", "Together with Keyworker, by 30 November 2026"):
        assert words in text, words
    for words in ("I have not agreed to this yet.", "We look at it again on 3 December 2026", "Lantern House"):
        assert words in text, words
    for history in ("Ask about the deposit", "View the room", "Swim on Sundays", "tier", "Version", "Reached"):
        assert history not in text, history
    assert text.index("What I want") < text.index("What I am working towards")


def test_until_she_is_asked_hers_says_nothing_that_could_be_used(hers: Browser, anna: Client, plan: CarePlan) -> None:
    page = hers.get(url(anna)).content.decode()
    assert "She has not been asked yet" in page
    text = printed(hers, anna, "hers")
    for words in ("Lantern", anna.called, "Keyworker", "nurse", "Priya", "Dee", "eating", "drop-in", "DUSSK"):
        assert words not in text, words
    assert "A flat of my own." in text


def test_without_the_service_nothing_of_the_file_says_whose_it_is(
    hers: Browser, jo: Worker, anna: Client, plan: CarePlan
) -> None:
    chose(jo, anna, Part.SERVICE, Part.WORKERS, Part.HER_NAME, Part.DATES)
    answer = hers.get(url(anna, "print", "hers"))
    reader, text = read(answer.content)
    assert answer.headers["Content-Disposition"] == 'inline; filename="my-plan.pdf"'
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("My plan", None)
    for words in ("Lantern", "DUSSK", jo.staff.name, anna.called, "2026", "Printed"):
        assert words not in text, words
        assert words.encode() not in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert b"#1d4f5c" not in answer.content


def test_a_version_is_printed_as_it_was(hers: Browser, jo: Worker, anna: Client, plan: CarePlan) -> None:
    a_version(plan)
    plan.wants = "Something else by now"
    plan.save()
    text = printed(hers, anna, "file")
    assert "A draft: changed since version 1, which she agreed to on 14 September 2026" in text
    answer = hers.get(url(anna, "version", "file", 1))
    _reader, before = read(answer.content)
    assert "A flat of my own." in before
    assert "Something else" not in before
    assert hers.get(url(anna, "version", "file", 2)).status_code == HTTPStatus.NOT_FOUND
    chose(jo, anna)
    assert "This has changed since I agreed to it." in printed(hers, anna, "hers")
    _reader, hers_before = read(hers.get(url(anna, "version", "hers", 1)).content)
    assert "I agreed to this on 14 September 2026." in hers_before
    assert ViewLog.objects.filter(client_id=anna.pk, kind="printed", page="her_paper:version").count() == 2


def test_a_version_that_she_did_not_agree_to_is_not_printed_for_her(
    hers: Browser, jo: Worker, anna: Client, plan: CarePlan
) -> None:
    a_version(plan, signature="", agreed_on=None, agreed_at=None, taken_up_by=None)
    chose(jo, anna)
    assert hers.get(url(anna, "version", "hers", 1)).status_code == HTTPStatus.NOT_FOUND
    assert hers.get(url(anna, "version", "file", 1)).status_code == HTTPStatus.OK


def test_a_review_is_no_change_of_what_she_agreed(hers: Browser, jo: Worker, anna: Client, plan: CarePlan) -> None:
    a_version(plan)
    CarePlan.objects.filter(pk=plan.pk).update(review_on=date(2027, 3, 3))
    chose(jo, anna)
    assert "Version 1, agreed on 14 September 2026" in printed(hers, anna, "file")
    text = printed(hers, anna, "hers")
    assert "I agreed to this on 14 September 2026." in text
    assert "We look at it again on 3 March 2027." in text


@pytest.mark.parametrize("part", [Part.SERVICE, Part.WORKERS])
def test_where_nobody_may_know_of_us_nothing_says_that_there_is_somebody(
    hers: Browser, jo: Worker, anna: Client, plan: CarePlan, part: Part
) -> None:
    a_goal(plan, "Sort my letters", {"what": "Open them", "who": "worker"}, area="agencies")
    chose(jo, anna, part)
    text = printed(hers, anna, "hers")
    for words in ("My worker", "Together", "People I get help from", "We look", "agreed", jo.staff.name):
        assert words not in text, words
    assert "To look at again on 3 December 2026." in text
    assert "Open them" in text


@pytest.mark.parametrize("part", [Part.SERVICE, Part.TREATMENT])
def test_names_of_services_go_with_who_we_are_and_with_treatment(
    world: World, hers: Browser, jo: Worker, anna: Client, part: Part
) -> None:
    Service.objects.create(agency=world.charity, name="The Pitstop Project", made_by=jo.staff, kind="other")
    other = world.worker("drugs_manager").agency
    a_plan(jo, anna, wants=f"A dog.\nRing {other.short_name}.\nGo to {other.name.upper()}\nGo to pit-stop on foot")
    chose(jo, anna, part)
    text = printed(hers, anna, "hers")
    assert "A dog." in text
    for words in (other.short_name, other.name.upper(), "pit-stop"):
        assert words not in text, words
    chose(jo, anna, Part.FAMILY)
    assert "pit-stop" in printed(hers, anna, "hers")


def test_services_are_known_by_every_way_in_which_they_are_named(jo: Worker) -> None:
    Agency.objects.create(name="Developing Health and Independence", short_name="Developing")
    with asking(jo):
        known = services()
    for name in ("Developing Health and Independence", "Developing", "DHI"):
        assert name in known


def test_what_was_done_since_is_no_change_of_what_she_agreed(hers: Browser, anna: Client, plan: CarePlan) -> None:
    a_version(plan)
    step = plan.goals.all()[0].steps.all()[0]
    step.done_on = date(2026, 11, 1)
    step.save()
    assert "Version 1, agreed on 14 September 2026" in printed(hers, anna, "file")


def test_she_takes_no_paper_home(hers: Browser, jo: Worker, managers: Browser, anna: Client, plan: CarePlan) -> None:
    chose(jo, anna, no_paper=True)
    for browser in (hers, managers):
        answer = browser.get(url(anna, "print", "hers"), follow=True)
        assert answer.redirect_chain == [(url(anna), HTTPStatus.FOUND)]
        assert "She takes no paper home, so nothing is printed for her" in answer.content.decode()
        assert url(anna, "print", "hers") not in browser.get(url(anna)).content.decode()
    assert not ViewLog.objects.filter(client_id=anna.pk, kind="printed").exists()
    printed(hers, anna, "file")


def test_where_nothing_is_left_nothing_is_printed(hers: Browser, jo: Worker, anna: Client) -> None:
    a_plan(jo, anna, wants="To get off heroin", strengths="")
    chose(jo, anna, Part.SUBSTANCES)
    answer = hers.get(url(anna, "print", "hers"), follow=True)
    assert "Nothing of her plan is left" in answer.content.decode()


def test_the_lines_left_out_are_told_before_it_is_printed(hers: Browser, jo: Worker, anna: Client) -> None:
    named(jo, anna, "Annabel Kovač")
    plan = a_plan(jo, anna, wants="To be rid of MARCO\nA dog.\nTo be called Annabel", strengths="Méthadone helps")
    a_goal(plan, "Ring Marco’s sister", {"what": "Find her number", "who": "her"})
    chose(jo, anna, Part.SUBSTANCES, Part.HER_NAME, words=("marco",))
    page = hers.get(url(anna)).content.decode()
    assert "4 lines will not stand on it" in page
    left = page[page.index('id="left-out"') :]
    for words in (
        "To be rid of MARCO",
        "“marco”: a word that she leaves out",
        "Méthadone helps",
        "Ring Marco’s sister",
    ):
        assert words in left, words
    text = printed(hers, anna, "hers")
    assert "A dog." in text
    for words in ("arco", "ARCO", "thadone", "Annabel", "Find her number"):
        assert words not in text, words


BAD = [
    ('<img src="https://example.org/spy.png">', "<img"),
    ("![](https://example.org/spy.png) url(http://127.0.0.1/spy)", "spy.png"),
    ("أريد أن أعيش بأمان", ""),
    ("I am 😀 and 🏳️‍🌈 and 👩🏽‍🚀", "and"),
    ("word " * 4000, "word word"),
    ("x" * 20_000, "xxxx"),
]


@pytest.mark.parametrize(("words", "seen"), BAD)
@pytest.mark.parametrize("edition", ["file", "hers"])
def test_whatever_is_typed_makes_a_paper(
    hers: Browser, jo: Worker, anna: Client, words: str, seen: str, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object, **_named: object) -> None:
        raise AssertionError("Something was to be fetched from outside")

    monkeypatch.setattr("urllib.request.urlopen", never)
    monkeypatch.setattr("socket.create_connection", never)
    chose(jo, anna)
    plan = a_plan(jo, anna, wants=words, crisis_helps=words)
    a_goal(plan, words[:300].strip(), {"what": words[:300].strip(), "who": "her"})
    assert seen in printed(hers, anna, edition)


@pytest.mark.parametrize("edition", ["file", "hers"])
def test_two_hundred_goals(hers: Browser, jo: Worker, anna: Client, edition: str) -> None:
    chose(jo, anna)
    plan = a_plan(jo, anna)
    for number in range(200):
        a_goal(
            plan,
            f"Goal {number}x",
            {"what": f"Step {number}y", "who": "her"},
            area=["housing", "", "living"][number % 3],
        )
    text = printed(hers, anna, edition)
    for number in range(200):
        assert f"Goal {number}x" in text
        assert f"Step {number}y" in text


def test_the_charitys_colour(hers: Browser, anna: Client, plan: CarePlan, settings: Settings) -> None:
    settings.PAPER_COLOUR = "#7a1f3d"
    answer = hers.get(url(anna, "print", "file"))
    reader, _text = read(answer.content)
    drawn = reader.pages[0].get_contents()
    assert drawn is not None
    assert b"0.478431 0.121569 0.239216" in drawn.get_data()


def test_another_agencys_file_is_not_printed(world: World, signed_in: Any, anna: Client, plan: CarePlan) -> None:
    theirs = signed_in(world.worker("drugs_manager"))
    for address in (url(anna), url(anna, "choice"), url(anna, "print", "file"), url(anna, "print", "hers")):
        assert theirs.get(address).status_code == HTTPStatus.FORBIDDEN
    assert not ViewLog.objects.filter(client_id=anna.pk, kind="printed").exists()


def test_of_two_plans_either_is_printed(hers: Browser, jo: Worker, anna: Client) -> None:
    first, second = a_plan(jo, anna, wants="The first"), a_plan(jo, anna, wants="The second")
    assert "The second" in printed(hers, anna, "file")
    page = hers.get(url(anna)).content.decode()
    assert f"?plan={first.uid}" in page
    answer = hers.get(f"{url(anna, 'print', 'file')}?plan={first.uid}")
    assert "The first" in read(answer.content)[1]
    assert hers.get(f"{url(anna)}?plan={second.uid}").status_code == HTTPStatus.OK
    for wrong in ("nonsense", "7d1ab3f0-8f0f-4e55-9a62-7c1f2a0b4d11"):
        assert hers.get(f"{url(anna)}?plan={wrong}").status_code == HTTPStatus.NOT_FOUND


def test_without_a_plan_there_is_nothing_to_print(hers: Browser, anna: Client) -> None:
    assert "She has no care plan yet" in hers.get(url(anna)).content.decode()
    assert hers.get(url(anna, "print", "file")).status_code == HTTPStatus.NOT_FOUND
