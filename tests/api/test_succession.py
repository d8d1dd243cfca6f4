"""What became of goals from plan to plan, as data."""

import jsonschema
import pytest

from strategy.services.editing import add_goal, edit_goal
from strategy.services.publishing import publish_edition
from strategy.services.succeeding import record_succession, start_next_plan
from tests.api.conftest import API, PLAN
from tests.factories import make_draft, make_published
from tests.outline import by_title

NEXT = f"{API}towns/lindehoven/plans/2026-2031"
OUTCOMES = {
    "Continues": ("continued", ["Continues"]),
    "In other words": ("reworded", ["In other words"]),
    "Merges": ("merged", ["Joint"]),
    "Merges too": ("merged", ["Joint"]),
    "Splits": ("split", ["Splits", "Apart"]),
    "Goes": ("dropped", []),
    "Forgotten": (None, []),
}
ORIGINS = {
    "Continues": ("continued", ["Continues"]),
    "In other words": ("reworded", ["In other words"]),
    "Joint": ("merged", ["Merges", "Merges too"]),
    "Splits": ("split", ["Splits"]),
    "Apart": ("split", ["Splits"]),
    "Fresh": ("new", []),
}


@pytest.fixture
def draft(plan, officer):
    """The draft of the next plan, with one goal of each outcome recorded."""
    old = by_title(make_published(plan, "\n".join(OUTCOMES)))
    kept = {old[title].key for title in ("Continues", "In other words", "Splits")}
    values = {"titles": {"nl": "Koers"}, "slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
    draft = start_next_plan(plan, actor=officer, kept=kept, **values)
    for title in ("Joint", "Apart", "Fresh"):
        add_goal(draft, actor=None, content={"kind": "theme", "title_nl": title})
    new = by_title(draft)
    edit_goal(new["In other words"], actor=None, changes={"text_nl": "Said otherwise."})
    lines = {
        (old[was].key, new[now].key) for was, now in (("Merges", "Joint"), ("Merges too", "Joint"), ("Splits", "Apart"))
    }
    forgotten = {(old[title].key, "") for title in ("Forgotten", "Merges", "Merges too")}
    record_succession(plan, draft.plan, actor=officer, add=lines, remove=forgotten)
    return draft


@pytest.fixture
def succeeded(draft):
    return publish_edition(draft, actor=None)


def shown(goals: list[dict], others: list[dict]) -> dict[str, tuple]:
    """title -> (outcome, titles on the other side)"""
    names = {goal["key"]: goal["title"] for goal in others}
    return {goal["title"]: (goal["outcome"], [names[key] for key in goal["goals"]]) for goal in goals}


@pytest.mark.parametrize("address", [PLAN, NEXT])
def test_each_goal_says_what_became_of_it_and_where_it_comes_from(ask, succeeded, address):
    told = ask(f"{address}/succession")
    (between,) = told["between"]
    assert (between["old"]["plan"], between["new"]["plan"]) == ("2020-2025", "2026-2031")
    assert shown(between["became"], between["came_from"]) == OUTCOMES
    assert shown(between["came_from"], between["became"]) == ORIGINS
    assert told["page"].endswith(f"/nl/lindehoven/{told['plan']}/succession/")


def test_it_counts_them(ask, succeeded):
    (between,) = ask(f"{PLAN}/succession")["between"]
    once = dict.fromkeys(("continued", "reworded", "split", "dropped", "not_recorded"), 1)
    assert between["counts"]["became"] == {**once, "merged": 2}
    assert between["counts"]["came_from"] == {"continued": 1, "reworded": 1, "merged": 1, "split": 2, "new": 1}


def test_the_answer_is_as_the_contract_describes_it_and_is_linked(ask, client, succeeded):
    contract = ask("openapi.json")
    (path,) = (path for path in contract["paths"] if path.endswith("/succession"))
    shape = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    told = ask(ask(PLAN)["succession"])
    jsonschema.validate(told, {**shape, **contract})
    for shape, value in (("BetweenPlans", told["between"][0]), ("SuccessionGoal", told["between"][0]["became"][0])):
        assert set(value) == set(contract["components"]["schemas"][shape]["properties"])
    for goal in (*told["between"][0]["became"], *told["between"][0]["came_from"]):
        assert ask(goal["url"])["key"] == goal["key"]
    assert client.get(told["page"]).status_code == 200


def test_titles_fall_back_to_the_authentic_language_and_say_so(ask, succeeded):
    (between,) = ask(f"{PLAN}/succession?lang=en")["between"]
    assert {goal["lang"] for goal in between["became"]} == {"en"}
    assert {tuple(goal["fallback"]) for goal in between["became"]} == {("title",)}


def test_a_plan_alone_has_none(ask, published):
    told = ask(f"{PLAN}/succession")
    assert (told["between"], told["page"]) == ([], None)


def test_a_plan_that_is_not_published_is_not_named(ask, refused, draft):
    assert ask(f"{PLAN}/succession")["between"] == []
    assert refused(f"{NEXT}/succession", 404)


def test_a_draft_after_it_changes_nothing(ask, succeeded):
    before = ask(f"{NEXT}/succession")
    edit_goal(by_title(make_draft(succeeded.plan))["Continues"], actor=None, changes={"title_nl": "Secret"})
    assert ask(f"{NEXT}/succession") == before


def test_a_new_line_makes_a_new_answer(client, ask, succeeded, plan, officer):
    etag = client.get(f"{PLAN}/succession")["ETag"]
    assert client.get(f"{PLAN}/succession", headers={"If-None-Match": etag}).status_code == 304
    (between,) = ask(f"{PLAN}/succession")["between"]
    (key,) = (goal["key"] for goal in between["became"] if goal["title"] == "Forgotten")
    record_succession(plan, succeeded.plan, actor=officer, add={(key, "")})
    assert client.get(f"{PLAN}/succession", headers={"If-None-Match": etag}).status_code == 200
    assert ask(f"{PLAN}/succession")["between"][0]["counts"]["became"]["dropped"] == 2


def test_it_takes_the_same_few_queries_however_many_goals(client, succeeded, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get(f"{PLAN}/succession")
