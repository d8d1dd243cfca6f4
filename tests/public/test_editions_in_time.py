"""Which edition was in force when, and how a page says which one it shows."""

import datetime

import pytest

from strategy.services.publishing import publish_edition
from strategy.vocabulary import DecisionKind, EditionKind
from tests.factories import make_body, make_decision, make_draft, make_published

PLAN = "/en/lindehoven/2020-2025/"


@pytest.fixture
def two_editions(published, plan, town):
    """The original, adopted in 2019, and an amendment of 2021."""
    body = make_body(town)
    make_decision(published, body=body, date=datetime.date(2019, 12, 17))
    second = make_published(plan, "Green city")
    make_decision(second, body=body, date=datetime.date(2021, 6, 1), kind=DecisionKind.AMENDS)
    return published, second


def test_a_day_shows_the_edition_that_was_in_force_then(read, two_editions):
    html = read(f"{PLAN}on/2020-01-01/")
    assert "Green city" not in html
    assert 'This text was in force on <time datetime="2020-01-01">1 January 2020</time>: edition 1.' in html


def test_a_later_day_shows_the_amendment(read, two_editions):
    assert "Green city" in read(f"{PLAN}on/2021-06-01/")


def test_a_day_before_the_first_edition_is_not_found_with_a_sentence(client, two_editions):
    response = client.get(f"{PLAN}on/2019-12-16/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "On that day this plan was not yet in force. Its first edition took effect on 17 December 2019." in html
    assert f'href="{PLAN}editions/1/">Read edition 1</a>' in html


def test_an_older_edition_says_so_and_leads_to_the_one_in_force(read, two_editions):
    html = read(f"{PLAN}editions/1/tree/")
    assert "This is edition 1, an older one." in html
    assert f'<a href="{PLAN}">Read the edition in force today</a>' in html
    assert f'<a href="{PLAN}changes/1..2/">What has changed since</a>' in html


def test_a_day_to_come_says_what_is_decided_today(read, two_editions):
    html = read(f"{PLAN}on/2999-01-01/")
    assert "2999</time> edition 2 will be in force, going by what has been decided so far." in html
    assert "was in force" not in html


def test_an_edition_that_is_still_to_come_says_from_when_and_what_it_changes(read, published, plan):
    make_decision(published)
    second = make_published(plan, "Green city")
    make_decision(second, date=datetime.date(2999, 1, 1))
    html = read(f"{PLAN}editions/2/")
    assert "It takes effect on" in html
    assert f'<a href="{PLAN}changes/1..2/">What it changes</a>' in html
    assert "<dt>Takes effect on</dt>" in read(f"{PLAN}editions/")


def test_a_banner_changes_when_the_next_edition_takes_effect(client, published, plan, monkeypatch):
    make_decision(published)
    make_decision(make_published(plan, "Green city"), date=datetime.date(2999, 1, 1))
    before = client.get(f"{PLAN}editions/1/")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: datetime.date(2999, 1, 1))
    after = client.get(f"{PLAN}editions/1/", headers={"If-None-Match": before["ETag"]})
    assert "an older one" not in before.content.decode()
    assert (after.status_code, "an older one" in after.content.decode()) == (200, True)


def test_the_edition_in_force_carries_no_banner(read, two_editions):
    assert "an older one" not in read(f"{PLAN}editions/2/")


def test_an_edition_shows_its_seal_and_the_plan_does_not(read, two_editions):
    first, _second = two_editions
    assert first.seal in read(f"{PLAN}editions/1/")
    assert first.seal in read(f"{PLAN}editions/")
    assert first.seal not in read(PLAN)


def test_a_correction_rests_on_the_decision_of_its_base(read, two_editions, plan):
    draft = make_draft(plan, kind=EditionKind.CORRECTION, reason="Een tikfout.")
    publish_edition(draft, actor=None)
    html = read(f"{PLAN}editions/3/")
    assert "Approved" in html
    assert "Een tikfout." in html


def test_a_plan_that_is_not_yet_in_force_shows_its_edition(read, published):
    make_decision(published, date=datetime.date(2999, 1, 1))
    assert "Safe city" in read(PLAN)
