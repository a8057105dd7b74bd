"""Parts that the forms of this room are laid out with."""

from dussk.ui.layout import Div


class Details(Div):  # type: ignore[misc]  # crispy's classes have no types
    """Part of a form that is folded away until it is wanted, or where something is in it."""

    template = "casework/contacts/_details.html"

    def __init__(self, summary: str, *fields: object, opened: bool = False) -> None:
        super().__init__(*fields)
        self.summary, self.opened = summary, opened
