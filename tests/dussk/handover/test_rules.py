"""What lies within her form, and which drawings are kept. Every branch."""

import pytest

from dussk.handover.rules import HEIGHT, LONGEST, WIDTH, cleaned, is_within

HERS = "/hers/consent/1/"


@pytest.mark.parametrize("path", [HERS, f"{HERS}service/", f"{HERS}x"])
def test_within(path: str) -> None:
    assert is_within(path, HERS)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/clients/",
        "/hers/consent/2/",
        "/hers/consent/1",
        "/HERS/consent/1/",
        f"{HERS}../2/",
        f"{HERS}..\\2/",
        f"{HERS}/clients/",
        f"/{HERS}",
        f"{HERS}\\clients\\",
        f"/x{HERS}",
    ],
)
def test_outside(path: str) -> None:
    assert not is_within(path, HERS)


@pytest.mark.parametrize(
    "drawn",
    [
        "M0 0L30 0",
        "M10 20L10 20L60 90",
        f"M0 0L{WIDTH} {HEIGHT}",
        "M100 100L200 120M300 40L300 40",  # with the dot of an i
        "  M10 20L90 20\n",
    ],
)
def test_lines_are_a_signature(drawn: str) -> None:
    assert cleaned(drawn) == drawn.strip()


@pytest.mark.parametrize(
    "drawn",
    [
        "",
        "M10 20",
        "L10 20L90 90",
        "M10 20L12 22",  # a touch by mistake
        "M10 20L10 20M11 20L11 20",
        f"M0 0L{WIDTH + 1} 20",
        f"M0 0L20 {HEIGHT + 1}",
        "M0 0L-5 90",
        "M0 0L1.5 90",
        "M0 0L99999 90",
        "M0 0C10 10 20 20 90 90",
        "m0 0l90 90",
        "M0,0L90,90",
        "M0 0L90 90Z",
        'M0 0L90 90"/><script>alert(1)</script>',
        "M0 0L90 90\nM0 0",
        "M\u0660 \u0660L\u0669\u0660 \u0669\u0660",
        "url(#x)",
        "M0 0" + "L90 90" * LONGEST,
    ],
)
def test_anything_else_is_none(drawn: str) -> None:
    assert cleaned(drawn) == ""
