"""Releases to somebody outside, their approvals, and whom of her list a recipient resembles."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.clients.models import ClientRow
from consent.agreements.models import NotToBeTold, OutsideChoice
from consent.agreements.rules import Ground, Outside
from consent.agreements.wording import OUTSIDE
from consent.disclosures import rules
from dussk.access.categories import Category
from dussk.access.walls import client_row, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_IN_WORDS = 200

#: States from which nothing leads on: they say when and by whom.
_CLOSED = [state.value for state in rules.CLOSED]
#: States that a release reaches only with all that it needs said.
_COMPLETE = [rules.State.WAITING.value, rules.State.APPROVED.value, rules.State.RELEASED.value]


class ToKind(models.TextChoices):
    """Whom something is released to: a kind of agency of the form, a partner agency, or somebody else."""

    SOCIAL_SERVICES = Outside.SOCIAL_SERVICES.value, OUTSIDE[Outside.SOCIAL_SERVICES]
    POLICE = Outside.POLICE.value, OUTSIDE[Outside.POLICE]
    DWP = Outside.DWP.value, OUTSIDE[Outside.DWP]
    SOLICITORS = Outside.SOLICITORS.value, OUTSIDE[Outside.SOLICITORS]
    HOUSING_OFFICES = Outside.HOUSING_OFFICES.value, OUTSIDE[Outside.HOUSING_OFFICES]
    EDUCATION = Outside.EDUCATION.value, OUTSIDE[Outside.EDUCATION]
    DRUG_SERVICES = Outside.DRUG_SERVICES.value, OUTSIDE[Outside.DRUG_SERVICES]
    UTILITIES = Outside.UTILITIES.value, OUTSIDE[Outside.UTILITIES]
    HEALTH = Outside.HEALTH.value, OUTSIDE[Outside.HEALTH]
    HOUSING_PROVIDERS = Outside.HOUSING_PROVIDERS.value, OUTSIDE[Outside.HOUSING_PROVIDERS]
    PARTNER = "partner", "An agency that works with us"
    OTHER = "other", "Somebody else"


@walled(client_row(Category.CASEWORK))
@tracked()
class Disclosure(ClientRow):
    """Something about her that somebody outside is to be told, was told, or was not told.

    It moves as ``rules.MOVES`` says; the database lets it move in no other way, approves it and releases it by its own
    functions alone (``consent/disclosures.sql``), and what was put forward is not changed any more.
    """

    class Way(models.TextChoices):
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "In person"
        EMAIL = "email", "By secure email"
        POST = "post", "By post"
        MEETING = "meeting", "At a meeting"
        PORTAL = "portal", "On their website"

    class Asked(models.TextChoices):
        THEY = "they", "They asked us"
        SHE = "she", "She asked us to"
        WE = "we", "Nobody asked: we think it is needed"

    class GroundChoice(models.TextChoices):
        CONSENT = rules.CONSENT, "Her consent: she said yes to this agency on the form"
        CHILD = Ground.CHILD.value, "A: a child is at risk of abuse"
        ADULT_HARM = Ground.ADULT_HARM.value, "B: another adult is at risk of physical harm"
        VULNERABLE_ADULT = Ground.VULNERABLE_ADULT.value, "C: a vulnerable adult is at risk of abuse"
        SELF_HARM = Ground.SELF_HARM.value, "D: she is at risk of serious self-harm"
        PERMISSION = Ground.PERMISSION.value, "E: she has given permission for exactly this"
        COURT = Ground.COURT.value, "F: a court orders it"
        REPUTATION = Ground.REPUTATION.value, "G: it cannot be avoided, to protect the organisation’s name"

    class NotTalked(models.TextChoices):
        UNSAFE = rules.Reason.UNSAFE.value, rules.NOT_TALKED[rules.Reason.UNSAFE]
        DANGER = rules.Reason.DANGER.value, rules.NOT_TALKED[rules.Reason.DANGER]
        NOT_REACHED = rules.Reason.NOT_REACHED.value, rules.NOT_TALKED[rules.Reason.NOT_REACHED]
        COURT = rules.Reason.COURT.value, rules.NOT_TALKED[rules.Reason.COURT]
        URGENT = rules.Reason.URGENT.value, rules.NOT_TALKED[rules.Reason.URGENT]

    class StateChoice(models.TextChoices):
        ASKED = rules.State.ASKED.value, "Being prepared"
        WAITING = rules.State.WAITING.value, "Waits for a manager"
        APPROVED = rules.State.APPROVED.value, "Approved, not sent yet"
        RELEASED = rules.State.RELEASED.value, "Sent"
        REFUSED = rules.State.REFUSED.value, "We said no"
        DROPPED = rules.State.DROPPED.value, "Not needed any more"

    class Refusal(models.TextChoices):
        SHE_SAID_NO = "she_said_no", "She does not want it, and no other ground is there"
        NO_GROUND = "no_ground", "There is no ground for it"
        TOO_MUCH = "too_much", "They ask for more than they need"
        NOT_SURE_WHO = "not_sure_who", "We are not sure who asks"
        ON_HER_LIST = "on_her_list", "They may be on her list"
        MANAGER = "manager", "A manager decided so"
        OTHER = "other", "Another reason"

    what = models.TextField("what is to be told")
    to_kind = models.CharField("to whom", max_length=20, choices=ToKind)
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    to_name = models.CharField("which agency or office", max_length=100, blank=True)
    to_words = models.CharField("the agency as it is called", max_length=200, editable=False)
    to_person = models.CharField("the person there", max_length=100, blank=True)
    way = models.CharField("how", max_length=10, choices=Way)
    asked = models.CharField("who asked for it", max_length=5, choices=Asked)
    asked_who = models.CharField("the name of who asked", max_length=100, blank=True)
    asked_on = models.DateField("asked on", null=True, blank=True)
    ground = models.CharField(max_length=10, choices=GroundChoice, blank=True)
    choice = models.ForeignKey(
        OutsideChoice, models.PROTECT, null=True, blank=True, related_name="releases", editable=False
    )
    bases = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    why = models.TextField(blank=True)
    talked_on = models.DateField("talked with her on", null=True, blank=True)
    talked_by = models.CharField("who talked with her", max_length=100, blank=True)
    she_said = models.TextField(blank=True)
    not_talked = models.CharField("why nobody talked with her", max_length=15, choices=NotTalked, blank=True)
    not_talked_words = models.TextField(blank=True)
    #: The entries of her list that the recipient was compared with; null where it was compared with none yet.
    checked = ArrayField(models.BigIntegerField(), null=True, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=StateChoice, default=rules.State.ASKED.value, editable=False)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    #: Everybody who ever asked for it, changed it or put it forward: written by the database, and never taken back.
    had_part = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    put_forward_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    put_forward_at = models.DateTimeField(null=True, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("how often it was put forward", default=0, editable=False)
    sent = models.TextField("what was told, word by word", blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_way = models.CharField(max_length=10, choices=Way, blank=True, editable=False)
    sent_note = models.TextField("how, to whom", blank=True, editable=False)
    refusal = models.CharField("why we said no", max_length=15, choices=Refusal, blank=True)
    closed_words = models.TextField("why we said no, or why it is not needed", blank=True)
    told_them = models.CharField("how they were told", max_length=_IN_WORDS, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(name="release_says_what", condition=~Q(what="") & ~Q(to_words="")),
            models.CheckConstraint(
                name="release_to_partner_or_named",
                condition=(Q(to_kind="partner") ^ Q(to_agency=None)) & (~Q(to_kind="other") | ~Q(to_name="")),
            ),
            models.CheckConstraint(
                name="release_asked_by_somebody",
                condition=(Q(asked="they") & ~Q(asked_who="") & Q(asked_on__isnull=False))
                | (~Q(asked="they") & Q(asked_who="")),
            ),
            models.CheckConstraint(
                name="release_talked_or_why_not",
                condition=Q(talked_on=None, talked_by="", she_said="")
                | (Q(talked_on__isnull=False, not_talked="", not_talked_words="") & ~Q(talked_by="")),
            ),
            models.CheckConstraint(
                name="release_complete_before_it_goes_on",
                condition=~Q(state__in=_COMPLETE)
                | (
                    ~Q(ground="")
                    & ~Q(why="")
                    & ~Q(bases=[])
                    & (Q(talked_on__isnull=False) | ~Q(not_talked=""))
                    & Q(checked__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="release_waits_only_without_consent",
                condition=~Q(state__in=["waiting", "approved"]) | (~Q(ground="consent") & Q(round__gt=0)),
            ),
            models.CheckConstraint(name="release_with_her_own_yes", condition=Q(ground="consent") | Q(choice=None)),
            models.CheckConstraint(
                name="release_on_permission_was_talked_about",
                condition=~Q(ground="E") | ~Q(state__in=_COMPLETE) | Q(talked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="release_sent_with_words",
                condition=(
                    Q(state="released", sent_at__isnull=False, sent_at__lte=F("closed_at"))
                    & ~Q(sent="")
                    & ~Q(sent_way="")
                )
                | (~Q(state="released") & Q(sent="", sent_at=None, sent_way="", sent_note="")),
            ),
            models.CheckConstraint(
                name="release_refused_with_reason",
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="", told_them="")),
            ),
            models.CheckConstraint(
                name="release_closed_by_somebody",
                condition=(Q(state__in=_CLOSED) & Q(closed_at__isnull=False, closed_by__isnull=False))
                | (~Q(state__in=_CLOSED) & Q(closed_at=None, closed_by=None, closed_words="")),
            ),
        )
        indexes = (
            models.Index(name="release_of_client", fields=["client", "-made_at"]),
            models.Index(name="release_of_agency", fields=["agency", "-made_at"]),
            models.Index(name="release_to_decide", fields=["agency", "put_forward_at"], condition=Q(state="waiting")),
            models.Index(name="release_to_send", fields=["agency"], condition=Q(state="approved")),
        )

    def __str__(self) -> str:
        return f"Release {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something can still be done with it."""
        return self.state not in _CLOSED

    @property
    def recipient(self) -> rules.Recipient:
        """Who would learn of it, for comparing with her list."""
        return rules.Recipient(self.to_kind, self.to_words, self.to_person, self.asked_who)

    @property
    def recipient_words(self) -> str:
        """All of that, as the database keeps it with what was found on her list (``wall.recipient_of``)."""
        return f"{self.to_kind}|{self.to_words}|{self.to_person}|{self.asked_who}"

    @property
    def facts(self) -> rules.Facts:
        """What is said of it so far."""
        return rules.Facts(self.ground, tuple(self.bases), self.why, self.talked_on, self.talked_by, self.not_talked)

    @property
    def in_bases(self) -> list[rules.Basis]:
        """What the law allows it by, in the order in which that is always named."""
        return [basis for code, basis in rules.BASES.items() if code in self.bases]

    @property
    def to_whom(self) -> str:
        """The agency, and the person there where one is named."""
        return f"{self.to_person}, {self.to_words}" if self.to_person else self.to_words


_ON_A_RELEASE = row_of("disclosure_id", "consent_disclosure")


# Written by wall.decide_disclosure alone.
@walled(_ON_A_RELEASE.read_only())
@tracked()
class DisclosureApproval(models.Model):
    """What a manager decided about a release that was put forward. It counts for that time alone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="approvals", editable=False)
    round = models.PositiveSmallIntegerField(editable=False)
    approved = models.BooleanField()
    reason = models.TextField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(name="approval_once_a_round", fields=["disclosure", "round"]),
            models.CheckConstraint(name="approval_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return "Approved" if self.approved else "Refused"


@walled(_ON_A_RELEASE)
@tracked()
class DisclosureMatch(models.Model):
    """That the recipient of a release resembles somebody on her list, and what was said to it.

    It stops the release until somebody who did not ask for it says that this is another person, or a manager's approval
    names it.
    """

    class How(models.TextChoices):
        SAME = rules.How.SAME.value, "It is the same name"
        SHORT_FORM = rules.How.SHORT_FORM.value, "It may be a short form of the same name"
        SOUNDS = rules.How.SOUNDS.value, "It sounds like the same name"
        SPELT = rules.How.SPELT.value, "It is spelt nearly the same"
        FAMILY = rules.How.FAMILY.value, "It is the same surname"
        FIRST_NAME = rules.How.FIRST_NAME.value, "It is the same first name"
        ROLE = rules.How.ROLE.value, "It is what this person does, and nobody is named"

    class Part(models.TextChoices):
        AGENCY = rules.Part.AGENCY.value, "The agency"
        PERSON = rules.Part.PERSON.value, "The person there"
        ASKED = rules.Part.ASKED.value, "Who asked"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="matches", editable=False)
    person = models.ForeignKey(NotToBeTold, models.PROTECT, related_name="+", editable=False)
    #: As they stood on her list: another agency that does not see the list is still told whom it resembles.
    listed_name = models.CharField(max_length=100, editable=False)
    listed_as = models.CharField(max_length=100, blank=True, editable=False)
    part = models.CharField(max_length=10, choices=Part, editable=False)
    typed = models.CharField(max_length=200, editable=False)
    how = models.CharField(max_length=12, choices=How, editable=False)
    word = models.CharField(max_length=200, blank=True, editable=False)
    listed_word = models.CharField(max_length=200, blank=True, editable=False)
    #: Whom the release was to when this was found, all of it: written by the database.
    recipient = models.TextField(blank=True, editable=False)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    gone_at = models.DateTimeField("the recipient was changed", null=True, blank=True, editable=False)
    dismissed_at = models.DateTimeField(null=True, blank=True, editable=False)
    dismissed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    dismissed_because = models.TextField("why this is somebody else", blank=True)
    approval = models.ForeignKey(
        DisclosureApproval, models.PROTECT, null=True, blank=True, related_name="names", editable=False
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="match_dismissed_with_reason",
                condition=Q(dismissed_at=None, dismissed_by=None, dismissed_because="")
                | (Q(dismissed_at__isnull=False, dismissed_by__isnull=False) & ~Q(dismissed_because="")),
            ),
            models.UniqueConstraint(
                name="match_once", fields=["disclosure", "person", "part", "typed"], condition=Q(gone_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.get_how_display()
