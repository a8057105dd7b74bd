"""Files that are given back: rows to be mended, as CSV that a spreadsheet opens and runs nothing of."""

import csv
import io
from collections.abc import Iterable, Sequence

from casework.importing.rules import kept_as_text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 with its mark, so that Excel reads it right; what would be a formula stands as text."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow([kept_as_text(str(cell)) for cell in header])
    for row in rows:
        write.writerow([kept_as_text(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")
