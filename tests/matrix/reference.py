"""Who may see a row, said a second time: in short Python over the same facts, to hold the database's answer against."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from django.db import models

from casework.assessments.models import PromptNote, Rating
from casework.clients.models import (
    Block,
    Client,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    JoinedRow,
    JoinedShare,
    Joining,
    OwnRecord,
    Restriction,
    StatusChange,
)
from casework.contacts.models import ContactItem, ContactTopic
from casework.importing.models import BroughtIn
from casework.intake.models import ScreeningAnswer
from casework.looking.models import EmergencyReview
from consent.agreements.models import OutsideChoice, PartnerChoice
from consent.disclosures.models import DisclosureApproval, DisclosureMatch
from consent.referrals.models import Referral, ReferralStep
from consent.subject_access.models import (
    Appointment,
    Correction,
    HarmDecision,
    Pack,
    PackPart,
    PackRecord,
    Passage,
    RequestStep,
    SealedPack,
    SubjectAccessRequest,
)
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.audit.models import ViewLog
from dussk.staff.roles import ROLES, Role
from tests.matrix.rows import BY_FUNCTIONS, CLIENT_ROWS, OWN_FILE

#: What is kept of requests to see what is held.
IN_A_PART = (PackRecord, HarmDecision)
ACCESS = (*IN_A_PART, Passage, SubjectAccessRequest, RequestStep, PackPart, Pack, SealedPack, Appointment, Correction)


def _agency_of(row: models.Model) -> int:
    """The agency that made a row, or the contact, screening, agreement or release that it hangs on."""
    hangs_on: models.Model = row
    if isinstance(row, ContactItem | ContactTopic):
        hangs_on = row.contact
    elif isinstance(row, ScreeningAnswer):
        hangs_on = row.screening
    elif isinstance(row, OutsideChoice | PartnerChoice):
        hangs_on = row.agreement
    elif isinstance(row, Rating | PromptNote):
        hangs_on = row.assessment
    elif isinstance(row, DisclosureApproval | DisclosureMatch):
        hangs_on = row.disclosure
    elif isinstance(row, ReferralStep):
        hangs_on = row.referral
    made: int = hangs_on.agency_id  # type: ignore[attr-defined]  # each of them has one
    return made


@dataclass(frozen=True)
class Reference:
    """The rules of the wall for one worker, as ``docs/access.md`` states them.

    What it has been asked once it remembers: make another where something has changed since.
    """

    worker: Worker
    _known: dict[Hashable, bool] = field(default_factory=dict, compare=False, repr=False)

    def _once(self, question: Hashable, ask: Callable[[], bool]) -> bool:
        if question not in self._known:
            self._known[question] = ask()
        return self._known[question]

    def reads(self, category: Category) -> bool:
        return self._once(("reads", category), lambda: self._reads(category))

    def blocked(self, client: Client) -> bool:
        return self._once(("blocked", client.pk), lambda: self._blocked(client))

    def shared(self, client: Client, category: Category | None) -> bool:
        return self._once(("shared", client.pk, category), lambda: self._shared(client, category))

    def _reads(self, category: Category) -> bool:
        held = self.worker.staff.posts.filter(agency=self.worker.agency, ended_at=None).values_list("role", flat=True)
        return any(category in ROLES[Role(role)].reads for role in held)

    def _blocked(self, client: Client) -> bool:
        kept = Client.objects.get(pk=client.pk).joined_into_id or client.pk
        hers = models.Q(client=kept) | models.Q(client__joined_into=kept)
        restricted = Restriction.objects.filter(hers, lifted_at=None, owner=self.worker.agency)
        closed = restricted.exists() and not self.reads(Category.VIEW_LOG)
        return closed or Block.objects.filter(hers, blocked=self.worker.staff, ended_at=None).exists()

    def _shared(self, client: Client, category: Category | None) -> bool:
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
        referral = row.referral if isinstance(row, ReferralStep) else row
        if isinstance(referral, Referral) and referral.to_agency_id == self.worker.agency.pk:
            about = None  # what was sent to an agency, it sees as long as she lets it know who she is
        return self.worker.agency.pk in (client.agency_id, agency_id) or self.shared(client, about)

    def sees_other(self, row: models.Model, client: Client) -> bool:
        """Tables whose rule is their own: blocks, shares, emergencies, joinings, own records, restrictions, views."""
        if isinstance(row, ACCESS):
            return self.sees_access(row, client)
        mine, here = self.worker.staff.pk, self.worker.agency.pk
        ours, clear = client.agency_id == here, not self.blocked(client)
        manages = ours and self.reads(Category.VIEW_LOG)
        if isinstance(row, EmergencyAttempt | ViewLog | Restriction):
            hers = not isinstance(row, Restriction) and row.staff_id == mine
            return hers or (manages and (clear or isinstance(row, EmergencyAttempt)))
        if isinstance(row, ClientShare):
            seen = self.reads(Category.IDENTITY) and (ours or row.agency_id == here)
        elif isinstance(row, OwnRecord):
            seen = self.reads(Category.IDENTITY) and row.agency_id == here
        elif isinstance(row, Block):
            theirs = here in (row.agency_id, client.agency_id)
            seen = row.made_by_id == mine or (theirs and self.reads(Category.CASEWORK))
        elif isinstance(row, EmergencyReview):
            seen = manages
        elif isinstance(row, EmergencyAccess):
            seen = row.made_by_id == mine or manages
        else:
            assert isinstance(row, Joining | JoinedRow | JoinedShare | BroughtIn)
            seen = ours and self.reads(Category.CASEWORK)
        return seen and clear

    def sees_access(self, row: models.Model, client: Client) -> bool:
        """What an agency was asked is its own: whoever reads casework there; and a part, whoever reads that."""
        part = row.record.part if isinstance(row, Passage) else row.part if isinstance(row, IN_A_PART) else None
        on = row.pack if isinstance(row, SealedPack) else part or row
        request = getattr(on, "request", on)
        assert isinstance(request, SubjectAccessRequest)
        seen = request.agency_id == self.worker.agency.pk and self.reads(Category.CASEWORK) and not self.blocked(client)
        if part is not None:
            seen = seen and self.reads(Category(part.category))
        return seen and (not isinstance(row, Pack | SealedPack) or row.made_by_id == self.worker.staff.pk)

    def changes_row(self, model: type[models.Model], row: models.Model, client: Client) -> bool:
        """Only what her own agency wrote, about a woman she can see."""
        if model in BY_FUNCTIONS:
            return False
        agency_id = _agency_of(row)
        mine = agency_id == self.worker.agency.pk and (model not in OWN_FILE or agency_id == client.agency_id)
        return mine and self.sees_row(model, row, client) and self.sees_client(client)

    def adds_row(self, model: type[models.Model], client: Client) -> bool:
        category, _make = CLIENT_ROWS[model]
        if model in BY_FUNCTIONS:
            return False
        if model in OWN_FILE and client.agency_id != self.worker.agency.pk:
            return False
        # Whoever starts a file, a volunteer too, says that it is started.
        category = Category.IDENTITY if model is StatusChange else category
        return self.reads(category) and self.sees_client(client)
