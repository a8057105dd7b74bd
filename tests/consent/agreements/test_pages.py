"""The pages of her consent, as a worker uses them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import ClientShare
from consent.agreements import actions, queries
from consent.agreements.models import Agreement, ConsentForm, NotToBeTold, Withdrawal
from consent.agreements.rules import Part
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from tests.consent.agreements.conftest import Asked, casework, main


def day(name: str, when: Any) -> dict[str, int]:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def test_from_beginning_to_signature_without_a_tablet(asked: Asked, jo: Browser) -> None:
    assert "She has not signed anything yet" in main(jo.get(asked.url("consent")))
    begun = jo.post(
        asked.url("begin"), {"form": str(asked.form.uid), "interpreter": "in_person", "interpreter_name": "Mina"}
    )
    agreement = Agreement.objects.get(client=asked.rosa)
    assert begun.url == asked.url("agreement", agreement.uid)  # type: ignore[attr-defined]
    assert "in person: <bdi>Mina</bdi>" in main(jo.get(begun.url))  # type: ignore[attr-defined]
    drugs, nhs = asked.world.drugs, asked.world.nhs
    typed: dict[Part, dict[str, Any]] = {
        Part.SERVICE: {"agreed": "yes"},
        Part.STORING: {"agreed": "yes"},
        Part.OUTSIDE: {"kinds": ["police", "health"], "names": "Night Shelter\n\nNight Shelter\nCrisis House"},
        Part.PARTNERS: {f"sees_{drugs.pk}": ["casework"], f"from_today_{drugs.pk}": "on"},
        Part.PEOPLE: {"name_1": "Dean", "relationship_1": "Ex"},
        Part.GROUNDS: {},
        Part.SEEING: {},
        Part.RESEARCH: {"agreed": "no"},
    }
    led_to = ""
    for part, data in typed.items():
        page = jo.get(asked.url("part", agreement.uid, part.value))
        assert "checked" not in main(page)  # nothing is ticked beforehand
        answer = jo.post(asked.url("part", agreement.uid, part.value), data | opened_with(page))
        assert answer.status_code == 302, main(answer)
        led_to = answer.headers["Location"]
    assert led_to == asked.url("sign", agreement.uid)
    shown = main(jo.get(asked.url("sign", agreement.uid)))
    assert "Crisis House" in shown
    assert nhs.name in shown
    signed = jo.post(asked.url("sign", agreement.uid), {"signature": "typed", "print_name": "Rosa Lind"})
    assert signed.url == asked.url("consent")  # type: ignore[attr-defined]
    agreement.refresh_from_db()
    assert agreement.holds
    with asking(asked.by):
        said = queries.chosen(agreement)
        assert said.kinds == {"police", "health"}
        assert said.names == ["Crisis House", "Night Shelter"]
    share = ClientShare.objects.get(client=asked.rosa)
    assert (share.agency, share.category, share.covers_from) == (drugs, "casework", share.starts)
    page_now = main(jo.get(asked.url("consent")))
    assert "Only what is written from the day she signed" in page_now
    assert "Dean" in page_now
    assert ViewLog.objects.filter(client_id=asked.rosa.pk, page="consent:consent").exists()


def opened_with(page: Any) -> dict[str, str]:
    return {"opened_with": page.context["form"].initial["opened_with"]}


@pytest.mark.parametrize(
    ("part", "data", "says"),
    [
        (Part.SERVICE, {}, "Choose yes or no"),
        (Part.PEOPLE, {"relationship_1": "Ex"}, "Enter this person’s name"),
    ],
)
def test_what_is_missing_is_said_beside_it(
    asked: Asked, jo: Browser, part: Part, data: dict[str, str], says: str
) -> None:
    agreement = asked.begin()
    answer = jo.post(asked.url("part", agreement.uid, part.value), data)
    assert answer.status_code == 422
    assert says in main(answer)
    assert Agreement.objects.get(pk=agreement.pk).answered == []


def test_a_last_day_that_has_passed_is_said_beside_it(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    url = asked.url("part", agreement.uid, "partners")
    drugs = asked.world.drugs.pk
    data = {f"sees_{drugs}": ["casework"], f"until_{drugs}_day": "1", f"until_{drugs}_month": "1"}
    answer = jo.post(url, data | {f"until_{drugs}_year": "2020"} | opened_with(jo.get(url)))
    assert "must be today or in the future" in main(answer)


def test_two_who_answer_one_page_are_told(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    url = asked.url("part", agreement.uid, "service")
    opened = opened_with(jo.get(url))
    jo.post(url, {"agreed": "no"} | opened)
    answer = jo.post(url, {"agreed": "yes"} | opened)
    assert "Somebody else saved this while you were writing" in main(answer)
    assert Agreement.objects.get(pk=agreement.pk).service is False


def test_no_to_storing_closes_her_file_and_leads_to_today(asked: Asked, jo: Browser) -> None:
    agreement = asked.go_through(asked.begin(), storing=False)
    with asking(asked.by):
        said = main(jo.get(asked.url("sign", agreement.uid)))
    assert "Telling other agencies" not in said
    answer = jo.post(asked.url("sign", agreement.uid), {"signature": "typed", "print_name": "Rosa"}, follow=True)
    assert answer.redirect_chain[0][0] == "/"
    assert "still welcome at the drop-in" in answer.content.decode()
    assert jo.get(asked.url("consent")).status_code == 404


def test_who_signs_second_is_told(asked: Asked, jo: Browser) -> None:
    agreement = asked.go_through(asked.begin())
    asked.sign(agreement)
    for name, data in (("sign", {"signature": "typed", "print_name": "R"}), ("leave", {}), ("paper", {})):
        answer = jo.post(asked.url(name, agreement.uid), data, follow=True)
        assert "signed already, or it was given up" in main(answer)
    assert jo.post(asked.url("part", agreement.uid, "service"), {"agreed": "no"}).status_code == 302
    assert Agreement.objects.get(pk=agreement.pk).service is True


def test_a_signature_is_asked_for_after_every_page(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    assert jo.get(asked.url("sign", agreement.uid)).url == asked.url("agreement", agreement.uid)  # type: ignore[attr-defined]
    answer = jo.post(asked.url("sign", agreement.uid), {"signature": "typed", "print_name": "Rosa"})
    assert "Go through these pages first: Support from us" in main(answer)
    missing = jo.post(asked.url("sign", agreement.uid), {"signature": "paper", "print_name": "Rosa"})
    for says in ("Enter the day she signed", "Enter who saw her sign", "Enter where the paper is"):
        assert says in main(missing)


def test_paper_is_typed_in_on_one_page(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    drugs = asked.world.drugs.pk
    data = {
        "service": "yes",
        "storing": "yes",
        "research": "yes",
        "kinds": ["dwp"],
        "names": "Night Shelter",
        f"sees_{drugs}": ["pathway"],
        "name_1": "Dean",
        "print_name": "Rosa Lind",
        "witness": "Sam",
        "paper_is_at": "Cabinet 2",
    }
    incomplete = main(jo.post(asked.url("paper", agreement.uid), {**data, "research": "", "witness": ""}))
    assert "Choose what she ticked for research" in incomplete
    assert "Enter who saw her sign" in incomplete
    assert "Night Shelter" in incomplete  # nothing typed is lost
    assert Agreement.objects.get(pk=agreement.pk).answered == []
    signed = jo.post(asked.url("paper", agreement.uid), data | day("signed_on", timezone.localdate()))
    assert signed.status_code == 302, main(signed)
    agreement.refresh_from_db()
    assert (agreement.signature, agreement.paper_is_at, agreement.holds) == ("paper", "Cabinet 2", True)
    assert NotToBeTold.objects.get().name == "Dean"
    page = main(jo.get(asked.url("agreement", agreement.uid)))
    assert "The paper is here: <bdi>Cabinet 2</bdi>" in page


def test_taking_back_warns_first_and_then_does_it(asked: Asked, jo: Browser) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    url = asked.url("withdraw", agreement.uid)
    key = f"agency-{asked.world.drugs.uid}"
    data: dict[str, Any] = {"what": [key], "note": "Enough"} | day("told_on", timezone.localdate())
    warned = jo.post(url, data)
    assert "in treatment or in therapy there now" in main(warned)
    assert asked.sees("facilitator")
    knows = warned.context["form"].data["knows"]
    # Something else is chosen after the warning: it is said what stops then.
    other = jo.post(url, data | {"what": [key, "service"], "knows": knows})
    assert "Support that is planned with her stops" in main(other)
    assert not Withdrawal.objects.exists()
    assert jo.post(url, data | {"knows": knows}).status_code == 302
    assert not asked.sees("facilitator")
    assert "Harbour seeing contacts and follow-ups" in main(jo.get(asked.url("consent")))
    gone = jo.post(url, data | {"knows": knows})
    assert gone.status_code == 422  # it is no choice any more


def test_a_withdrawal_before_she_signed_is_said_beside_the_day(asked: Asked, jo: Browser) -> None:
    agreement = asked.signed()
    url = asked.url("withdraw", agreement.uid)
    earlier = agreement.signed_on.replace(year=agreement.signed_on.year - 1)  # type: ignore[union-attr]
    data: dict[str, Any] = {"what": ["everything"]} | day("told_on", earlier)
    knows = jo.post(url, data).context["form"].data["knows"]
    answer = jo.post(url, data | {"knows": knows})
    assert "not before the day she signed" in main(answer)
    assert not Withdrawal.objects.exists()


def test_taking_everything_back_leads_to_today(asked: Asked, jo: Browser) -> None:
    agreement = asked.signed()
    url = asked.url("withdraw", agreement.uid)
    data: dict[str, Any] = {"what": ["everything"]} | day("told_on", timezone.localdate())
    knows = jo.post(url, data).context["form"].data["knows"]
    assert jo.post(url, data | {"knows": knows}).url == "/"  # type: ignore[attr-defined]
    assert jo.get(asked.url("consent")).status_code == 404


def test_what_was_taken_back_already_cannot_be_taken_back(asked: Asked, jo: Browser) -> None:
    first = asked.signed()
    asked.signed()
    answer = jo.get(asked.url("withdraw", first.uid), follow=True)
    assert "does not hold any more" in main(answer)


def test_her_list(asked: Asked, jo: Browser) -> None:
    assert "Enter this person’s name" in main(jo.post(asked.url("add_person"), {}))
    jo.post(asked.url("add_person"), {"name": "Dean", "relationship": "Ex"})
    assert "on her list already" in main(jo.post(asked.url("add_person"), {"name": "dean", "relationship": "ex"}))
    person = NotToBeTold.objects.get()
    assert "Dean" in main(jo.get(asked.url("consent")))
    assert "Only if she said so herself" in main(jo.get(asked.url("told_again", person.uid)))
    jo.post(asked.url("told_again", person.uid), {})
    assert "She has named nobody" in main(jo.get(asked.url("consent")))
    again = jo.post(asked.url("told_again", person.uid), {}, follow=True)
    assert "Somebody else has taken this person off her list" in main(again)


def test_a_newer_version_is_offered_and_not_forced(asked: Asked, jo: Browser) -> None:
    agreement = asked.go_through(asked.begin())
    administrator = asked.world.worker("administrator")
    with asking(administrator):
        draft = actions.begin_version(by=administrator, language="English", why="Shorter")
        actions.publish(by=administrator, form=draft)
    for name in ("agreement", "sign"):
        assert "may sign what she has read" in main(jo.get(asked.url(name, agreement.uid)))
    answer = jo.post(asked.url("anew", agreement.uid), follow=True)
    new = Agreement.objects.get(client=asked.rosa, left_at=None)
    assert new.form == draft
    assert "This is the newer version" in main(answer)
    assert "There is no newer version" in main(jo.post(asked.url("anew", new.uid), follow=True))
    jo.post(asked.url("leave", new.uid), {})
    begin = main(jo.get(asked.url("begin")))
    assert begin.index("English, version 2") < begin.index("English, version 1")
    assert "Only where she signed it on paper" in begin


def test_a_second_beginning_leads_to_the_first(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    assert jo.get(asked.url("begin")).url == asked.url("agreement", agreement.uid)  # type: ignore[attr-defined]
    answer = jo.post(asked.url("begin"), {"form": str(asked.form.uid), "interpreter": "none"})
    assert "Go on with that one" in main(answer)
    missing = main(jo.post(asked.url("begin"), {"form": str(asked.form.uid), "interpreter": "video"}))
    assert "Enter the interpreter’s name" in missing


def test_reviews_stand_on_today_until_she_signs_again(asked: Asked, jo: Browser) -> None:
    agreement = asked.signed()
    assert "Consent to talk through again" not in main(jo.get("/"))
    Agreement.objects.filter(pk=agreement.pk).update(review_on=timezone.localdate())
    assert "Consent to talk through again" in main(jo.get("/"))
    assert "Rosa" in main(jo.get(reverse("consent_forms:due")))
    assert ViewLog.objects.filter(client_id=asked.rosa.pk, kind="listed", page="consent_forms:due").exists()
    asked.signed()
    assert "Consent to talk through again" not in main(jo.get("/"))


def test_her_timeline_tells_it(asked: Asked, jo: Browser) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    asked.withdraw(agreement, parts=["service"], note="Not now")
    page = main(jo.get(reverse("her:timeline", args=[asked.rosa.reference])))
    assert "She signed an agreement" in page
    assert "She took back: support from the service" in page
    assert "Not now" in page


def test_a_partner_reads_and_does_not_write(asked: Asked, signed_in: Any) -> None:
    agreement = asked.signed({asked.world.drugs: casework()})
    theirs = signed_in(asked.world.worker("drugs_manager"))
    assert "keeps her file, so only its workers" in main(theirs.get(asked.url("consent")))
    assert theirs.get(asked.url("withdraw", agreement.uid)).status_code == 403
    assert theirs.get(asked.url("begin")).status_code == 403
    asked.withdraw(agreement, partners=list(agreement.partners.filter(agreed=True)))
    assert theirs.get(asked.url("consent")).status_code == 404
    assert theirs.get(asked.url("print", agreement.uid)).status_code == 404


def test_a_page_costs_the_same_however_much_she_signed(asked: Asked, jo: Browser) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert jo.get(asked.url("consent")).status_code == 200
        return len(counted)

    first = asked.signed({asked.world.drugs: casework()})
    asked.withdraw(first, parts=["service"])
    jo.get(asked.url("consent"))
    before = cost()
    for _again in range(3):
        agreement = asked.signed({asked.world.drugs: casework()}, outside={"kinds": ["police", "health"]})
        asked.withdraw(agreement, parts=["service"])
    assert cost() <= before


def test_an_administrator_writes_a_version(asked: Asked, ada: Browser, jo: Browser) -> None:
    versions = reverse("consent_forms:versions")
    assert "Enter the language" in main(ada.post(reverse("consent_forms:new"), {}))
    ada.post(reverse("consent_forms:new"), {"language": "English", "why": "Clearer"})
    draft = ConsentForm.objects.get(number=2)
    assert "Draft" in main(ada.get(versions))
    assert "Clearer" not in main(jo.get(versions))
    assert jo.get(reverse("consent_forms:version", args=[draft.uid])).status_code == 404

    def url(name: str, *more: str) -> str:
        return reverse(f"consent_forms:{name}", args=[draft.uid, *more])

    page = ada.get(url("write", "grounds"))
    short = {"heading": "When", "words": "When:\n- a child", "explained": ""} | opened_with(page)
    assert "needs 6 lines" in main(ada.post(url("write", "grounds"), short))
    assert "rarely support it" in main(ada.get(url("reputation")))
    ada.post(url("reputation"), {})
    assert "protect the good name" in main(ada.get(url("version")))
    ada.post(url("change"), {"why": "Clearer", "review_months": "12"} | opened_with(ada.get(url("change"))))
    ada.post(url("publish"), {})
    draft.refresh_from_db()
    assert (draft.review_months, draft.with_reputation, draft.published_by) == (
        12,
        True,
        asked.world.staff("administrator"),
    )
    for name, more in (("publish", ()), ("change", ()), ("reputation", ()), ("write", ("grounds",))):
        assert "its words stay as they are" in main(ada.get(url(name, *more), follow=True))
    assert "no longer offered" in main(ada.post(url("retire"), follow=True))
    assert "not offered any more" in main(ada.post(url("retire"), follow=True))


def test_somebody_elses_address_is_nobodys(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin()
    bea = asked.world.clients["bea"].reference
    assert jo.get(reverse("consent:agreement", args=[bea, agreement.uid])).status_code == 404
    assert jo.get(asked.url("part", agreement.uid, "signing")).status_code == 404
    assert jo.get(asked.url("part", agreement.uid, "nothing")).status_code == 404


def test_a_partner_is_told_to_ask_and_never_that_there_is_nothing(
    asked: Asked, signed_in: Callable[[Worker], Browser]
) -> None:
    agreement = asked.signed({asked.world.drugs: casework(from_today=True)})
    theirs = signed_in(asked.world.worker("drugs_manager"))
    page = main(theirs.get(asked.url("consent")))
    assert "Ask Lantern House before you tell anybody anything about her" in page
    assert not any(words in page for words in ("named nobody", "has not signed", "Dean", "Night Shelter"))
    # What it may not read at all is not there; what it may, leads to the same words.
    assert {theirs.get(asked.url(name, agreement.uid)).status_code for name in ("agreement", "print")} <= {302, 404}
