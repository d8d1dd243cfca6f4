"""Every public page answers at its address; what is not public, and what is misspelt, does not."""

import pytest

from strategy.models.goal import unguarded_goals
from tests.factories import make_draft, make_plan, make_published, make_town

PLAN = "/nl/lindehoven/2020-2025/"


def key_of(title: str) -> str:
    return unguarded_goals().filter(title_nl=title).latest("pk").key


@pytest.mark.parametrize(
    "path",
    [
        "/nl/",
        "/nl/lindehoven/",
        PLAN,
        f"{PLAN}tree/",
        f"{PLAN}editions/",
        f"{PLAN}editions/1/",
        f"{PLAN}editions/1/tree/",
    ],
)
def test_every_kind_of_page_answers(read, published, path):
    assert "</html>" in read(path)


@pytest.mark.parametrize("edition", ["", "editions/1/"])
def test_a_goal_has_a_page_in_its_plan_and_in_its_edition(read, published, edition):
    html = read(f"{PLAN}{edition}goals/{key_of('Light in every street')}/light-in-every-street/")
    assert "Safe city" in html


def test_the_site_sends_visitors_to_the_language_of_their_browser(client, db):
    response = client.get("/", headers={"Accept-Language": "fr-BE,fr;q=0.9"})
    assert (response.status_code, response["Location"]) == (302, "/fr/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("slug", ["", "wrong/"])
def test_a_wrong_or_missing_slug_redirects_for_good_to_the_right_one(client, published, slug):
    base = f"{PLAN}goals/{key_of('Safe city')}/"
    response = client.get(base + slug)
    assert (response.status_code, response["Location"]) == (301, f"{base}safe-city/")


@pytest.mark.parametrize(
    "path",
    [
        f"{PLAN}goals/aaaaaaaa/safe-city/",
        f"{PLAN}editions/2/",
        "/nl/lindehoven/2030/",
        "/nl/nowhere/",
        f"{PLAN}on/2020-13-01/",
        "/nl/lindehoven/2020-2025/no/such/page/",
    ],
)
def test_what_is_not_there_says_so_in_the_language_of_the_path(client, published, path):
    response = client.get(path)
    assert response.status_code == 404
    assert '<html lang="nl"' in response.content.decode()


def test_a_draft_is_invisible(client, read, published, plan):
    make_draft(plan, "Secret plan")
    assert "Secret plan" not in read(f"{PLAN}tree/") + read("/nl/lindehoven/") + read(f"{PLAN}editions/")
    assert client.get(f"{PLAN}editions/2/").status_code == 404


def test_a_town_without_a_published_edition_does_not_exist(client, read, published):
    make_draft(make_plan(make_town("stillwater")), "Not yet")
    assert client.get("/nl/stillwater/").status_code == 404
    assert "stillwater" not in read("/nl/").lower()


def test_a_town_shows_the_plan_that_covers_today_and_links_to_the_others(read, town):
    make_published(make_plan(town, slug="old", starts_in=2000, ends_in=2006), "Yesterday")
    make_published(make_plan(town, slug="now", starts_in=2007, ends_in=None), "Today")
    html = read("/nl/lindehoven/")
    assert "Today" in html
    assert 'href="/nl/lindehoven/old/"' in html
    assert '<link rel="canonical" href="http://testserver/nl/lindehoven/now/">' in html


def test_the_key_of_a_goal_leads_to_the_older_edition_too(read, published, plan):
    key = key_of("Safe city")
    make_published(plan, "Another goal")
    assert "older" in read(f"/en/lindehoven/2020-2025/editions/1/goals/{key}/safe-city/")
