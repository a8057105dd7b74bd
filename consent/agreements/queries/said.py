"""An agreement page by page, in the words she was shown: the same for the screen and for paper."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from consent.agreements import rules
from consent.agreements.models import Agreement, ConsentForm, NotToBeTold, OutsideChoice, PartnerChoice
from consent.agreements.queries.agreements import Chosen, chosen, partner_agencies
from consent.agreements.queries.forms import parts_of
from consent.agreements.rules import Outside, Part, Sharing
from dussk.staff.models import Agency


@dataclass(frozen=True)
class Choice:
    """One thing she says yes or no to. ``agreed``: None where nothing is said yet; ``back``: when she took it back."""

    label: str
    agreed: bool | None
    back: datetime | None = None


@dataclass(frozen=True)
class ToAgency:
    """What she lets one partner agency see."""

    agency: Agency
    choices: tuple[Choice, ...]
    from_today: bool = False
    until: date | None = None

    @property
    def agreed(self) -> list[Choice]:
        """What she said yes to."""
        return [choice for choice in self.choices if choice.agreed]

    @property
    def back(self) -> datetime | None:
        """When she took all of it back; None where something of it stands."""
        moments = [choice.back for choice in self.agreed]
        known = [moment for moment in moments if moment is not None]
        return max(known) if known and len(known) == len(moments) else None


@dataclass(frozen=True)
class Line:
    """One part of her file, and what she said of it to each partner agency."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Page:
    """One page of the form: its words, and what she said."""

    part: Part
    heading: str
    words: str
    explained: str
    lines: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    partners: tuple[ToAgency, ...] = ()
    people: tuple[NotToBeTold, ...] = ()
    answered: bool = False

    @property
    def refused(self) -> list[Choice]:
        """What she said no to."""
        return [choice for choice in self.choices if not choice.agreed]

    @property
    def by_line(self) -> list[Line]:
        """What the partner agencies may see, line by line: what she said of each agency."""
        return [Line(label, tuple(to.choices[place] for to in self.partners)) for place, label in enumerate(self.lines)]

    @property
    def lettered(self) -> list[tuple[str, str]]:
        """The grounds with their letters."""
        return [(ground.value, line) for ground, line in zip(rules.Ground, self.lines, strict=False)]


def pages_of(form: ConsentForm, agreement: Agreement | None = None, said: Chosen | None = None) -> list[Page]:
    """The pages of a form; with what she said, where an agreement is given. Those she is not asked are left out."""
    if agreement is not None and said is None:
        said = chosen(agreement)
    parts = parts_of(form)
    asked = rules.pages(storing=said.storing if said else None)
    agencies = list(said.partners) if said and said.partners else list(partner_agencies(form.agency))
    pages = []
    for part in (part for part in asked if part in parts):
        words = rules.read_words(parts[part].words)
        lines = words.lines
        pages.append(
            Page(
                part,
                parts[part].heading,
                words.first,
                parts[part].explained,
                lines,
                _choices(part, lines, agreement, said),
                _partners(lines, agencies, said) if part is Part.PARTNERS else (),
                said.people if said and part is Part.PEOPLE else (),
                agreement is not None and part in agreement.answered,
            )
        )
    return pages


def _choices(part: Part, lines: Sequence[str], agreement: Agreement | None, said: Chosen | None) -> tuple[Choice, ...]:
    if part in rules.CHOICES:
        back = _taken_back(agreement, part) if agreement is not None else None
        return (Choice("", getattr(said, part.value) if said else None, back),)
    if part is not Part.OUTSIDE:
        return ()
    rows = {(row.kind, row.name): row for row in said.outside} if said else {}
    named = [(kind.value, line) for kind, line in zip(Outside, lines, strict=False)]
    kinds = [_one(line, rows.get((kind, ""))) for kind, line in named]
    others = [_one(row.name, row) for row in rows.values() if row.name and row.agreed]
    return (*kinds, *others)


def _one(label: str, row: OutsideChoice | PartnerChoice | None) -> Choice:
    return Choice(label, row.agreed, row.withdrawn_at) if row is not None else Choice(label, None)


def _taken_back(agreement: Agreement, part: Part) -> datetime | None:
    back = [row.made_at for row in agreement.withdrawals.all() if getattr(row, part.value)]
    return min(back) if back and getattr(agreement, part.value) else None


def _partners(lines: Sequence[str], agencies: Sequence[Agency], said: Chosen | None) -> tuple[ToAgency, ...]:
    told = []
    for agency in agencies:
        rows: dict[str, PartnerChoice] = {row.category: row for row in said.partners.get(agency, ())} if said else {}
        each = [(rows.get(category.value), line) for category, line in zip(Sharing, lines, strict=False)]
        choices = tuple(
            Choice(line, row.agreed if row else None, row.withdrawn_at if row else None) for row, line in each
        )
        first = next((row for row in rows.values() if row.agreed), None)
        told.append(ToAgency(agency, choices, bool(first and first.from_today), first.until if first else None))
    return tuple(told)


def drawing(agreement: Agreement) -> str:
    """The lines she drew, as the address of a picture; "" where she drew none."""
    box = rules.box_of(agreement.drawn)
    if box is None:
        return ""
    left, top, width, height = box
    pen = max(width, height) / 120
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}">'
        f'<path d="{escape(agreement.drawn)}" fill="none" stroke="#0b0c0c" stroke-width="{pen:.2f}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
