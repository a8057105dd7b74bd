"""Referrals as they are made, answered, put right, and closed by her."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from casework.care_plans.rules.treatment import What
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts.models import Contact, FollowUp
from consent.agreements import actions as agreements
from consent.agreements.rules import ToPartner
from consent.referrals import actions, queries
from consent.referrals.models import Referral, ReferralStep
from consent.referrals.rules import moves
from consent.referrals.rules.moves import Basis
from dussk.access.asking import Worker, asking
from tests.casework.clients.joined import file, join, undo, written
from tests.consent.agreements.conftest import casework
from tests.consent.referrals.conftest import WHY, Referring

KNOWN = ToPartner(frozenset({"identity"}))


def sees(worker: Worker, referral: Referral) -> bool:
    with asking(worker):
        return Referral.objects.filter(pk=referral.pk).exists()


def refused(referring: Referring, match: str, **changed: object) -> None:
    with pytest.raises(RefusedError, match=match):
        referring.refer(**changed)
    assert not Referral.objects.exists()


def test_she_asks_there_herself(referring: Referring) -> None:
    row = referring.refer(wants="A door that locks", remind_on=timezone.localdate() + timedelta(days=3))
    assert (row.where, row.what, row.basis, row.state) == ("Bridge House", What(1, "hostel"), "herself", "sent")
    assert [step.state for step in row.steps.all()] == ["sent"]
    todo = FollowUp.objects.get()
    assert (todo.what, todo.assigned_to) == ("Ask Bridge House what came of the referral", referring.jo.staff)


def test_one_that_is_not_in_the_directory(referring: Referring) -> None:
    row = referring.refer(service=None, named="The Cedars surgery", what=What(1, "gp"))
    assert row.where == "The Cedars surgery"


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"service": None, "named": ""}, "Choose a service"),
        ({"what": What(2, "rehab")}, "what it is for"),
        ({"made_on": timezone.localdate() + timedelta(days=2)}, "today, or before"),
        ({"basis": Basis.CONSENT}, "She has not agreed that Bridge House"),
        ({"basis": Basis.SHARE}, "not one of the partner agencies"),
        ({"basis": Basis.DISCLOSURE}, "Choose the release"),
    ],
)
def test_refused(referring: Referring, changed: dict[str, object], match: str) -> None:
    refused(referring, match, **changed)


def test_a_service_that_is_not_ours_or_not_offered(referring: Referring) -> None:
    with asking(referring.jo):
        actions.retire_service(by=referring.jo, service=referring.bridge)
    referring.bridge.refresh_from_db()
    refused(referring, "not in your directory")


def test_by_what_she_agreed_to(referring: Referring) -> None:
    agreement = referring.agree("housing_providers")
    row = referring.refer(basis=Basis.CONSENT)
    assert row.choice is not None
    assert (row.choice.kind, row.to_agency) == ("housing_providers", None)
    with asking(referring.jo):
        assert queries.still_permitted(row)
    taken = agreement.outside.get(kind="housing_providers")
    with asking(referring.jo):
        agreements.withdraw(
            by=referring.jo, agreement=agreement, told_on=timezone.localdate(), parts=[], outside=[taken], partners=[]
        )
        assert not queries.still_permitted(row)
    with pytest.raises(RefusedError, match="has not agreed"):
        referring.refer(basis=Basis.CONSENT)


def test_by_the_name_she_gave(referring: Referring) -> None:
    referring.agree("police", names=("Bridge house",))
    row = referring.refer(basis=Basis.CONSENT)
    assert row.choice is not None
    assert row.choice.name == "Bridge house"


@pytest.mark.parametrize("to_whom", ["Dean", "Mr Dean Rook", "Deane"])
def test_somebody_on_her_list_stops_it(referring: Referring, to_whom: str) -> None:
    referring.agree("housing_providers", people=[("Dean", "Works at Bridge House")])
    refused(
        referring,
        "Nothing was done. The person there: .*“Dean” .*begin the release",
        basis=Basis.CONSENT,
        to_whom=to_whom,
    )
    row = referring.refer(basis=Basis.CONSENT, to_whom="Ms Lock")
    with asking(referring.jo), pytest.raises(RefusedError, match="The person there: “Dean” is the same name"):
        actions.correct(by=referring.jo, referral=row, why="x", wants="", urgency="week", to_whom="Dean")


def test_whom_she_asks_for_herself_is_hers_to_choose(referring: Referring) -> None:
    referring.agree("police", people=[("Dean", "")])
    assert referring.refer(to_whom="Dean").state == "sent"


def test_a_partner_sees_it_only_while_she_lets_it_know_who_she_is(referring: Referring) -> None:
    theirs = referring.world.worker("facilitator")
    with pytest.raises(RefusedError, match="does not let Harbour Drug Service see"):
        referring.refer(basis=Basis.SHARE, service=referring.harbour, what=What(3, "prescribing"))
    agreement = referring.agree(partners={referring.world.drugs: KNOWN})
    row = referring.refer(basis=Basis.SHARE, service=referring.harbour, what=What(3, "prescribing"))
    other = referring.refer()
    Contact.objects.create(
        client=referring.rosa,
        owner=referring.world.charity,
        agency=referring.world.charity,
        made_by=referring.jo.staff,
        setting="drop_in",
        at=timezone.now(),
        night=timezone.localdate(),
    )
    assert (sees(theirs, row), sees(theirs, other)) == (True, False)
    assert not sees(referring.world.worker("psychologist"), row)
    with asking(theirs):  # that, and nothing else of her file
        assert not Contact.objects.filter(client=referring.rosa).exists()
        assert list(queries.to_answer(referring.world.drugs)) == [row]
    referring.step(row, "accepted", by=theirs, words="Wednesday clinic")
    assert (row.state, row.steps.last().agency) == ("accepted", referring.world.drugs)  # type: ignore[union-attr]
    referring.take_back_sharing(agreement)
    assert not sees(theirs, row)
    with asking(theirs):
        assert not ReferralStep.objects.filter(referral=row).exists()
    with pytest.raises((PermissionDenied, Referral.DoesNotExist)):
        referring.step(row, "seen", by=theirs)
    with asking(referring.jo):
        assert not queries.still_permitted(row)
        assert Client.objects.filter(pk=referring.rosa.pk).exists()


def test_with_her_casework_a_partner_sees_all_of_them(referring: Referring) -> None:
    referring.agree(partners={referring.world.drugs: casework()})
    row = referring.refer()
    assert sees(referring.world.worker("facilitator"), row)
    with pytest.raises(PermissionDenied):
        referring.step(row, "accepted", by=referring.world.worker("facilitator"))


def test_another_agency_refers_her_on_her_own_word_only(referring: Referring) -> None:
    referring.agree("police", partners={referring.world.drugs: casework()})
    theirs = referring.world.worker("facilitator")
    sent = referring.sent(service=None, named="The police", what=What(None, "legal"), basis=Basis.CONSENT)
    with asking(theirs), pytest.raises(RefusedError, match="Lantern House keeps her file"):
        actions.make(by=theirs, client=referring.rosa, sent=sent)
    sent = referring.sent(service=None, named="The police", what=What(None, "legal"))
    with asking(theirs):
        row = actions.make(by=theirs, client=referring.rosa, sent=sent)
    assert sees(referring.jo, row)


def test_her_file_is_closed(referring: Referring) -> None:
    theirs = referring.world.worker("facilitator")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.make(by=theirs, client=referring.rosa, sent=referring.sent(service=None, named="A GP"))


def test_step_by_step(referring: Referring) -> None:
    row = referring.refer(made_on=timezone.localdate() - timedelta(days=9))
    referring.step(row, "waiting", on=timezone.localdate() - timedelta(days=7))
    referring.step(row, "accepted", on=timezone.localdate() - timedelta(days=2), appointment=timezone.now())
    referring.step(row, "seen")
    assert (row.state, row.state_on) == ("seen", timezone.localdate())
    with pytest.raises(RefusedError, match="in the meantime"):
        referring.step(row, "accepted")
    with pytest.raises(RefusedError, match="not before the last step"):
        referring.step(row, "missed", on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RefusedError, match="not after today"):
        referring.step(row, "missed", on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(RefusedError, match="what it came to"):
        referring.step(row, "ended")
    referring.step(row, "ended", outcome="helped")
    assert not row.is_open


def test_a_refusal_says_why(referring: Referring) -> None:
    row = referring.refer()
    with pytest.raises(RefusedError, match="why they refused"):
        referring.step(row, "refused")
    with pytest.raises(RefusedError, match="few words"):
        referring.step(row, "refused", reason="other")
    referring.step(row, "refused", reason="full", outcome="helped", words="Ring again on Monday")
    last = row.steps.last()
    assert last is not None
    assert (last.because, last.outcome) == ("No place free", "")
    elsewhere = referring.refer(service=None, named="St Brannock’s", instead_of=row)
    assert list(row.elsewhere.all()) == [elsewhere]


def test_a_step_by_mistake(referring: Referring) -> None:
    row = referring.refer()
    referring.step(row, "refused", reason="full")
    wrong = row.steps.get(state="refused")
    with asking(referring.jo):
        actions.strike_step(by=referring.jo, referral=row, step=wrong)
    row.refresh_from_db()
    assert row.state == "sent"
    first = row.steps.get(state="sent")
    with asking(referring.jo), pytest.raises(RefusedError, match="in the meantime"):
        actions.strike_step(by=referring.jo, referral=row, step=first)
    with asking(referring.jo), pytest.raises(PermissionDenied):  # twice
        actions.strike_step(by=referring.jo, referral=row, step=wrong)
    theirs = referring.world.worker("facilitator")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.strike_step(by=theirs, referral=row, step=wrong)
    referring.step(row, "accepted")


def test_it_is_put_right_and_says_what_it_said(referring: Referring) -> None:
    row = referring.refer()
    said = {"why": "She sleeps in a car park", "wants": "A bed", "urgency": "today", "to_whom": "Ms Lock"}
    with asking(referring.jo):
        actions.correct(by=referring.jo, referral=row, **said)
        earlier = {(one.what, one.was) for one in queries.earlier_texts(row)}
    assert earlier == {("How soon", "This week"), ("Why", WHY)}
    theirs = referring.world.worker("facilitator")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.correct(by=theirs, referral=row, **said)


def test_too_long_and_usual(referring: Referring) -> None:
    today = timezone.localdate()
    late = referring.refer(made_on=today - timedelta(days=5))
    referring.refer(made_on=today - timedelta(days=2))
    for days in (3, 5, 7):
        row = referring.refer(made_on=today - timedelta(days=20))
        referring.step(row, "accepted", on=today - timedelta(days=20 - days))
        referring.step(row, "ended", outcome="helped")
    with asking(referring.jo):
        assert list(queries.waiting_too_long(referring.world.charity, today)) == [late]
        assert queries.usual_waits(referring.bridge, referring.world.charity, today) == (5, None)
        assert queries.usual_waits(referring.harbour, referring.world.charity, today) == (None, None)
        (went,) = queries.figures(referring.world.charity, None, None)
        assert (went.sent, went.accepted, went.waiting) == (5, 3, 2)
        assert queries.figures(referring.world.charity, today, None) == []
        open_ones = queries.of_agency(referring.world.charity, queries.Narrowed(state="open"))
        assert open_ones.count() == 2
        narrowed = queries.Narrowed("sent", referring.bridge.uid, referring.jo.staff.pk, today - timedelta(3), today)
        assert queries.of_agency(referring.world.charity, narrowed).count() == 1


def test_it_goes_with_a_joined_file_and_back(referring: Referring) -> None:
    twin = file(referring.jo, "Rosie")
    with asking(referring.jo):
        row = actions.make(by=referring.jo, client=twin, sent=referring.sent())
    joining = join(referring.jo, referring.rosa, twin)
    row.refresh_from_db()
    assert row.client == referring.rosa
    late = referring.refer(service=None, named="A GP")
    assert len(written(referring.jo, joining)) == 1
    undo(referring.jo, joining, rest="joined")
    row.refresh_from_db()
    late.refresh_from_db()
    assert (row.client, late.client) == (twin, twin)


def test_every_move_of_the_table_is_the_databases(referring: Referring) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(wall.referral_moves())")
        held = {move for (move,) in cursor.fetchall()}
    assert held == {f"{before or ''}>{after}" for before, following in moves.MOVES.items() for after in following}
