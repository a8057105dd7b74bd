"""Ground E is her own permission: it does not outlive what she takes back."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.clients.actions import RefusedError
from consent.agreements.models import OutsideChoice, PartnerChoice, Withdrawal
from consent.agreements.rules import ToPartner
from consent.disclosures import queries, rules
from consent.disclosures.models import Disclosure, DisclosureApproval
from dussk.access.asking import asking
from tests.consent.agreements.conftest import main
from tests.consent.disclosures.conftest import Releasing, agreement_of
from tests.consent.disclosures.test_by_sql import DECIDE, RELEASE, code, sql
from tests.consent.disclosures.test_pages import SENT

LONDON = ZoneInfo("Europe/London")
TALKED: dict[str, Any] = {
    "ground": "E",
    "bases": ("6-consent", "9-consent"),
    "talked_on": timezone.localdate(),
    "talked_by": "Jo",
    "she_said": "Yes",
    "not_talked": "",
    "not_talked_words": "",
    "to_kind": "police",
    "to_person": "",
}


def taken_back(made: Releasing, what: str) -> None:
    """What was about the police, and what was not."""
    agreement = agreement_of(made)
    choice = {each.kind or each.name: each for each in agreement.outside.filter(agreed=True)}
    back: dict[str, dict[str, Any]] = {
        "everything": {"parts": ["everything"]},
        "storing": {"parts": ["storing"]},
        "her yes to them": {"parts": [], "outside": [choice["police"]]},
        "her yes to others": {"parts": [], "outside": [choice["Night Shelter"]]},
        "the service": {"parts": ["service"]},
    }
    made.withdraw(agreement, **back[what])


@pytest.mark.parametrize("what", ["everything", "storing", "her yes to them"])
def test_what_she_takes_back_ends_it(rosa: Releasing, boss: Browser, what: str) -> None:
    row = rosa.approved(**TALKED)
    waiting = rosa.put_forward(rosa.ask(**TALKED))
    asked = rosa.ask(**TALKED)
    taken_back(rosa, what)
    with pytest.raises(RefusedError, match="talk with her again"):
        rosa.send(row, by=rosa.boss)
    with pytest.raises(RefusedError, match="talk with her again"):
        rosa.decide(waiting)
    with pytest.raises(RefusedError, match="talk with her again"):
        rosa.put_forward(asked, by=rosa.boss)
    answer = boss.post(rosa.address("send", row.uid), SENT)
    assert answer.status_code == 422
    assert "talk with her again" in main(answer)
    with asking(rosa.boss):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD005"
        assert code(lambda: sql(DECIDE, waiting.pk, [])) == "DD005"
    row.refresh_from_db()
    assert row.state == "approved"


@pytest.mark.parametrize("what", ["her yes to others", "the service"])
def test_what_was_about_something_else_does_not(rosa: Releasing, what: str) -> None:
    row = rosa.approved(**TALKED)
    taken_back(rosa, what)
    assert rosa.send(row).state == "released"


def test_a_named_agency_and_a_partner_too(rosa: Releasing) -> None:
    rosa.signed({rosa.world.drugs: ToPartner(frozenset({"identity"}))}, people={"people": []})
    to_shelter = rosa.approved(**TALKED | {"to_kind": "other", "to_name": "The night-shelter"})
    shelter = rosa.approved(**TALKED | {"to_kind": "other", "to_name": "night shelter"})
    partner = rosa.approved(**TALKED | {"to_kind": "partner", "to_agency": rosa.world.drugs})
    agreement = agreement_of(rosa)
    rosa.withdraw(
        agreement,
        parts=[],
        outside=[agreement.outside.get(name="Night Shelter")],
        partners=list(agreement.partners.filter(agreed=True)),
    )
    for row in (shelter, partner):
        with pytest.raises(RefusedError, match="talk with her again"):
            rosa.send(row)
        with asking(rosa.by):
            assert code(lambda n=row.pk: sql(RELEASE, n)) == "DD005"
    assert rosa.send(to_shelter).state == "released"


def test_on_other_grounds_it_is_not_hers_to_end(rosa: Releasing) -> None:
    row = rosa.approved()
    taken_back(rosa, "everything")
    assert rosa.send(row, by=rosa.boss).state == "released"


def test_talked_with_again_it_may_go(rosa: Releasing) -> None:
    taken_back(rosa, "her yes to them")
    before = rosa.ask(**TALKED | {"talked_on": timezone.localdate() - timedelta(days=1)})
    with pytest.raises(RefusedError, match="talk with her again"):
        rosa.put_forward(before)
    assert rosa.send(rosa.approved(**TALKED)).state == "released"


NOW = timezone.now().astimezone(LONDON)
MOMENTS = st.integers(-72, 0).map(lambda hours: NOW + timedelta(hours=hours))


@given(MOMENTS, MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS)
def test_nothing_later_is_ever_outlived(
    back: datetime, begun: datetime, approved: datetime | None, talked: datetime | None
) -> None:
    day: date | None = talked.date() if talked else None
    over = rules.permission_is_over([back], talked_on=day, begun_at=begun, approved_at=approved)
    if day is None or day < back.date() or (approved is not None and approved < back):
        assert over
    if day is not None and day > back.date() and (approved is None or approved >= back):
        assert not over
    assert not rules.permission_is_over([], talked_on=day, begun_at=begun, approved_at=approved)


def test_rules_and_database_say_the_same(rosa: Releasing) -> None:
    """As the owner: what she took back, the talk, the beginning and the approval at hours around noon."""
    rosa.signed({rosa.world.drugs: ToPartner(frozenset({"identity"}))}, people={"people": []})
    row = rosa.approved(**TALKED)
    taken_back(rosa, "everything")
    OutsideChoice.objects.update(withdrawn_at=None)
    PartnerChoice.objects.update(withdrawn_at=None)
    noon = NOW.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=9)
    found = set()
    for back in (-25, -13, -1, 0, 1, 13, 25):
        Withdrawal.objects.update(made_at=noon + timedelta(hours=back))
        for days in (-1, 0, 1):
            for begun in (-1, 1):
                for approved in (2, 14, None):
                    Disclosure.objects.filter(pk=row.pk).update(
                        talked_on=noon.date() + timedelta(days=days), made_at=noon + timedelta(hours=begun)
                    )
                    at = noon + timedelta(hours=approved or 0)
                    DisclosureApproval.objects.update(round=1 if approved else 9, made_at=at)
                    row.refresh_from_db()
                    with asking(rosa.boss):
                        said = queries.permission_is_over(row)
                    assert said == over(row), (back, days, begun, approved)
                    found.add(said)
    assert found == {True, False}


def over(row: Disclosure) -> bool:
    """Asked of the function alone, as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.permission_is_over(d) FROM consent_disclosure d WHERE d.id = %s", [row.pk])
        return bool(cursor.fetchone()[0])
