"""Releases, referrals, reviews and how her file came to be, as she reads them in full."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.clients import kinds
from casework.importing.models import BroughtIn
from casework.looking.models import EmergencyReview
from consent.agreements.models import NotToBeTold
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from consent.referrals.models import Referral, ReferralStep
from dussk.access.asking import asking
from tests.consent.subject_access.conftest import Hers
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS


def made(hers: Hers, model: type[Any]) -> Any:
    make = CLIENT_ROWS[model][1] if model in CLIENT_ROWS else OTHER_ROWS[model]
    return make(hers.keyworker, hers.anna)


def told(hers: Hers, name: str, row: int) -> list[tuple[str, str]]:
    kind = kinds.kind_named(name)
    assert kind is not None
    assert kind.category is not None
    with asking(hers.manager):
        until = timezone.now() + timedelta(days=400)
        found = kind.told_in_full([hers.anna.pk], hers.world.charity.pk, kind.category, until)
    return list(next(one for one in found if one.row == row).lines)


def test_a_release_with_the_name_of_her_own_list_and_who_decided(hers: Hers) -> None:
    match = made(hers, DisclosureMatch)
    DisclosureMatch.objects.filter(pk=match.pk).update(
        typed="Gaz at the office", listed_name="Gareth", listed_as="ex-partner", dismissed_at=timezone.now(),
        dismissed_by=hers.manager.staff, dismissed_because="He works there, and is sixty",
        person=made(hers, NotToBeTold),
    )  # fmt: skip
    lines = told(hers, "releases", match.disclosure_id)
    (said,) = (said for label, said in lines if label == "Like a name on your list")
    assert said.startswith("“Gaz at the office” is like Gareth (ex-partner).")
    assert said.endswith("Manager said that it is somebody else: He works there, and is sixty")
    approval = made(hers, DisclosureApproval)
    lines = told(hers, "releases", approval.disclosure_id)
    (said,) = (said for label, said in lines if label in ("A manager approved it", "A manager said no"))
    assert said.startswith(f"{approval.made_by}, ")
    assert said.endswith(approval.reason)


def test_a_release_speaks_to_her(hers: Hers) -> None:
    release = made(hers, Disclosure)
    Disclosure.objects.filter(pk=release.pk).update(
        asked="she", asked_who="", asked_on=None, not_talked="not_reached", talked_on=None, talked_by="", she_said=""
    )
    lines = dict(told(hers, "releases", release.pk))
    assert lines["Who asked for it"] == "You asked us to"
    assert lines["Why nobody talked with you"] == "We could not reach you"
    assert not set(lines) & {"Checked", "Round", "Choice"}


def test_a_referral_with_its_steps(hers: Hers) -> None:
    referral = made(hers, Referral)
    step = ReferralStep.objects.create(
        referral=referral, agency=hers.world.charity, made_by=hers.keyworker.staff, state="seen",
        on=timezone.localdate(), words="She liked it there.",
    )  # fmt: skip
    lines = told(hers, "referrals", referral.pk)
    assert any(said.startswith("You were seen. She liked it there. Written by Keyworker, ") for _label, said in lines)
    ReferralStep.objects.filter(pk=step.pk).update(mistake_at=timezone.now(), mistake_by=hers.keyworker.staff)
    assert any(said.endswith("This was a mistake") for _label, said in told(hers, "referrals", referral.pk))
    assert dict(lines)["How soon"]


def test_a_review_of_an_emergency(hers: Hers) -> None:
    review = made(hers, EmergencyReview)
    EmergencyReview.objects.filter(pk=review.pk).update(told="not_yet", told_on=None, told_by="")
    lines = told(hers, "reviews", review.pk)
    assert lines[0][0] == "The time when your file was opened"
    assert ("Whether you were told", "You were not told yet") in lines


def test_how_her_file_came_to_be(hers: Hers) -> None:
    """The list itself is about other women: nothing of it is told but that there was one, and which line was hers."""
    brought = made(hers, BroughtIn)
    assert told(hers, "brought-in", brought.pk) == [
        ("Where your file came from", "A list that we kept before we used this computer system"),
        ("Line of that list", str(brought.line)),
    ]
