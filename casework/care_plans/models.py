"""Care plans. A plan lives: goals come, steps are done. What was agreed is a version, kept as it was that day.

So nothing waits for a signature: a step that is due stands on Today whether the plan was agreed or not. Rows of two
files that are joined stand on one file afterwards, so a plan is not unique for a woman.
"""

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from casework.assessments.models import Assessment
from casework.assessments.rules import AREAS
from casework.care_plans.rules.treatment import What
from casework.care_plans.rules.versions import WORDS, State, state
from casework.clients.models import ClientRow
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_KEPT = own_file_row(Category.CASEWORK)
_AREAS = [(area.value, words) for area, words in AREAS.items()]
_LINE = 300
#: The day on which a row was made, here: as ``timezone.localdate`` has it.
_SET_ON = Func(
    F("made_at"), template="(%(expressions)s AT TIME ZONE 'Europe/London')::date", output_field=models.DateField()
)


@walled(_KEPT)
@tracked()
class CarePlan(ClientRow):
    """Her plan as it stands today."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    wants = models.TextField("what she wants, in her words", blank=True)
    strengths = models.TextField("what she is good at, and what and who helps", blank=True)
    crisis_signs = models.TextField("how a crisis begins", blank=True)
    crisis_helps = models.TextField("what helps her then", blank=True)
    crisis_people = models.TextField("who she can turn to", blank=True)
    crisis_safe = models.TextField("how she keeps safe", blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    ended_why = models.CharField("why it ended", max_length=_LINE, blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="plan_ended_by_someone",
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="plan_of_client", fields=["client", "-made_at"]),
            models.Index(
                name="plan_for_review",
                fields=["agency", "review_on"],
                condition=Q(review_on__isnull=False, ended_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"Care plan {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it has not been ended."""
        return self.ended_at is None


@walled(_KEPT)
@tracked()
class Goal(ClientRow):
    """Something she wants to come to, in one of the ten areas or in none. Treatment carries its tier and its kind."""

    class End(models.TextChoices):
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "Dropped"

    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="goals", editable=False)
    area = models.CharField(max_length=15, choices=_AREAS, blank=True)
    what = models.CharField("goal", max_length=_LINE)
    her_words = models.TextField("what she says about it", blank=True)
    tier = models.PositiveSmallIntegerField("treatment tier", null=True, blank=True)
    kind = models.CharField("kind of treatment", max_length=20, blank=True)
    end = models.CharField("how it ended", max_length=10, choices=End, blank=True)
    ended_on = models.DateField("when it ended", null=True, blank=True)
    ended_why = models.CharField("why it was dropped", max_length=_LINE, blank=True)

    open_steps: "list[Step]"  # the page of the plan says both
    over_steps: "list[Step]"

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="goal_says_something", condition=~Q(what="")),
            models.CheckConstraint(name="goal_tier", condition=Q(tier=None) | Q(tier__range=(1, 4))),
            models.CheckConstraint(name="goal_ended_on_a_day", condition=Q(end="") ^ Q(ended_on__isnull=False)),
            models.CheckConstraint(name="goal_dropped_why", condition=~Q(end="dropped") | ~Q(ended_why="")),
            models.CheckConstraint(name="goal_ended_after_set", condition=Q(ended_on=None) | Q(ended_on__gte=_SET_ON)),
        )
        indexes = (
            models.Index(name="goal_of_plan", fields=["plan"]),
            models.Index(name="goal_of_client", fields=["client"]),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def treatment(self) -> What | None:
        """The treatment that it is, where it is one."""
        return What(self.tier, self.kind) if self.kind else None


@walled(_KEPT)
@tracked()
class Step(ClientRow):
    """What is done towards a goal: what, by whom, by when; and then done, or dropped and why."""

    class Who(models.TextChoices):
        HER = "her", "She does"
        WORKER = "worker", "A worker does"
        TOGETHER = "together", "She and a worker, together"
        OTHER = "other", "Somebody else does"

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps", editable=False)
    what = models.CharField("step", max_length=_LINE)
    who = models.CharField("who does it", max_length=10, choices=Who, default=Who.TOGETHER)
    worker = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    other = models.CharField("who else", max_length=100, blank=True)
    set_on = models.DateField("set", default=timezone.localdate)
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField("done", null=True, blank=True)
    dropped_on = models.DateField("dropped", null=True, blank=True)
    dropped_why = models.CharField("why it was dropped", max_length=_LINE, blank=True)
    outcome = models.TextField("what came of it", blank=True)

    stands: str  # how it stands today: the page of the plan says it

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="step_says_something", condition=~Q(what="")),
            models.CheckConstraint(name="step_done_after_set", condition=Q(done_on=None) | Q(done_on__gte=F("set_on"))),
            models.CheckConstraint(
                name="step_dropped_after_set", condition=Q(dropped_on=None) | Q(dropped_on__gte=F("set_on"))
            ),
            models.CheckConstraint(name="step_due_after_set", condition=Q(due_on=None) | Q(due_on__gte=F("set_on"))),
            models.CheckConstraint(name="step_done_or_dropped", condition=Q(done_on=None) | Q(dropped_on=None)),
            models.CheckConstraint(name="step_dropped_why", condition=Q(dropped_on=None) ^ ~Q(dropped_why="")),
            models.CheckConstraint(name="step_somebody_else", condition=Q(who="other") ^ Q(other="")),
        )
        indexes = (
            models.Index(name="step_of_goal", fields=["goal"]),
            models.Index(name="step_of_client", fields=["client"]),
            models.Index(name="step_open", fields=["agency", "due_on"], condition=Q(done_on=None, dropped_on=None)),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.dropped_on is None

    @property
    def by_name(self) -> str:
        """The name of whoever does it, where one is named."""
        if self.who == self.Who.OTHER:
            return self.other
        return str(self.worker) if self.worker is not None else ""


@walled(_KEPT)
@tracked()
class PlanVersion(ClientRow):
    """What a plan said when a keyworker put it to her, and that she agreed, and how. Its words are never changed.

    ``content`` is the plan in words as it was (``rules.Content``). A version that she has not agreed to opens and stops
    nothing; one that is put forward anew takes its place. ``taken_up_by``: who wrote down that she agreed, or handed
    her the tablet on which she did.
    """

    class Signature(models.TextChoices):
        DRAWN = "drawn", "Drawn on the screen"
        TYPED = "typed", "Her name, typed"
        PAPER = "paper", "On paper"
        SAID = "said", "She said so"

    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    content = models.JSONField("what it said", editable=False)
    review_on = models.DateField("review date", null=True, editable=False)
    signature = models.CharField("how she agreed", max_length=10, choices=Signature, blank=True)
    drawn = models.TextField("the lines she drew", blank=True, editable=False)
    print_name = models.CharField("her name", max_length=100, blank=True)
    agreed_on = models.DateField("when she agreed", null=True, blank=True)
    agreed_at = models.DateTimeField("taken up", null=True, blank=True, editable=False)
    taken_up_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    not_agreed = models.TextField("what she wants otherwise", blank=True)
    taken_back_at = models.DateTimeField("put forward anew, or taken back", null=True, blank=True, editable=False)
    countersigned_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    countersigned_at = models.DateTimeField("countersigned", null=True, blank=True, editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-number", "-id")
        constraints = (
            models.UniqueConstraint(name="version_numbered_once", fields=["plan", "number"]),
            models.UniqueConstraint(
                name="version_one_waits", fields=["plan"], condition=Q(agreed_at=None, taken_back_at=None)
            ),
            models.CheckConstraint(
                name="version_agreed_somehow",
                condition=Q(agreed_at=None, agreed_on=None, taken_up_by=None, signature="", drawn="")
                | (Q(agreed_at__isnull=False, agreed_on__isnull=False, taken_up_by__isnull=False) & ~Q(signature="")),
            ),
            models.CheckConstraint(name="version_drawn", condition=Q(signature="drawn") ^ Q(drawn="")),
            models.CheckConstraint(
                name="version_agreed_or_taken_back", condition=Q(agreed_at=None) | Q(taken_back_at=None)
            ),
            models.CheckConstraint(
                name="version_countersigned_by_another",
                condition=Q(countersigned_at=None, countersigned_by=None)
                | (
                    Q(countersigned_at__isnull=False, countersigned_by__isnull=False, agreed_at__isnull=False)
                    & ~Q(countersigned_by=F("made_by"))
                    & ~Q(countersigned_by=F("taken_up_by"))
                ),
            ),
        )
        indexes = (models.Index(name="version_of_client", fields=["client", "-made_at"]),)

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def state(self) -> State:
        """Where it stands."""
        return state(agreed_at=self.agreed_at, taken_back_at=self.taken_back_at, not_agreed=self.not_agreed)

    @property
    def state_words(self) -> str:
        """Where it stands, as people read it."""
        return WORDS[self.state]


@walled(_KEPT)
@tracked()
class PlanReview(ClientRow):
    """A review that was held: how it goes, what she says, and when the next is.

    ``content`` is the plan as it was, so that the next review can say what changed since.
    """

    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="reviews", editable=False)
    on = models.DateField("reviewed on", default=timezone.localdate)
    her_words = models.TextField("what she says", blank=True)
    note = models.TextField("how it goes", blank=True)
    with_her = models.BooleanField("she was there", default=True)
    next_on = models.DateField("next review", null=True, blank=True)
    content = models.JSONField("what the plan said then", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(name="review_next_is_later", condition=Q(next_on=None) | Q(next_on__gt=F("on"))),
        )
        indexes = (
            models.Index(name="review_of_plan", fields=["plan", "-on"]),
            models.Index(name="review_of_client", fields=["client"]),
        )

    def __str__(self) -> str:
        return f"Review {self.on}"

    @property
    def written_later(self) -> bool:
        """Whether it was written after the day on which it was held: what it keeps of the plan is of that later day."""
        return timezone.localdate(self.made_at) > self.on
