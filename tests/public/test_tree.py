"""The whole tree: the town's own words, numbers, depth, what stands open, and the search."""

import re

import pytest

from strategy.tree import Branch
from tests.factories import make_published

TREE = "/nl/lindehoven/2020-2025/tree/"
DEEP = """
Stad
  Straat
    Licht
      Lampen
        Lamp een
  Café
"""


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_plans_own_words_stand_for_the_kinds(read, plan, name_level):
    name_level(plan, "theme", "thema", "thema’s")
    name_level(plan, "objective", "doel", "doelen", "Waar gaan we voor?")
    make_published(plan, "Stad\n  Straat\n  Plein")
    html = read(TREE)
    assert "<li>1 thema</li><li>2 doelen</li>" in html
    assert "Waar gaan we voor?" in html


def test_a_word_that_is_not_translated_gives_way_to_the_general_one(read, plan, name_level):
    name_level(plan, "theme", "hoofdstuk", "hoofdstukken")
    make_published(plan, "Stad\nLand")
    assert "<li>2 themes</li>" in read("/en/lindehoven/2020-2025/tree/")


def test_a_goals_own_lead_in_stands_above_its_list(read, publish, plan, name_level):
    name_level(plan, "objective", "doel", "doelen", "Waar gaan we voor?")
    child = Branch({"kind": "objective", "title_nl": "veilig is"})
    publish(
        plan, Branch({"kind": "theme", "title_nl": "Stad", "lead_in_nl": "We willen een stad die:"}, children=[child])
    )
    html = read(TREE)
    assert html.count("We willen een stad die:") == 1
    assert "Waar gaan we voor?" not in html


def test_goals_are_numbered_by_their_place_unless_they_have_a_code(read, publish, plan):
    children = [
        Branch({"kind": "objective", "title_nl": "A"}),
        Branch({"kind": "objective", "title_nl": "B", "code": "BD-7"}),
    ]
    publish(plan, Branch({"kind": "theme", "title_nl": "Stad"}, children=children))
    text = words(read(TREE))
    assert " 1.1 A" in text
    assert " BD-7 B" in text


def test_any_depth_is_shown_and_every_goal_has_its_anchor(read, plan):
    edition = make_published(plan, DEEP)
    html = read(TREE)
    assert "Lamp een" in html
    for key in edition.goals.exclude(kind="root").values_list("key", flat=True):
        assert f'id="g-{key}"' in html
    assert [f"<h{depth}" in html for depth in (2, 3, 4, 5)] == [True] * 4


def states(html: str) -> list[str]:
    """ " open" or "" of every list in the tree."""
    return re.findall(r"<details class=\"amb\"( open)?", html)


def test_a_small_tree_stands_open(read, plan):
    make_published(plan, DEEP)
    assert states(read(TREE)) == [" open"] * 4


def test_a_large_tree_stands_open_at_the_top_until_all_is_asked_for(read, plan):
    make_published(plan, "".join(f"Stad {n}\n  Straat\n    Licht\n" for n in range(21)))
    assert states(read(TREE)) == [" open", ""] * 21
    assert states(read(f"{TREE}?open=all")) == [" open"] * 42


def test_the_search_finds_without_accents_and_marks(read, plan):
    make_published(plan, DEEP)
    html = read(f"{TREE}?q=cafe")
    assert "<mark>Café</mark>" in html
    assert re.search(r'<li class="twig goal" id="g-\w+" hidden>.*Straat', html)


def test_the_search_shows_what_stands_above_a_find(read, plan):
    make_published(plan, DEEP)
    html = read(f"/en{TREE[3:]}?q=stad+lamp")
    assert "Found: 2" in html
    assert html.count(" hidden>") == 1  # only the café goes


def test_the_search_that_finds_nothing_says_so(read, plan):
    make_published(plan, DEEP)
    assert 'role="status">Nothing found<' in read(f"/en{TREE[3:]}?q=zzz")


def test_a_searched_script_is_text(read, plan):
    make_published(plan, DEEP)
    assert "<script>x" not in read(f"{TREE}?q=%22%3E%3Cscript%3Ex")


def test_more_goals_than_the_wheel_can_hold_leave_it_out(read, plan):
    make_published(plan, "".join(f"Stad {n}\n  Straat\n" for n in range(13)))
    html = read("/nl/lindehoven/2020-2025/")
    assert 'class="sun"' not in html
    assert "Stad 12" in html


@pytest.mark.parametrize("count", [2, 12])
def test_the_wheel_links_to_every_goal_at_the_top(read, plan, count):
    make_published(plan, "".join(f"Stad {n}\n  Straat\n" for n in range(count)))
    wheel = re.search(r'<svg class="sun".*?</svg>', read("/nl/lindehoven/2020-2025/"), re.DOTALL)
    assert wheel[0].count("<a href=") == count
