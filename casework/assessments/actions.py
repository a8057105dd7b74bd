"""Writing assessments: begun, filled in area by area, completed, left unfinished, taken up again, put right.

Every change locks her file first (``take_up``), so that two workers at once never both begin one, and whoever comes
second sees what the first did. A completed one can be put right: history keeps what it said. One that was left is not
written on until somebody takes it up again.
"""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from casework.assessments import queries, rules
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Fault, Prompt
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from casework.contacts.actions.holding import one as exactly_one
from dussk.access.asking import Worker
from dussk.ui.text import kept_both

#: The longest text in one box.
LONGEST = 20_000

BEGUN_ALREADY = (
    "One is being gone through with her already. Go on with that one, or leave it unfinished before you begin another"
)
LEFT = "This assessment was left unfinished. Take it up again before you write on it"
COMPLETED_ALREADY = "This assessment is completed already"
NOTHING_IN_IT = "Nothing is rated and nothing is written in it yet. Leave it unfinished, or write something first"
OFF_THE_SCALE = "Choose a point from 1 to 5, or leave it out"
TOO_LONG = f"This is longer than {LONGEST:,} characters. Shorten it"
#: For her, where her worker wrote down words of hers while she did.
BOTH_TOO_LONG = (
    "Your worker wrote something here too, while you were writing. The two together are too long to keep. What you"
    " wrote is still here. Please make it shorter"
)


@transaction.atomic
def begin(
    *, by: Worker, client: Client, project: str, started_on: date | None = None, carry_over: bool = False
) -> Assessment:
    """Begin one with her.

    Args:
        by: who goes through it with her.
        client: her file.
        project: the project's name, as it stands on the form.
        started_on: when; today where nothing is said.
        carry_over: whether it begins with the plans of the last completed one. Never with its ratings.

    Raises:
        RefusedError: one is being gone through already, or the day is still to come.
        PermissionDenied: another agency keeps her file.
    """
    hers = take_up(client, by)
    if queries.unfinished(hers) is not None:
        raise RefusedError(BEGUN_ALREADY)
    started = started_on or timezone.localdate()
    _refuse(rules.fault_of_begun(started, timezone.localdate()))
    begun = Assessment.objects.create(**on_file(hers, by), project=project, started_on=started)
    last = queries.last_completed(hers) if carry_over else None
    if last is not None:
        plans = rules.carried_over(queries.plans_of(last), started)
        Rating.objects.bulk_create(
            Rating(assessment=begun, area=each.area, plan=each.plan, review_on=each.review_on) for each in plans
        )
    return begun


class Said(NamedTuple):
    """All that is said of one area."""

    hers: int | None = None
    workers: int | None = None
    her_words: str = ""
    plan: str = ""
    review_on: date | None = None


@transaction.atomic
def rate(*, by: Worker, assessment: Assessment, area: Area, said: Said) -> None:
    """Keep what is said of one area, in place of what stood there.

    Raises:
        RefusedError: a point is none of the scale, a text too long, a review before what it reviews, or it was left.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment)
    _refuse_points((said.hers, "hers"), (said.workers, "workers"))
    _refuse_length(her_words=said.her_words, plan=said.plan)
    _refuse(rules.fault_of_area_review(said.review_on, held.started_on, held.completed_on))
    _write(held, area, **said._asdict())


@transaction.atomic
def rate_all(*, by: Worker, assessment: Assessment, said: dict[Area, rules.Rated]) -> None:
    """Keep the points of several areas at once; their words and plans stay.

    Raises:
        RefusedError: a point is none of the scale, or the assessment was left.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment)
    for area, each in said.items():
        _refuse_points((each.hers, f"hers_{area}"), (each.workers, f"workers_{area}"))
    before = queries.rated(held)
    for area, each in said.items():
        if each != before.get(area, rules.NOTHING_SAID):
            _write(held, area, hers=each.hers, workers=each.workers)


def mark_of(row: Rating | None) -> str:
    """A short text that differs when what she says of an area does: one half for her point, one for her words.

    Nobody can tell from it what she says.
    """
    said = (row.hers, row.her_words) if row is not None else (None, "")
    return ".".join(_mark(each) for each in said)


def _mark(said: object) -> str:
    return salted_hmac("casework.assessments.mark_of", repr(said), algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def say_herself(*, by: Worker, assessment: Assessment, area: Area, hers: int | None, her_words: str, mark: str) -> bool:
    """Keep what she says of an area on her own screen. Her worker's view and the plan are not touched.

    It is kept too where a worker completed the assessment, or left it, while she was saying it: her words are never
    lost. Where somebody else wrote down something of hers meanwhile, what she did not touch stays as it is there, and
    of words both texts are kept: she is not asked about it.

    Args:
        by: the worker who handed her the screen.
        assessment: which.
        area: of what.
        hers: her point, or None: she would rather not say.
        her_words: what she says about it.
        mark: :func:`mark_of` when the page was opened.

    Returns:
        Whether anything was written.

    Raises:
        RefusedError: a point is none of the scale, or her words are too long.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment, also_left=True)
    _refuse_points((hers, "hers"))
    _refuse_length(her_words=her_words)
    row = queries.rating_of(held, area)
    if row is not None:
        opened_point, _dot, opened_words = mark.partition(".")
        untouched = opened_point == _mark(hers) if opened_point else hers is None
        if untouched:
            hers = row.hers  # where somebody entered it meanwhile, and she chose nothing, it stays
        if opened_words != _mark(row.her_words) and row.her_words != her_words:
            # What she did not touch is no text of her own: it grew into the one that stands there.
            mine = "" if opened_words == _mark(her_words) else her_words
            her_words = kept_both(row.her_words, mine)
    if len(her_words) > LONGEST:
        raise RefusedError(BOTH_TOO_LONG, "her_words")
    return _write(held, area, hers=hers, her_words=her_words)


@transaction.atomic
def note(*, by: Worker, assessment: Assessment, prompt: Prompt, note: str) -> None:
    """Keep what is noted of one prompt, in place of what stood there. Empty takes it back.

    Raises:
        RefusedError: it is too long, or the assessment was left.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment)
    _refuse_length(note=note)
    row = queries.note_of(held, prompt)
    if row is not None:
        exactly_one(PromptNote.objects.filter(pk=row.pk).update(note=note))
    elif note:
        PromptNote.objects.create(assessment=held, prompt=prompt, note=note)


@transaction.atomic
def complete(
    *, by: Worker, assessment: Assessment, completed_on: date, completed_by: str, review_on: date | None
) -> None:
    """Say that it is completed: when, by whom, and when it is looked at again. Blanks stay blanks.

    Raises:
        RefusedError: it was completed or left already, a day is wrong, an area is to be reviewed before that day, or
            nothing at all is in it.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment)
    if held.completed_on is not None:
        raise RefusedError(COMPLETED_ALREADY)
    if not _says_anything(held):
        raise RefusedError(NOTHING_IN_IT)
    _refuse(rules.fault_of_completed(held.started_on, completed_on, review_on, timezone.localdate()))
    _refuse(rules.fault_of_area_reviews(queries.plans_of(held), held.started_on, completed_on))
    days = {"completed_on": completed_on, "completed_by": completed_by, "review_on": review_on}
    exactly_one(Assessment.objects.filter(pk=held.pk).update(**days))


def _says_anything(held: Assessment) -> bool:
    ratings = any(row.hers or row.workers or row.her_words or row.plan for row in held.ratings.all())
    return ratings or any(row.note for row in held.notes.all())


@transaction.atomic
def correct_details(
    *,
    by: Worker,
    assessment: Assessment,
    project: str,
    started_on: date,
    completed_on: date | None = None,
    completed_by: str = "",
    review_on: date | None = None,
) -> None:
    """Put its details right. A completed one stays completed; the days of one that is not are not asked.

    Raises:
        RefusedError: a day is wrong, an area would be reviewed before what it reviews, or it was left.
        PermissionDenied: another agency keeps her file.
    """
    held, today = _hold(by, assessment), timezone.localdate()
    _refuse(rules.fault_of_begun(started_on, today))
    changed: dict[str, object] = {"project": project, "started_on": started_on}
    completed = (completed_on or held.completed_on) if held.completed_on is not None else None
    if completed is not None:
        _refuse(rules.fault_of_completed(started_on, completed, review_on, today))
        changed |= {"completed_on": completed, "completed_by": completed_by or held.completed_by}
        changed |= {"review_on": review_on}
    _refuse(rules.fault_of_area_reviews(queries.plans_of(held), started_on, completed))
    exactly_one(Assessment.objects.filter(pk=held.pk).update(**changed))


@transaction.atomic
def leave(*, by: Worker, assessment: Assessment) -> None:
    """Leave it unfinished. All that was said stays; nothing is compared with it.

    Raises:
        RefusedError: it was completed, or left already.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold(by, assessment)
    if held.completed_on is not None:
        raise RefusedError(COMPLETED_ALREADY)
    exactly_one(Assessment.objects.filter(pk=held.pk).update(left_at=timezone.now()))


@transaction.atomic
def take_up_again(*, by: Worker, assessment: Assessment) -> None:
    """Go on with one that was left unfinished.

    Raises:
        RefusedError: another is being gone through meanwhile.
        PermissionDenied: another agency keeps her file.
    """
    hers = take_up(assessment.client, by)
    standing = queries.unfinished(hers)
    if standing is not None and standing.pk != assessment.pk:
        raise RefusedError(BEGUN_ALREADY)
    exactly_one(Assessment.objects.filter(pk=assessment.pk, completed_on=None).update(left_at=None))


def _hold(by: Worker, assessment: Assessment, *, also_left: bool = False) -> Assessment:
    """It as it stands, with all that is on it, her file locked until the change is saved."""
    hers = take_up(assessment.client, by)
    held = queries.in_full(queries.assessments(hers)).get(pk=assessment.pk)
    if held.left_at is not None and not also_left:
        raise RefusedError(LEFT)
    return held


def _write(held: Assessment, area: Area, **said: object) -> bool:
    """Keep it; whether it says anything else than what stands there."""
    row = queries.rating_of(held, area)
    if row is not None:
        other = any(getattr(row, name) != value for name, value in said.items())
        if other:
            exactly_one(Rating.objects.filter(pk=row.pk).update(**said))
        return other
    says = any(value not in (None, "") for value in said.values())
    if says:
        Rating.objects.create(assessment=held, area=area, **said)
    return says


def _refuse(fault: Fault | None) -> None:
    if fault is not None:
        raise RefusedError(fault.sentence, fault.field)


def _refuse_points(*points: tuple[int | None, str]) -> None:
    for point, name in points:
        if not rules.is_on_the_scale(point):
            raise RefusedError(OFF_THE_SCALE, name)


def _refuse_length(**texts: str) -> None:
    for name, words in texts.items():
        if len(words) > LONGEST:
            raise RefusedError(TOO_LONG, name)
