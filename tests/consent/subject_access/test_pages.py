"""The pages: what each says, what is typed is not lost, and what stands on Today, the timeline and her page."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import OwnRecord
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    PackPart,
    PackRecord,
    Passage,
    SubjectAccessRequest,
)
from consent.subject_access.rules import Step
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.conftest import SignIn
from tests.consent.agreements.conftest import main
from tests.consent.subject_access.conftest import Hers
from tests.matrix.base import base

ASKED = {"how": "told", "wants": "everything", "way": "both", "large_type": "no", "identity": "Jo knows her"}


def day(name: str, days: int = 0) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def url(name: str, *named: Any) -> str:
    return reverse(f"access:{name}", args=named)


def hidden(browser: Browser, where: str, name: str) -> dict[str, list[str]]:
    """What a page carries of how it stood when it was read."""
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', main(browser.get(where)))}


def test_she_asks(hers: Hers, jo: Browser) -> None:
    where = reverse("her_access:ask", args=[hers.anna.reference])
    assert "within 21 days" in main(jo.get(where))
    empty = jo.post(where, {})
    assert empty.status_code == 422
    assert "Choose how she asked" in main(empty)
    answer = jo.post(where, ASKED | day("asked_on", -2))
    request = SubjectAccessRequest.objects.get()
    assert answer["Location"] == url("request", request.uid)
    page = main(jo.get(answer["Location"]))
    assert "19 days left" in page
    assert "Begin to prepare it" in page
    assert jo.get(where).status_code == 302  # there is one already
    assert "Go on with her request" in main(jo.get(reverse("her_access:asked", args=[hers.anna.reference])))


def test_what_an_answer_asks_for_besides(hers: Hers, jo: Browser) -> None:
    where = reverse("her_access:ask", args=[hers.anna.reference])
    said = ASKED | day("asked_on") | {"how": "for_her", "wants": "question", "safe_way": "At the hatch"}
    page = main(jo.post(where, said))
    for words in (
        "Enter who asked for her",
        "Enter how you know that she wants it",
        "Enter what she wants",
        "At the hatch",
    ):
        assert words in page
    assert (
        jo.post(where, said | {"for_her": "Her solicitor", "authority": "A letter", "wanted": "Who told?"}).status_code
        == 302
    )
    assert "Her solicitor" in main(jo.get(url("request", SubjectAccessRequest.objects.get().uid)))


def test_an_agency_with_its_own_record(hers: Hers, signed_in: SignIn) -> None:
    theirs = hers.world.worker("drugs_manager")
    record = OwnRecord.objects.create(**base(theirs, hers.world.clients["bea"]), called="Bea as we know her")
    browser = signed_in(theirs)
    where = reverse("her_access:ask_of_own_record", args=[record.uid])
    hers_of_ours = reverse("kept:own_record", args=[record.uid])
    assert where in main(browser.get(hers_of_ours))
    assert where not in main(signed_in(hers.world.worker("facilitator")).get(hers_of_ours))
    assert "Bea as we know her" in main(browser.get(where))
    assert browser.post(where, ASKED | day("asked_on")).status_code == 302
    request = SubjectAccessRequest.objects.get()
    page = main(browser.get(url("request", request.uid)))
    assert "Bea as we know her" in page
    assert "Lantern House" in page
    assert browser.get(where).status_code == 302
    assert ViewLog.objects.filter(client_id=record.client_id, page="access:request").exists()


def test_preparing_by_its_pages(hers: Hers, boss: Browser) -> None:
    request = hers.ask()
    assert boss.post(url("step", request.uid, "begin"), day("on")).status_code == 302
    part = url("part", request.uid, "casework")
    assert "Gather what is held" in main(boss.get(part))
    boss.post(url("gather", request.uid, "casework"))
    page = main(boss.get(part))
    assert "Slept at the refuge" in page
    assert "0 of 4 gone through" in page
    note = PackRecord.objects.get(told__icontains="Tracey")
    where = url("record", request.uid, note.uid)
    assert "Names in it" in main(boss.get(where)) or "Take words out" in main(boss.get(where))
    wrong = boss.post(where, {"text": "Tracy", "whose": "third", "why": "Her friend"})
    assert "not in this record" in main(wrong)
    assert "Her friend" in main(wrong)
    assert boss.post(where, {"text": "Tracey Holt", "whose": "third"}).status_code == 302
    shown = main(boss.get(where))
    assert "Came with [taken out: about somebody else], who" in shown
    assert boss.post(url("put_back", request.uid, Passage.objects.get().uid)).status_code == 302
    assert "taken out: about" not in main(boss.get(part))
    boss.post(where, {"text": "Tracey Holt", "whose": "third", "everywhere": "yes"})
    boss.post(url("through", request.uid, note.uid), hidden(boss, where, "stands"))
    assert "1 of 4 gone through" in main(boss.get(part))
    assert "Tracey" not in main(boss.get(part))
    alert = PackRecord.objects.get(kind="alerts")
    back = url("withhold", request.uid, alert.uid)
    assert "Choose why" in main(boss.post(back, {}))
    boss.post(back, {"whose": "confidence", "because": "Her sister told us"})
    assert "Kept back: Somebody told us in confidence" in main(boss.get(part))
    boss.post(url("give_again", request.uid, alert.uid))
    boss.post(url("check", request.uid, "casework"), hidden(boss, part, "record"))
    assert "Every record was gone through" in main(boss.get(f"{part}?to-go=1"))
    boss.post(url("release", request.uid, "casework"))
    assert "Released" in main(boss.get(part))
    assert "Take words out" not in main(boss.get(where))
    refused = boss.post(where, {"text": "Dean", "whose": "third"})
    assert "not being prepared" in main(refused)
    late = boss.post(url("through", request.uid, note.uid), {"stands": "as it was"}, follow=True)
    assert "not being prepared" in late.content.decode()
    boss.post(url("take_back", request.uid, "casework"))
    assert PackPart.objects.get(category="casework").released_at is None


def test_a_part_that_somebody_else_reads(hers: Hers, boss: Browser, psychologist: Worker, signed_in: SignIn) -> None:
    request = hers.begun()
    page = main(boss.get(url("request", request.uid)))
    assert "A clinical psychologist decides" in page
    assert url("part", request.uid, "clinical") not in page
    assert boss.get(url("part", request.uid, "clinical")).status_code == 404
    clinic = signed_in(psychologist)
    assert "Nobody has decided yet" in main(clinic.get(url("part", request.uid, "clinical")))
    clinic.post(url("gather", request.uid, "clinical"))
    harm = url("harm", request.uid, "clinical")
    assert "What did you consider" in main(clinic.get(harm))
    assert clinic.post(harm, {"outcome": "some", "why": "She knows"}).status_code == 302
    assert HarmDecision.objects.get().why == "She knows"
    assert "It can be given without" in main(clinic.get(url("part", request.uid, "clinical")))
    assert clinic.get(url("harm", request.uid, "casework")).status_code == 403
    hers.gather(request, "clinical", psychologist)
    hers.through(PackPart.objects.get(category="clinical"), psychologist)
    clinic.post(url("release", request.uid, "clinical"))
    assert "it is released" in clinic.get(harm, follow=True).content.decode().replace(
        "This part is released", "it is released"
    )


def test_steps(hers: Hers, boss: Browser, jo: Browser) -> None:
    request = hers.ask()
    where = url("step", request.uid, "clarify")
    assert "clock of the law stops" in main(jo.get(where))
    assert "Write down what was said" in main(jo.post(where, day("on")))
    assert jo.post(where, day("on") | {"said": "Which years?"}).status_code == 302
    assert "clock stands still" in main(jo.get(url("request", request.uid)))
    assert jo.get(url("step", request.uid, "refuse")).status_code == 403
    assert "complain to the regulator" in main(boss.get(url("step", request.uid, "refuse")))
    assert jo.get(url("step", request.uid, "nonsense")).status_code == 404
    assert jo.get(url("step", request.uid, "begin")).status_code == 302  # not as it stands
    assert jo.get(url("step", request.uid, "arrange"))["Location"] == url("appointment", request.uid)
    extend = boss.post(url("step", request.uid, "extend"), day("on") | {"said": "A lot of it; told her"})
    assert extend.status_code == 302
    on = url("step", request.uid, "pass_on")
    assert "Harbour Drug Service" in main(jo.get(on))
    assert "Choose which agency" in main(jo.post(on, day("on")))
    assert jo.post(on, day("on") | {"to_agency": str(hers.world.drugs.uid), "said": "Fridays"}).status_code == 302
    page = main(jo.get(url("request", request.uid)))
    assert "Passed on to Harbour Drug Service" in page
    assert url("step", request.uid, "pass_on") not in page
    boss.post(url("step", request.uid, "withdraw"), day("on") | {"said": "Not now"})
    assert "She took it back" in main(jo.get(url("request", request.uid)))
    assert jo.get(url("change", request.uid)).status_code == 302


def test_changing_what_it_says(hers: Hers, jo: Browser, boss: Browser) -> None:
    request = hers.ask()
    where = url("change", request.uid)
    opened_with = main(jo.get(where)).split('name="opened_with" value="')[1].split('"')[0]
    said = {"wants": "parts", "way": "paper", "large_type": "yes", "opened_with": opened_with}
    assert "Enter what she wants" in main(jo.post(where, said))
    assert jo.post(where, said | {"wanted": "Only the notes"}).status_code == 302
    request.refresh_from_db()
    assert (request.wanted, request.large_type) == ("Only the notes", True)
    clash = main(boss.post(where, said | {"wanted": "Only the plans"}))
    assert "Somebody else saved this" in clash
    assert "Only the plans" in clash


def test_the_appointment_and_afterwards(hers: Hers, jo: Browser, boss: Browser) -> None:
    request = hers.ready()
    where = url("appointment", request.uid)
    assert "Enter where she looks at it" in main(jo.post(where, {}))
    said = day("day", 3) | {"clock": "2pm", "where": "The quiet room", "with_her": "Jo and her sister"}
    assert jo.post(where, said).status_code == 302
    page = main(jo.get(url("request", request.uid)))
    assert "The quiet room" in page
    assert "Say what came of the appointment" in page
    held = url("held", request.uid)
    assert "Enter what you know" in main(jo.post(held, {"came": "no"}))
    assert jo.post(held, {"came": "yes", "said": "My birthday is wrong"}).status_code == 302
    assert Appointment.objects.get().came is True
    assert jo.get(held).status_code == 302
    assert jo.get(where).status_code == 302
    assert jo.post(url("wrong", request.uid), {"wrong": "Born in March, not May"}).status_code == 302
    settle = url("settle", request.uid, Correction.objects.get().uid)
    assert "Born in March" in main(jo.get(settle))
    jo.post(settle, {"outcome": "corrected", "done": "Her file says March"})
    assert "Her file says March" in main(jo.get(url("request", request.uid)))
    assert boss.get(settle).status_code == 302
    over = main(boss.get(f"{url('list')}?over=1"))
    assert "Seen and given" in over
    timeline = boss.get(reverse("her:timeline", args=[hers.anna.reference])).content.decode()
    assert "She asked to see what is held" in timeline
    assert "She looked at what is held about her" in timeline
    assert "My birthday is wrong" in timeline


def test_today_for_who_can_shorten_it(hers: Hers, jo: Browser, boss: Browser, signed_in: SignIn) -> None:
    for browser in (jo, boss):
        assert "Asked to see what is held" not in main(browser.get("/"))
    request = hers.ask(asked_on=timezone.localdate() - timedelta(days=25))
    for browser in (jo, boss):
        page = main(browser.get("/"))
        assert "Appointment late" in page
        assert url("request", request.uid) in page
    assert "Asked to see" not in main(signed_in(hers.world.worker("volunteer")).get("/"))
    assert "Asked to see what is held" not in main(signed_in(hers.world.worker("drugs_manager")).get("/"))
    assert ViewLog.objects.filter(client_id=hers.anna.pk, kind="listed", page="today:today").exists()


def test_the_list_has_the_fewest_days_first(hers: Hers, jo: Browser) -> None:
    hers.ask()
    hers.ask(about=hers.world.clients["bea"], asked_on=timezone.localdate() - timedelta(days=9))
    page = main(jo.get(url("list")))
    assert page.index("Bea") < page.index("Anna")


def test_too_early(hers: Hers, jo: Browser, boss: Browser) -> None:
    request = hers.begun()
    for name in ("appointment", "held", "wrong"):
        assert jo.get(url(name, request.uid)).status_code == 302, name
    assert boss.get(url("read", request.uid, "file")).status_code == 302
    assert boss.get(url("read", request.uid, "nonsense")).status_code == 404
    assert boss.get(url("read", request.uid, "clinical")).status_code == 403


def test_handed_over_without_an_appointment(hers: Hers, jo: Browser) -> None:
    request = hers.ready()
    assert jo.post(url("step", request.uid, "give"), day("on") | {"said": "In an envelope"}).status_code == 302
    request.refresh_from_db()
    assert request.state == "given"
    assert "In an envelope" in main(jo.get(url("request", request.uid)))


def test_a_step_somebody_else_took(hers: Hers, boss: Browser) -> None:
    request = hers.begun()
    hers.released(request)
    hers.step(request, Step.RELEASE)
    answer = boss.post(url("step", request.uid, "release"), day("on"), follow=True)
    assert "gone on with this request" in answer.content.decode()
