"""Who may see a row, said a second time: in short Python over the same facts, to hold the database's answer against."""

from dataclasses import dataclass

from django.db import models

from casework.clients.models import (
    Block,
    Client,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    JoinedRow,
    JoinedShare,
    Joining,
    StatusChange,
)
from casework.contacts.models import ContactItem, ContactTopic
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.audit.models import ViewLog
from dussk.staff.roles import ROLES, Role
from tests.matrix.rows import CLIENT_ROWS, OWN_FILE


def _agency_of(row: models.Model) -> int:
    """The agency that made a row, or the contact that it hangs on."""
    made: int = (row.contact if isinstance(row, ContactItem | ContactTopic) else row).agency_id  # type: ignore[attr-defined]
    return made


@dataclass(frozen=True)
class Reference:
    """The rules of the wall for one worker, as ``docs/access.md`` states them."""

    worker: Worker

    def reads(self, category: Category) -> bool:
        held = self.worker.staff.posts.filter(agency=self.worker.agency, ended_at=None).values_list("role", flat=True)
        return any(category in ROLES[Role(role)].reads for role in held)

    def blocked(self, client: Client) -> bool:
        kept = Client.objects.get(pk=client.pk).joined_into_id or client.pk
        hers = models.Q(client=kept) | models.Q(client__joined_into=kept)
        return Block.objects.filter(hers, blocked=self.worker.staff, ended_at=None).exists()

    def shared(self, client: Client, category: Category | None) -> bool:
        now = models.functions.Now()
        shares = ClientShare.objects.filter(client=client, agency=self.worker.agency, starts__lte=now)
        shares = shares.filter(models.Q(ends=None) | models.Q(ends__gt=now))
        return shares.exists() if category is None else shares.filter(category=category).exists()

    def sees_client(self, client: Client) -> bool:
        if self.blocked(client) or not self.reads(Category.IDENTITY):
            return False
        return client.agency_id == self.worker.agency.pk or self.shared(client, None)

    def sees_row(self, model: type[models.Model], row: models.Model, client: Client) -> bool:
        category, _make = CLIENT_ROWS[model]
        if self.blocked(client) or not self.reads(category):
            return False
        agency_id = _agency_of(row)
        about = None if category is Category.IDENTITY else category
        return self.worker.agency.pk in (client.agency_id, agency_id) or self.shared(client, about)

    def sees_other(self, row: models.Model, client: Client) -> bool:
        """Tables whose rule is their own: blocks, shares, emergency access and its attempts, the view log."""
        mine, ours = self.worker.staff.pk, client.agency_id == self.worker.agency.pk
        manages = ours and self.reads(Category.VIEW_LOG)
        if isinstance(row, ClientShare):
            with_us = row.agency_id == self.worker.agency.pk
            return self.reads(Category.IDENTITY) and (ours or with_us) and not self.blocked(client)
        if isinstance(row, Block):
            theirs = self.worker.agency.pk in (row.agency_id, client.agency_id)
            return (row.made_by_id == mine or (theirs and self.reads(Category.CASEWORK))) and not self.blocked(client)
        if isinstance(row, EmergencyAccess):
            return (row.made_by_id == mine or manages) and not self.blocked(client)
        if isinstance(row, EmergencyAttempt):
            return row.staff_id == mine or manages
        if isinstance(row, Joining | JoinedRow | JoinedShare):
            return ours and self.reads(Category.CASEWORK) and not self.blocked(client)
        assert isinstance(row, ViewLog)
        return row.staff_id == mine or manages

    def changes_row(self, model: type[models.Model], row: models.Model, client: Client) -> bool:
        """Only what her own agency wrote, about a woman she can see."""
        agency_id = _agency_of(row)
        mine = agency_id == self.worker.agency.pk and (model not in OWN_FILE or agency_id == client.agency_id)
        return mine and self.sees_row(model, row, client) and self.sees_client(client)

    def adds_row(self, model: type[models.Model], client: Client) -> bool:
        category, _make = CLIENT_ROWS[model]
        if model in OWN_FILE and client.agency_id != self.worker.agency.pk:
            return False
        # Whoever starts a file, a volunteer too, says that it is started.
        category = Category.IDENTITY if model is StatusChange else category
        return self.reads(category) and self.sees_client(client)
