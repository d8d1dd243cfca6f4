"""Languages: switched on by the town, marked where a text is missing, never mixed silently."""

import pytest

from strategy.tree import Branch
from tests.factories import make_plan, make_published, make_town

TREE = "lindehoven/2020-2025/tree/"


@pytest.fixture
def half_translated(publish, plan):
    return publish(
        plan,
        Branch({"kind": "theme", "title_nl": "Veilige stad", "title_en": "Safe city"}),
        Branch({"kind": "theme", "title_nl": "Groene stad"}),
    )


def test_a_language_that_is_off_leads_to_the_same_page_in_the_towns_own(client, half_translated):
    response = client.get(f"/fr/{TREE}?q=stad")
    assert (response.status_code, response["Location"]) == (302, f"/nl/{TREE}?q=stad")


def test_an_unknown_town_is_not_found_in_any_language(client, half_translated):
    assert client.get("/fr/nowhere/").status_code == 404


def test_a_missing_text_is_shown_in_the_authentic_language_with_a_mark(read, half_translated):
    html = read(f"/en/{TREE}")
    assert "Safe city" in html
    assert "Veilige stad" not in html
    assert 'lang="nl"><a href="/en/lindehoven/2020-2025/goals/' in html
    assert "only in Dutch" in html


def test_the_authentic_page_has_no_mark(read, half_translated):
    html = read(f"/nl/{TREE}")
    assert 'class="only"' not in html
    assert 'class="note"' not in html


def test_a_translation_says_once_which_text_is_authentic(read, half_translated):
    assert read(f"/en/{TREE}").count("The authentic text is the one in Dutch.") == 1


def test_the_language_switch_stays_on_the_page(read, half_translated):
    html = read(f"/en/{TREE}")
    assert f'<a href="/nl/{TREE}" lang="nl" hreflang="nl">Nederlands</a>' in html
    assert f'<link rel="alternate" hreflang="nl" href="http://testserver/nl/{TREE}">' in html
    assert "Français" not in html


def test_a_goals_address_has_the_slug_of_each_language(read, half_translated, client):
    key = half_translated.goals.get(title_nl="Veilige stad").key
    html = read(f"/en/lindehoven/2020-2025/goals/{key}/safe-city/")
    assert f"/nl/lindehoven/2020-2025/goals/{key}/veilige-stad/" in html


def test_a_town_of_one_language_has_no_switch(read):
    make_published(make_plan(make_town("eenhof")))
    assert "hreflang" not in read("/nl/eenhof/2020-2025/tree/")


def test_a_demonstration_says_so_on_every_page(read):
    make_published(make_plan(make_town("toonstad", language="en", is_demonstration=True)))
    for path in ("", "2020-2025/", "2020-2025/tree/", "2020-2025/editions/"):
        assert "This is a demonstration" in read(f"/en/toonstad/{path}")
