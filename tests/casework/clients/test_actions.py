"""What each change leaves on a woman's file, and what two people who change it at once are told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.actions import OldName, RefusedError
from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    EmergencyAccess,
    EmergencyAttempt,
    SafeContact,
    Status,
)
from casework.clients.queries import Details, Way
from dussk.access.asking import Worker, asking
from dussk.staff.models import Staff
from tests.world import World, share, woman

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def jo(world: World) -> Iterator[Worker]:
    """The keyworker, asking."""
    with asking(world.worker("keyworker")):
        yield world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


def names(client: Client) -> set[tuple[str, str, bool]]:
    return {(row.kind, row.name, row.ends is not None) for row in ClientName.objects.filter(client=client)}


def shown(client: Client) -> list[str]:
    return [row.name for row in queries.names_of(client)]


# Starting a file


def test_a_file_starts_with_nothing_but_what_she_wants_to_be_called(world: World, jo: Worker) -> None:
    her = actions.start_file(by=jo, called="Shaz")
    assert names(her) == {("called", "Shaz", False)}
    assert (her.agency, her.made_by, her.status, her.age) == (world.charity, jo.staff, Status.IN_TOUCH, None)
    assert [change.status for change in queries.statuses_of(her)] == [Status.IN_TOUCH]
    assert queries.safe_contacts_of(her) == []


def test_a_file_starts_with_all_that_was_said(jo: Worker) -> None:
    her = actions.start_file(
        by=jo, called="Shaz", other_names={"legal": "Sharon Ionescu", "working": ""}, estimated_age=30
    )
    assert names(her) == {("called", "Shaz", False), ("legal", "Sharon Ionescu", False)}
    assert (her.estimated_age, her.estimated_on) == (30, TODAY)


def test_likely_women_are_shown_once_and_then_the_file_starts(jo: Worker) -> None:
    first = actions.start_file(by=jo, called="Shaz", not_her=[])
    with pytest.raises(actions.LikelySameError) as likely:
        actions.start_file(by=jo, called="Chaz", not_her=[])
    assert [one.client for one in likely.value.found] == [first]
    second = actions.start_file(by=jo, called="Chaz", not_her=[first.reference])
    assert second != first
    with pytest.raises(actions.LikelySameError):  # pressed twice: the second press meets what the first made
        actions.start_file(by=jo, called="Chaz", not_her=[first.reference])


# Names


@pytest.mark.parametrize(
    ("old", "held"),
    [
        (OldName.GIVEN_UP, {("called", "Anna", True), ("called", "Sharon", False)}),
        (OldName.WORKING, {("called", "Anna", True), ("called", "Sharon", False), ("working", "Anna", False)}),
        (OldName.OTHER, {("called", "Anna", True), ("called", "Sharon", False), ("other", "Anna", False)}),
        (OldName.WRONG, {("called", "Sharon", False)}),
    ],
)
def test_what_becomes_of_the_name_she_was_called(
    jo: Worker, anna: Client, old: OldName, held: set[tuple[str, str, bool]]
) -> None:
    actions.call_her(by=jo, client=anna, called="Sharon", old=old)
    anna.refresh_from_db()
    assert (anna.called, anna.sort_key) == ("Sharon", "sharon")
    assert names(anna) == held
    found = [one.client for one in queries.search(by=jo, words="Anna")]
    assert found == ([] if old is OldName.WRONG else [anna])


def test_her_old_name_is_not_put_twice_on_her_file(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="Anna")
    actions.call_her(by=jo, client=anna, called="Sharon", old=OldName.WORKING)
    assert shown(anna) == ["Anna"]


def test_what_she_is_called_already_is_no_change(jo: Worker, anna: Client) -> None:
    with pytest.raises(RefusedError) as refusal:
        actions.call_her(by=jo, client=anna, called="Anna", old=OldName.OTHER)
    assert refusal.value.field == "called"


def test_a_name_given_up_is_never_shown_and_still_finds_her(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="Destiny", starts=YESTERDAY)
    row = ClientName.objects.get(name="Destiny")
    with pytest.raises(RefusedError, match="before the day she began"):
        actions.give_up_name(by=jo, row=row, on=YESTERDAY - timedelta(days=1))
    actions.give_up_name(by=jo, row=row, on=TODAY)
    assert shown(anna) == []
    assert [(one.client, one.past) for one in queries.search(by=jo, words="Destiny")] == [(anna, True)]
    late: list[Callable[[], object]] = [
        lambda: actions.give_up_name(by=jo, row=row, on=TODAY),
        lambda: actions.correct_name(by=jo, row=row, name="Destinee", starts=None),
    ]
    for too_late in late:
        with pytest.raises(RefusedError, match="already recorded"):
            too_late()
    actions.add_name(by=jo, client=anna, kind="working", name="Destiny")  # she takes it up again
    assert shown(anna) == ["Destiny"]


def test_the_name_she_wants_cannot_be_given_up(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="ANNA")
    with pytest.raises(RefusedError, match="First change what she wants to be called"):
        actions.give_up_name(by=jo, row=ClientName.objects.get(name="ANNA"), on=TODAY)


def test_a_new_legal_name_makes_the_one_before_her_former_one(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="legal", name="Anna Smith", starts=date(2010, 5, 1))
    with pytest.raises(RefusedError) as refusal:
        actions.add_name(by=jo, client=anna, kind="legal", name="Anna Jones", starts=date(2009, 1, 1))
    assert refusal.value.field == "starts"
    actions.add_name(by=jo, client=anna, kind="legal", name="Anna Jones", starts=date(2020, 1, 1))
    assert names(anna) >= {("legal", "Anna Smith", True), ("legal", "Anna Jones", False)}
    assert ClientName.objects.get(name="Anna Smith").ends == date(2020, 1, 1)
    assert sorted(shown(anna)) == ["Anna Jones", "Anna Smith"]


def test_a_name_is_put_right(jo: Worker, anna: Client) -> None:
    for name in ("Destinee", "Ruby"):
        actions.add_name(by=jo, client=anna, kind="other", name=name)
    row = ClientName.objects.get(name="Destinee")
    with pytest.raises(RefusedError, match="already"):
        actions.correct_name(by=jo, row=row, name="ruby", starts=None)
    actions.correct_name(by=jo, row=row, name="Destiny", starts=YESTERDAY)
    row.refresh_from_db()
    assert (row.name, row.plain, row.starts) == ("Destiny", "destiny", YESTERDAY)
    assert row.sounds
    with pytest.raises(RefusedError, match="already"):
        actions.add_name(by=jo, client=anna, kind="other", name="DESTINY")


# Details


def test_details_are_saved_and_an_unchanged_guess_keeps_its_day(jo: Worker, world: World) -> None:
    her = woman(world.worker("keyworker"), "Dee", estimated_age=30, estimated_on=date(2020, 1, 1))
    before = Details.of(her)
    actions.change_details(by=jo, client=her, details=replace(before, language="Romanian"))
    her.refresh_from_db()
    assert (her.language, her.estimated_on) == ("Romanian", date(2020, 1, 1))
    now = replace(Details.of(her), estimated_age=31, adjustments=["reading"])
    actions.change_details(by=jo, client=her, details=now)
    her.refresh_from_db()
    assert (her.estimated_age, her.estimated_on, her.adjustments) == (31, TODAY, ["reading"])
    born = replace(now, estimated_age=None, born=date(1990, 4, 3))
    actions.change_details(by=jo, client=her, details=born)
    her.refresh_from_db()
    assert (her.born, her.estimated_on) == (date(1990, 4, 3), None)


# Status and keyworker


def test_a_status_of_an_earlier_day_takes_its_place_among_the_others(jo: Worker, anna: Client) -> None:
    actions.change_status(by=jo, client=anna, status=Status.MOVED_ON, on=TODAY - timedelta(days=5))
    actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY - timedelta(days=30), note="Not seen")
    anna.refresh_from_db()
    assert (anna.status, anna.status_on) == (Status.MOVED_ON, TODAY - timedelta(days=5))
    assert [change.status for change in queries.statuses_of(anna)] == [Status.MOVED_ON, Status.LOST_TOUCH]
    with pytest.raises(RefusedError, match="already says “Lost touch”"):
        actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY - timedelta(days=10))


def test_her_keyworker_is_one_who_may_be(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff("manager"))
    anna.refresh_from_db()
    assert anna.keyworker == world.staff("manager")
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    for person in ("volunteer", "facilitator", "blocked", "administrator"):
        with pytest.raises(RefusedError):
            actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff(person))
    actions.choose_keyworker(by=jo, client=anna, keyworker=None)
    anna.refresh_from_db()
    assert anna.keyworker is None


# Reaching her


def test_ways_of_reaching_her(jo: Worker, anna: Client) -> None:
    phone = Way(way="call", is_safe=False, detail="07700 900123", who_else="Her partner")
    text = Way(way="text", is_safe=True, detail="07700 900123", message_allowed=True)
    actions.save_safe_contact(by=jo, client=anna, way=phone)
    actions.save_safe_contact(by=jo, client=anna, way=text)
    assert [way.way for way in queries.safe_contacts_of(anna)] == ["text", "call"]
    with pytest.raises(RefusedError, match="already"):
        actions.save_safe_contact(by=jo, client=anna, way=replace(phone, is_safe=True))
    row = SafeContact.objects.get(way="call")
    with pytest.raises(RefusedError, match="already"):
        actions.save_safe_contact(by=jo, client=anna, way=text, instead_of=row)
    actions.save_safe_contact(by=jo, client=anna, way=replace(phone, who_else="Nobody"), instead_of=row)
    row.refresh_from_db()
    assert Way.of(row) == replace(phone, who_else="Nobody")
    actions.end_safe_contact(by=jo, contact=row)
    assert [way.way for way in queries.safe_contacts_of(anna)] == ["text"]
    with pytest.raises(RefusedError, match="ended"):
        actions.end_safe_contact(by=jo, contact=row)
    with pytest.raises(RefusedError, match="ended"):
        actions.save_safe_contact(by=jo, client=anna, way=phone, instead_of=row)


# Alerts


@pytest.mark.parametrize(
    ("starts", "ends", "shows", "listed"),
    [
        (TODAY, None, True, True),
        (YESTERDAY, None, True, True),
        (YESTERDAY, TODAY, True, True),
        (YESTERDAY - timedelta(days=1), YESTERDAY, False, False),
        (TODAY + timedelta(days=1), None, False, True),
    ],
)
def test_when_an_alert_shows(
    jo: Worker, anna: Client, starts: date, ends: date | None, *, shows: bool, listed: bool
) -> None:
    actions.add_alert(by=jo, client=anna, text="Never ring", audience="identity", starts=starts, ends=ends)
    assert bool(queries.visible_alerts(anna, TODAY)) is shows
    assert queries.coming_alerts(anna).exists() is listed
    assert queries.visible_clients(jo).get(pk=anna.pk).alerted is shows  # type: ignore[attr-defined]


@pytest.mark.parametrize("starts", [YESTERDAY, TODAY, TODAY + timedelta(days=9)])
def test_an_alert_is_ended_at_once_with_a_reason(jo: Worker, anna: Client, starts: date) -> None:
    actions.add_alert(by=jo, client=anna, text="Never ring", audience="identity", starts=starts)
    with pytest.raises(RefusedError, match="already"):
        actions.add_alert(by=jo, client=anna, text="never RING", audience="identity", starts=TODAY)
    alert = Alert.objects.get()
    actions.end_alert(by=jo, alert=alert, reason="New number")
    for day in (TODAY, starts):
        assert queries.visible_alerts(anna, day) == []
    alert.refresh_from_db()
    assert (alert.ended_by, alert.end_reason, alert.ends) == (jo.staff, "New number", max(starts, TODAY))
    with pytest.raises(RefusedError, match="already"):
        actions.end_alert(by=jo, alert=alert, reason="Again")


def test_audiences_are_those_one_is_of(world: World) -> None:
    expected = {
        "volunteer": ["identity"],
        "keyworker": ["identity", "casework", "safety"],
        "psychologist": ["identity", "casework", "safety", "clinical"],
        "administrator": [],
    }
    for who, audiences in expected.items():
        with asking(world.worker(who)):
            assert queries.audiences_of(world.worker(who)) == audiences, who


# Who is kept out


def test_a_block_holds_from_the_same_moment_and_takes_her_keyworker(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff("blocked"))
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    anna.refresh_from_db()
    assert anna.keyworker is None
    with asking(world.worker("blocked")):
        assert not Client.objects.filter(pk=anna.pk).exists()
        assert not Block.objects.exists()
    with pytest.raises(RefusedError, match="blocked already"):
        actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="Again")
    (row,) = queries.blocks_of(anna)
    actions.end_block(by=jo, block=row, reason="She changed her mind")
    with asking(world.worker("blocked")):
        assert Client.objects.filter(pk=anna.pk).exists()
    with pytest.raises(RefusedError, match="ended already"):
        actions.end_block(by=jo, block=row, reason="Again")


def test_of_two_who_block_somebody_at_once_the_second_is_told(
    world: World, jo: Worker, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    monkeypatch.setattr(queries, "blockable", lambda _client, _by: Staff.objects.all())  # as the second saw it
    with pytest.raises(RefusedError, match="blocked from her file already"):
        actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    assert Block.objects.count() == 1


def test_who_can_be_blocked(world: World, jo: Worker, anna: Client) -> None:
    """Her agency blocks anybody, with a share or none: who has none could open the file in an emergency."""
    everyone = set(world.people) - {"keyworker"}
    assert set(queries.blockable(anna, jo)) == {world.staff(name) for name in everyone}
    assert set(queries.blockable(world.clients["cass"], jo)) == {world.staff(name) for name in everyone}
    theirs = queries.blockable(anna, world.worker("drugs_manager"))
    assert set(theirs) == {world.staff(name) for name in ("facilitator", "both")}  # their own, and nobody else's


def test_a_declared_conflict_closes_the_file_and_only_another_opens_it(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=jo.staff)
    actions.declare_conflict(by=jo, client=anna, reason="My cousin")
    assert not Client.objects.filter(pk=anna.pk).exists()
    with pytest.raises(RefusedError):  # from another window
        actions.declare_conflict(by=jo, client=anna, reason="My cousin")
    with asking(world.worker("manager")):
        anna.refresh_from_db()
        (row,) = queries.blocks_of(anna)
        assert (row.kind, row.blocked, anna.keyworker) == (Block.Kind.CONFLICT, jo.staff, None)
    with pytest.raises(RefusedError):
        actions.end_block(by=jo, block=row, reason="I say so")
    with asking(world.worker("manager")):
        actions.end_block(by=world.worker("manager"), block=row, reason="It was another woman")
    assert Client.objects.filter(pk=anna.pk).exists()


def test_a_partner_declares_her_conflict_on_a_shared_file(world: World, anna: Client) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.declare_conflict(by=facilitator, client=anna, reason="")
        assert not Client.objects.filter(pk=anna.pk).exists()
    with asking(world.worker("drugs_manager")):
        (row,) = queries.blocks_of(anna)
        actions.end_block(by=world.worker("drugs_manager"), block=row, reason="Cleared")
    with asking(facilitator):
        assert Client.objects.filter(pk=anna.pk).exists()


def test_why_somebody_is_blocked_is_not_for_those_the_file_is_shared_with(world: World, anna: Client) -> None:
    with asking(world.worker("keyworker")):
        actions.block(by=world.worker("keyworker"), client=anna, staff=world.staff("volunteer"), reason="Her ex")
    for who, sees in (("manager", 1), ("facilitator", 0), ("drugs_manager", 0), ("volunteer", 0), ("psychologist", 0)):
        with asking(world.worker(who)):
            assert len(queries.blocks_of(anna)) == sees, who


# Another agency's file


def test_another_agency_changes_nothing(world: World, anna: Client) -> None:
    partner = world.worker("drugs_manager")
    with asking(partner):
        name = ClientName.objects.get(client=anna)
        details = replace(Details.of(anna), language="Welsh")
        changes: list[Callable[[], object]] = [
            lambda: actions.change_details(by=partner, client=anna, details=details),
            lambda: actions.change_status(by=partner, client=anna, status=Status.DIED, on=TODAY),
            lambda: actions.choose_keyworker(by=partner, client=anna, keyworker=None),
            lambda: actions.call_her(by=partner, client=anna, called="X", old=OldName.OTHER),
            lambda: actions.add_name(by=partner, client=anna, kind="other", name="X"),
            lambda: actions.correct_name(by=partner, row=name, name="X", starts=None),
            lambda: actions.give_up_name(by=partner, row=name, on=TODAY),
            lambda: actions.add_alert(by=partner, client=anna, text="X", audience="identity", starts=TODAY),
            lambda: actions.save_safe_contact(by=partner, client=anna, way=Way(way="visit", is_safe=True)),
        ]
        for change in changes:
            with pytest.raises(PermissionDenied):
                change()
    anna.refresh_from_db()
    assert (anna.called, anna.language, anna.status) == ("Anna", "", Status.IN_TOUCH)


# Emergencies


def test_a_file_is_opened_by_reference_or_by_name_and_birth(world: World) -> None:
    facilitator = world.worker("facilitator")
    her = woman(world.worker("keyworker"), "Zoë Smith", born=date(1990, 4, 3))
    with asking(facilitator):
        assert not Client.objects.filter(pk=her.pk).exists()
        opened = actions.open_in_emergency(by=facilitator, reason="Overdose", name="ZOE smith", born=date(1990, 4, 3))
        assert opened == her.reference
        assert Client.objects.filter(pk=her.pk).exists()
        access = queries.emergency_of(her, facilitator)
        assert access is not None
        assert access.ends - access.starts == timedelta(hours=4)
        assert queries.bar_of(her, facilitator).opened_until == access.ends
        cass = world.clients["cass"].reference
        assert actions.open_in_emergency(by=facilitator, reason="Overdose", reference=cass) == cass


def test_nobody_and_several_and_blocked_are_answered_alike(world: World) -> None:
    facilitator, keyworker = world.worker("facilitator"), world.worker("keyworker")
    for _ in range(2):
        woman(keyworker, "Zoe Smith", born=date(1990, 4, 3))
    blocked = woman(keyworker, "Ruby Quinn", born=date(1991, 1, 1))
    Block.objects.create(
        client=blocked,
        owner=world.charity,
        agency=world.charity,
        made_by=keyworker.staff,
        blocked=facilitator.staff,
        kind="her_wish",
    )
    with asking(facilitator):
        asked = [
            {"name": "Nobody Known", "born": date(1990, 4, 3)},
            {"name": "Zoe Smith", "born": date(1990, 4, 3)},
            {"name": "Ruby Quinn", "born": date(1991, 1, 1)},
            {"reference": blocked.reference},
            {"reference": "00000000"},
        ]
        answers = [actions.open_in_emergency(by=facilitator, reason="Danger", **one) for one in asked]  # type: ignore[arg-type]
    assert answers == [None] * 5
    assert not EmergencyAccess.objects.exists()
    kept = EmergencyAttempt.objects.order_by("pk")
    assert [attempt.by_reference for attempt in kept] == [False] * 3 + [True] * 2
    assert not kept.exclude(client=None, owner=None).exists()


def test_after_five_in_an_hour_there_are_no_more(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        for _ in range(5):
            actions.open_in_emergency(by=facilitator, reason="Danger", reference="00000000")
        with pytest.raises(RefusedError, match="five times in the last hour"):
            actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)
    assert not EmergencyAccess.objects.exists()
    assert EmergencyAttempt.objects.count() == 6  # what was asked too often is told to the manager as well
    EmergencyAttempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    with asking(facilitator):
        assert actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)


def test_another_fault_of_the_database_is_not_taken_for_too_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: object) -> None:
        raise OperationalError("the connection is gone")

    facilitator = world.worker("facilitator")
    monkeypatch.setattr("casework.clients.actions.access.rules.plain", gone)
    with asking(facilitator), pytest.raises(OperationalError):
        actions.open_in_emergency(by=facilitator, reason="Danger", reference="00000000")


def test_the_own_file_of_an_agency_needs_no_emergency(world: World, jo: Worker, anna: Client) -> None:
    assert actions.open_in_emergency(by=jo, reason="Danger", reference=anna.reference) == anna.reference
    assert not EmergencyAccess.objects.exists()
    assert EmergencyAttempt.objects.filter(staff=jo.staff).count() == 1


def test_an_emergency_opens_no_more_than_her_role_reads_and_never_clinical(world: World) -> None:
    her = world.clients["cass"]
    for audience in ("identity", "casework", "safety", "clinical"):
        Alert.objects.create(
            client=her, owner=her.agency, agency=her.agency, made_by=her.made_by, audience=audience, text=audience
        )
    psychologist = world.worker("psychologist")
    with asking(psychologist):
        actions.open_in_emergency(by=psychologist, reason="Danger", reference=her.reference)
        assert {alert.audience for alert in queries.visible_alerts(her, TODAY)} == {"identity", "casework", "safety"}


def test_managers_review_the_emergencies_of_their_own_agency(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.open_in_emergency(by=facilitator, reason="Overdose", reference=world.clients["cass"].reference)
        actions.open_in_emergency(by=facilitator, reason="Overdose", reference="00000000")
    for who, accesses, attempts in (("manager", 1, 2), ("drugs_manager", 0, 1), ("keyworker", 0, 0)):
        worker = world.worker(who)
        with asking(worker):
            assert queries.emergencies_of(worker.agency).count() == accesses, who
            assert queries.recent_emergencies(worker.agency).count() == accesses, who
            assert queries.attempts(worker.agency).count() == attempts, who


# Lists


def test_the_list_of_each(world: World) -> None:
    expected = {
        "keyworker": {"Anna", "Bea", "Cass"},
        "facilitator": {"Anna"},
        "psychologist": set(),
        "drugs_manager": {"Anna", "Own"},
    }
    woman(world.worker("drugs_manager"), "Own")
    expected["facilitator"] = {"Anna", "Own"}
    for who, called in expected.items():
        with asking(world.worker(who)):
            assert {her.called for her in queries.visible_clients(world.worker(who))} == called, who


def test_an_emergency_puts_nobody_on_a_list(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)
        assert "Cass" not in {her.called for her in queries.visible_clients(facilitator)}


def test_the_list_narrowed_down(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=jo.staff)
    actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY)
    everyone = queries.visible_clients(jo)

    def called(**narrowed: str) -> list[str]:
        return [her.called for her in queries.filtered(everyone, **narrowed)]

    assert called() == ["Anna", "Bea", "Cass"]
    assert called(status="lost_touch") == ["Anna"]
    assert called(keyworker="nobody") == ["Bea", "Cass"]
    assert called(keyworker=str(jo.staff.uid)) == ["Anna"]
    assert called(keyworker="' OR 1=1 --") == called(status="nonsense") == []
    # Whoever can be a keyworker, and whoever is one though she cannot be any more.
    jo.staff.posts.update(ended_at=timezone.now())
    people = {name for _uid, name in queries.keyworkers_of_list(world.worker("manager"), everyone)}
    assert people == {"Manager", "Blocked", "Both", jo.staff.name}


def test_women_i_key_work_are_those_still_in_touch_or_lost(world: World, jo: Worker) -> None:
    for number, status in enumerate(Status.values):
        woman(world.worker("keyworker"), f"Ruby {number}", keyworker=jo.staff, status=status)
    assert {her.status for her in queries.key_clients(jo)} == {"in_touch", "lost_touch"}


def test_the_bar_says_with_whom_a_file_is_shared(world: World, anna: Client) -> None:
    share(anna, world.nhs, "pathway")
    words = {
        "keyworker": "Harbour Drug Service may see who she is and contacts and follow-ups;"
        " Westvale NHS Trust may see who she is and the pathway",
        "facilitator": "Lantern House keeps this file and shares with Harbour Drug Service:"
        " who she is and contacts and follow-ups",
        "psychologist": "Lantern House keeps this file and shares with Westvale NHS Trust: who she is and the pathway",
    }
    for who, expected in words.items():
        with asking(world.worker(who)):
            assert queries.bar_of(anna, world.worker(who)).shared == expected
