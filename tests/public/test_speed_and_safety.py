"""Public pages are the same for everybody, cheap at any size, and hold no code of their own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Plan
from strategy.services.planning import touch
from tests.factories import make_published

PLAN = "/nl/lindehoven/2020-2025/"
PAGES = ["/nl/", "/nl/lindehoven/", PLAN, f"{PLAN}tree/", f"{PLAN}editions/"]


@pytest.mark.parametrize(("path", "most"), [(f"{PLAN}tree/", 3), (PLAN, 7)])
def test_a_page_takes_the_same_few_queries_for_10_goals_and_for_300(read, plan, path, most):
    def count(goals: int) -> int:
        make_published(plan, "".join(f"Stad {n}\n  Straat\n" for n in range(goals // 2)))
        read(path)  # Django asks SQLite once per process whether it knows JSON
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(path)
        return len(queries)

    few, many = count(10), count(300)
    assert few == many <= most


def test_the_page_of_a_goal_takes_three_queries(client, published, django_assert_num_queries):
    address = client.get(f"{PLAN}goals/{published.goals.get(level=2).key}/")["Location"]
    with django_assert_num_queries(3):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sets_no_cookie_and_may_be_kept_by_any_cache(client, published, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(client, published, path):
    etag = client.get(path)["ETag"]
    assert etag.startswith('"')
    response = client.get(path, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_change_of_the_plan_makes_a_new_etag(client, published, plan):
    before = client.get(PLAN)["ETag"]
    touch(Plan.objects.get(pk=plan.pk))
    assert client.get(PLAN, headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_style_and_no_script_of_its_own(read, published, path):
    html = read(path)
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:", html)
    scripts = set(re.findall(r"<script[^>]*>", html)) - {'<script type="application/ld+json">'}  # data, not code
    assert all(re.search(r"\ssrc=\"/static/", tag) for tag in scripts)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_other_sites(read, published, path):
    for address in re.findall(r'<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"', read(path)):
        assert address.startswith(("/", "data:,", "http://testserver/"))


def test_pages_are_only_read(client, published):
    assert client.post(PLAN).status_code == 405
