"""Codes of languages."""

import pytest

from consent.agreements.languages import code_of


@pytest.mark.parametrize(
    ("language", "code"),
    [("English", "en"), ("romanian", "ro"), ("Portuguese (Brazil)", "pt"), ("Romani", ""), ("", ""), (" ( ", "")],
)
def test_code_of(language: str, code: str) -> None:
    assert code_of(language) == code
