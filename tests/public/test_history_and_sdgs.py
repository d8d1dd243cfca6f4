"""How a plan came about, in the order of dates; and its goals by the United Nations' numbers."""

import datetime
import re

import pytest

from strategy.models import Decision, Milestone
from strategy.services.deciding import correct_decision
from strategy.tree import Branch
from tests.factories import make_body, make_decision, make_published

PLAN = "/en/lindehoven/2020-2025/"


def headings(html: str) -> list[str]:
    story = html.split('class="story story--all"')[1]
    return [re.sub(r"<[^>]+>", "", heading) for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", story.split("</ol>")[0])]


def test_steps_decisions_and_editions_stand_in_the_order_of_their_dates(read, plan, published):
    make_decision(published, date=datetime.date(2019, 12, 17))
    for title, date, precision in (
        ("Workshop", datetime.date(2019, 9, 1), "month"),
        ("Start", datetime.date(2018, 1, 1), "year"),
        ("Nobody knows", None, "unknown"),
        ("Feast", datetime.date(2019, 12, 18), "day"),
    ):
        Milestone.objects.create(plan=plan, title_nl=title, date=date, precision=precision)
    make_published(plan, "Another goal")
    html = read(f"{PLAN}history/")
    assert headings(html) == [
        "Start",
        "Workshop",
        "Approved",
        "Feast",
        "Edition 1 (original) is published",
        "Edition 2 (amendment) is published",
        "Nobody knows",
    ]
    assert '<time datetime="2019-09">September 2019</time>' in html
    assert '<time datetime="2018">2018</time>' in html
    assert "Date not known" in html
    assert '<h2 lang="nl">Workshop</h2>' in html


def test_the_day_of_a_decision_is_said_once(read, published, town):
    council, welfare = make_body(town, "gemeenteraad"), make_body(town, "OCMW-raad")
    wrong = make_decision(published, body=council, date=datetime.date(2019, 12, 17))
    right = Decision(body=council, date=datetime.date(2019, 12, 18))
    correct_decision(wrong, right, actor=None, reason="Een dag later.")
    make_decision(published, body=welfare, date=None, precision="unknown")
    html = read(f"{PLAN}history/")
    assert html.count("18 December 2019") == 1
    assert html.count("17 December 2019") == 1  # in what the corrected record said before
    assert (html.count("Date not known"), html.count("date not recorded")) == (1, 0)


def test_a_draft_and_its_decisions_do_not_show(read, plan, published):
    from tests.factories import make_draft

    make_decision(make_draft(plan), date=datetime.date(2024, 1, 1))
    assert "2024" not in read(f"{PLAN}history/")


@pytest.fixture
def green(plan, publish):
    below = [Branch({"kind": "objective", "title_nl": "Schone lucht", "sdgs": "3,13"})]
    return publish(
        plan,
        Branch({"kind": "theme", "title_nl": "Groen", "sdgs": "13"}, children=below),
        Branch({"kind": "theme", "title_nl": "Geld"}),
    )


def test_each_global_goal_lists_the_goals_that_name_it(read, green):
    html = read(f"{PLAN}sdgs/")
    third, thirteenth = html.split('id="sdg-3"')[1].split('id="sdg-13"')
    assert "Good health and well-being" in third
    assert "Schone lucht" in third
    assert "Groen" not in third
    assert thirteenth.index("Groen") < thirteenth.index("Schone lucht") < thirteenth.index("No poverty")
    assert "Geld" not in html.split("<main")[1]
    assert len(re.findall(r'id="g-', html)) == 0  # a goal may stand there twice


def test_a_goal_shows_its_global_goals_and_links_to_them(read, client, green):
    goal = green.goals.get(title_nl="Schone lucht")
    html = client.get(f"{PLAN}goals/{goal.key}/", follow=True).content.decode()
    assert f'href="{PLAN}sdgs/#sdg-3"' in html
    assert "Climate action" in html


def test_a_plan_links_to_the_page_where_it_has_something_to_show(read, plan, published, publish):
    assert "sdgs/" not in read(PLAN)
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen", "sdgs": "13"}))
    assert f'href="{PLAN}sdgs/"' in read(PLAN)


def test_a_plan_without_global_goals_says_so(read, published):
    assert "names a global goal yet" in read(f"{PLAN}sdgs/")
