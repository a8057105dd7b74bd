"""Releases from being asked for to what came of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.agreements.models import ConsentForm
from consent.agreements.rules import Ground
from consent.disclosures import actions, queries
from consent.disclosures.actions import No
from consent.disclosures.models import Disclosure, DisclosureApproval
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.staff.roles import Role
from tests import world as worlds
from tests.consent.disclosures.conftest import CHILD, POLICE, Releasing, agreement_of
from tests.world import hire


def fresh(row: Disclosure) -> Disclosure:
    row.refresh_from_db()
    return row


def test_with_her_consent_it_goes_straight_out_and_is_kept_word_by_word(rosa: Releasing) -> None:
    row = rosa.ask()
    assert (row.state, row.to_words) == ("asked", "Police")
    assert row.choice is not None
    assert row.choice.kind == "police"
    at = timezone.now() - timedelta(hours=2)
    row = rosa.send(row, at=at, way="email", note="to the duty sergeant")
    assert (row.state, row.sent, row.sent_at, row.sent_way) == (
        "released",
        "She was here from nine to one.",
        at,
        "email",
    )
    assert (row.closed_by, row.sent_note) == (rosa.by.staff, "to the duty sergeant")
    assert not DisclosureApproval.objects.exists()
    assert [event.state for event in history_of(Disclosure).filter(pgh_obj_id=row.pk).order_by("pgh_id")][
        -1
    ] == "released"


def test_her_consent_to_one_by_name(rosa: Releasing) -> None:
    row = rosa.ask(to_kind="other", to_name="night  shelter", to_person="", asked_who="Ms Hale")
    assert row.choice is not None
    assert row.choice.name == "Night Shelter"
    assert rosa.send(row).state == "released"


@pytest.mark.parametrize(
    "recipient", [{"to_kind": "health"}, {"to_kind": "other", "to_name": "Day Shelter"}, {"to_kind": "partner"}]
)
def test_without_a_standing_yes_her_consent_is_no_ground(rosa: Releasing, recipient: dict[str, Any]) -> None:
    if recipient["to_kind"] == "partner":
        recipient["to_agency"] = rosa.world.drugs
    with pytest.raises(RefusedError, match="no standing yes") as refused:
        rosa.ask(**recipient)
    assert refused.value.field == "ground"
    assert not Disclosure.objects.exists()


def test_what_she_signed_is_no_ground_for_another_agency(rosa: Releasing) -> None:
    worlds.share(rosa.rosa, rosa.world.drugs, "identity", "casework")
    with pytest.raises(RefusedError, match="lets Lantern House tell others, and not Harbour"):
        rosa.ask(by=rosa.world.worker("facilitator"))


def test_withdrawn_between_asking_and_release(rosa: Releasing) -> None:
    row = rosa.ask()
    rosa.withdraw(agreement_of(rosa), outside=[row.choice])
    with pytest.raises(RefusedError, match="taken back what she agreed to"):
        rosa.send(row)
    assert fresh(row).state == "asked"


def test_signed_anew_with_the_same_yes_it_still_goes_out(rosa: Releasing) -> None:
    row = rosa.ask()
    rosa.signed(people={"people": []})
    before = row.choice
    row = rosa.send(row)
    assert row.state == "released"
    assert row.choice is not None
    assert (row.choice != before, row.choice.agreement) == (True, agreement_of(rosa))


def test_over_since_yesterday_it_is_no_ground(rosa: Releasing) -> None:
    row = rosa.ask()
    with_end = agreement_of(rosa)
    type(with_end).objects.filter(pk=with_end.pk).update(
        signed_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(RefusedError, match="taken back what she agreed to"):
        rosa.send(row)


def test_on_another_ground_a_manager_approves_and_then_it_goes_out(rosa: Releasing) -> None:
    row = rosa.ask(CHILD)
    with pytest.raises(RefusedError, match="Nobody else has approved"):
        rosa.send(row)
    row = rosa.put_forward(row)
    assert (row.state, row.round, row.put_forward_by) == ("waiting", 1, rosa.by.staff)
    with pytest.raises(RefusedError, match="Nobody else has approved"):
        rosa.send(row)
    row = rosa.decide(row)
    assert row.state == "approved"
    approval = DisclosureApproval.objects.get()
    assert (approval.made_by, approval.reason, approval.approved) == (rosa.boss.staff, "A child is in danger", True)
    assert rosa.send(row).state == "released"


def test_a_manager_says_no(rosa: Releasing) -> None:
    row = rosa.decide(rosa.put_forward(rosa.ask(CHILD)), approve=False, reason="Ring the school first")
    assert (row.state, row.refusal, row.closed_words, row.closed_by) == (
        "refused",
        "manager",
        "Ring the school first",
        rosa.boss.staff,
    )
    with pytest.raises(RefusedError):
        rosa.send(row)


@pytest.mark.parametrize("who", ["asked", "wrote", "put forward"])
def test_nobody_decides_about_her_own(rosa: Releasing, who: str) -> None:
    by = {"asked": rosa.boss}.get(who, rosa.by)
    row = rosa.ask(CHILD, by=by)
    if who == "wrote":
        with asking(rosa.boss):
            actions.change(by=rosa.boss, disclosure=row, said=replace(CHILD, why="Said better"))
        row = rosa.put_forward(fresh(row))
    else:
        row = rosa.put_forward(row, by=rosa.boss if who == "put forward" else rosa.by)
    with pytest.raises(RefusedError, match="Nobody decides"):
        rosa.decide(row)
    assert fresh(row).state == "waiting"
    another = hire(rosa.world.charity, "another", Role.MANAGER)
    assert rosa.decide(row, by=another).state == "approved"


def test_a_keyworker_approves_nothing(rosa: Releasing, colleague: Worker) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    with pytest.raises(PermissionDenied):
        rosa.decide(row, by=colleague)


def test_a_decision_needs_a_reason(rosa: Releasing) -> None:
    with pytest.raises(RefusedError, match="Say why"):
        rosa.decide(rosa.put_forward(rosa.ask(CHILD)), reason="  ")


def test_what_was_put_forward_is_not_changed_and_an_approval_does_not_outlive_a_change(rosa: Releasing) -> None:
    row = rosa.approved()
    with pytest.raises(RefusedError, match="Take it back first"), asking(rosa.by):
        actions.change(by=rosa.by, disclosure=row, said=CHILD)
    with asking(rosa.by):
        row = actions.take_back(by=rosa.by, disclosure=row)
        row = actions.change(by=rosa.by, disclosure=row, said=replace(CHILD, what="Everything"))
    with pytest.raises(RefusedError, match="Nobody else has approved"):
        rosa.send(row)
    row = rosa.put_forward(fresh(row))
    assert row.round == 2
    with pytest.raises(RefusedError, match="Nobody else has approved"):
        rosa.send(row)
    assert rosa.send(rosa.decide(row)).state == "released"


def test_what_lacks_is_said_before_it_goes_on(rosa: Releasing) -> None:
    row = rosa.ask(CHILD, bases=(), not_talked="", not_talked_words="", why="")
    with pytest.raises(RefusedError, match=r"Say first: why it is needed; .*Article 6.*Article 9.*talked"):
        rosa.put_forward(row)
    without_ground = rosa.ask(CHILD, ground="")
    with pytest.raises(RefusedError):
        rosa.put_forward(without_ground)


def test_her_permission_needs_a_talk_with_her(rosa: Releasing) -> None:
    row = rosa.ask(CHILD, ground="E", bases=("6-consent", "9-consent"))
    with pytest.raises(RefusedError, match="Ground E is her own permission"):
        rosa.put_forward(row)
    talked: dict[str, Any] = {"talked_on": timezone.localdate(), "talked_by": "Jo", "she_said": "Yes", "not_talked": ""}
    row = rosa.put_forward(rosa.ask(CHILD, ground="E", bases=("6-consent", "9-consent"), **talked))
    assert rosa.decide(row, reason="She said so to me as well").state == "approved"


def test_ground_g_only_where_her_form_names_it(rosa: Releasing) -> None:
    with pytest.raises(RefusedError, match="does not name ground G"):
        rosa.ask(CHILD, ground=Ground.REPUTATION)
    ConsentForm.objects.filter(agency=rosa.world.charity).update(with_reputation=True)
    row = rosa.put_forward(rosa.ask(CHILD, ground=Ground.REPUTATION))
    ConsentForm.objects.filter(agency=rosa.world.charity).update(with_reputation=False)
    with pytest.raises(RefusedError, match="does not name ground G"):
        rosa.decide(row)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": "  "}, "what"),
        ({"to_kind": "other", "to_name": ""}, "to_name"),
        ({"to_kind": "partner"}, "to_agency"),
        ({"asked_who": ""}, "asked_who"),
        ({"asked_on": None}, "asked_on"),
        ({"asked_on": timezone.localdate() + timedelta(days=1)}, "asked_on"),
        ({"talked_on": timezone.localdate() + timedelta(days=1)}, "talked_on"),
        ({"talked_by": ""}, "talked_by"),
        ({"bases": ("9-none", "9-consent")}, "article_9"),
    ],
)
def test_what_cannot_be_is_said_beside_it(rosa: Releasing, said: dict[str, Any], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        rosa.ask(**{"ground": ""} | said)
    assert refused.value.field == field
    assert not Disclosure.objects.exists()


def test_to_a_partner_beyond_what_she_lets_it_see(rosa: Releasing) -> None:
    row = rosa.ask(CHILD, to_kind="partner", to_agency=rosa.world.drugs, to_name="Something else")
    assert (row.to_words, row.to_name, row.to_agency) == ("Harbour Drug Service", "", rosa.world.drugs)
    with pytest.raises(RefusedError) as refused:
        rosa.ask(CHILD, to_kind="partner", to_agency=rosa.world.charity)
    assert refused.value.field == "to_agency"


def test_refusals_are_kept(rosa: Releasing) -> None:
    asked = replace(POLICE, ground="", bases=(), why="", talked_on=None, talked_by="", she_said="")
    with asking(rosa.by):
        row = actions.record_refusal(
            by=rosa.by, client=rosa.rosa, said=asked, no=No("too_much", "They wanted her whole file", "By phone")
        )
    assert (row.state, row.refusal, row.closed_words, row.told_them) == (
        "refused",
        "too_much",
        "They wanted her whole file",
        "By phone",
    )
    assert row.closed_by == rosa.by.staff


@pytest.mark.parametrize(("no", "field"), [(No("other"), "words"), (No("manager"), "refusal"), (No("?"), "refusal")])
def test_a_refusal_has_a_reason(rosa: Releasing, no: No, field: str) -> None:
    row = rosa.ask()
    with pytest.raises(RefusedError) as refused, asking(rosa.by):
        actions.refuse(by=rosa.by, disclosure=row, no=no)
    assert refused.value.field == field


def test_what_is_not_needed_is_given_up_with_a_reason(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    with asking(rosa.by):
        with pytest.raises(RefusedError, match="Say why"):
            actions.drop(by=rosa.by, disclosure=row, because="")
        row = actions.drop(by=rosa.by, disclosure=row, because="The school has told them")
        assert (row.state, row.closed_words) == ("dropped", "The school has told them")
        for again in (
            lambda: actions.drop(by=rosa.by, disclosure=row, because="Again"),
            lambda: actions.take_back(by=rosa.by, disclosure=row),
            lambda: actions.check(by=rosa.by, disclosure=row),
        ):
            with pytest.raises(RefusedError, match="in the meantime"):
                again()


@pytest.mark.parametrize(
    ("said", "field"), [({"words": " "}, "sent"), ({"at": timezone.now() + timedelta(days=900)}, "day")]
)
def test_what_was_told_and_when_is_said(rosa: Releasing, said: dict[str, Any], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        rosa.send(rosa.ask(), **said)
    assert refused.value.field == field


def test_it_is_sent_once(rosa: Releasing) -> None:
    row = rosa.send(rosa.ask())
    with pytest.raises(RefusedError, match="in the meantime"):
        rosa.send(row, words="Something else")
    assert fresh(row).sent == "She was here from nine to one."


def test_consent_is_not_put_to_a_manager(rosa: Releasing) -> None:
    with pytest.raises(RefusedError, match="no manager decides"):
        rosa.put_forward(rosa.ask())


def test_another_agency_does_nothing_with_it(rosa: Releasing) -> None:
    worlds.share(rosa.rosa, rosa.world.drugs, "identity", "casework")
    row, theirs = rosa.put_forward(rosa.ask(CHILD)), rosa.world.worker("drugs_manager")
    with asking(theirs):
        assert queries.release(rosa.rosa, row.uid) is not None
        with pytest.raises(PermissionDenied):
            actions.drop(by=theirs, disclosure=row, because="No")
    with pytest.raises(PermissionDenied):
        rosa.decide(row, by=theirs)


def test_what_waits_and_what_is_to_be_sent(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    hers = rosa.put_forward(rosa.ask(CHILD, by=rosa.boss), by=rosa.boss)
    with asking(rosa.boss):
        assert list(queries.to_decide(rosa.boss)) == [row]
    rosa.decide(row)
    with asking(rosa.by):
        assert list(queries.to_send(rosa.by)) == [row]
    another = hire(rosa.world.charity, "another", Role.MANAGER)
    with asking(another):
        assert list(queries.to_decide(another)) == [hers]
        assert list(queries.to_send(another)) == []
