"""One way to make a row of every table that holds something about clients. A test fails when one is missing."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils import timezone

from casework.assessments.models import Assessment, PromptNote, Rating
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.change.models import JourneyMark
from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    JoinedRow,
    JoinedShare,
    Joining,
    OwnRecord,
    Restriction,
    SafeContact,
    StatusChange,
)
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Topic
from casework.importing.models import BroughtIn, ImportBatch
from casework.information.models import (
    Child,
    ImportantDate,
    InformationSheet,
    KeptFact,
    OtherAgency,
    SignificantOther,
)
from casework.intake.models import CriteriaSet, Criterion, Recruitment, Screening, ScreeningAnswer
from casework.looking.models import EmergencyReview
from casework.printing.models import PaperChoice
from consent.agreements.models import (
    Agreement,
    NotToBeTold,
    OutsideChoice,
    PartnerChoice,
    Withdrawal,
)
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from consent.referrals.models import Referral, ReferralStep
from consent.sharing.models import LongerWait
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
from dussk.staff.models import Agency, Staff
from tests.matrix.access_rows import (
    a_correction,
    a_harm_decision,
    a_part,
    a_passage,
    a_record,
    a_request,
    a_sealed_pack,
    a_step,
    an_appointment,
    any_pack,
)
from tests.matrix.assessment_rows import a_note, a_rating, an_assessment
from tests.matrix.base import base
from tests.matrix.consent_rows import (
    a_disclosure,
    a_longer_wait,
    a_match,
    a_partner_choice,
    a_referral,
    a_referral_step,
    a_withdrawal,
    an_agreement,
    an_approval,
    an_outside_choice,
    not_to_be_told,
)
from tests.matrix.information_rows import a_child, a_date, a_fact, a_person, a_sheet, an_agency
from tests.matrix.plan_rows import a_goal, a_plan, a_plan_step, a_review, a_version

_different = itertools.count()
Make = Callable[[Worker, Client], models.Model]


def _name(by: Worker, client: Client) -> ClientName:
    name = f"Legal Name {next(_different)}"  # one name of a kind stands once in a file
    return ClientName.objects.create(**base(by, client), kind="legal", name=name)


def _safe_contact(by: Worker, client: Client) -> SafeContact:
    return SafeContact.objects.create(**base(by, client), way="call", detail="07700 900123", is_safe=True)


def _alert(by: Worker, client: Client) -> Alert:
    return Alert.objects.create(**base(by, client), audience="casework", text="Partner answers the phone")


def _status(by: Worker, client: Client) -> StatusChange:
    return StatusChange.objects.create(**base(by, client), status="in_touch", on=date(2026, 11, 1))


def _block(by: Worker, client: Client) -> Block:
    """Of somebody who appears in no other test: it hides nothing from anyone here."""
    nobody, _made = Staff.objects.get_or_create(email="nobody@example.org", defaults={"name": "Nobody"})
    return Block.objects.create(**base(by, client), blocked=nobody, kind="conflict")


def _share(by: Worker, client: Client) -> ClientShare:
    """Starts next year: it opens nothing here."""
    other = Agency.objects.exclude(pk=client.agency_id).order_by("-pk")[0]
    return ClientShare.objects.create(
        client=client,
        owner_id=client.agency_id,
        agency=other,
        category="safety",
        starts=timezone.now() + timedelta(days=365),
        made_by=by.staff,
    )


def _emergency(by: Worker, client: Client) -> EmergencyAccess:
    """Over since last year."""
    then = datetime(2025, 1, 1, tzinfo=UTC)
    return EmergencyAccess.objects.create(
        **base(by, client), reason="Found collapsed", starts=then, ends=then + timedelta(hours=4)
    )


def _attempt(by: Worker, client: Client) -> EmergencyAttempt:
    return EmergencyAttempt.objects.create(
        staff=by.staff, agency=by.agency, by_reference=True, client=client, owner_id=client.agency_id
    )


def _contact(by: Worker, client: Client) -> Contact:
    return Contact.objects.create(
        **base(by, client), setting="drop_in", at=datetime(2026, 11, 20, 22, tzinfo=UTC), night=date(2026, 11, 20)
    )


def _item(by: Worker, client: Client) -> ContactItem:
    item, _made = Item.objects.get_or_create(agency=by.agency, name="Hot food")
    return ContactItem.objects.create(contact=_contact(by, client), item=item)


def _topic(by: Worker, client: Client) -> ContactTopic:
    topic, _made = Topic.objects.get_or_create(agency=by.agency, name="Housing")
    return ContactTopic.objects.create(contact=_contact(by, client), topic=topic)


def _follow_up(by: Worker, client: Client) -> FollowUp:
    return FollowUp.objects.create(**base(by, client), what="Ring the GP", due=date(2026, 12, 1), assigned_to=by.staff)


def _joining(by: Worker, client: Client) -> Joining:
    """Undone at once: it leads nobody anywhere."""
    twin = Client.objects.create(agency=client.agency, made_by=by.staff, called=client.called)
    undone = {"undone_at": timezone.now(), "undone_by": by.staff, "undo_reason": "Two women after all"}
    return Joining.objects.create(**base(by, client), joined=twin, reason="Same tattoo", **undone)


def _joined_row(by: Worker, client: Client) -> JoinedRow:
    return JoinedRow.objects.create(joining=_joining(by, client), table="casework_contact", row=1)


def _joined_share(by: Worker, client: Client) -> JoinedShare:
    share, now = _share(by, client), timezone.now()
    return JoinedShare.objects.create(
        joining=_joining(by, client), share=share, starts_before=now, starts_after=now, ends_after=now
    )


def _recruitment(by: Worker, client: Client) -> Recruitment:
    return Recruitment.objects.create(
        **base(by, client), at=timezone.now(), setting="drop_in", brought_by="flyer", answer="screened"
    )


def _criteria(by: Worker) -> CriteriaSet:
    """A published version that is on no page: the wall asks only that there is one."""
    number = 900 + by.agency.pk % 90
    found = CriteriaSet.objects.filter(agency=by.agency, number=number).first()
    return found or CriteriaSet.objects.create(
        agency=by.agency, number=number, why="To stand in a matrix", published_at=datetime(2020, 1, 1, tzinfo=UTC)
    )


def _screening(by: Worker, client: Client) -> Screening:
    offer, criteria = _recruitment(by, client), _criteria(by)
    return Screening.objects.create(
        **base(by, client), at=timezone.now(), recruitment=offer, criteria=criteria, result="not_eligible"
    )


def _answer(by: Worker, client: Client) -> ScreeningAnswer:
    screening = _screening(by, client)
    words = {"question": "Has she time?", "failed": "You have no time", "missing": "We do not know"}
    asked, _made = Criterion.objects.get_or_create(set=screening.criteria, code="time", defaults=words)
    return ScreeningAnswer.objects.create(screening=screening, criterion=asked, said="no")


def _review(by: Worker, client: Client) -> EmergencyReview:
    """Begun, and nothing found yet."""
    return EmergencyReview.objects.create(**base(by, client), access=_emergency(by, client))


def _own_record(by: Worker, client: Client) -> OwnRecord:
    """What another agency than the one that keeps her file holds of her itself."""
    other = Agency.objects.exclude(pk=client.agency_id).order_by("pk")[0]
    made = base(by, client) | {"agency": other}
    return OwnRecord.objects.create(**made, called=f"{client.called} as we know her")


def _restriction(by: Worker, client: Client) -> Restriction:
    """Lifted long ago: it hides nothing here."""
    lifted = {"lifted_at": timezone.now(), "lifted_by": by.staff, "lifted_because": "She came back"}
    return Restriction.objects.create(**base(by, client), why="never_asked", **lifted)


def _journey_mark(by: Worker, client: Client) -> JourneyMark:
    said = {"scale": "cycle", "mark": "contemplation", "cues": ["future"]}
    return JourneyMark.objects.create(**base(by, client), on=timezone.localdate(), **said)


def _brought_in(by: Worker, client: Client) -> BroughtIn:
    """Each of a batch of its own."""
    batch = ImportBatch.objects.create(
        agency=by.agency, made_by=by.staff, name="Caseload.csv", size=9, encoding="utf-8", separator=",", order="dmy"
    )
    return BroughtIn.objects.create(**base(by, client), batch=batch, line=2)


def _paper_choice(by: Worker, client: Client) -> PaperChoice:
    return PaperChoice.objects.create(**base(by, client), leaves_out=["service"], words=["Marco"])


def _view(by: Worker, client: Client) -> ViewLog:
    return ViewLog.objects.create(
        client_id=client.pk,
        owner_id=client.agency_id,
        staff_id=by.staff.pk,
        agency_id=by.agency.pk,
        kind="opened",
        page="clients:client",
    )


#: Rows about a client, with the category that opens them.
CLIENT_ROWS: dict[type[models.Model], tuple[Category, Make]] = {
    ClientName: (Category.IDENTITY, _name),
    SafeContact: (Category.IDENTITY, _safe_contact),
    StatusChange: (Category.CASEWORK, _status),
    Alert: (Category.CASEWORK, _alert),
    Contact: (Category.CASEWORK, _contact),
    ContactItem: (Category.CASEWORK, _item),
    ContactTopic: (Category.CASEWORK, _topic),
    FollowUp: (Category.CASEWORK, _follow_up),
    Recruitment: (Category.CASEWORK, _recruitment),
    Screening: (Category.CASEWORK, _screening),
    ScreeningAnswer: (Category.CASEWORK, _answer),
    InformationSheet: (Category.CASEWORK, a_sheet),
    Child: (Category.CASEWORK, a_child),
    SignificantOther: (Category.CASEWORK, a_person),
    OtherAgency: (Category.CASEWORK, an_agency),
    KeptFact: (Category.CASEWORK, a_fact),
    ImportantDate: (Category.CASEWORK, a_date),
    Agreement: (Category.CASEWORK, an_agreement),
    OutsideChoice: (Category.CASEWORK, an_outside_choice),
    PartnerChoice: (Category.CASEWORK, a_partner_choice),
    NotToBeTold: (Category.CASEWORK, not_to_be_told),
    Withdrawal: (Category.CASEWORK, a_withdrawal),
    LongerWait: (Category.CASEWORK, a_longer_wait),
    Disclosure: (Category.CASEWORK, a_disclosure),
    DisclosureApproval: (Category.CASEWORK, an_approval),
    DisclosureMatch: (Category.CASEWORK, a_match),
    CarePlan: (Category.CASEWORK, a_plan),
    Goal: (Category.CASEWORK, a_goal),
    Step: (Category.CASEWORK, a_plan_step),
    PlanVersion: (Category.CASEWORK, a_version),
    PlanReview: (Category.CASEWORK, a_review),
    Assessment: (Category.CASEWORK, an_assessment),
    Rating: (Category.CASEWORK, a_rating),
    PromptNote: (Category.CASEWORK, a_note),
    Referral: (Category.CASEWORK, a_referral),
    ReferralStep: (Category.CASEWORK, a_referral_step),
    JourneyMark: (Category.CASEWORK, _journey_mark),
    PaperChoice: (Category.CASEWORK, _paper_choice),
}

#: Rows that only the agency that keeps the file writes.
OWN_FILE: frozenset[type[models.Model]] = frozenset(
    {ClientName, SafeContact, StatusChange, Alert, Agreement, OutsideChoice, PartnerChoice, NotToBeTold, LongerWait}
    | {InformationSheet, Child, SignificantOther, OtherAgency, KeptFact, ImportantDate}
    | {CarePlan, Goal, Step, PlanVersion, PlanReview}
    | {Assessment, Rating, PromptNote}
    | {JourneyMark}
    | {PaperChoice}
)

#: Rows that only the database's own functions write.
BY_FUNCTIONS: frozenset[type[models.Model]] = frozenset({Withdrawal, DisclosureApproval})

#: Tables with a rule of their own (``reference.py``).
OTHER_ROWS: dict[type[models.Model], Make] = {
    Block: _block,
    BroughtIn: _brought_in,
    ClientShare: _share,
    EmergencyAccess: _emergency,
    EmergencyAttempt: _attempt,
    EmergencyReview: _review,
    JoinedRow: _joined_row,
    JoinedShare: _joined_share,
    Joining: _joining,
    OwnRecord: _own_record,
    Restriction: _restriction,
    ViewLog: _view,
    SubjectAccessRequest: a_request,
    RequestStep: a_step,
    PackPart: a_part,
    PackRecord: a_record,
    Passage: a_passage,
    HarmDecision: a_harm_decision,
    Pack: any_pack,
    SealedPack: a_sealed_pack,
    Appointment: an_appointment,
    Correction: a_correction,
}
