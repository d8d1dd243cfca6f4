"""Two plans side by side."""

import re
from html import unescape

import pytest

from strategy.services.editing import add_goal
from strategy.services.publishing import publish_edition, start_draft
from strategy.services.succeeding import start_next_plan
from strategy.tree import Branch, rearranging
from tests.factories import make_draft, make_plan, make_published, make_town
from tests.outline import by_title

PAGE = "/en/compare/"


def sides(html: str) -> list[str]:
    found = re.findall(r'<section class="side-by".*?</section>', html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", side)).split()) for side in found]


@pytest.fixture
def neighbour(db):
    town = make_town("beuk", language="da")
    return make_published(make_plan(town, slug="vej", title_da="Vej"), "Tryg by\n  Lys i alle gader")


def test_without_a_choice_there_is_a_form_with_every_plan(read, published, neighbour):
    html = read(PAGE)
    assert sides(html) == []
    for name in "ab":
        assert re.search(rf'<label for="{name}">.*?<select id="{name}" name="{name}">', html, re.DOTALL)
    assert html.count('value="lindehoven/2020-2025"') == html.count('value="beuk/vej"') == 2


def test_two_towns_stand_side_by_side_each_in_its_language(read, published, neighbour):
    html = read(f"{PAGE}?a=lindehoven/2020-2025&b=beuk/vej")
    one, other = sides(html)
    assert "Safe city" in one
    assert "Tryg by" in other
    assert "only in Danish" in other
    assert 'lang="da">Tryg by</a>' in html
    assert "1 objective" in one
    assert "In both plans" not in html
    assert '<option value="beuk/vej" selected>' in html


def test_a_mission_in_verse_keeps_its_lines(read, published):
    """As in Gent's document: the ends of its lines are content."""
    town = make_town("eik", language="da")
    draft = make_draft(make_plan(town, slug="vej", title_da="Vej"))
    mission = {"kind": "mission", "title_da": "Mission", "form": "verse", "text_da": "En linje\nen anden"}
    add_goal(draft, actor=None, content=mission)
    publish_edition(draft, actor=None)
    html = read(f"{PAGE}?a=lindehoven/2020-2025&b=eik/vej")
    assert '<div lang="da"><div class="verse"><p>En linje<br>en anden</p></div></div>' in html


def test_two_terms_of_one_town_say_what_both_have(read, town, published, plan):
    later = make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031)
    draft = start_draft(later, actor=None, empty=True)
    key = published.goals.get(title_nl="Safe city").key
    with rearranging(draft, actor=None) as tree:
        tree.build([Branch({"kind": "theme", "title_nl": "Safe town"}, key=key)])
        tree.build([Branch({"kind": "theme", "title_nl": "Clean water"})])
    publish_edition(draft, actor=None)
    one, other = sides(read(f"{PAGE}?a=lindehoven/2020-2025&b=lindehoven/2026-2031"))
    assert "Safe city 1 objective In both plans" in one
    assert "Safe town In both plans" in other
    assert "Clean water Only in this plan" in other


def test_a_goal_that_goes_on_in_the_next_term_stands_in_both(read, plan, officer):
    goals = by_title(make_published(plan, "Safe city\nQuiet city\nOld wish"))
    kept = {goals["Safe city"].key, goals["Quiet city"].key}
    values = {"titles": {"nl": "Koers"}, "slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
    draft = start_next_plan(plan, actor=officer, kept=kept, **values)
    add_goal(draft, actor=None, content={"kind": "theme", "title_nl": "Clean water"})
    publish_edition(draft, actor=None)
    html = read(f"{PAGE}?a=lindehoven/2020-2025&b=lindehoven/2026-2031")
    one, other = sides(html)
    for side in (one, other):
        assert "Safe city In both plans" in side
        assert "Quiet city In both plans" in side
    assert "Old wish Only in this plan" in one
    assert "Clean water Only in this plan" in other
    assert 'href="/en/lindehoven/2020-2025/succession/"' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("a=lindehoven/2020-2025", "Choose a second plan"),
        ("a=lindehoven/2020-2025&b=lindehoven/2020-2025", "the same plan"),
        ("a=lindehoven/2020-2025&b=nowhere/x", "is not here"),
        ("a=lindehoven/2020-2025&b=lindehoven", "the same plan"),  # a town stands for its plan of today
        ("a=lindehoven/2020-2025&b=lindehoven/x", "is not here"),
        ("a=%00&b=%22%3E", "is not here"),
    ],
)
def test_a_choice_that_cannot_be_compared_says_what_to_do(read, published, query, sentence):
    html = read(f"{PAGE}?{query}")
    assert sentence in html
    assert sides(html) == []


def test_a_draft_cannot_be_chosen(read, published):
    make_draft(make_plan(make_town("stillwater"), slug="new"), "Secret plan")
    html = read(f"{PAGE}?a=lindehoven/2020-2025&b=stillwater/new")
    assert "is not here" in html
    assert "Secret" not in html


def test_the_language_menu_keeps_the_choice(read, published, neighbour):
    assert 'href="/nl/compare/?a=lindehoven/2020-2025&amp;b=beuk/vej"' in read(
        f"{PAGE}?a=lindehoven/2020-2025&b=beuk/vej"
    )
