"""Through the wall, each persona sees what she should of the demonstration, and no more."""

from datetime import datetime

import pytest
from django.db.models import Q
from django.utils import timezone

from casework.clients import queries
from casework.clients.models import Alert, Client, ClientShare, EmergencyAccess, EmergencyAttempt
from casework.contacts.models import Contact, FollowUp, Session
from consent.sharing.queries import waiting_too_long
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from dussk.staff.models import Agency, Staff

pytestmark = pytest.mark.usefixtures("demonstration")

LANTERN, HARBOUR, WESTVALE = "Lantern House", "Harbour Drug Service", "Westvale NHS Trust"


def worker(name: str, agency: str = LANTERN) -> Worker:
    return Worker(Staff.objects.get(name=name), Agency.objects.get(name=agency))


def shared_with(agency: str, category: Category | None = None) -> set[str]:
    """References of the women whose file an agency may see, as the owner reads it."""
    now = timezone.now()
    shares = ClientShare.objects.filter(agency__name=agency, starts__lte=now).filter(Q(ends=None) | Q(ends__gt=now))
    if category:
        shares = shares.filter(category=category)
    return set(shares.values_list("client__reference", flat=True))


def everybody() -> set[str]:
    return references()


def references() -> set[str]:
    return set(Client.objects.values_list("reference", flat=True))


def reference(called: str) -> str:
    return Client.objects.get(called=called).reference


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Jo Ashdown", None),
        ("Marta Lisowska", None),
        ("Dilys Maddern", None),
        ("Temi Akande", "Nikki"),
        ("Rowan Pell", "Dee"),
        ("Bethan Sorrel", "Carys"),
        ("Kezia Lunn", None),
    ],
)
def test_the_charitys_people_know_every_woman_but_those_they_are_blocked_from(name: str, without: str | None) -> None:
    """And but for a file that nobody works with, which the manager alone sees."""
    expected = everybody() - ({reference(without)} if without else set())
    by = worker(name)
    if name != "Dilys Maddern":
        expected -= {reference("Gemma")}
    with asking(by):
        assert references() == expected


def test_every_share_is_what_a_woman_signed() -> None:
    for share in ClientShare.objects.select_related("choice__agreement"):
        choice = share.choice
        assert (choice.agency_id, choice.category, choice.agreed) == (share.agency_id, share.category, True)
        assert choice.agreement.signed_at == share.starts


def test_some_files_wait_for_an_answer() -> None:
    manager = worker("Dilys Maddern")
    with asking(manager):
        late = list(waiting_too_long(manager.agency, timezone.localdate()).values_list("called", flat=True))
    assert 1 <= len(late) <= 6


@pytest.mark.parametrize(
    ("name", "agency", "without"),
    [
        ("Shanice Wardle", HARBOUR, None),
        ("Anneke Thorley", HARBOUR, None),
        ("Rowan Pell", HARBOUR, "Dee"),
        ("Ines Calder", WESTVALE, None),
        ("Gwen Overy", WESTVALE, None),
    ],
)
def test_partners_know_the_women_who_agreed_and_read_what_they_agreed_to(
    name: str, agency: str, without: str | None
) -> None:
    expected = shared_with(agency) - ({reference(without)} if without else set())
    casework = shared_with(agency, Category.CASEWORK)
    by = worker(name, agency)
    with asking(by):
        assert references() == expected
        read = set(Contact.objects.values_list("client__reference", flat=True))
        assert read == casework
        assert not Session.objects.exists()


def test_a_withdrawn_agreement_shows_nothing_any_more() -> None:
    withdrawn = {reference(called) for called in ("Jess", "Becky", "Vic", "Cat")}
    by = worker("Shanice Wardle", HARBOUR)
    with asking(by):
        assert not references() & withdrawn
        assert EmergencyAccess.objects.filter(client=None).count() == 0


@pytest.mark.parametrize("name", ["Frances Quillam", "Miriam Sallow", "Lorna Fitch", "Nadia Crewe"])
def test_these_see_no_woman_at_all(name: str) -> None:
    by = worker(name)
    with asking(by):
        assert references() == set()
        assert not Contact.objects.exists()
        assert not Alert.objects.exists()


def test_a_volunteer_has_the_register_she_is_on_tonight(demonstration: datetime) -> None:
    tonight = Session.objects.get(closed_at=None)
    lines = tonight.contacts.count()
    by = worker("Bethan Sorrel")
    with asking(by):
        seen = Session.objects.filter(closed_at=None).get()
        assert seen.pk == tonight.pk
        assert seen.contacts.count() >= lines - 1  # less one she may be blocked from
        assert not Session.objects.filter(night__lt=demonstration.date()).exclude(shifts__staff=by.staff).exists()


@pytest.mark.parametrize("name", ["Jo Ashdown", "Temi Akande", "Marta Lisowska", "Rowan Pell"])
def test_a_keyworker_has_women_follow_ups_and_every_night(name: str) -> None:
    nights = Session.objects.count()
    by = worker(name)
    with asking(by):
        assert len(queries.key_clients(by)) >= 5
        assert FollowUp.objects.filter(assigned_to=by.staff, done_at=None).exists()
        assert Session.objects.count() == nights


def test_the_manager_sees_who_opened_files_in_an_emergency() -> None:
    by = worker("Dilys Maddern")
    with asking(by):
        assert EmergencyAccess.objects.count() == 2
        assert EmergencyAttempt.objects.filter(client__isnull=False).count() == 2


def test_clinical_alerts_are_for_clinical_staff() -> None:
    clinical = Alert.objects.filter(audience=Alert.Audience.CLINICAL).count()
    assert clinical
    psychologist, keyworker = worker("Ines Calder", WESTVALE), worker("Jo Ashdown")
    with asking(psychologist):
        assert Alert.objects.filter(audience=Alert.Audience.CLINICAL).count() == clinical
    with asking(keyworker):
        assert not Alert.objects.filter(audience=Alert.Audience.CLINICAL).exists()


@pytest.mark.parametrize(
    ("heard", "called"),
    [
        ("Kelly", {"Kelly", "Kellie"}),
        ("Shan", {"Shan", "Siân", "Sharn"}),
        ("Neve", {"Neve", "Niamh"}),
        ("Alexandra", {"Alex", "Ola"}),
        ("Karen Holt", {"Kaz", "Karen"}),
        ("Nicola Bramall", {"Nikki", "Nicky"}),
        ("Diamond", {"Donna"}),
    ],
)
def test_search_has_something_to_find(heard: str, called: set[str]) -> None:
    by = worker("Jo Ashdown")
    with asking(by):
        found = {found.client.called for found in queries.search(by=by, words=heard)}
    assert called <= found
