"""The pages of releases, as workers and managers use them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clients.kinds import kind_named
from consent.disclosures import actions, queries
from consent.disclosures.models import Disclosure, DisclosureMatch
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.drafts.models import Draft
from tests import world as worlds
from tests.casework.clients.joined import join
from tests.conftest import SignIn
from tests.consent.agreements.conftest import main
from tests.consent.disclosures.conftest import CHILD, POLICE, Releasing
from tests.world import woman


def day(name: str, when: Any) -> dict[str, int]:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


TODAY = timezone.localdate()
TYPED: dict[str, Any] = {
    "what": "That she was at the drop-in on Friday night",
    "to_kind": "police",
    "to_person": "PC Dobbs",
    "way": "phone",
    "asked": "they",
    "asked_who": "PC Dobbs",
    **day("asked_on", TODAY),
    "ground": "consent",
    "why": "She wants them to know",
    "article_6": ["6-consent"],
    "article_9": ["9-consent"],
    "talked": "yes",
    **day("talked_on", TODAY),
    "talked_by": "Jo",
    "she_said": "Yes, tell them",
}
SENT = {"sent": "She was here from nine to one.", "moment": "now", "way": "phone", "note": "to the duty sergeant"}


def only() -> Disclosure:
    return Disclosure.objects.get()


def test_with_her_consent_from_asking_to_what_was_told(rosa: Releasing, jo: Browser) -> None:
    assert "Nothing has been told about her" in main(jo.get(rosa.address("releases")))
    page = main(jo.get(rosa.address("new")))
    assert "checked" not in page  # nothing is chosen for anybody
    assert "G: it cannot be avoided" not in page.split("What is usual")[0]
    answer = jo.post(rosa.address("new"), TYPED)
    row = only()
    assert answer.headers["Location"] == rosa.address("release", row.uid)
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "It was told: write down what" in shown
    assert "Put it to a manager" not in shown
    assert "Explicit consent" in shown
    assert "That she was at the drop-in" in main(jo.get(rosa.address("send", row.uid)))
    assert jo.post(rosa.address("send", row.uid), SENT).status_code == 302
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "She was here from nine to one." in shown
    assert "to the duty sergeant" in shown
    assert "It was told: write down what" not in shown
    assert "To <bdi>PC Dobbs, Police</bdi>" in main(jo.get(rosa.address("releases")))
    timeline = main(jo.get(reverse("her:timeline", args=[rosa.rosa.reference])))
    assert "Told <bdi>PC Dobbs, Police</bdi>" in timeline
    assert "To be told to <bdi>PC Dobbs, Police</bdi>" in timeline
    assert ViewLog.objects.filter(client_id=rosa.rosa.pk, page="releases:release").exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"what": ""}, "Enter what is to be told"),
        ({"to_kind": ""}, "Choose who is to be told"),
        ({"to_kind": "other"}, "Enter who is to be told"),
        ({"to_kind": "partner"}, "Choose the agency that is to be told"),
        ({"to_kind": "partner", "to_agency": "nonsense"}, "Choose from the answers given"),
        ({"asked": ""}, "Choose who asked for it"),
        ({"asked_who": ""}, "Enter who asked"),
        ({"to_kind": "health"}, "She has no standing yes to telling them"),
        ({"ground": "G"}, "Choose from the answers given"),
        ({"talked_by": ""}, "Enter who talked with her"),
        ({"talked_on_year": ""}, "must include a year"),
        ({"talked": "no"}, "Choose why nobody talked with her"),
        ({"article_9": ["9-none", "9-consent"]}, "Choose either that no condition"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    rosa: Releasing, jo: Browser, typed: dict[str, Any], says: str
) -> None:
    answer = jo.post(rosa.address("new"), TYPED | typed)
    assert answer.status_code == 422
    assert says in main(answer)
    assert "She wants them to know" in main(answer)
    assert not Disclosure.objects.exists()


def test_what_is_not_known_yet_can_wait(rosa: Releasing, jo: Browser) -> None:
    few = ("what", "to_kind", "to_person", "way", "asked", "asked_who")
    jo.post(rosa.address("new"), {name: TYPED[name] for name in few} | day("asked_on", TODAY))
    row = only()
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "Before it can go on, say:" in shown
    assert "on what ground it is made" in shown
    assert "Put it to a manager" not in shown
    assert jo.post(rosa.address("put_forward", row.uid)).headers["Location"] == rosa.address("release", row.uid)
    assert only().state == "asked"
    page = jo.get(rosa.address("change", row.uid))
    opened = {"opened_with": page.context["form"].initial["opened_with"]}
    assert jo.post(rosa.address("change", row.uid), TYPED | opened).status_code == 302
    assert only().ground == "consent"
    assert only().talked_by == "Jo"


def test_two_who_change_it_are_told(rosa: Releasing, jo: Browser) -> None:
    row = rosa.ask()
    page = jo.get(rosa.address("change", row.uid))
    opened = {"opened_with": page.context["form"].initial["opened_with"]}
    assert jo.post(rosa.address("change", row.uid), TYPED | {"why": "The first"} | opened).status_code == 302
    answer = jo.post(rosa.address("change", row.uid), TYPED | {"why": "The second"} | opened)
    assert "Somebody else saved this while you were writing" in main(answer)
    assert "The first" in main(answer)
    assert only().why == "The first"


def test_her_own_answers_stand_in_the_form_that_changes_it(rosa: Releasing, jo: Browser) -> None:
    row = rosa.ask(CHILD)
    page = jo.get(rosa.address("change", row.uid))
    initial = page.context["form"].initial
    assert (initial["ground"], initial["talked"], initial["not_talked"]) == ("A", "no", "danger")
    assert initial["schedule_1"] == ["s1-safeguarding"]


def test_a_manager_decides_on_her_today(rosa: Releasing, jo: Browser, boss: Browser) -> None:
    row = rosa.ask(CHILD)
    assert jo.post(rosa.address("put_forward", row.uid)).status_code == 302
    assert "nobody approves her own" in main(jo.get(rosa.address("release", row.uid)))
    assert "Releases to decide" not in main(jo.get("/"))
    today = main(boss.get("/"))
    assert "Releases to decide" in today
    assert rosa.address("decide", row.uid) in today
    assert rosa.address("decide", row.uid) in main(boss.get(reverse("all_releases:to_decide")))
    assert "That her child is alone at night" in main(boss.get(rosa.address("decide", row.uid)))
    assert "Enter why" in main(boss.post(rosa.address("decide", row.uid), {"decision": "yes"}))
    assert boss.post(rosa.address("decide", row.uid), {"decision": "yes", "reason": "At once"}).status_code == 302
    assert "Approved, to be told" in main(jo.get("/"))
    assert "At once" in main(jo.get(rosa.address("release", row.uid)))
    assert jo.post(rosa.address("send", row.uid), SENT).status_code == 302
    assert "Approved, to be told" not in main(jo.get("/"))


def test_a_manager_says_no(rosa: Releasing, boss: Browser, jo: Browser) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    boss.post(rosa.address("decide", row.uid), {"decision": "no", "reason": "Ring the school first"})
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "A manager decided so" in shown
    assert "Ring the school first" in shown


def test_of_two_managers_the_second_is_told(rosa: Releasing, boss: Browser) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    said = {"decision": "yes", "reason": "At once"}
    assert boss.post(rosa.address("decide", row.uid), said).status_code == 302
    answer = boss.post(rosa.address("decide", row.uid), said, follow=True)
    assert "This cannot be done with it as it stands: approved, not sent yet" in main(answer)


def test_nobody_decides_about_her_own(rosa: Releasing, boss: Browser) -> None:
    row = rosa.put_forward(rosa.ask(CHILD, by=rosa.boss), by=rosa.boss)
    assert "Releases to decide" not in main(boss.get("/"))
    answer = boss.post(rosa.address("decide", row.uid), {"decision": "yes", "reason": "x"}, follow=True)
    assert "Nobody decides about what she asked for" in main(answer)
    assert only().state == "waiting"


def test_a_solicitor_on_her_list_stops_it_and_a_colleague_says_that_it_is_another(
    rosa: Releasing, jo: Browser, colleague: Worker, signed_in: SignIn
) -> None:
    rosa.list("Marcus Webb", "her ex-partner’s solicitor")
    jo.post(rosa.address("new"), TYPED | {"to_person": "Mark Web"})
    row = only()
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "Stops it" in shown
    assert "“Mark Web” may be a form of the same name as “Marcus Webb”" in shown
    assert "It was told: write down what" not in shown
    assert "This is somebody else</span>" not in shown
    match = DisclosureMatch.objects.get()
    answer = jo.post(rosa.address("dismiss", row.uid, match.uid), {"because": "x"}, follow=True)
    assert "Nobody decides" in main(answer)
    answer = jo.post(rosa.address("send", row.uid), SENT)
    assert answer.status_code == 422
    assert "resembles somebody on her list" in main(answer)
    assert "She was here from nine to one." in main(answer)
    kim = signed_in(colleague)
    assert rosa.address("dismiss", row.uid, match.uid) in main(kim.get(rosa.address("release", row.uid)))
    assert "Say how you know" in main(kim.post(rosa.address("dismiss", row.uid, match.uid), {"because": ""}))
    assert kim.post(rosa.address("dismiss", row.uid, match.uid), {"because": "She is 60"}).status_code == 302
    answer = kim.post(rosa.address("dismiss", row.uid, match.uid), {"because": "Again"}, follow=True)
    assert "This has been answered" in main(answer)
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "She is 60" in shown
    assert jo.post(rosa.address("send", row.uid), SENT).status_code == 302


def test_an_approval_names_whom_it_goes_to_all_the_same(rosa: Releasing, boss: Browser) -> None:
    rosa.list("Hayley Hale", "Aunt")
    row = rosa.put_forward(rosa.ask(CHILD))
    match = DisclosureMatch.objects.get()
    page = main(boss.get(rosa.address("decide", row.uid)))
    assert "has the surname of “Hayley Hale” (Aunt)" in page
    said = {"decision": "yes", "reason": "At once"}
    assert "Choose whether this is somebody else" in main(boss.post(rosa.address("decide", row.uid), said))
    only_said = said | {f"said_{match.uid}": "somebody_else"}
    assert "Say how you know" in main(boss.post(rosa.address("decide", row.uid), only_said))
    assert boss.post(rosa.address("decide", row.uid), said | {f"said_{match.uid}": "in_spite"}).status_code == 302
    assert "Approved in spite of it" in main(boss.get(rosa.address("release", row.uid)))


def test_a_name_that_came_to_her_list_meanwhile_is_asked_of_the_manager(rosa: Releasing, boss: Browser) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    boss.get(rosa.address("decide", row.uid))
    rosa.list("Hale")
    answer = boss.post(rosa.address("decide", row.uid), {"decision": "yes", "reason": "At once"})
    assert "Choose whether this is somebody else" in main(answer)
    assert only().state == "waiting"


def test_a_refusal_is_kept_in_one_step(rosa: Releasing, jo: Browser) -> None:
    page = main(jo.get(rosa.address("said_no")))
    assert "A manager decided so" not in page
    typed = {
        "what": "Her whole file",
        "to_kind": "other",
        "to_name": "Daily Echo",
        "way": "phone",
        "asked_who": "A reporter",
        **day("asked_on", TODAY),
        "refusal": "no_ground",
        "told_them": "By phone, at once",
    }
    assert "Choose why we said no" in main(jo.post(rosa.address("said_no"), typed | {"refusal": ""}))
    assert "Enter the other reason" in main(jo.post(rosa.address("said_no"), typed | {"refusal": "other"}))
    assert not Disclosure.objects.exists()
    assert jo.post(rosa.address("said_no"), typed).status_code == 302
    row = only()
    assert (row.state, row.asked_who, row.told_them) == ("refused", "A reporter", "By phone, at once")
    assert "There is no ground for it" in main(jo.get(rosa.address("release", row.uid)))
    assert "We said no to <bdi>Daily Echo</bdi>" in main(jo.get(reverse("her:timeline", args=[rosa.rosa.reference])))


@pytest.mark.parametrize(
    ("name", "typed", "state"),
    [
        ("refuse", {"refusal": "she_said_no", "words": "She changed her mind"}, "refused"),
        ("drop", {"because": "They have it already"}, "dropped"),
    ],
)
def test_saying_no_and_giving_up(rosa: Releasing, jo: Browser, name: str, typed: dict[str, str], state: str) -> None:
    row = rosa.ask()
    assert jo.get(rosa.address(name, row.uid)).status_code == 200
    assert jo.post(rosa.address(name, row.uid), {}).status_code == 422
    assert jo.post(rosa.address(name, row.uid), typed).status_code == 302
    assert only().state == state
    for again in ("refuse", "drop", "send", "change"):
        answer = jo.get(rosa.address(again, row.uid), follow=True)
        assert answer.redirect_chain
        assert list(typed.values())[-1] in main(answer)


def test_taken_back_to_be_changed(rosa: Releasing, jo: Browser) -> None:
    row = rosa.approved()
    assert jo.post(rosa.address("take_back", row.uid)).status_code == 302
    assert only().state == "asked"
    assert "this counts no more" in main(jo.get(rosa.address("release", row.uid)))
    answer = jo.post(rosa.address("take_back", row.uid), follow=True)
    assert "in the meantime" in main(answer)


def test_the_register_is_narrowed(rosa: Releasing, boss: Browser) -> None:
    register = reverse("all_releases:register")
    assert "Nothing has been told to anybody outside yet" in main(boss.get(register))
    rosa.send(rosa.ask())
    rosa.put_forward(rosa.ask(CHILD))
    everything = main(boss.get(register))
    assert everything.count("dussk-register__row") == 2
    assert main(boss.get(register, {"state": "released"})).count("dussk-register__row") == 1
    assert main(boss.get(register, {"ground": "A"})).count("dussk-register__row") == 1
    assert main(boss.get(register, {"to_kind": "police", "ground": "A"})).count("dussk-register__row") == 0
    assert main(boss.get(register, day("until", TODAY))).count("dussk-register__row") == 2
    assert "No release fits this" in main(boss.get(register, day("until", TODAY.replace(year=TODAY.year - 1))))
    assert "must be today or in the past" in main(boss.get(register, day("since", TODAY.replace(year=TODAY.year + 1))))
    assert ViewLog.objects.filter(client_id=rosa.rosa.pk, page="all_releases:register").exists()


def test_a_long_register_costs_no_more(rosa: Releasing, boss: Browser) -> None:
    register = reverse("all_releases:register")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert boss.get(register).status_code == 200
        return len(caught)

    rosa.ask()
    boss.get(register)
    few = cost()
    for _ in range(60):
        rosa.ask(CHILD)
    assert cost() <= few + 1  # the page's links to the next
    assert main(boss.get(register)).count("dussk-register__row") == 50


def test_a_partner_reads_what_the_charity_told_and_changes_nothing(rosa: Releasing, signed_in: SignIn) -> None:
    worlds.share(rosa.rosa, rosa.world.drugs, "identity", "casework")
    row = rosa.send(rosa.ask())
    sol = signed_in(rosa.world.worker("facilitator"))
    shown = main(sol.get(rosa.address("release", row.uid)))
    assert "She was here from nine to one." in shown
    assert rosa.address("change", row.uid) not in shown
    assert sol.get(rosa.address("change", row.uid)).status_code == 403


def test_a_partner_without_her_casework_sees_its_own_alone(rosa: Releasing, signed_in: SignIn) -> None:
    worlds.share(rosa.rosa, rosa.world.drugs, "identity")
    theirs = rosa.world.worker("facilitator")
    row = rosa.send(rosa.ask())
    sol = signed_in(theirs)
    assert sol.get(rosa.address("release", row.uid)).status_code == 404
    own = rosa.ask(CHILD, by=theirs)
    assert sol.get(rosa.address("release", own.uid)).status_code == 200
    assert "lets Lantern House tell others" in main(sol.post(rosa.address("new"), TYPED))


def test_what_is_typed_is_kept_while_it_may_be_seen(rosa: Releasing, jo: Browser) -> None:
    row = rosa.ask()
    Draft.objects.create(
        staff=rosa.by.staff,
        agency=rosa.by.agency,
        address=rosa.address("change", row.uid),
        form="ChangeForm",
        action=rosa.address("change", row.uid),
        title="Change the release",
        fields=[["why", "Because"]],
    )
    assert "Change the release" in main(jo.get(reverse("drafts:list")))
    Disclosure.objects.filter(pk=row.pk).update(agency=rosa.world.drugs, owner=rosa.rosa.agency)
    assert "Change the release" in main(jo.get(reverse("drafts:list")))  # her agency keeps the file: she reads it


def test_it_goes_with_her_file_when_that_is_joined(rosa: Releasing) -> None:
    twin = woman(rosa.by, "Rosie")
    with asking(rosa.by):
        row = actions.ask(by=rosa.by, client=twin, said=CHILD)
    join(rosa.by, rosa.rosa, twin)
    with asking(rosa.by):
        assert queries.release(rosa.rosa, row.uid) is not None
        kind = kind_named("releases")
        assert kind is not None
        assert kind.words(row) == "To Ms Hale, Social services: That her child is alone at night (being prepared)"
    row.refresh_from_db()
    assert row.client == rosa.rosa
    rosa.list("Ms Hale")
    with asking(rosa.by):
        (match,) = actions.check(by=rosa.by, disclosure=row)
        assert match.stops
    assert POLICE.to_words == "Police"
