"""Asking for a release, and preparing it until it can go to a manager or out of the building."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file
from casework.clients.models import Client
from consent.agreements.rules import Ground
from consent.disclosures import queries, rules, wording
from consent.disclosures.actions.writing import STOPPED, hold, lock_file, refuse_standing
from consent.disclosures.models import Disclosure, DisclosureMatch, ToKind
from consent.disclosures.rules import State, Step
from dussk.access.asking import Worker
from dussk.staff.models import Agency


@dataclass(frozen=True)
class Said:
    """What is said of a release: to whom, on what ground, why, and how she was told.

    Of the ground, the law, why and the talk, any may be left open until it goes on.
    """

    what: str
    to_kind: str
    way: str
    asked: str
    to_agency: Agency | None = None
    to_name: str = ""
    to_person: str = ""
    asked_who: str = ""
    asked_on: date | None = None
    ground: str = ""
    bases: Collection[str] = ()
    why: str = ""
    talked_on: date | None = None
    talked_by: str = ""
    she_said: str = ""
    not_talked: str = ""
    not_talked_words: str = ""

    @property
    def to_words(self) -> str:
        """The agency as it is called: by its name where there is one, otherwise by its kind."""
        if self.to_agency is not None:
            return self.to_agency.name
        return self.to_name or str(ToKind(self.to_kind).label)


@transaction.atomic
def ask(*, by: Worker, client: Client, said: Said) -> Disclosure:
    """Write down that something is to be released, and compare the recipient with her list.

    Raises:
        RefusedError: something in it cannot be, such as a ground that is not there.
    """
    lock_file(client)
    row = Disclosure(**on_file(client, by), **_columns(by, client, said), written_by=by.staff)
    row.save(force_insert=True)
    check(by=by, disclosure=row)
    return row


@transaction.atomic
def change(*, by: Worker, disclosure: Disclosure, said: Said) -> Disclosure:
    """Change what is said of a release while it is being prepared. The recipient is compared with her list again.

    Raises:
        RefusedError: it was put forward already, or something in it cannot be.
        PermissionDenied: another agency makes it.
    """
    held = _preparing(hold(by, disclosure))
    columns = _columns(by, held.client, said)
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=list(columns))
    check(by=by, disclosure=held)
    return held


def held_to_change(*, by: Worker, disclosure: Disclosure) -> Disclosure:
    """A release as it stands, held for a form that changes it: of two, the second is shown what the first said.

    Raises:
        RefusedError: it is closed already.
        PermissionDenied: another agency makes it.
    """
    return hold(by, disclosure)


@transaction.atomic
def check(*, by: Worker, disclosure: Disclosure) -> list[queries.Match]:
    """Compare the recipient with her list as it stands now. What was answered of this same recipient stays answered.

    Returns:
        Whom it resembles, answered or not.

    Raises:
        RefusedError: it is closed already.
        PermissionDenied: another agency makes it.
    """
    held = hold(by, disclosure)
    listed = queries.told_nothing(held.client)
    found = {(near.listed.key, near.part.value, near.typed): near for near in rules.near(held.recipient, listed)}
    matches = DisclosureMatch.objects.filter(disclosure=held, gone_at=None)
    # What was found, and answered, was about the recipient as it was then: for another it is asked anew, even where the
    # same name was typed. "Gary is the housing officer" says nothing of the Gary at the solicitors'.
    matches.exclude(recipient=held.recipient_words).update(gone_at=timezone.now())
    # Whoever was taken off the list keeps the row; that she is off it is looked up when the release is made.
    there = {(row.person_id, row.part, row.typed) for row in matches}
    known = {one.key for one in listed}
    DisclosureMatch.objects.bulk_create(
        DisclosureMatch(
            disclosure=held,
            person_id=near.listed.key,
            listed_name=near.listed.name,
            listed_as=near.listed.relationship,
            part=near.part,
            typed=near.typed,
            how=near.how,
            word=near.word,
            listed_word=near.listed_word,
        )
        for key, near in found.items()
        if key not in there
    )
    Disclosure.objects.filter(pk=held.pk).update(checked=sorted(known))
    return queries.open_matches(held)


@transaction.atomic
def put_forward(*, by: Worker, disclosure: Disclosure) -> Disclosure:
    """Have a manager decide. From now on nothing of it is changed, unless it is taken back.

    Raises:
        RefusedError: something is not said yet, its ground is not there, or it is there already.
        PermissionDenied: another agency makes it.
    """
    held = _preparing(hold(by, disclosure))
    if held.ground == rules.CONSENT:
        raise RefusedError("With her consent no manager decides. Say what was sent, when it is")
    refuse_unready(by, held)
    check(by=by, disclosure=held)
    Disclosure.objects.filter(pk=held.pk).update(state=State.WAITING)
    held.refresh_from_db()
    return held


@transaction.atomic
def take_back(*, by: Worker, disclosure: Disclosure) -> Disclosure:
    """Go on preparing it. What a manager approved counts no more.

    Raises:
        RefusedError: it is closed, or was taken back already.
        PermissionDenied: another agency makes it.
    """
    held = hold(by, disclosure, Step.TAKE_BACK)
    refuse_standing(held)
    Disclosure.objects.filter(pk=held.pk).update(state=State.ASKED)
    held.refresh_from_db()
    return held


def refuse_unready(by: Worker, held: Disclosure) -> None:
    """Say what keeps a release from going on.

    Raises:
        RefusedError: something is not said yet, or its ground is not there.
    """
    lacks = rules.missing(held.facts)
    if lacks:
        raise RefusedError(f"Say first: {'; '.join(wording.MISSING[each] for each in lacks)}. Nothing was done")
    talked, is_over = held.talked_on is not None, held.ground == Ground.PERMISSION and queries.permission_is_over(held)
    has_yes = held.choice_id is not None
    _refuse_ground(by, held.client, held.ground, has_yes=has_yes, talked=talked, is_over=is_over)


def refuse_stopped(matches: Collection[queries.Match]) -> None:
    """Say that her list stops a release.

    Raises:
        RefusedError: it does, and whom it resembles.
    """
    stopping = [match.words for match in matches if match.stops]
    if stopping:
        raise RefusedError(f"{STOPPED}. {'. '.join(stopping)}")


def _preparing(held: Disclosure) -> Disclosure:
    if held.state != State.ASKED:
        raise RefusedError("It was put forward already, so nothing of it is changed. Take it back first")
    return held


def _columns(by: Worker, client: Client, said: Said) -> dict[str, Any]:
    said = _tidied(said)
    _refuse_recipient(by, said)
    _refuse_days(said)
    choice = queries.yes_to(client, by.agency, said.to_kind, said.to_words) if said.ground == rules.CONSENT else None
    talked = said.talked_on is not None
    if said.ground:
        # E is her own permission: that somebody talked with her is asked for when it goes on, and not before.
        _refuse_ground(by, client, said.ground, has_yes=choice is not None, talked=True)
    if rules.contradicts(said.bases):
        raise RefusedError(
            "Choose either that no condition of Article 9 is needed, or the one that is", rules.Missing.ARTICLE_9
        )
    columns = {field.name: getattr(said, field.name) for field in fields(said)}
    columns |= {"to_words": said.to_words, "choice": choice, "bases": [c for c in rules.BASES if c in said.bases]}
    if talked:
        columns |= {"not_talked": "", "not_talked_words": ""}
    else:
        columns |= {"talked_by": "", "she_said": ""}
    return columns


def _tidied(said: Said) -> Said:
    """Without spaces around, and without what belongs to an answer that was not given."""
    columns: dict[str, Any] = {field.name: getattr(said, field.name) for field in fields(said)}
    columns |= {name: value.strip() for name, value in columns.items() if isinstance(value, str)}
    said = Said(**columns)
    said = replace(said, to_name="") if said.to_kind == ToKind.PARTNER else replace(said, to_agency=None)
    return said if said.asked == Disclosure.Asked.THEY else replace(said, asked_who="", asked_on=None)


def _refuse_recipient(by: Worker, said: Said) -> None:
    if not said.what:
        raise RefusedError("Enter what is to be told", "what")
    if said.to_kind == ToKind.PARTNER and (said.to_agency is None or said.to_agency == by.agency):
        raise RefusedError("Choose the agency that is to be told", "to_agency")
    if said.to_kind == ToKind.OTHER and not said.to_name:
        raise RefusedError("Enter who is to be told", "to_name")
    if said.asked == Disclosure.Asked.THEY and not said.asked_who:
        raise RefusedError("Enter who asked", "asked_who")
    if said.asked == Disclosure.Asked.THEY and said.asked_on is None:
        raise RefusedError("Enter the day they asked", "asked_on")


def _refuse_days(said: Said) -> None:
    today = timezone.localdate()
    if said.asked_on is not None and said.asked_on > today:
        raise RefusedError("Enter the day they asked: this one is still to come", "asked_on")
    if said.talked_on is not None and said.talked_on > today:
        raise RefusedError("Enter the day somebody talked with her: this one is still to come", "talked_on")
    if said.talked_on is not None and not said.talked_by:
        raise RefusedError("Enter who talked with her", "talked_by")


def _refuse_ground(
    by: Worker, client: Client, ground: str, *, has_yes: bool, talked: bool, is_over: bool = False
) -> None:
    named = queries.with_reputation(client, by.agency)
    fault = rules.fault_of_ground(ground, has_yes=has_yes, with_reputation=named, talked=talked, is_over=is_over)
    if fault is None:
        return
    words = wording.FAULT[fault]
    if fault is rules.Fault.NO_YES and client.agency_id != by.agency.pk:
        words = (
            f"What she signed lets {client.agency} tell others, and not {by.agency}. Ask {client.agency} to, or choose"
            " another ground, if one is there"
        )
    raise RefusedError(words, "ground" if fault in (rules.Fault.NO_YES, rules.Fault.NOT_ON_FORM) else "talked")
