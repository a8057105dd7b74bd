import pytest

from dussk.ui import text


@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x85b", "\u202egpj.exe", "a\u202ab", "\u2066a\u2069", "\ud800"]
)
def test_control_and_direction_characters_are_forbidden(typed: str) -> None:
    assert text.has_forbidden_characters(typed)


@pytest.mark.parametrize("typed", ["Zoë", "مريم\u200f", "Siân\nO’Neill\t", "😀", "岩本", "a\u200db"])
def test_names_of_all_scripts_are_allowed(typed: str) -> None:
    assert not text.has_forbidden_characters(typed)


@pytest.mark.parametrize(
    ("typed", "lines", "tidy"),
    [
        ("  Ruby  ", False, "Ruby"),
        ("Little\t \r\n Jo", False, "Little Jo"),
        ("one\r\ntwo\rthree\n", True, "one\ntwo\nthree"),
        ("  two  spaces kept  ", True, "two  spaces kept"),
        ("Zoe\u0308", False, "Zo\u00eb"),
        ("", True, ""),
    ],
)
def test_tidying(typed: str, *, lines: bool, tidy: str) -> None:
    assert text.tidied(typed, lines=lines) == tidy
