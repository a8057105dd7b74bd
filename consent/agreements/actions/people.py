"""People to whom nothing about her may be released. The list grows; whoever is on it stays until she says otherwise."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from casework.clients.rules import plain
from consent.agreements import queries
from consent.agreements.models import Agreement, NotToBeTold
from dussk.access.asking import Worker

_ON_THE_LIST = "This person is on her list already"


@transaction.atomic
def add_not_to_be_told(*, by: Worker, client: Client, name: str, relationship: str = "") -> NotToBeTold:
    """Put somebody on her list. It holds from this moment, whatever she has signed or not.

    Raises:
        RefusedError: the same person is on it already.
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(client, by)
    if _alike(name, relationship) in _listed(queries.not_to_be_told(her)):
        raise RefusedError(_ON_THE_LIST, "name")
    return NotToBeTold.objects.create(**on_file(her, by), name=name, relationship=relationship)


@transaction.atomic
def may_be_told_again(*, by: Worker, person: NotToBeTold) -> None:
    """Take somebody off her list, because she said so.

    Raises:
        RefusedError: somebody else did already.
        PermissionDenied: another agency keeps her file.
    """
    take_up(person.client, by)
    ending = {"ended_at": timezone.now(), "ended_by": by.staff}
    if not NotToBeTold.objects.filter(pk=person.pk, ended_at=None).update(**ending):
        raise RefusedError("Somebody else has taken this person off her list already")


def set_people(by: Worker, held: Agreement, people: Sequence[tuple[str, str]]) -> None:
    """Keep whom she names in an agreement. Of those named in this one, whoever she leaves out again is taken off."""
    her = held.client.joined_into or held.client
    if her.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    said = {
        _alike(name, relationship): (name.strip(), relationship.strip())
        for name, relationship in people
        if name.strip()
    }
    there = list(queries.not_to_be_told(her))
    gone = [row.pk for row in there if row.agreement_id == held.pk and _alike(row.name, row.relationship) not in said]
    NotToBeTold.objects.filter(pk__in=gone).update(ended_at=timezone.now(), ended_by=by.staff)
    known = _listed(there)
    NotToBeTold.objects.bulk_create(
        NotToBeTold(**on_file(held.client, by), agreement=held, name=name, relationship=relationship)
        for key, (name, relationship) in said.items()
        if key not in known
    )


def _alike(name: str, relationship: str) -> tuple[str, str]:
    return plain(name), plain(relationship)


def _listed(people: Iterable[NotToBeTold]) -> set[tuple[str, str]]:
    return {_alike(person.name, person.relationship) for person in people}
