"""What she agreed to for one is no ground for another: by the application, and in the database."""

from typing import Any

import pytest
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.agreements.models import OutsideChoice
from consent.disclosures import actions as releases
from consent.disclosures.models import Disclosure, DisclosureMatch
from consent.referrals import queries
from consent.referrals.rules.moves import Basis
from consent.referrals.rules.permitted import Yes
from dussk.access.asking import asking
from tests.consent.disclosures.conftest import CHILD
from tests.consent.disclosures.test_her_permission import TALKED
from tests.consent.referrals.conftest import Referring
from tests.consent.referrals.test_on_a_release import by_sql, kept_out, on, refused
from tests.matrix.referrals import a_service


def test_her_yes_to_one_by_name_is_for_that_one(referring: Referring) -> None:
    agreement = referring.agree("drug_services", names=("Bridge-House",))
    choice = OutsideChoice.objects.get(agreement=agreement, name="Bridge-House")
    to: dict[str, Any] = {"basis": "consent", "choice": choice}
    kept_out(referring, None, "DR003", **to, service=referring.harbour)
    kept_out(referring, None, "DR003", **to, service=None, named="Northgate House")
    with pytest.raises(RefusedError, match="has not agreed that Northgate House"):
        referring.refer(basis=Basis.CONSENT, service=None, named="Northgate House")
    assert by_sql(referring, None, **to).choice == choice
    assert by_sql(referring, None, **to, service=None, named="bridge house").choice == choice
    assert referring.refer(basis=Basis.CONSENT).choice == choice


def test_her_yes_to_a_kind_is_for_services_of_that_kind(referring: Referring) -> None:
    agreement = referring.agree("housing_providers")
    choice = OutsideChoice.objects.get(agreement=agreement, kind="housing_providers")
    to: dict[str, Any] = {"basis": "consent", "choice": choice}
    kept_out(referring, None, "DR003", **to, service=referring.harbour)
    kept_out(referring, None, "DR003", **to, service=None, named="Bridge House")
    assert by_sql(referring, None, **to).choice == choice


def test_rules_and_database_say_the_same_of_her_yes(referring: Referring) -> None:
    agreement = referring.agree("housing_providers", "drug_services", names=("BRIDGE house", "St Anne’s", "--"))
    other = a_service(referring.jo, "St Annes", tier=None, kind="practical", outside="")
    places: list[tuple[Any, str]] = [(place, "") for place in (referring.bridge, referring.harbour, other)]
    places += [(None, named) for named in ("Bridge House", "St. Anne's", "Harbour", "!")]
    found = set()
    for choice in agreement.outside.filter(agreed=True):
        for service, named in places:
            to = queries.To(service, named)
            fits = Yes(choice.kind, choice.name).covers(kind=to.kind, name=to.where)
            said = {"basis": "consent", "choice": choice, "service": service, "named": named}
            if fits:
                by_sql(referring, None, **said)
            else:
                kept_out(referring, None, "DR003", **said)
            found.add(fits)
    assert found == {True, False}


def test_no_referral_stands_on_a_permission_that_she_took_back(referring: Referring) -> None:
    agreement = referring.agree("police")
    release = referring.release(**TALKED | {"to_kind": "other", "to_name": "Bridge House"})
    row = referring.refer(**on(release))
    with asking(referring.jo):
        assert queries.still_permitted(row)
    referring.take_back(agreement)
    manager = referring.world.worker("manager")
    with asking(manager):
        assert not queries.still_permitted(row)
    referring.jo = manager
    refused(referring, "taken back in the meantime", **on(release))
    kept_out(referring, release, "DR003")


def moved(referring: Referring) -> Disclosure:
    """A colleague said that the Dean at Bridge House is another; then, by hand, another place was written."""
    hers = referring.releasing
    hers.list("Dean Rook")
    said: dict[str, Any] = {"to_kind": "other", "to_name": "Bridge House", "to_person": "Dean Rook", "ground": "A"}
    row = hers.ask(**said, bases=CHILD.bases)
    match = DisclosureMatch.objects.select_related("disclosure__client").get()
    with asking(hers.boss):
        releases.dismiss(by=hers.boss, match=match, because="I have met him: he is 70")
    Disclosure.objects.filter(pk=row.pk).update(to_kind="housing_providers")  # as the owner, and as if it were approved
    Disclosure.objects.filter(pk=row.pk).update(
        state="released",
        sent="x",
        sent_way="phone",
        sent_at=timezone.now(),
        closed_at=timezone.now(),
        closed_by=hers.by.staff,
    )
    row.refresh_from_db()
    return row


def test_an_answer_about_another_recipient_answers_for_no_referral(referring: Referring) -> None:
    release = moved(referring)
    kept_out(referring, release, "DR004", to_whom="Dean Rook")
    refused(referring, "Dean Rook", **on(release, to_whom="Dean Rook"))
    Disclosure.objects.filter(pk=release.pk).update(to_kind="other")
    release.refresh_from_db()
    assert referring.refer(**on(release, to_whom="Dean Rook")).to_whom == "Dean Rook"
