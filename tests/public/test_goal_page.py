"""The page of one goal: its colours, and what stands above its title."""

import re

import pytest

from strategy.tree import Branch

PLAN = "/en/lindehoven/2020-2025/"


@pytest.fixture
def page(client, publish, plan):
    """page(key) gives the HTML of a goal's page."""
    part = Branch({"kind": "vision", "title_nl": "Groen"}, key="groenaaa")
    publish(
        plan,
        Branch({"kind": "mission", "title_en": "Mission", "title_nl": "Missie"}, key="missieaa"),
        Branch({"kind": "vision", "title_nl": "Hoe we willen zijn"}, key="visieaaa", children=[part]),
        Branch({"kind": "theme", "title_nl": "Veilig"}, key="veiligaa"),
    )
    return lambda key: client.get(f"{PLAN}goals/{key}/", follow=True).content.decode()


@pytest.mark.parametrize("key", ["missieaa", "visieaaa", "groenaaa"])
def test_mission_and_vision_stand_in_the_towns_own_colours(page, key):
    html = page(key)
    assert html.count("hue-brand") == 2
    assert not re.search(r"hue-\d", html.split("<main")[1].split("</main>")[0])


def test_a_theme_has_the_colour_of_its_number(page):
    assert re.search(r'page-head hue-\d"', page("veiligaa"))


def test_a_level_that_the_title_says_already_is_not_said_twice(page):
    assert re.search(r"<div><h1[^>]*>Mission</h1>", page("missieaa"))
    assert re.search(r'<p class="lvl">Vision</p><h1[^>]*>Hoe we willen zijn</h1>', page("visieaaa"))
