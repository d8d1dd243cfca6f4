"""The style sheets that the build makes say what their sources said."""

import gzip
import re
from pathlib import Path

import pytest

from strategy.public.assets.build import CLASSES, COMPONENTS, OUTPUT
from strategy.public.assets.stylesheets import minified, only_classes, properties, reached, rule

PROJECT = Path(__file__).resolve().parents[2]
OF_THE_DESIGN_SYSTEM = re.compile(
    r"(?<![\w-])(?:nl|utrecht)-(?:button|heading|skip-link|root|breadcrumb|form|text)[\w-]*"
)


def test_minified_css_keeps_blanks_that_mean_something():
    css = """/* it's a note */
    .card  :is(h2, h3) , .a > b { width: calc(1px + 2px); font: 1rem "Two  words; {x}" ; }
    @media (min-width: 48rem) { .hero::before { content: "a : b" } }
    """
    assert minified(css) == (
        '.card :is(h2,h3),.a > b{width:calc(1px + 2px);font:1rem "Two  words; {x}"}'
        '@media (min-width:48rem){.hero::before{content:"a : b"}}'
    )


def test_a_theme_is_cut_down_to_what_components_reach():
    theme = properties(":root { --a: var(--b); --b: 1px; --c: 2px; --d: var(--todo-x); }")
    assert reached("p{margin:var(--a) var( --d)}", theme) == {"--a": "var(--b)", "--b": "1px"}
    assert reached("p{margin:var(--a)}", theme, without=["--b"]) == {"--a": "var(--b)"}


def test_a_rule_is_written_in_one_line():
    assert rule(".hue-0", {"--c-fill": "#123456", "--c-ink": "#000000"}) == ".hue-0{--c-fill:#123456;--c-ink:#000000}"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{x:1}.a.b{x:2}", ".a{x:1}"),
        (".a,.b .a,.c>p{x:1}", ".a{x:1}"),
        (".a:not(.b):hover{x:1}", ".a:not(.b):hover{x:1}"),
        (".a:where(.b):hover{x:1}.a:is(.a,.b){x:2}", ".a:is(.a,.b){x:2}"),
        (".a:has(>p):not(:has(>:where(.b,.c))){x:1}", ".a:has(>p):not(:has(>:where(.b,.c))){x:1}"),
        ("@media print{.b{x:1}}@media (x){.b{x:1}.a{x:2}}", "@media (x){.a{x:2}}"),
        (".a-b{x:1}.a{margin:.5rem}p{x:1}", ".a{margin:.5rem}p{x:1}"),
    ],
)
def test_rules_for_classes_that_no_page_uses_stay_out(css, left):
    assert only_classes(css, {"a"}) == left


def test_the_sheets_hold_every_class_of_the_design_system_that_our_pages_use():
    pages = [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "strategy" / "public").glob("**/*.py")]
    used = {
        name
        for page in pages
        if page.parent.name != "assets"
        for name in OF_THE_DESIGN_SYSTEM.findall(page.read_text())
    }
    assert used - {"utrecht-breadcrumb-nav__item--now"} <= CLASSES  # that one is ours
    assert {"nl-button", "utrecht-textbox"} <= used


def test_the_style_sheets_of_a_page_with_a_form_weigh_no_more_than_16_kb():
    weight = sum(len(gzip.compress((OUTPUT / f"{sheet}.css").read_bytes(), 9)) for sheet in COMPONENTS)
    assert 5_000 < weight <= 16_000
