"""What offers and screenings are, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.intake.models import Recruitment, Screening, ScreeningAnswer
from dussk.access.categories import Category


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    offers = as_written("casework_recruitment")
    register(Kind("offers", Recruitment, Category.CASEWORK, offers, "Times we told you about the programme", at="at"))
    screened = as_written("casework_screening")
    answers = (ScreeningAnswer,)
    hers = "Questions about joining the programme"
    register(Kind("screenings", Screening, Category.CASEWORK, screened, hers, at="at", with_it=answers))
