"""The style sheets that the build makes say what their sources said."""

from strategy.public.assets.stylesheets import minified, properties, reached, rule


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
