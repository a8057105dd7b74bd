"""Referrals that stand on a release: where it goes, what keeps one off it, and from one to the other and back."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.care_plans.rules.treatment import What
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from consent.agreements import actions as agreements
from consent.agreements.models import NotToBeTold
from consent.agreements.rules import ToPartner
from consent.disclosures import actions as releases
from consent.disclosures.models import Disclosure, DisclosureMatch
from consent.referrals import actions, queries
from consent.referrals.models import Referral, Service
from consent.referrals.rules.moves import Basis
from dussk.access.asking import asking
from dussk.drafts.models import Draft
from tests.casework.clients.joined import file, fresh, join, undo, written
from tests.consent.disclosures.conftest import CHILD
from tests.consent.referrals.conftest import WHY, Referring, SignIn
from tests.consent.referrals.test_by_sql import columns
from tests.consent.referrals.test_pages import text, typed
from tests.matrix.referrals import a_service
from tests.world import woman


def on(release: Disclosure, **more: Any) -> dict[str, Any]:
    return {"basis": Basis.DISCLOSURE, "disclosure": release} | more


def refused(referring: Referring, match: str, **changed: Any) -> None:
    with pytest.raises(RefusedError, match=match):
        referring.refer(**changed)


def by_sql(referring: Referring, release: Disclosure | None, **changed: Any) -> Referral:
    """Past the application: the row alone, to Bridge House."""
    said = {"service": referring.bridge, "named": "", "basis": "disclosure", "disclosure": release} | changed
    with asking(referring.jo), transaction.atomic():
        return Referral.objects.create(**columns(referring, **said))


def kept_out(referring: Referring, release: Disclosure | None, state: str, **changed: Any) -> None:
    with pytest.raises(DatabaseError) as refusal:
        by_sql(referring, release, **changed)
    assert getattr(refusal.value.__cause__, "pgcode", "") == state


def test_on_a_release_to_the_same_service(referring: Referring) -> None:
    release = referring.release()
    row = referring.refer(**on(release))
    assert (row.disclosure, row.to_agency, row.choice) == (release, None, None)
    assert list(release.referrals.all()) == [row]
    with asking(referring.jo):
        assert queries.still_permitted(row)


def test_a_sent_one_too_and_one_on_her_consent_while_that_stands(referring: Referring) -> None:
    agreement = referring.agree("housing_providers")
    hers = referring.releasing
    release = hers.send(hers.ask(to_kind="housing_providers", to_name="Bridge House", to_person="", ground="consent"))
    row = referring.refer(**on(release))
    with asking(referring.jo):
        assert queries.still_permitted(row)
        agreements.withdraw(
            by=referring.jo,
            agreement=agreement,
            told_on=timezone.localdate(),
            parts=[],
            outside=[agreement.outside.get(kind="housing_providers")],
            partners=[],
        )
        assert not queries.still_permitted(row)
    refused(referring, "taken back in the meantime", **on(release))


def test_it_goes_where_the_release_goes(referring: Referring) -> None:
    release = referring.release()
    refused(referring, "does not go to Harbour", **on(release, service=referring.harbour, what=What(3, "prescribing")))
    assert referring.refer(**on(release, service=None, named="bridge house")).where == "bridge house"
    to_kind = referring.release(to_kind="drug_services", to_name="")
    row = referring.refer(**on(to_kind, service=referring.harbour, what=What(3, "prescribing")))
    assert row.to_agency == referring.world.drugs
    refused(referring, "does not go to Bridge House", **on(to_kind))


def test_to_a_partner_every_service_of_it(referring: Referring) -> None:
    release = referring.release(to_kind="partner", to_agency=referring.world.drugs, to_name="")
    assert referring.refer(**on(release, service=referring.harbour, what=What(3, "prescribing"))).disclosure == release


@pytest.mark.parametrize("state", ["asked", "waiting", "refused", "dropped"])
def test_what_was_not_decided_or_decided_against_is_no_ground(referring: Referring, state: str) -> None:
    hers = referring.releasing
    release = hers.ask(
        to_kind="other",
        to_name="Bridge House",
        to_person="",
        ground="A",
        not_talked="danger",
        talked_on=None,
        talked_by="",
        she_said="",
        bases=CHILD.bases,
    )
    if state in ("waiting", "refused"):
        hers.put_forward(release)
    if state == "refused":
        hers.decide(release, approve=False)
    if state == "dropped":
        with asking(hers.by):
            releases.drop(by=hers.by, disclosure=release, because="She went there herself")
    release.refresh_from_db()
    assert release.state == state
    refused(referring, "taken back, or never decided", **on(release))
    kept_out(referring, release, "DR005")


def test_another_womans_or_another_agencys_is_none(referring: Referring) -> None:
    release = referring.release()
    other = woman(referring.jo, "Sam")
    kept_out(referring, release, "DR005", client=other, owner=other.agency)
    with asking(referring.jo), pytest.raises(RefusedError, match="never decided"):
        actions.make(by=referring.jo, client=other, sent=referring.sent(**on(release)))
    referring.agree(partners={referring.world.drugs: ToPartner(frozenset({"identity", "casework"}))})
    theirs = referring.world.worker("facilitator")
    sent = referring.sent(**on(release, service=None, named="Bridge House"))
    with asking(theirs):
        rosa = Client.objects.get(pk=referring.rosa.pk)
        with pytest.raises(RefusedError, match="never decided"):
            actions.make(by=theirs, client=rosa, sent=sent)


def test_the_database_holds_it_to_the_same_service(referring: Referring) -> None:
    release = referring.release()
    kept_out(referring, release, "DR005", service=referring.harbour)
    kept_out(referring, release, "DR005", service=None, named="Northgate House")
    assert by_sql(referring, release).disclosure == release


def test_rules_and_database_say_the_same(referring: Referring) -> None:
    releases_of = [
        referring.release(**to)
        for to in (
            {"to_kind": "other", "to_name": "Bridge-House"},
            {"to_kind": "housing_providers", "to_name": ""},
            {"to_kind": "drug_services", "to_name": ""},
            {"to_kind": "partner", "to_agency": referring.world.drugs, "to_name": ""},
        )
    ]
    places: list[tuple[Service | None, str]] = [(referring.bridge, ""), (referring.harbour, ""), (None, "Bridge house")]
    for release in releases_of:
        for service, named in places:
            with asking(referring.jo):
                fits = queries.goes_to(release, queries.To(service, named))
            if fits:
                by_sql(referring, release, service=service, named=named)
            else:
                kept_out(referring, release, "DR005", service=service, named=named)


def test_what_a_referral_stands_on_is_not_taken_back(referring: Referring) -> None:
    release = referring.release()
    referring.refer(**on(release))
    by = referring.jo
    with asking(by), pytest.raises(RefusedError, match="A referral stands on it"):
        releases.take_back(by=by, disclosure=release)
    with asking(by), pytest.raises(RefusedError, match="A referral stands on it"):
        releases.drop(by=by, disclosure=release, because="No")
    for state in ("asked", "dropped"):
        with asking(by), pytest.raises(DatabaseError, match="a referral stands on it"), transaction.atomic():
            Disclosure.objects.filter(pk=release.pk).update(
                state=state, closed_words="No" if state == "dropped" else ""
            )
    assert referring.releasing.send(release).state == "released"


def test_a_name_that_came_to_her_list_since_stops_it(referring: Referring) -> None:
    """The release was approved before she said that he is told nothing."""
    release = referring.release(to_person="Dean Rook")
    referring.releasing.list("Deane Rooke")
    refused(referring, "The person there: “Dean Rook”", **on(release, to_whom="Dean Rook"))
    kept_out(referring, release, "DR004", to_whom="Dean Rook")
    sent = referring.release(to_kind="other", to_name="Bridge House", what="Else")
    referring.releasing.send(sent)
    referring.releasing.list("Ann Vole")
    refused(referring, "The person there: “Anne Vole”", **on(sent, to_whom="Anne Vole"))
    kept_out(referring, sent, "DR004", to_whom="ann vole")


def test_an_approval_that_names_him_answers_and_for_nobody_else(referring: Referring) -> None:
    hers = referring.releasing
    hers.list("Dean Rook", "Works there")
    hers.list("Ann Vole")
    release = hers.put_forward(
        hers.ask(
            to_kind="other",
            to_name="Bridge House",
            to_person="Dean Rook",
            ground="A",
            bases=CHILD.bases,
        )
    )
    match = DisclosureMatch.objects.get(disclosure=release)
    hers.decide(release, answers={match.pk: releases.Answer(in_spite=True)})
    release.refresh_from_db()
    assert referring.refer(**on(release, to_whom="Dean Rook")).to_whom == "Dean Rook"
    refused(referring, "Ann Vole", **on(release, to_whom="Ann Vole"))
    kept_out(referring, release, "DR004", to_whom="Ann Vole")


def test_that_it_is_somebody_else_holds_for_that_name_alone(referring: Referring) -> None:
    hers = referring.releasing
    hers.list("Dean Rook")
    said: dict[str, Any] = {
        "to_kind": "other",
        "to_name": "Bridge House",
        "to_person": "Dean Ruck",
        "ground": "A",
        "bases": CHILD.bases,
    }
    release = hers.put_forward(hers.ask(**said))
    match = DisclosureMatch.objects.get(disclosure=release)
    hers.decide(release, answers={match.pk: releases.Answer(somebody_else="I have met Mr Ruck")})
    release.refresh_from_db()
    assert referring.refer(**on(release, to_whom="Dean Ruck")).to_whom == "Dean Ruck"
    refused(referring, "Dean Rook", **on(release, to_whom="Dean Rook"))
    kept_out(referring, release, "DR004", to_whom="dean rook")


@pytest.mark.parametrize("basis", ["consent", "share"])
def test_the_same_name_stops_it_in_the_database_on_any_ground(referring: Referring, basis: str) -> None:
    agreement = referring.agree(
        "housing_providers",
        partners={referring.world.drugs: ToPartner(frozenset({"identity"}))},
        people=[("Dean Rook", "")],
    )
    choice = agreement.outside.get(kind="housing_providers") if basis == "consent" else None
    to: dict[str, Any] = {"basis": basis, "choice": choice}
    if basis == "share":
        to |= {"service": referring.harbour, "to_agency": referring.world.drugs}
    kept_out(referring, None, "DR004", to_whom="dean-rook", **to)
    row = by_sql(referring, None, to_whom="Ms Lock", **to)
    with asking(referring.jo), pytest.raises(DatabaseError, match="somebody on her list"), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(to_whom="Dean Rook")


def test_whom_one_asks_for_there_is_told_too(referring: Referring) -> None:
    referring.agree("housing_providers", people=[("Dean Rook", "")])
    Service.objects.filter(pk=referring.bridge.pk).update(ask_for="Dean Rook, days")
    referring.bridge.refresh_from_db()
    refused(referring, "“Dean Rook, days”", basis=Basis.CONSENT, to_whom="Ms Lock")


def test_a_partner_that_gets_a_referral_reads_no_more_of_it(referring: Referring, signed_in: SignIn) -> None:
    """Neither the release that it stands on, nor her list, nor where else she was referred."""
    referring.agree(partners={referring.world.drugs: ToPartner(frozenset({"identity"}))}, people=[("Ann Vole", "")])
    release = referring.release(
        to_kind="partner", to_agency=referring.world.drugs, to_name="", why="Her landlord hits her", she_said=""
    )
    before = referring.refer(service=None, named="The Cedars surgery")
    referring.step(before, "refused", reason="full")
    row = referring.refer(
        **on(release, service=referring.harbour, what=What(3, "prescribing"), instead_of=before), wants="A script"
    )
    theirs = referring.world.worker("facilitator")
    with asking(theirs):
        assert list(Referral.objects.values_list("pk", flat=True)) == [row.pk]
        assert not Disclosure.objects.exists()
        assert not DisclosureMatch.objects.exists()
        assert not NotToBeTold.objects.exists()
    browser = signed_in(theirs)
    page = text(browser, referring.url("referral", row.uid))
    assert "A script" in page
    for hidden in ("The Cedars surgery", "Her landlord hits her", "release that was decided", "Ann Vole"):
        assert hidden not in page
    at = reverse("releases:release", args=[referring.rosa.reference, release.uid])
    assert browser.get(at).status_code in (403, 404)
    new = reverse("her_referrals:new", args=[referring.rosa.reference])
    assert "Her landlord hits her" not in text(browser, f"{new}?release={release.uid}")


def test_a_partner_is_shown_only_the_name_that_is_like_what_it_typed(referring: Referring, signed_in: SignIn) -> None:
    referring.agree(
        partners={referring.world.drugs: ToPartner(frozenset({"identity"}))},
        people=[("Ann Vole", ""), ("Dean Rook", "")],
    )
    theirs = referring.world.worker("drugs_manager")
    place = a_service(theirs, "The clinic", tier=3, kind="prescribing", partner=referring.world.nhs)
    page = text(
        signed_in(theirs),
        referring.url("new"),
        typed(referring, service=str(place.uid), basis="share", to_whom="Mr Rook"),
    )
    assert "has the surname of “Dean Rook”" in page.replace("&#x27;", "’")
    assert "Ann Vole" not in page
    assert not Referral.objects.exists()


def test_the_release_stays_the_referrals_when_files_are_joined_and_parted(referring: Referring) -> None:
    release = referring.release()
    row = referring.refer(**on(release))
    kept = file(referring.jo, "Rosie")
    manager = referring.world.worker("manager")
    joining = join(manager, kept, referring.rosa)
    row.refresh_from_db()
    release.refresh_from_db()
    assert (row.client_id, release.client_id, row.disclosure_id) == (kept.pk, kept.pk, release.pk)
    with asking(referring.jo):
        later = actions.make(by=referring.jo, client=fresh(kept), sent=referring.sent(**on(release)))
    assert not [one for one in written(manager, joining) if one.key == f"consent_referral-{later.pk}"]
    undo(manager, joining)
    for each in (row, later, release):
        each.refresh_from_db()
    assert {row.client_id, later.client_id, release.client_id} == {referring.rosa.pk}


def test_a_release_made_since_goes_with_its_referral(referring: Referring) -> None:
    kept, manager = file(referring.jo, "Rosie"), referring.world.worker("manager")
    joining = join(manager, kept, referring.rosa)
    referring.rosa = fresh(kept)
    release = referring.release()
    row = referring.refer(**on(release))
    undo(manager, joining, {f"consent_disclosure-{release.pk}": "joined"})
    row.refresh_from_db()
    release.refresh_from_db()
    assert row.client_id == release.client_id == joining.joined_id


def test_from_a_referral_to_the_release_it_needs_and_back(referring: Referring, jo: Browser) -> None:
    begun = typed(referring, basis="consent", to_whom="Ms Lock", wants="A door that locks")
    page = text(jo, referring.url("new"), begun)
    assert "She has not agreed that Bridge House is told anything" in page
    assert "Begin the release it needs" in page
    page = text(jo, referring.url("new"), begun | {"begin": "release"})
    assert "Tell somebody outside" in page
    for known in (WHY, "Bridge House", "Ms Lock", "She is referred to Bridge House"):
        assert known in page
    assert Draft.objects.filter(address=referring.url("new")).count() == 1
    assert not Referral.objects.exists()

    release = referring.releasing.ask(
        to_kind="other",
        to_name="Bridge House",
        to_person="Ms Lock",
        ground="A",
        bases=CHILD.bases,
    )
    at = reverse("releases:release", args=[referring.rosa.reference, release.uid])
    assert "The referral that you began is kept" in text(jo, at)
    assert "?release=" not in text(jo, at)
    referring.releasing.put_forward(release)
    referring.releasing.decide(release)
    page = text(jo, at)
    assert "Go on with it on this release" in page
    back = re.search(r'href="([^"]*\?release=[^"]*)"', page)
    assert back is not None
    page = text(jo, back[1])
    assert "A door that locks" in page
    assert re.search(rf'<option value="{release.uid}" selected', page)
    text(jo, referring.url("new"), begun | {"basis": "disclosure", "disclosure": str(release.uid)})
    row = Referral.objects.get()
    assert row.disclosure == release
    assert "A release that was decided about and recorded" in text(jo, referring.url("referral", row.uid))
    assert "A referral stands on it" in text(jo, at)
    assert "Take it back to change it" not in text(jo, at)


def test_from_a_release_alone_and_from_a_referral_that_is_there(referring: Referring, jo: Browser) -> None:
    release = referring.release(to_person="Ms Lock")
    page = text(jo, f"{referring.url('new')}?release={release.uid}")
    assert re.search(rf'<option value="{referring.bridge.uid}" selected', page)
    assert "Ms Lock" in page
    row = referring.refer(to_whom="Ms Rowe", how="letter")
    page = text(jo, referring.url("referral", row.uid))
    address = reverse("releases:new", args=[referring.rosa.reference])
    assert f"{address}?referral={row.uid}" in page
    page = text(jo, f"{address}?referral={row.uid}")
    assert "Ms Rowe" in page
    for nothing in ("nonsense", release.uid):
        assert "She is referred to" not in text(jo, f"{address}?referral={nothing}")


def test_a_draft_of_a_referral_is_taken_over_by_its_author_alone(
    referring: Referring, jo: Browser, signed_in: SignIn
) -> None:
    text(jo, referring.url("new"), typed(referring, to_whom="Ms Lock") | {"begin": "release"})
    uid = Draft.objects.get().uid
    address = reverse("releases:new", args=[referring.rosa.reference])
    assert "Ms Lock" in text(jo, f"{address}?referral={uid}")
    assert "Ms Lock" not in text(signed_in(referring.world.worker("manager")), f"{address}?referral={uid}")
