"""What was decided: the badge, the register in words, the period, and plain words where nothing is recorded."""

import datetime

import pytest

from strategy.vocabulary import DecisionKind, Precision
from tests.factories import make_body, make_decision, make_plan, make_published

PLAN = "/en/lindehoven/2020-2025/"


@pytest.fixture
def council(town):
    body = make_body(town, "gemeenteraad")
    body.by_line_nl, body.by_line_en, body.name_en = "door de raad", "by the council", "council"
    body.save()
    return body


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        (datetime.date(2019, 12, 17), Precision.DAY, 'on <time datetime="2019-12-17">17 December 2019</time>'),
        (datetime.date(2018, 9, 1), Precision.MONTH, 'in <time datetime="2018-09">September 2018</time>'),
        (datetime.date(2018, 1, 1), Precision.YEAR, 'in the year <time datetime="2018">2018</time>'),
    ],
)
def test_the_badge_knows_the_date_as_exactly_as_the_register(read, published, council, date, precision, words):
    make_decision(published, body=council, date=date, precision=precision)
    assert f"Approved by the council {words}" in read(PLAN)


def test_the_badge_does_without_a_date(read, published, council):
    make_decision(published, body=council, date=None, precision=Precision.UNKNOWN)
    assert "<span>Approved by the council</span>" in read(PLAN)


def test_a_by_line_in_another_language_is_not_put_into_a_sentence(read, published, council):
    council.by_line_en = council.name_en = ""
    council.save()
    make_decision(published, body=council)
    assert 'Approved <span lang="nl">(gemeenteraad)</span> on' in read(PLAN)


@pytest.mark.parametrize("kind", [DecisionKind.REJECTS, DecisionKind.TAKES_NOTE, DecisionKind.APPROVES_PART])
def test_other_decisions_stand_in_the_list_but_are_no_approval(read, published, council, kind):
    make_decision(published, body=council, kind=kind)
    html = read(PLAN)
    assert 'class="seal"' not in html
    assert {"rejects": "Rejected", "takes_note": "Noted", "approves_part": "Approved in part"}[kind] in html


def test_votes_are_counted_in_words(read, published, council):
    make_decision(published, body=council, votes_for=21, votes_against=9, votes_abstained=7, number="2019/4")
    html = read(PLAN)
    assert "21 for, 9 against, 7 abstentions" in html
    assert "2019/4" in html


def test_a_unanimous_vote_is_called_so(read, published, council):
    make_decision(published, body=council, is_unanimous=True)
    assert "unanimous" in read(PLAN)


def test_where_no_decision_is_recorded_the_page_says_so(read, published):
    html = read(PLAN)
    assert "No decision on this text is recorded." in html
    assert 'class="seal"' not in html


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(2020, 2025, "<dd>2020–2025</dd>"), (2018, None, "<dd>from 2018</dd>")]
)
def test_the_period_is_said(read, town, starts, ends, words):
    make_published(make_plan(town, slug="p", starts_in=starts, ends_in=ends))
    assert words in read("/en/lindehoven/p/")


def test_an_unknown_period_is_not_said(read, town):
    make_published(make_plan(town, slug="p", starts_in=None, ends_in=None))
    assert "Period" not in read("/en/lindehoven/p/")
