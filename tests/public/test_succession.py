"""From plan to plan: what became of a goal stands on its page, and where it comes from on that of its heir."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strategy.services.editing import add_goal, edit_goal
from strategy.services.publishing import publish_edition
from strategy.services.sharing import share_edition
from strategy.services.succeeding import record_succession, start_next_plan
from tests.factories import make_published
from tests.outline import by_title

OLD = "/nl/lindehoven/2020-2025/"
NEW = "/nl/lindehoven/2026-2031/"


@pytest.fixture
def plans(plan, officer):
    """The old plan, and the draft of the next: one of each outcome."""
    edition = make_published(plan, "Safe\nGreen\n  Trees\nQuiet\nWarm\nCold")
    was = by_title(edition)
    kept = {goal.key for title, goal in was.items() if title != "Cold"}
    values = {"titles": {"nl": "Koers"}, "slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
    draft = start_next_plan(plan, actor=officer, kept=kept, **values)
    add_goal(draft, actor=None, content={"kind": "theme", "title_nl": "Open"})
    edit_goal(by_title(draft)["Trees"], actor=None, changes={"text_nl": "Many more of them."})
    now = by_title(draft)
    record_succession(
        plan,
        draft.plan,
        actor=officer,
        add={(was["Quiet"].key, now["Green"].key), (was["Warm"].key, now["Safe"].key)},
        remove={(was["Quiet"].key, now["Quiet"].key)},
    )
    record_succession(plan, draft.plan, actor=officer, remove={(was["Safe"].key, now["Safe"].key)})
    return plan, draft


@pytest.fixture
def both(plans):
    publish_edition(plans[1], actor=None)
    return plans


def beside(client, page: str, plan, title: str) -> str:
    """What the goal's page says about other plans, in plain words."""
    goal = by_title(plan.editions.latest("number"))[title]
    html = client.get(f"{page}goals/{goal.key}/", follow=True).content.decode()
    part = re.search(r"<h2>From plan to plan</h2><dl>(.*?)</dl>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", part[1]).split()) if part else ""


def test_an_old_goal_says_what_became_of_it(client, both):
    old, _new = both
    said = {title: beside(client, OLD.replace("/nl/", "/en/"), old, title) for title in by_title(old.editions.get())}
    assert {title: words.removeprefix("In the plan 2026–2031 ") for title, words in said.items()} == {
        "Safe": "",
        "Green": "Merged with others into Green only in Dutch",
        "Trees": "Continued in other words as Trees only in Dutch",
        "Quiet": "Merged with others into Green only in Dutch",
        "Warm": "Split into Safe only in Dutch Warm only in Dutch",
        "Cold": "Dropped",
    }


def test_a_new_goal_says_where_it_comes_from(client, both):
    _old, new = both
    page = NEW.replace("/nl/", "/en/")
    said = {title: beside(client, page, new.plan, title) for title in by_title(new)}
    assert {title: words.removeprefix("From the plan 2020–2025 ") for title, words in said.items()} == {
        "Safe": "Split off from Warm only in Dutch",
        "Green": "Merged from Green only in Dutch Quiet only in Dutch",
        "Trees": "Reworded from Trees only in Dutch",
        "Quiet": "New in this plan",
        "Warm": "Split off from Warm only in Dutch",
        "Open": "New in this plan",
    }


def test_links_lead_there_and_back(client, both):
    old, new = both
    was, now = by_title(old.editions.get())["Trees"].key, by_title(new)["Trees"].key
    html = client.get(f"{OLD}goals/{was}/trees/").content.decode()
    assert f'href="{NEW}goals/{now}/trees/"' in html
    html = client.get(f"{NEW}goals/{now}/trees/").content.decode()
    assert f'href="{OLD}goals/{was}/trees/"' in html


@pytest.mark.parametrize("page", [OLD, NEW])
def test_the_table_tells_everything_both_ways(client, both, page):
    html = client.get(f"{page.replace('/nl/', '/en/')}succession/").content.decode()
    assert "What became of the goals of 2020–2025 in 2026–2031" in html
    assert "Where the goals of 2026–2031 come from" in html
    tables = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    rows = [re.findall(r'outcome--(\w+)"', table) for table in tables]
    assert rows == [
        ["undecided", "merged", "reworded", "merged", "split", "dropped"],
        ["split", "merged", "reworded", "new", "split", "new"],
    ]
    assert (
        f'href="{page.replace("/nl/", "/en/")}succession/"' in client.get(page.replace("/nl/", "/en/")).content.decode()
    )


def test_before_the_new_plan_is_published_the_public_sees_nothing_of_it(client, plans):
    old, _draft = plans
    assert client.get(f"{OLD}succession/").status_code == 404
    page = client.get(OLD).content.decode()
    assert "2026-2031" not in page
    assert "succession" not in page
    assert beside(client, OLD.replace("/nl/", "/en/"), old, "Trees") == ""


def test_a_preview_shows_it_as_it_will_be(client, plans):
    old, draft = plans
    _link, token = share_edition(draft, actor=None, note="council")
    page = f"/preview/{token}/en/"
    assert beside(client, page, draft.plan, "Green").startswith("From the plan 2020–2025 Merged from Green")
    html = client.get(f"{page}succession/").content.decode()
    key = by_title(draft)["Green"].key
    assert f'href="{page}goals/{key}/green/"' in html
    assert f'href="/en/lindehoven/2020-2025/goals/{by_title(old.editions.get())["Green"].key}/green/"' in html


def test_a_plan_that_follows_nothing_has_no_such_page(client, published):
    assert client.get(f"{OLD}succession/").status_code == 404
    assert "succession" not in client.get(OLD).content.decode()


def test_a_change_shows_at_once_on_both_plans(client, both):
    old, new = both
    was, now = by_title(old.editions.get()), by_title(new)
    pages = [f"{OLD}goals/{was['Safe'].key}/safe/", f"{NEW}goals/{now['Open'].key}/open/", f"{OLD}succession/"]
    etags = [client.get(page)["ETag"] for page in pages]
    record_succession(old, new.plan, actor=None, add={(was["Safe"].key, now["Open"].key)})
    for page, etag in zip(pages, etags, strict=True):
        assert client.get(page, headers={"If-None-Match": etag}).status_code == 200
    assert beside(client, OLD.replace("/nl/", "/en/"), old, "Safe").endswith(
        "Continued in other words as Open only in Dutch"
    )


def test_queries_do_not_grow_with_the_plans(plan, town, officer):
    def count(goals: int, number: int) -> tuple[int, int]:
        from tests.factories import make_plan

        old = make_plan(town, slug=f"old-{number}", starts_in=None, ends_in=None)
        edition = make_published(old, "".join(f"Town {n}\n  Street\n" for n in range(goals // 2)))
        kept = {goal.key for goal in edition.goals.shown()}
        values = {"titles": {"nl": "Koers"}, "slug": f"new-{number}", "starts_in": None, "ends_in": None}
        draft = publish_edition(start_next_plan(old, actor=officer, kept=kept, **values), actor=None)
        pages = (f"goals/{by_title(draft)['Town 0'].key}/town-0/", "succession/")
        found = []
        for page in pages:
            path = f"/nl/lindehoven/new-{number}/{page}"
            Client().get(path)
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(path).status_code == 200
            found.append(len(queries))
        return found[0], found[1]

    assert count(4, 1) == count(100, 2) == (5, 5)
