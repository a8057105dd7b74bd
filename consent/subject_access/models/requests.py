"""What she asked to see, what was gone through for it, what was taken out of it, and what came of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework.clients.models import ClientRow
from consent.subject_access import rules
from dussk.access.categories import Category
from dussk.access.walls import HER_CLIENT, ME, MY_AGENCY, Wall, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_IN_WORDS = 200
_MINE = f"{{t}}.agency_id = {reads(Category.CASEWORK)}"
_CLEAR = not_blocked("client_id")
# An agency that has a record of its own may be asked by her, whether her file is open to it or not.
_KNOWN = (
    f"({HER_CLIENT} OR EXISTS (SELECT FROM casework_ownrecord o WHERE o.client_id = {{t}}.client_id"
    f" AND o.agency_id = {MY_AGENCY}))"
)


# Nobody else's, not the owner's either: what an agency is asked, and finds, is between her and it. A file that leads to
# another since its rows were joined is still the one that she asked about (wall.files_of_access follows).
@walled(
    Wall(
        select=f"({_MINE} AND {_CLEAR})",
        insert=f"({_MINE} AND {{t}}.made_by_id = {ME} AND {_KNOWN} AND {_CLEAR})",
        update=f"({_MINE} AND {_CLEAR})",
    )
)
@tracked()
class SubjectAccessRequest(ClientRow):
    """She asked an agency to show her what it holds about her.

    Where it stands is changed by the database's function alone (``wall.step_access``), along the table in ``rules.py``.
    ``called``: what she is called to the agency asked, which may see nothing else of her file.
    """

    class How(models.TextChoices):
        TOLD = "told", "She told a worker"
        WRITTEN = "written", "She wrote"
        FOR_HER = "for_her", "Somebody asked for her"
        PASSED_ON = "passed_on", "Another agency passed it on, as she wished"

    class Wants(models.TextChoices):
        EVERYTHING = "everything", "Everything that is held"
        PARTS = "parts", "Some of it"
        QUESTION = "question", "An answer to a question"

    class Way(models.TextChoices):
        TOGETHER = "together", "Look at it together"
        PAPER = "paper", "Have it to take away"
        BOTH = "both", "Look at it together, and have it to take away"

    called = models.CharField("what she is called", max_length=100)
    how = models.CharField("how she asked", max_length=10, choices=How)
    for_her = models.CharField("who asked for her", max_length=100, blank=True)
    authority = models.CharField("how it is known that she wants it", max_length=_IN_WORDS, blank=True)
    asked_on = models.DateField("when she asked")
    wants = models.CharField("what she wants", max_length=10, choices=Wants)
    wanted = models.TextField("in her words", blank=True)
    identity = models.CharField("how it is known that it is she", max_length=_IN_WORDS, blank=True)
    way = models.CharField("how she wants it", max_length=10, choices=Way)
    large_type = models.BooleanField("in large type", default=False)
    safe_way = models.TextField("how to reach her about it, and give it to her, safely", blank=True)
    passed_on_by = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in rules.State],
        default=rules.State.ASKED.value,
        editable=False,
    )

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("asked_on", "id")
        constraints = (
            models.UniqueConstraint(
                name="access_one_open",
                fields=["client", "agency"],
                condition=~Q(state__in=["given", "withdrawn", "refused"]),
            ),
            models.CheckConstraint(
                name="access_for_her_with_authority", condition=Q(how="for_her") ^ (Q(for_her="") & Q(authority=""))
            ),
            models.CheckConstraint(name="access_says_what", condition=Q(wants="everything") | ~Q(wanted="")),
            models.CheckConstraint(name="access_called_something", condition=~Q(called="")),
            models.CheckConstraint(
                name="access_passed_on_by_somebody", condition=Q(how="passed_on") ^ Q(passed_on_by__isnull=True)
            ),
        )
        indexes = (
            models.Index(name="access_of_client", fields=["client"]),
            models.Index(name="access_of_agency", fields=["agency", "asked_on"]),
        )

    def __str__(self) -> str:
        return f"Request {self.pk}"


def of_request(column: str = "request_id") -> str:
    """Where the request that a row is of is her own agency's."""
    return (
        f"EXISTS (SELECT FROM consent_subjectaccessrequest q WHERE q.id = {{t}}.{column} AND q.agency_id = {MY_AGENCY})"
    )


OF_REQUEST = of_request()
BY_ME = f"{{t}}.made_by_id = {ME}"


class RequestRow(models.Model):
    """What rows of a request carry."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


# Written by the database's function alone, together with the state that it leads to.
@walled(Wall(select=OF_REQUEST))
@tracked()
class RequestStep(RequestRow):
    """Something that was done with a request, and why."""

    request = models.ForeignKey(SubjectAccessRequest, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Step])
    on = models.DateField()
    said = models.TextField(blank=True)
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="access_step_passed_to_somebody", condition=Q(step="pass_on") ^ Q(to_agency=None)
            ),
        )

    def __str__(self) -> str:
        return self.step


_READS_PART = (
    "({t}.category = ANY ((SELECT wall.categories())::text[])"
    f" AND ({{t}}.keeper_id IS NULL OR {{t}}.keeper_id = {ME}))"
)


# That there is a part, and whether it is ready, is for all who look after the request; what is in it is not. Made by
# the database's function, which knows what is held also where nobody at hand may read it.
@walled(Wall(select=OF_REQUEST, update=f"({OF_REQUEST} AND {_READS_PART})"))
@tracked()
class PackPart(models.Model):
    """One part of what is held: gone through and released by somebody who may read it.

    ``keeper``: of supervision, one of the two whose it is; she alone goes through it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(SubjectAccessRequest, models.PROTECT, related_name="parts")
    category = models.CharField(max_length=20, choices=[(each.value, each.value) for each in rules.PARTS])
    keeper = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", editable=False)
    taken_stock_at = models.DateTimeField("gathered", null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="pack_part_once", fields=["request", "category", "keeper"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="pack_part_released_by_someone",
                condition=Q(released_at__isnull=True) ^ Q(released_by__isnull=False),
            ),
            models.CheckConstraint(
                name="pack_part_gathered_first", condition=Q(released_at=None) | Q(taken_stock_at__isnull=False)
            ),
            models.CheckConstraint(
                name="pack_part_supervision_has_keeper", condition=Q(category="supervision") ^ Q(keeper__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.category


def _of_part(more: str = "") -> str:
    readable = _READS_PART.replace("{t}", "p")
    return (
        "EXISTS (SELECT FROM consent_packpart p JOIN consent_subjectaccessrequest q ON q.id = p.request_id"
        f" WHERE p.id = {{t}}.part_id AND q.agency_id = {MY_AGENCY} AND {readable}{more})"
    )


@walled(Wall(select=_of_part(), insert=f"({_of_part()} AND {BY_ME} AND (SELECT wall.holds('psychologist')))"))
@tracked()
class HarmDecision(RequestRow):
    """A health professional's decision whether clinical records would harm her seriously. The latest one holds."""

    class Outcome(models.TextChoices):
        GIVE = "give", "It can all be given"
        SOME = "some", "It can be given without what is taken out"
        NONE = "none", "None of it can be given"

    part = models.ForeignKey(PackPart, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=5, choices=Outcome)
    why = models.TextField()

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("-id",)
        constraints = (models.CheckConstraint(name="harm_decision_says_why", condition=~Q(why="")),)

    def __str__(self) -> str:
        return self.get_outcome_display()


@walled(Wall(select=_of_part(), insert=_of_part(), update=_of_part()))
@tracked(exclude=("told",))
class PackRecord(models.Model):
    """One row of what is held, as it stood when it was gathered.

    ``checked_at``: somebody has gone through it as it stands here. ``gone_at``: it is not held (on her file) any more.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(PackPart, models.PROTECT, related_name="records")
    kind = models.CharField(max_length=30)
    row = models.BigIntegerField()
    at = models.DateTimeField()
    told = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True)
    withheld = models.CharField(
        "why it is not given", max_length=10, choices=[(w.value, w.value) for w in rules.Whose], blank=True
    )
    withheld_because = models.TextField("in words, for us", blank=True)

    class Meta:
        ordering = ("part", "kind", "-at", "-row")
        constraints = (
            models.UniqueConstraint(name="pack_record_once", fields=["part", "kind", "row"]),
            models.CheckConstraint(
                name="pack_record_checked_by_someone",
                condition=Q(checked_at__isnull=True) ^ Q(checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="pack_record_withheld_because", condition=Q(withheld="") ^ ~Q(withheld_because="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    @property
    def passages_now(self) -> "list[Passage]":
        """What is taken out of it. Load them with it: ``queries.with_passages``."""
        return [each for each in self.passages.all() if each.ended_at is None]


def _of_record() -> str:
    readable = _READS_PART.replace("{t}", "p")
    return (
        "EXISTS (SELECT FROM consent_packrecord r JOIN consent_packpart p ON p.id = r.part_id"
        " JOIN consent_subjectaccessrequest q ON q.id = p.request_id"
        f" WHERE r.id = {{t}}.record_id AND q.agency_id = {MY_AGENCY} AND {readable})"
    )


@walled(Wall(select=_of_record(), insert=f"({_of_record()} AND {BY_ME})", update=_of_record()))
@tracked()
class Passage(RequestRow):
    """Words that are taken out of a record wherever they stand in it, and why. What is put back is ended."""

    record = models.ForeignKey(PackRecord, models.PROTECT, related_name="passages")
    text = models.TextField("the words")
    whose = models.CharField("why", max_length=10, choices=[(each.value, each.value) for each in rules.Whose])
    why = models.CharField("in words, for us", max_length=_IN_WORDS, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="passage_says_something", condition=~Q(text="")),
            models.UniqueConstraint(name="passage_once", fields=["record", "text"], condition=Q(ended_at=None)),
        )

    def __str__(self) -> str:
        return self.whose


_WRITTEN = f"({OF_REQUEST} AND {BY_ME})"


@walled(Wall(select=OF_REQUEST, insert=_WRITTEN, update=OF_REQUEST))
@tracked()
class Appointment(RequestRow):
    """When she looks at it, where and with whom; and what she said there, where she came."""

    request = models.ForeignKey(SubjectAccessRequest, models.PROTECT, related_name="appointments")
    at = models.DateTimeField("when")
    where = models.CharField(max_length=_IN_WORDS)
    with_her = models.CharField("who is with her", max_length=_IN_WORDS)
    came = models.BooleanField("she came", null=True)
    said = models.TextField("what she said", blank=True)
    moved_at = models.DateTimeField("another was made", null=True)

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="appointment_one_to_come", fields=["request"], condition=Q(came=None, moved_at=None)
            ),
            models.CheckConstraint(name="appointment_somewhere", condition=~Q(where="") & ~Q(with_her="")),
        )

    def __str__(self) -> str:
        return f"Appointment {self.pk}"


@walled(Wall(select=OF_REQUEST, insert=_WRITTEN, update=OF_REQUEST))
@tracked()
class Correction(RequestRow):
    """Something that she says is wrong, and what was done: put right, or her word put beside it."""

    class Outcome(models.TextChoices):
        TO_DO = "to_do", "Still to be looked at"
        CORRECTED = "corrected", "Put right"
        BESIDE = "beside", "Her word stands beside it"

    request = models.ForeignKey(SubjectAccessRequest, models.PROTECT, related_name="corrections")
    record = models.ForeignKey(PackRecord, models.PROTECT, null=True, related_name="+")
    wrong = models.TextField("what she says is wrong")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.TO_DO)
    done = models.TextField("what was done", blank=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="correction_says_what", condition=~Q(wrong="")),
            models.CheckConstraint(
                name="correction_done_by_someone",
                condition=Q(outcome="to_do", done="", done_on=None, done_by=None)
                | (~Q(outcome="to_do") & ~Q(done="") & Q(done_on__isnull=False, done_by__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"Correction {self.pk}"
