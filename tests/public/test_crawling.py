"""robots.txt and sitemaps: everything that is published, in every language, and nothing else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from strategy.tree import Branch
from tests.factories import make_draft, make_plan, make_published, make_town

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITEMAP = "/nl/lindehoven/sitemap.xml"


@pytest.fixture
def sitemap(client, db):
    def get(path: str = SITEMAP) -> etree._Element:
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
        return etree.fromstring(response.getvalue())

    return get


def addresses(root: etree._Element) -> list[str]:
    return [element.text.removeprefix("http://testserver") for element in root.findall("*/s:loc", NAMES)]


def test_the_index_names_a_sitemap_for_each_town_and_language(sitemap, published):
    make_draft(make_plan(make_town("stillwater")), "Not yet")
    root = sitemap("/sitemap.xml")
    assert addresses(root) == ["/en/lindehoven/sitemap.xml", SITEMAP]
    assert root.find("*/s:lastmod", NAMES).text.startswith(published.published_at.date().isoformat())


def test_every_address_of_a_sitemap_is_a_page_and_its_own_canonical_one(client, sitemap, published):
    listed = addresses(sitemap())
    assert len(listed) > 10
    for path in listed:
        response = client.get(path)
        assert response.status_code == 200, path
        html = response.content.decode()
        assert f'<link rel="canonical" href="http://testserver{path}">' in html
        assert 'name="robots"' not in html


def test_a_page_stands_there_with_its_translations_as_the_page_itself_says(client, sitemap, publish, plan):
    publish(plan, Branch({"kind": "theme", "title_nl": "Veilige stad", "title_en": "Safe city"}, key="veiligaa"))
    urls = sitemap().findall("s:url", NAMES)
    (goal,) = [url for url in urls if "goals" in url.find("s:loc", NAMES).text]
    links = {link.get("hreflang"): link.get("href") for link in goal.findall("x:link", NAMES)}
    html = client.get(links["en"].removeprefix("http://testserver")).content.decode()
    assert links == dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', html))
    assert links["en"].endswith("/veiligaa/safe-city/")


def test_a_draft_stands_in_no_sitemap(sitemap, published, plan):
    before = addresses(sitemap())
    make_draft(plan, "Secret plan")
    assert addresses(sitemap()) == before


def test_a_sitemap_takes_the_same_few_queries_for_ten_goals_and_for_three_hundred(client, plan):
    def count(goals: int) -> int:
        make_published(plan, "".join(f"Stad {number}\n" for number in range(goals)))
        with CaptureQueriesContext(connection) as queries:
            client.get(SITEMAP).getvalue()
        return len(queries)

    assert count(10) == count(300) <= 3


def test_a_sitemap_is_sent_in_parts_and_not_again(client, plan, published):
    make_published(plan, "".join(f"Stad {number}\n" for number in range(1200)))
    response = client.get(SITEMAP)
    assert response.streaming
    assert max(len(part) for part in response.streaming_content) < 400_000
    assert client.get(SITEMAP, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_robots_keeps_search_engines_out_of_the_admin_previews_and_searches(client, published):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /preview/", "Disallow: /*/search/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_nothing_in_a_sitemap_is_forbidden_by_robots(client, sitemap, published):
    rules = re.findall(r"Disallow: (\S+)", client.get("/robots.txt").content.decode())
    patterns = [re.compile(re.escape(rule).replace(r"\*", ".*")) for rule in rules]
    for path in addresses(sitemap()):
        assert not any(pattern.match(path) for pattern in patterns), path
