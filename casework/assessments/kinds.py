"""What an assessment is, among the kinds of rows that a woman's file is made of."""

from casework.assessments import rules
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Prompt
from casework.assessments.wording import PROMPTS
from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Hanging, Line, Telling, to_her
from dussk.access.categories import Category
from dussk.ui.when import on


def _rating(row: Rating) -> Line:
    said = [f"You said: {rules.in_words(row.hers)}"] if row.hers else []
    said += [f"Your worker said: {rules.in_words(row.workers)}"] if row.workers else []
    said += [f"In your words: {row.her_words}"] if row.her_words else []
    said += [f"The plan: {row.plan}"] if row.plan else []
    said += [f"To be looked at again on {on(row.review_on)}"] if row.review_on else []
    return rules.AREAS[Area(row.area)], "\n".join(said)


def _note(row: PromptNote) -> Line:
    return f"What was talked about: {PROMPTS[Prompt(row.prompt)].label.lower()}", row.note


_FULL = Telling(
    labels={
        "started_on": "When it was begun",
        "completed_on": "When it was completed",
        "review_on": "When we look at it again with you",
        "left_at": "When it was left unfinished",
    },
    words={
        "completed_by": to_her(
            "completed_by", {"client": "You", "worker": "Your worker", "both": "You and your worker"}
        )
    },
    hanging=(Hanging(Rating, "assessment", _rating), Hanging(PromptNote, "assessment", _note)),
)


def put_in_place() -> None:
    """Register it; called once, when the app starts."""
    told, hers = as_written("casework_assessment"), "How ten parts of your life were going"
    on_it = (Rating, PromptNote)
    register(Kind("assessments", Assessment, Category.CASEWORK, told, hers, at="started_on", with_it=on_it, full=_FULL))
