"""A corrected record: the public reads the right one, with what was wrong and what it said before."""

import datetime

import pytest

from strategy.models import Decision
from strategy.services.deciding import correct_decision
from tests.factories import make_body, make_decision

PLAN = "/en/lindehoven/2020-2025/"
EDITIONS = f"{PLAN}editions/"


@pytest.fixture
def corrected(published, town):
    wrong = make_decision(published, body=make_body(town, "gemeenteraad"), number="2019/17")
    right = Decision(body=wrong.body, date=datetime.date(2019, 12, 18), number="2019/18")
    return correct_decision(wrong, right, actor=None, reason="Een dag later beslist.")


@pytest.mark.parametrize("page", [PLAN, EDITIONS])
def test_the_right_record_is_shown_with_a_note_and_the_old_one(read, corrected, page):
    html = read(page)
    before, after = html.split('<details class="corrected">')
    assert "2019/18" in before
    assert "2019/17" not in before
    assert "This record was corrected on" in after
    assert '<p lang="nl">Een dag later beslist.</p>' in after
    assert "2019/17" in after


def test_the_badge_speaks_of_what_stands(read, corrected):
    html = read(PLAN)
    assert html.count('class="seal"') == 1
    assert "18 December 2019" in html.split('class="seal"')[1].split("</span></span>")[0]


def test_a_correction_of_a_correction_shows_all_three(read, corrected):
    third = Decision(body=corrected.body, date=datetime.date(2019, 12, 19))
    correct_decision(corrected, third, actor=None, reason="Nog een dag later.")
    html = read(EDITIONS)
    assert html.count('<details class="corrected">') == 2
    for number in ("2019/17", "2019/18"):
        assert number in html


def test_programs_read_what_stands(client, corrected):
    answer = client.get("/api/v1/towns/lindehoven/plans/2020-2025/decisions").json()
    assert [item["number"] for item in answer["items"]] == ["2019/18"]
    lines = b"".join(client.get("/api/v1/everything.ndjson").streaming_content).decode()
    assert "2019/18" in lines
    assert "2019/17" not in lines
