"""A whole file held against the rules, against itself, and against the files that the agency has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.importing import columns, queries, reading, rules, same
from casework.importing.dates import Order
from casework.importing.models import ImportBatch
from casework.importing.reading import Line
from casework.importing.rules import Bad, Woman
from dussk.access.asking import Worker

#: How many rows are read between two words about how far it is.
_STEP = 500

#: Of a row where two files were put together.
HEADER_AGAIN = "It is no woman: it names the columns again, as the first row does"

Tell = Callable[[int, int], None]


@dataclass
class Checked:
    """What was found in a file.

    Attributes:
        lines: every row, by its line.
        women: rows that can be brought in.
        bad: rows that cannot.
        twice: of those that can, which may be a woman of an earlier row: line to line.
        known: of those that can, which may have a file: line to references.
    """

    lines: dict[int, Line] = field(default_factory=dict)
    women: list[Woman] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    twice: dict[int, int] = field(default_factory=dict)
    known: dict[int, list[str]] = field(default_factory=dict)

    @property
    def doubles(self) -> set[int]:
        """Lines of rows that may be of a woman who is here already, one way or the other."""
        return {*self.twice, *self.known}


def read(batch: ImportBatch) -> reading.Sheet:
    """The rows of a batch's file, read as it was said to be read.

    Raises:
        CannotReadError: they cannot be read so.
    """
    return reading.read(bytes(batch.content or b""), batch.encoding, batch.separator)


def check(*, by: Worker, batch: ImportBatch, today: date, tell: Tell) -> Checked:
    """Read every row, and look for women who stand twice.

    Raises:
        CannotReadError: the file cannot be read as it was said to be read.
    """
    sheet = read(batch)
    agency = queries.agency_words(by)
    places, order, width = columns.places(batch.columns), Order(batch.order), len(sheet.header)
    found = Checked(lines={line.number: line for line in sheet.lines})
    for number, line in enumerate(sheet.lines, start=1):
        one = (
            Bad(line.number, (HEADER_AGAIN,))
            if columns.names_them_again(sheet.header, line.cells)
            else rules.row(line, places, width, order, agency, today)
        )
        if isinstance(one, Bad):
            found.bad.append(one)
        else:
            found.women.append(one)
        if number % _STEP == 0:
            tell(number, len(sheet.lines))
    _compare(by, found, today)
    return found


def _compare(by: Worker, found: Checked, today: date) -> None:
    known = [woman.known(today) for woman in found.women]
    found.twice = {int(line): int(earlier) for line, earlier in same.twice(known).items()}
    files = same.Index(queries.files_like(by, known))
    for one in known:
        if like := files.like(one):
            found.known[int(one.key)] = [file.key for file in like]


def chosen(found: Checked, *, doubles: bool) -> Sequence[Woman]:
    """The rows that are brought in: all that can be, with those that may be here already or without."""
    return found.women if doubles else [woman for woman in found.women if woman.line not in found.doubles]
