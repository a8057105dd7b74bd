"""What was said of one recipient, "that is somebody else", says nothing of the next one of the same name."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.agreements.models import NotToBeTold
from consent.disclosures import actions, queries
from consent.disclosures.models import Disclosure, DisclosureMatch
from dussk.access.asking import Worker, asking
from tests.conftest import SignIn
from tests.consent.agreements.conftest import main
from tests.consent.disclosures.conftest import POLICE, Releasing, agreement_of
from tests.consent.disclosures.test_by_sql import RELEASE, code, sql, update
from tests.consent.disclosures.test_pages import SENT, TYPED

TO_HOUSING: dict[str, Any] = {"to_kind": "housing_offices", "to_name": "The housing office", "to_person": "Gary"}
TO_SOLICITORS: dict[str, Any] = {"to_kind": "solicitors", "to_name": "Hill Solicitors", "to_person": "Gary"}
NOT_HIM = "Gary is the housing officer, and 60"


@pytest.fixture
def gary(rosa: Releasing) -> NotToBeTold:
    """She said yes to housing offices and to solicitors, and her list has Gary Webb on it."""
    rosa.signed(outside={"kinds": ["housing_offices", "solicitors"], "names": []}, people={"people": []})
    return rosa.list("Gary Webb")


def answered(made: Releasing, by: Worker) -> Disclosure:
    """To the housing office, whose Gary a colleague honestly said to be another."""
    row = made.ask(**TO_HOUSING)
    with asking(by):
        match = DisclosureMatch.objects.select_related("disclosure__client").get()
        actions.dismiss(by=by, match=match, because=NOT_HIM)
    return row


def test_the_same_name_at_another_agency_is_asked_anew(rosa: Releasing, gary: NotToBeTold, colleague: Worker) -> None:
    row = answered(rosa, colleague)
    with asking(rosa.by):
        row = actions.change(by=rosa.by, disclosure=row, said=replace(POLICE, **TO_SOLICITORS))
        assert [(match.is_over, match.stops) for match in queries.open_matches(row)] == [(True, False), (False, True)]
    first, second = DisclosureMatch.objects.order_by("pk")
    assert (first.dismissed_because, second.dismissed_at) == (NOT_HIM, None)
    assert first.gone_at is not None
    with pytest.raises(RefusedError, match="resembles somebody on her list"):
        rosa.send(row)
    with asking(colleague), pytest.raises(RefusedError, match="the recipient was changed"):
        actions.dismiss(by=colleague, match=first, because="Again")
    with asking(colleague):
        actions.dismiss(by=colleague, match=second, because="She is a Ms Gary")
    assert rosa.send(row).state == "released"


def test_by_the_pages(rosa: Releasing, gary: NotToBeTold, colleague: Worker, signed_in: SignIn, jo: Browser) -> None:
    row = answered(rosa, colleague)
    assert "Somebody else" in main(jo.get(rosa.address("release", row.uid)))
    opened = {"opened_with": jo.get(rosa.address("change", row.uid)).context["form"].initial["opened_with"]}
    assert jo.post(rosa.address("change", row.uid), TYPED | TO_SOLICITORS | opened).status_code == 302
    shown = main(jo.get(rosa.address("release", row.uid)))
    assert "Stops it" in shown
    assert f"said that it was somebody else: <bdi>{NOT_HIM}</bdi>" in shown
    assert jo.post(rosa.address("send", row.uid), SENT).status_code == 422
    new = DisclosureMatch.objects.latest("pk")
    kim = signed_in(colleague)
    assert kim.post(rosa.address("dismiss", row.uid, new.uid), {"because": "A woman"}).status_code == 302
    assert jo.post(rosa.address("send", row.uid), SENT).status_code == 302


def moved(made: Releasing, row: Disclosure, person: NotToBeTold) -> None:
    """By hand, past the application, which would compare it anew."""
    choice = agreement_of(made).outside.get(kind="solicitors")
    assert update(row, **TO_SOLICITORS, to_words="Hill Solicitors", choice=choice) == ""
    assert update(row, checked=[person.pk]) == ""


def test_the_database_counts_an_answer_for_its_own_recipient_alone(
    rosa: Releasing, gary: NotToBeTold, colleague: Worker
) -> None:
    row = answered(rosa, colleague)
    with asking(rosa.by):
        moved(rosa, row, gary)
        assert code(lambda: sql(RELEASE, row.pk)) == "DD003"
        row.refresh_from_db()
        assert [match.stops for match in queries.open_matches(row)] == [True]
        assert update(row, to_kind="housing_offices", to_words="The housing office", to_name="The housing office") == ""
        assert update(row, choice=agreement_of(rosa).outside.get(kind="housing_offices"), checked=[gary.pk]) == ""
        assert code(lambda: sql(RELEASE, row.pk)) == ""  # to whom it was said of


def test_by_hand_nobody_answers_for_a_recipient_who_was_changed(
    rosa: Releasing, gary: NotToBeTold, colleague: Worker
) -> None:
    row = rosa.ask(**TO_HOUSING)
    with asking(rosa.by):
        moved(rosa, row, gary)
    answer = {"dismissed_at": timezone.now(), "dismissed_by": colleague.staff, "dismissed_because": "Not him"}
    with asking(colleague):
        assert code(lambda: DisclosureMatch.objects.update(**answer)) == "42501"


def test_what_was_answered_is_gone_with_its_recipient_and_is_not_said_otherwise(
    rosa: Releasing, gary: NotToBeTold, colleague: Worker
) -> None:
    row = answered(rosa, colleague)
    now = timezone.now()
    with asking(colleague):
        assert code(lambda: DisclosureMatch.objects.update(gone_at=now)) == "42501"  # still to the same
        assert code(lambda: DisclosureMatch.objects.update(gone_at=now, dismissed_because="Otherwise")) == "42501"
    with asking(rosa.by):
        moved(rosa, row, gary)
        assert code(lambda: DisclosureMatch.objects.update(gone_at=now, dismissed_because="Otherwise")) == "42501"
        assert code(lambda: DisclosureMatch.objects.update(gone_at=now)) == ""
        assert code(lambda: DisclosureMatch.objects.update(gone_at=None)) == "42501"


def test_an_answer_for_one_name_does_not_answer_for_hers(rosa: Releasing, gary: NotToBeTold, colleague: Worker) -> None:
    """By hand, with the name that is only like hers kept and the one that is hers left out."""
    row = rosa.ask(**TO_HOUSING | {"to_person": "Ms Hale", "asked_who": "Gary"})
    with asking(colleague):
        match = DisclosureMatch.objects.select_related("disclosure__client").get()
    with asking(rosa.by):
        assert update(row, to_person="GARY WEBB") == ""
        assert update(row, checked=[gary.pk]) == ""
        said = {"part": "asked", "typed": "Gary", "how": "first_name", "listed_name": "Gary Webb"}
        DisclosureMatch.objects.filter(pk=match.pk).update(gone_at=timezone.now())
        new = DisclosureMatch.objects.create(disclosure=row, person=gary, **said)
    with asking(colleague):
        new.refresh_from_db()
        actions.dismiss(by=colleague, match=new, because="Another Gary asked")
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD003"
