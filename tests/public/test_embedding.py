"""The tree on other sites: a page that any site may frame, the words to copy for it, and oEmbed."""

import html
import re

import pytest

from municipalities import domains
from tests.factories import make_draft, make_plan, make_published

PLAN = "/nl/lindehoven/2020-2025/"
HERE = "http://testserver"


def framed(text: str) -> str:
    return re.search(r'<iframe src="([^"]+)"', text)[1]


def test_only_the_embedded_page_may_stand_in_a_frame(client, published):
    response = client.get(f"{PLAN}embed/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    for path in (PLAN, f"{PLAN}tree/", "/nl/lindehoven/feedback/", "/admin/login/"):
        other = client.get(path)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_it_has_the_tree_alone_without_cookie_script_and_form(client, published):
    response = client.get(f"{PLAN}embed/")
    page = response.content.decode()
    assert "Light in every street" in page
    assert not response.cookies
    assert response["Cache-Control"].startswith("public")
    assert not re.search("<script|<form|<header|<footer", page)


def test_its_links_lead_out_of_the_frame_and_none_into_it(read, published):
    page = read(f"{PLAN}embed/")
    assert '<base target="_top">' in page
    assert 'href="#' not in page
    assert f'<link rel="canonical" href="{HERE}{PLAN}tree/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_words_to_copy_stand_on_the_page_of_open_data(client, read, published):
    copied = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", read(f"{PLAN}data/"))[1])
    assert framed(copied) == f"{HERE}{PLAN}embed/"
    assert 'title="Tree of goals – Lindehoven"' in html.unescape(
        re.search(r"<textarea[^>]*>(.*?)</textarea>", read(f"/en{PLAN[3:]}data/"))[1]
    )


def test_a_name_cannot_break_out_of_the_words_to_copy(read, town):
    town.formal_name_nl = '"></textarea><script>alert(1)</script>'
    town.save()
    make_published(make_plan(town), "Stad")
    assert "<script>alert" not in read(f"{PLAN}data/")
    copied = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", read(f"{PLAN}data/"))[1])
    assert "<script>" not in copied


def test_a_page_says_where_oembed_is_and_that_answers(client, read, published):
    address = html.unescape(re.search(r'type="application/json\+oembed"[^>]* href="([^"]+)"', read(f"{PLAN}tree/"))[1])
    answer = client.get(address.removeprefix(HERE))
    said = answer.json()
    assert (said["version"], said["type"], said["width"], said["height"]) == ("1.0", "rich", 800, 640)
    assert framed(said["html"]) == f"{HERE}{PLAN}embed/"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}tree/", f"{PLAN}embed/", "/nl/lindehoven/", f"{PLAN}tree/?q=a#g-b"])
def test_each_page_of_the_plan_has_its_tree_embedded(client, published, path):
    said = client.get("/oembed", {"url": HERE + path, "maxwidth": "300", "maxheight": "2000"}).json()
    assert (said["width"], said["height"]) == (300, 640)
    assert 'width="300" height="640"' in said["html"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400), ({"url": HERE + PLAN, "format": "xml"}, 501), ({"url": HERE + PLAN, "maxwidth": "-1"}, 400),
        ({"url": HERE + PLAN, "maxheight": "²"}, 400), ({"url": f"https://evil.example{PLAN}"}, 404),
        ({"url": f"{HERE}/nl/nowhere/"}, 404), ({"url": f"{HERE}/admin/"}, 404), ({"url": PLAN}, 404),
        ({"url": f"{HERE}@evil.example{PLAN}"}, 404), ({"url": "http://["}, 404), ({"url": f"javascript:{PLAN}"}, 404),
        ({"url": f"{HERE}/nl/lindehoven/2020-2025/data/"}, 404), ({"url": f"{HERE}/fr/lindehoven/2020-2025/"}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_embedded_is_refused(client, published, asked, status):
    assert client.get("/oembed", asked).status_code == status


def test_a_draft_is_not_embedded(client, published, plan, other_town):
    make_draft(plan, "Secret plan")
    make_draft(make_plan(other_town), "Secret too")
    assert "Secret" not in client.get(f"{PLAN}embed/").content.decode()
    assert client.get("/nl/beukenrade/2020-2025/embed/").status_code == 404
    assert client.get("/oembed", {"url": f"{HERE}/nl/beukenrade/2020-2025/"}).status_code == 404


def test_a_town_with_a_domain_is_embedded_from_there(client, published, town):
    town.domain = "plan.lindehoven.example"
    town.save()
    home = "http://plan.lindehoven.example"
    for address in (HERE + PLAN, home + PLAN):
        assert framed(client.get("/oembed", {"url": address}).json()["html"]) == f"{home}{PLAN}embed/"
    domains.forget()


@pytest.mark.parametrize("view", ["embed/", "data/"])
def test_the_pages_take_few_queries(client, published, view, django_assert_max_num_queries):
    with django_assert_max_num_queries({"embed/": 2, "data/": 14}[view]):
        assert client.get(PLAN + view).status_code == 200
