"""Atom feeds: what is published and decided, in the language of the path, with ids that stay."""

import datetime

import pytest
from lxml import etree

from strategy.services.deciding import correct_decision
from tests.factories import make_decision, make_draft, make_plan, make_published

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TOWN, PLAN = "/nl/lindehoven/feed/", "/nl/lindehoven/2020-2025/feed/"


@pytest.fixture
def feed(client, db):
    def get(path: str) -> etree._Element:
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
        return etree.fromstring(response.content)

    return get


def all_of(root: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, ATOM)]


def ids(root: etree._Element) -> set[str]:
    return set(all_of(root, "a:entry/a:id"))


def test_a_feed_has_what_the_standard_asks_for(feed, published):
    root = feed(TOWN)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"http://testserver{TOWN}"
    assert all_of(root, "a:author/a:name") == ["Lindehoven"]
    for place in ("", "a:entry/"):
        assert all(all_of(root, f"{place}a:{name}") for name in ("id", "title", "updated"))
    assert all(name.startswith("urn:uuid:") for name in [*ids(root), *all_of(root, "a:id")])
    assert all(datetime.datetime.fromisoformat(moment).tzinfo for moment in all_of(root, ".//a:updated"))


def test_publications_and_decisions_are_entries_and_a_draft_is_none(feed, published, plan):
    make_decision(published, number="GR-7")
    make_draft(plan, "Secret")
    titles = all_of(feed("/en/lindehoven/feed/"), "a:entry/a:title")
    assert titles == [
        "Plan 2020-2025: Approved (Council) on 17 December 2019",
        "Plan 2020-2025: Edition 1 (original) is published",
    ]
    assert "GR-7" in all_of(feed("/en/lindehoven/feed/"), "a:entry/a:summary")[0]


def test_the_feed_of_a_plan_has_that_plan_only_and_the_towns_has_all(feed, published, town):
    make_published(make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031), "Later")
    assert len(ids(feed(PLAN))) == 1
    assert len(ids(feed(TOWN))) == 2
    assert ids(feed(PLAN)) < ids(feed(TOWN))


def test_ids_stay_when_more_is_published_and_differ_between_languages(feed, published, plan, town):
    before = ids(feed(TOWN))
    town.domain = "plan.lindehoven.example"
    town.save()
    make_published(plan, "Green city")
    assert before < ids(feed(TOWN))
    assert not ids(feed(TOWN)) & ids(feed("/en/lindehoven/feed/"))


def test_a_corrected_decision_keeps_its_id_and_says_what_was_wrong(feed, published, secretary):
    wrong = make_decision(published, number="GR-7", votes_for=1)
    before = feed(TOWN)
    fields = {"body": wrong.body, "date": wrong.date, "number": "GR-8"}
    right = type(wrong)(edition=published, **fields)
    correct_decision(wrong, right, reason="Verkeerd nummer", actor=secretary)
    after = feed(TOWN)
    assert ids(after) == ids(before)
    assert "Verkeerd nummer" in all_of(after, "a:entry/a:summary")[0]
    assert "GR-8" in all_of(after, "a:entry/a:summary")[0]


def test_signs_that_xml_cannot_hold_are_left_out(feed, town):
    make_published(make_plan(town, title_nl="Plan\x0b & <b>"), "Stad")
    assert all_of(feed(PLAN), "a:title")[0].endswith(": Plan & <b>")


def test_a_feed_is_not_sent_again_until_something_is_new(client, published, plan):
    etag = client.get(TOWN)["ETag"]
    assert client.get(TOWN, headers={"If-None-Match": etag}).status_code == 304
    make_published(plan, "Green city")
    assert client.get(TOWN, headers={"If-None-Match": etag}).status_code == 200


def test_a_feed_takes_three_queries_however_many_plans(client, published, town, django_assert_num_queries):
    make_published(make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031), "Later")
    with django_assert_num_queries(3):
        client.get(TOWN)


@pytest.mark.parametrize("path", ["/nl/nowhere/feed/", "/nl/lindehoven/2030/feed/"])
def test_there_is_no_feed_of_what_is_not_public(client, published, path):
    assert client.get(path).status_code == 404


def test_a_language_that_is_off_leads_to_the_towns_own(client, published):
    assert client.get("/fr/lindehoven/feed/")["Location"] == TOWN


def test_pages_name_the_feed_for_programs_and_documents_for_people(read, published, town):
    assert f'type="application/atom+xml" title="What is new: Lindehoven" href="/en{TOWN[3:]}"' in read(
        "/en/lindehoven/2020-2025/tree/"
    )
    assert f'<a href="/en{TOWN[3:]}">' in read("/en/lindehoven/documents/")
