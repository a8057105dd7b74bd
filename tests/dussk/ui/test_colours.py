import pytest

from dussk.ui.colours import contrast_with_white, readable_on_white


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#ffffff", 1), ("#000000", 21), ("#767676", 4.54), ("#1D4F5C", 9.03)]
)
def test_contrast_as_wcag_counts_it(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.1)


@pytest.mark.parametrize("colour", ["#1d4f5c", "#767676", "#7A1F3D"])
def test_dark_enough(colour: str) -> None:
    assert readable_on_white(colour)


@pytest.mark.parametrize("colour", ["#777777", "#ffffff", "red", "1d4f5c", "#fff", "#1d4f5c; }", "", "#1d4f5cg"])
def test_too_light_or_no_colour(colour: str) -> None:
    assert not readable_on_white(colour)
