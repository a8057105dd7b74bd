"""On what grounds something leaves the building, and what must be said before it may.

Source: ``004``, appendix 2, clause 4; ``003``: before sharing, an honest conversation with her.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consent.agreements.rules import Ground
from consent.disclosures.rules.bases import BASES, NO_ARTICLE_9, Article

#: Her general yes to a kind of agency (clause 2), or to one by name, on the form she signed.
CONSENT = "consent"

#: Grounds on which something may be told to somebody on her list: never her own consent (clause 3).
EXCEPTIONS = frozenset(
    {Ground.CHILD, Ground.ADULT_HARM, Ground.VULNERABLE_ADULT, Ground.SELF_HARM, Ground.COURT, Ground.REPUTATION}
)


class Reason(StrEnum):
    """Why nobody talked with her first."""

    UNSAFE = "unsafe"
    DANGER = "danger"
    NOT_REACHED = "not_reached"
    COURT = "court"
    URGENT = "urgent"


#: The same in words.
NOT_TALKED = {
    Reason.UNSAFE: "It would put her in danger",
    Reason.DANGER: "It would put somebody else in danger",
    Reason.NOT_REACHED: "She cannot be reached",
    Reason.COURT: "A court or the law forbids it",
    Reason.URGENT: "There was no time",
}


def needs_approval(ground: str) -> bool:
    """Whether a manager who did not ask for it decides: on every ground but her consent."""
    return ground != CONSENT


def overrides_list(ground: str) -> bool:
    """Whether, with approval, it may go to somebody on her list."""
    return ground in EXCEPTIONS


def grounds_offered(*, with_reputation: bool) -> tuple[str, ...]:
    """The grounds that can be chosen. G is one of them only where the form she signed names it."""
    return (CONSENT, *(each.value for each in Ground if with_reputation or each is not Ground.REPUTATION))


class Fault(StrEnum):
    """What is wrong with a ground."""

    NO_YES = "no_yes"  # she has no standing yes to this
    NOT_ON_FORM = "not_on_form"  # G, which her form does not name
    NOT_TALKED = "not_talked"  # E is her permission: somebody must have talked with her
    TAKEN_BACK = "taken_back"  # E, and she has taken back since what she said yes to


def fault_of_ground(
    ground: str, *, has_yes: bool, with_reputation: bool, talked: bool, is_over: bool = False
) -> Fault | None:
    """What keeps a release from being made on a ground.

    Args:
        ground: which.
        has_yes: whether what she agreed to says yes to this recipient, and still stands.
        with_reputation: whether the form she signed names ground G.
        talked: whether somebody talked with her about this release.
        is_over: whether she has taken back since what she gave permission for (:func:`permission_is_over`).
    """
    if ground == CONSENT and not has_yes:
        return Fault.NO_YES
    if ground == Ground.REPUTATION and not with_reputation:
        return Fault.NOT_ON_FORM
    if ground == Ground.PERMISSION and not talked:
        return Fault.NOT_TALKED
    return Fault.TAKEN_BACK if ground == Ground.PERMISSION and is_over else None


def permission_is_over(
    taken_back: Iterable[datetime], *, talked_on: date | None, begun_at: datetime, approved_at: datetime | None
) -> bool:
    """Whether her permission for exactly this (ground E) does not outlive what she has taken back since.

    She was talked with on a day. Of what she took back on that same day, it counts what is younger than the release.
    The database has the same (``wall.permission_is_over``), and a test holds both equal.

    Args:
        taken_back: when, in the time of the place: everything, storing, or what was about this recipient.
        talked_on: the day somebody talked with her about this; None where nobody did.
        begun_at: when the release was begun.
        approved_at: when a manager approved it, where one did: whatever day is said, nothing later is outlived.
    """
    return any(
        talked_on is None
        or talked_on < at.date()
        or (talked_on == at.date() and begun_at < at)
        or (approved_at is not None and approved_at < at)
        for at in taken_back
    )


@dataclass(frozen=True)
class Facts:
    """What is said of a release so far, as far as it decides whether it may go on.

    Attributes:
        ground: "" where none is chosen.
        bases: codes of what the law allows it by (``BASES``).
        why: why it is needed.
        talked_on: the day somebody talked with her; None where nobody did.
        talked_by: who did.
        not_talked: why nobody did (:class:`Reason`); "" where somebody did, or nobody said.
    """

    ground: str = ""
    bases: Collection[str] = ()
    why: str = ""
    talked_on: date | None = None
    talked_by: str = ""
    not_talked: str = ""


class Missing(StrEnum):
    """What has to be said before a release may go on. Each is the name of the answer that lacks."""

    GROUND = "ground"
    WHY = "why"
    ARTICLE_6 = "article_6"
    ARTICLE_9 = "article_9"
    SCHEDULE_1 = "schedule_1"
    TALKED = "talked"


def missing(facts: Facts) -> tuple[Missing, ...]:
    """What has to be said before it goes to a manager, or out of the building."""
    articles = {BASES[code].article for code in facts.bases if code in BASES}
    needs_condition = any(BASES[code].needs_condition for code in facts.bases if code in BASES)
    talked = (facts.talked_on is not None and facts.talked_by != "") or facts.not_talked != ""
    lacks = {
        Missing.GROUND: not facts.ground,
        Missing.WHY: not facts.why,
        Missing.ARTICLE_6: Article.SIX not in articles,
        Missing.ARTICLE_9: Article.NINE not in articles,
        Missing.SCHEDULE_1: needs_condition and Article.SCHEDULE_1 not in articles,
        Missing.TALKED: not talked,
    }
    return tuple(each for each, is_missing in lacks.items() if is_missing)


def contradicts(bases: Collection[str]) -> bool:
    """Whether it says that Article 9 is not needed, and names a condition of it all the same."""
    of_nine = [code for code in bases if code in BASES and BASES[code].article is Article.NINE]
    return NO_ARTICLE_9 in of_nine and len(of_nine) > 1
