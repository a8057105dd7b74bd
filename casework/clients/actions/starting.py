"""Starting a file, and looking first whether she has one."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from casework.clients import queries
from casework.clients.actions.status_words import word_for
from casework.clients.actions.writing import on_file
from casework.clients.models import Client, ClientName, Status, StatusChange
from casework.clients.queries import Found
from dussk.access.asking import Worker

# The first number of the advisory lock under which an agency starts its files, one after another.
_STARTING = 20484


class LikelySameError(Exception):
    """The woman whose file was to be started may have one already: ``found``."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__("She may have a file already.")
        self.found = found


@transaction.atomic
def start_file(
    *,
    by: Worker,
    called: str,
    other_names: Mapping[str, str] | None = None,
    born: date | None = None,
    estimated_age: int | None = None,
    not_her: Collection[str] | None = None,
) -> Client:
    """Start a file, of ``by``'s agency. What she wants to be called is enough.

    Args:
        by: who starts it.
        called: what she wants to be called.
        other_names: her other names, by kind (:class:`ClientName.Kind`); empty ones are passed over.
        born: her date of birth. Not together with an estimated age.
        estimated_age: how old she may be today (years).
        not_her: references of the likely women who were shown and are not her. None starts the file without looking.

    Raises:
        LikelySameError: there are likely women who were not shown yet. Two people who start one woman's file at once
            meet here.
    """
    names = {**(other_names or {}), ClientName.Kind.CALLED.value: called}
    if not_her is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_STARTING, by.agency.pk])
        likely = queries.likely_duplicates(
            by=by, names=names.values(), born=born, estimated_age=estimated_age, but_not=not_her
        )
        if likely:
            raise LikelySameError(likely)
    client = Client.objects.create(
        agency=by.agency,
        made_by=by.staff,
        called=called,
        born=born,
        estimated_age=estimated_age,
        estimated_on=None if estimated_age is None else timezone.localdate(),
        status=Status.IN_TOUCH,
        status_word=word_for(by.agency, Status.IN_TOUCH),
    )
    for kind, name in names.items():
        if name:
            ClientName.objects.create(**on_file(client, by), kind=kind, name=name)
    began = {"status": client.status, "word": client.status_word, "on": client.status_on, "note": "File started"}
    StatusChange.objects.create(**on_file(client, by), **began)
    return client
