"""One way to make a row of every table of assessments."""

from casework.assessments.models import Assessment, PromptNote, Rating
from casework.clients.models import Client
from dussk.access.asking import Worker
from tests.matrix.base import base


def an_assessment(by: Worker, client: Client) -> Assessment:
    """Being gone through."""
    return Assessment.objects.create(**base(by, client), project="Night outreach")


def a_rating(by: Worker, client: Client) -> Rating:
    return Rating.objects.create(assessment=an_assessment(by, client), area="housing", hers=2, her_words="Cold")


def a_note(by: Worker, client: Client) -> PromptNote:
    return PromptNote.objects.create(assessment=an_assessment(by, client), prompt="night", note="Comes to the van")
