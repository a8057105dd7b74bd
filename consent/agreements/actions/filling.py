"""Filling in an agreement, page by page. It lies on the server from the first page on, and opens nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from consent.agreements import queries, rules
from consent.agreements.actions.people import set_people
from consent.agreements.models import Agreement, ConsentForm, OutsideChoice, PartnerChoice
from consent.agreements.rules import Part, ToPartner
from dussk.access.asking import Worker
from dussk.staff.models import Agency

NOT_OPEN = "This agreement has been signed already, or it was given up. Nothing was changed"
BEGUN_ALREADY = (
    "Somebody has begun to go through consent with her already, and it is not signed yet. Go on with that one, or give"
    " it up first"
)
_COLUMN = {Part.SERVICE: "service", Part.STORING: "storing", Part.RESEARCH: "research"}


@transaction.atomic
def begin(
    *,
    by: Worker,
    client: Client,
    form: ConsentForm,
    interpreter: str = Agreement.Language.NONE,
    interpreter_name: str = "",
) -> Agreement:
    """Begin to go through a form with a woman.

    Args:
        by: who does it.
        client: the woman.
        form: which version, in which language.
        interpreter: how there is one (:class:`Agreement.Language`).
        interpreter_name: who, where there is one.

    Raises:
        RefusedError: one is being filled in already, the form is not this agency's or not published, or the interpreter
            has no name.
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(client, by)
    if queries.being_filled_in(her) is not None:
        raise RefusedError(BEGUN_ALREADY)
    if not queries.paper_forms(by.agency).filter(pk=form.pk).exists():
        raise RefusedError("Choose a form from the list: this one is not published", "form")
    if (interpreter == Agreement.Language.NONE) == bool(interpreter_name):
        raise RefusedError("Enter the interpreter’s name, or choose that there is none", "interpreter_name")
    return Agreement.objects.create(
        **on_file(her, by), form=form, interpreter=interpreter, interpreter_name=interpreter_name
    )


@transaction.atomic
def begin_anew(*, by: Worker, agreement: Agreement, form: ConsentForm) -> Agreement:
    """Go on with another version of the form. What she said to pages whose words are the same goes with it.

    Raises:
        RefusedError: it is signed or given up already, or the other version is not published.
        PermissionDenied: another agency keeps her file.
    """
    old = hold(by, agreement)
    said = queries.chosen(old)
    earlier, words = queries.parts_of(old.form), queries.parts_of(form)
    _give_up(old)
    new = begin(by=by, client=old.client, form=form, interpreter=old.interpreter, interpreter_name=old.interpreter_name)
    for part in [Part(each) for each in Part if each in old.answered]:
        then, now = earlier[part], words[part]
        if (then.heading, then.words, then.explained) == (now.heading, now.words, now.explained):
            new = answer(
                by=by,
                agreement=new,
                part=part,
                agreed=getattr(said, _COLUMN[part]) if part in _COLUMN else None,
                kinds=said.kinds,
                names=said.names,
                partners=said.to_partners,
                people=[(person.name, person.relationship) for person in said.people],
            )
    return new


@transaction.atomic
def leave(*, by: Worker, agreement: Agreement) -> None:
    """Give up an agreement that was not signed. It stays as it is; nothing she said in it counts.

    Raises:
        RefusedError: it is signed or given up already.
        PermissionDenied: another agency keeps her file.
    """
    _give_up(hold(by, agreement))


def _give_up(held: Agreement) -> None:
    Agreement.objects.filter(pk=held.pk).update(left_at=timezone.now())


def hold(by: Worker, agreement: Agreement) -> Agreement:
    """An agreement as it stands, held until what is written is saved: of two who write, the second sees the first.

    Raises:
        RefusedError: it is not there to be filled in any more.
        PermissionDenied: another agency keeps her file.
    """
    take_up(agreement.client, by)
    now = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("form", "client", "client__joined_into")
        .filter(pk=agreement.pk)
        .first()
    )
    if now is None or now.signed_at is not None or now.left_at is not None:
        raise RefusedError(NOT_OPEN)
    return now


class Said(TypedDict, total=False):
    """What she may say on a page; each page takes what it asks for.

    Attributes:
        agreed: of ``SERVICE``, ``STORING`` and ``RESEARCH``: yes or no.
        kinds: of ``OUTSIDE``: the kinds of agency to which she says yes (:class:`rules.Outside`).
        names: of ``OUTSIDE``: others to which she says yes, by name.
        partners: of ``PARTNERS``: what she lets each see. To one that is not there she says no.
        people: of ``PEOPLE``: name and relationship of each. Whoever is on her list from before stays on it.
    """

    agreed: bool | None
    kinds: Collection[str]
    names: Sequence[str]
    partners: Mapping[Agency, ToPartner]
    people: Sequence[tuple[str, str]]


@transaction.atomic
def answer(*, by: Worker, agreement: Agreement, part: Part, **said: Unpack[Said]) -> Agreement:
    """Keep what she said on one page. Saying it again replaces what she said there before.

    Args:
        by: the worker who is with her.
        agreement: which.
        part: the page. Of ``GROUNDS`` and ``SEEING`` it is kept that she was taken through them.
        said: what she said there (:class:`Said`).

    Returns:
        The agreement as it stands now.

    Raises:
        RefusedError: there is no answer, a day is wrong, or it is signed or given up already.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, agreement)
    if part in _COLUMN:
        _say(held, part, agreed=said.get("agreed"))
    elif part is Part.OUTSIDE:
        _set_outside(held, said.get("kinds", ()), said.get("names", ()))
    elif part is Part.PARTNERS:
        _set_partners(held, said.get("partners", {}))
    elif part is Part.PEOPLE:
        set_people(by, held, said.get("people", ()))
    gone_through = {*held.answered, part.value} & {each.value for each in rules.pages(storing=held.storing)}
    held.answered = [each.value for each in Part if each.value in gone_through]
    held.save(update_fields=["answered", *([_COLUMN[part]] if part in _COLUMN else [])])
    return held


def _say(held: Agreement, part: Part, *, agreed: bool | None) -> None:
    if agreed is None:
        raise RefusedError("Choose yes or no", "agreed")
    setattr(held, _COLUMN[part], agreed)
    if part is Part.STORING and not agreed:  # where nothing is kept, nothing can be released
        _set_outside(held, (), ())
        _set_partners(held, {})


def _set_outside(held: Agreement, kinds: Collection[str], names: Iterable[str]) -> None:
    """Every kind gets its yes or no; names that she no longer says stay, with a no."""
    said = {(each.value, ""): each.value in kinds for each in rules.Outside}
    said |= {("", name.strip()): True for name in names if name.strip()}
    there = {(row.kind, row.name): row for row in OutsideChoice.objects.filter(agreement=held)}
    for key, row in there.items():
        row.agreed = said.get(key, False)
    new = [
        OutsideChoice(agreement=held, kind=kind, name=name, agreed=agreed)
        for (kind, name), agreed in said.items()
        if (kind, name) not in there
    ]
    OutsideChoice.objects.bulk_update(there.values(), ["agreed"])
    OutsideChoice.objects.bulk_create(new)


def _set_partners(held: Agreement, partners: Mapping[Agency, ToPartner]) -> None:
    """Every part of her file gets its yes or no for every partner agency."""
    today = timezone.localdate()
    there = {(row.agency_id, row.category): row for row in PartnerChoice.objects.filter(agreement=held)}
    new = []
    for agency in queries.partner_agencies(held.owner):
        said = partners.get(agency, ToPartner())
        if said.categories:
            refuse_last_day(rules.fault_of_last_day(said.until, held.ends_on, today), agency)
        for category in rules.Sharing:
            agreed = category in said.categories
            row = there.get((agency.pk, category.value))
            if row is None:
                row = PartnerChoice(agreement=held, agency=agency, category=category.value)
                new.append(row)
            row.agreed = agreed
            row.from_today, row.until = (said.from_today, said.until) if agreed else (False, None)
    PartnerChoice.objects.bulk_update(there.values(), ["agreed", "from_today", "until"])
    PartnerChoice.objects.bulk_create(new)


def refuse_last_day(fault: rules.Fault | None, agency: Agency) -> None:
    """Say what is wrong with the last day on which an agency may see her file.

    Raises:
        RefusedError: there is a fault.
    """
    if fault is rules.Fault.PAST:
        raise RefusedError(
            f"The last day for {agency} has passed. Enter a day that is still to come", f"until_{agency.pk}"
        )
    if fault is rules.Fault.LONGER_THAN_AGREEMENT:
        raise RefusedError(
            f"{agency} could see her file for longer than the agreement itself lasts. Enter an earlier last day for"
            f" {agency}, or a later one for the agreement",
            f"until_{agency.pk}",
        )
