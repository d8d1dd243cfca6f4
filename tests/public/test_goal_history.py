"""A goal through the editions: its history, what it is today, and where it went."""

import pytest

from strategy.services.editing import delete_goal, edit_goal
from strategy.services.publishing import publish_edition
from tests.factories import make_draft
from tests.outline import by_title

PLAN = "/en/lindehoven/2020-2025/"


@pytest.fixture
def goals(published, plan):
    """In the second edition the theme is reworded, in the third its objective is dropped."""
    found = by_title(published)
    draft = make_draft(plan)
    edit_goal(by_title(draft)["Safe city"], actor=None, changes={"title_nl": "Safer city"})
    publish_edition(draft, actor=None)
    draft = make_draft(plan)
    delete_goal(by_title(draft)["Light in every street"], actor=None)
    publish_edition(draft, actor=None)
    return found


def page(client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def test_a_goal_tells_its_history_with_links_to_what_changed(client, goals):
    key = goals["Safe city"].key
    html = page(client, f"{PLAN}goals/{key}/")
    assert f'<a href="{PLAN}changes/1..2/#g-{key}">Reworded</a>' in html
    assert "Is in the first edition" in html
    assert f"changes/2..3/#g-{key}" not in html


def test_an_older_edition_leads_to_the_goal_as_it_is_today(client, goals):
    key = goals["Safe city"].key
    html = page(client, f"{PLAN}editions/1/goals/{key}/")
    assert f'<a href="{PLAN}goals/{key}/safer-city/">Read this goal as it is today</a>' in html


def test_an_older_edition_says_that_a_goal_was_dropped_since(client, goals):
    html = page(client, f"{PLAN}editions/1/goals/{goals['Light in every street'].key}/")
    assert "This is edition 1, an older one. This goal was dropped in edition 3." in html
    assert "as it is today" not in html
    assert ">Dropped</a>" in html


def test_the_address_of_a_dropped_goal_leads_to_the_last_edition_that_has_it(client, goals):
    key = goals["Light in every street"].key
    response = client.get(f"{PLAN}goals/{key}/light-in-every-street/")
    assert (response.status_code, response["Location"]) == (302, f"{PLAN}editions/2/goals/{key}/")


def test_a_goal_that_no_edition_has_is_not_found(client, goals):
    assert client.get(f"{PLAN}goals/aaaaaaaa/").status_code == 404


def test_the_history_costs_one_query(client, goals, django_assert_num_queries):
    address = client.get(f"{PLAN}goals/{goals['Safe city'].key}/")["Location"]
    with django_assert_num_queries(4):
        assert client.get(address).status_code == 200


def test_a_plan_with_one_edition_has_no_history(client, published):
    assert "History of this goal" not in page(client, f"{PLAN}goals/{by_title(published)['Safe city'].key}/")
