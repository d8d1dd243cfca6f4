"""Whatever colour a town chooses, its pages stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.colours import HUES, contrast, palette, scale, theme_css

brands = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_of_black_and_white_is_the_largest_there_is():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#1e6b45", "#1e6b45") == pytest.approx(1)


@given(brands)
def test_white_text_and_links_are_readable_in_every_brand(brand):
    steps = scale(brand)
    assert all(contrast("#ffffff", steps[step]) >= 5.2 for step in ("500", "600", "700", "800"))
    assert all(contrast(steps["500"], steps[tint]) >= 4.6 for tint in ("50", "100"))
    assert contrast(steps["800"], steps["50"]) >= 7


@pytest.mark.parametrize(
    ("brand", "readable"), [("#ffd200", "#7e6707"), ("#f28c00", "#9c5802"), ("#7ab800", "#4c7501")]
)
def test_a_light_brand_is_darkened_in_its_own_hue(brand, readable):
    assert scale(brand)["500"] == readable


def test_a_dark_brand_stays_as_it_is():
    assert scale("#A8192E")["500"] == scale("#a8192e")["raw"] == "#a8192e"


def test_hues_of_goals_carry_white_text_and_dark_ink():
    for hue in palette(len(HUES)):
        assert contrast("#ffffff", hue["fill"]) >= 5.3
        assert contrast(hue["ink"], hue["tint"]) >= 7
        assert contrast(hue["mid"], "#f0f4f8") >= 3.05


def test_neighbouring_goals_differ_in_hue():
    fills = [hue["fill"] for hue in palette(8, start=4)]
    assert len(set(fills)) == 8


def test_the_theme_fills_the_names_of_the_design_system():
    css = theme_css("#1e6b45")
    assert css.startswith(":root{--basis-color-accent-1-bg-subtle:#")
    assert f"--basis-color-accent-1-inverse-bg-default:{scale('#1e6b45')['500']}" in css
    assert css.count("{") == css.count("}") == 1


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#1e6b45}body{display:none"])
def test_a_colour_that_is_none_is_refused_with_an_example(wrong):
    with pytest.raises(ValueError, match="written as #rrggbb"):
        theme_css(wrong)
