"""Files as they come, from their bytes to what is said of each row: nothing is lost without a word."""

from collections import Counter

import pytest

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.importing import actions
from casework.importing.checking import HEADER_AGAIN
from casework.importing.dates import Order
from casework.importing.models import ImportFinding
from dussk.access.asking import Worker, asking
from tests.casework.importing.conftest import anew, uploaded

BOM = b"\xef\xbb\xbf"


def looked_at(by: Worker, content: bytes) -> tuple[list[str], dict[int, str]]:
    """Who can be brought in, and why the other rows cannot, by their lines."""
    batch = uploaded(by, content)
    with asking(by):
        if "born" in batch.columns:
            actions.choose(by=by, batch=batch, chosen=batch.columns, order=Order(batch.order))
        found = actions.check(by=by, batch=anew(batch))
    kept = {row.line: "; ".join(row.reasons) for row in ImportFinding.objects.filter(batch=batch, kind="bad")}
    assert kept == {bad.line: "; ".join(bad.reasons) for bad in found.bad}
    return [woman.called for woman in found.women], kept


@pytest.mark.parametrize(
    ("content", "good", "bad"),
    [
        (b"Name\nRuby\n", ["Ruby"], {}),
        (b"Name\r\n\r\nRuby\r\n", ["Ruby"], {}),
        (b"Name\rRuby\rKaz", ["Ruby", "Kaz"], {}),
        (BOM + b"Name,Notes\nRuby,x\n", ["Ruby"], {}),
        (BOM + BOM + b"Name,Notes\nRuby,x\n", ["Ruby"], {}),
        ("Name,Notes\nZoë,x\n".encode("utf-16"), ["Zoë"], {}),
        (b"Name,Notes\nRuby,x\nName,Notes\nKaz,\n", ["Ruby", "Kaz"], {3: HEADER_AGAIN}),
        (BOM + b"Name,Notes\nRuby,x\n" + BOM + b"NAME,Notes,\n", ["Ruby"], {3: HEADER_AGAIN}),
        (b"Name,Name,Notes\nRuby,Kaz,x\n", ["Ruby"], {}),
        (b'Name,Notes\n=1+1,=HYPERLINK(""x"")\nRuby,@SUM(A1)\n', ["=1+1", "Ruby"], {}),
        (b"Name\nRu\x00by\nKaz\n", ["Kaz"], {2: "NUL"}),
        (b"Name,Notes\n" + "Zoë,x\n".encode() + "Renée,y\n".encode("cp1252"), ["Zoë"], {3: "another encoding"}),
        (b"Name,Notes\nRuby," + b"x" * 100_000 + b"\nKaz,\n", ["Kaz"], {2: "100,000 characters"}),
        (b"Name,Notes\n" + b"R" * 101 + b",\n", [], {2: "too long"}),
        (b"Name,Notes\nRuby,x,y,z\n", [], {2: "4 cells, and there are 2 columns"}),
        (b"Name,DOB\n,1/2/1990\nLou,31/2/1990\n", [], {2: "does not say", 3: "cannot be a date"}),
    ],
    ids=[
        "one column", "Windows", "old Mac", "mark", "two marks", "UTF-16", "header twice", "files put together",
        "a name twice", "formulas", "NUL", "two encodings", "huge cell", "huge name", "more cells", "only bad rows",
    ],
)  # fmt: skip
def test_what_is_said_of_its_rows(sam: Worker, content: bytes, good: list[str], bad: dict[int, str]) -> None:
    women, why = looked_at(sam, content)
    assert women == good
    assert {line: words in why.get(line, "") for line, words in bad.items()} == dict.fromkeys(bad, True)
    assert len(why) == len(bad)


def test_only_bad_rows_start_no_file(sam: Worker) -> None:
    batch = uploaded(sam, b"Name\n,\n???\n")
    before = Client.objects.count()
    with asking(sam):
        actions.check(by=sam, batch=batch)
        with pytest.raises(RefusedError, match="No row is left"):
            actions.bring_in(by=sam, batch=anew(batch), good_rows=True, doubles=True)
    assert Client.objects.count() == before


def test_as_many_rows_as_there_may_be_of_every_sort(sam: Worker) -> None:
    """Each row is either a woman's, or told with its line and why; none is passed over."""
    sorts = [
        "Zoë {0},ok\n".encode(),
        "Renée {0},ok\n".encode("cp1252"),
        b'=cmd|{0},"=HYPERLINK(""http://x"")"\n',
        b"Nu\x00l {0},\n",
        b",\xc3\xa9{0}\n",
        b"Name,Notes\n",
    ]
    rows = (sorts[number % len(sorts)].replace(b"{0}", b"%d" % number) for number in range(20_000))
    women, why = looked_at(sam, b"Name,Notes\n" + b"".join(rows))
    assert len(women) + len(why) == 20_000
    told = Counter("".join(word for word in words if not word.isdigit())[-30:] for words in why.values())
    assert sorted(told.values()) == [3_333, 3_333, 3_333, 3_334]
    assert {name[0] for name in women} == {"Z", "="}
