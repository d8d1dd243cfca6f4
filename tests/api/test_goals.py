"""Goals as the API gives them: nested, listed, and one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Goal
from strategy.tree import Branch
from tests.api.conftest import PLAN
from tests.factories import make_draft, make_published
from tests.outline import by_title

TREE = "mission: For everybody\nSafe city\n  Light in every street\n    Ask the street\n  Calm roads\n"


def told(goals: list[dict], depth: int = 0) -> str:
    return "".join(f"{'  ' * depth}{goal['title']}\n{told(goal['children'], depth + 1)}" for goal in goals)


@pytest.fixture
def edition(plan):
    return make_published(plan, TREE)


def test_the_tree_is_nested_in_the_order_of_reading(ask, edition):
    assert told(ask(f"{PLAN}/tree")["goals"]) == TREE.replace("mission: ", "")


def test_the_list_has_each_goal_before_those_below_it(ask, edition):
    items = ask(f"{PLAN}/goals")["items"]
    assert [goal["depth"] for goal in items] == [1, 1, 2, 3, 2]
    assert [goal["descendants"] for goal in items] == [0, 3, 1, 0, 0]
    assert [goal["title"] for goal in ask(f"{PLAN}/goals?limit=2&offset=3")["items"]] == [
        "Ask the street",
        "Calm roads",
    ]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [("kind=objective", ["Light in every street", "Calm roads"]), ("code=A1", []), ("kind=mission", ["For everybody"])],
)
def test_the_list_can_be_narrowed(ask, edition, asked, titles):
    assert [goal["title"] for goal in ask(f"{PLAN}/goals?{asked}")["items"]] == titles


def test_the_list_can_be_narrowed_to_a_parent(ask, edition):
    key = by_title(edition)["Light in every street"].key
    assert [goal["title"] for goal in ask(f"{PLAN}/goals?parent={key}")["items"]] == ["Ask the street"]


def test_a_goal_comes_with_those_above_and_below_it(ask, client, edition):
    goals = by_title(edition)
    shown = ask(f"{PLAN}/goals/{goals['Light in every street'].key}")

    assert [goal["title"] for goal in shown["ancestors"]] == ["Safe city"]
    assert [goal["title"] for goal in shown["children"]] == ["Ask the street"]
    assert (shown["parent"], shown["edition"]) == (goals["Safe city"].key, 1)
    assert ask(shown["url"]) == shown
    assert client.get(shown["page"], follow=True).status_code == 200


def test_an_earlier_edition_stays_readable(ask, edition, plan, publish):
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen"}))

    assert told(ask(f"{PLAN}/tree")["goals"]) == "Groen\n"
    assert told(ask(f"{PLAN}/tree?edition=1")["goals"]) == TREE.replace("mission: ", "")
    url = ask(f"{PLAN}/goals?edition=1")["items"][1]["url"]
    assert ask(url)["title"] == "Safe city"


def test_a_draft_is_nowhere(ask, refused, client, edition, plan):
    draft = make_draft(plan, "Secret plan")
    key = by_title(draft)["Secret plan"].key

    refused(f"{PLAN}/tree?edition=2", 404)
    refused(f"{PLAN}/goals?edition=2", 404)
    refused(f"{PLAN}/goals/{key}", 404)
    refused(f"{PLAN}/editions/2", 404)
    refused(f"{PLAN}/editions/2/sealed", 404)
    assert [row["number"] for row in ask(f"{PLAN}/editions")["items"]] == [1]
    everything = b"".join(client.get("/api/v1/everything.ndjson").streaming_content)
    assert b"Secret plan" not in everything


def test_texts_that_are_not_translated_are_named(ask, plan, publish):
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen", "title_en": "Green", "text_nl": "Bomen"}))
    shown = ask(f"{PLAN}/tree?lang=en")["goals"][0]

    assert (shown["title"], shown["text"]) == ("Green", "Bomen")
    assert (shown["lang"], shown["fallback"]) == ("en", ["text"])


@pytest.mark.parametrize(("path", "most"), [("/tree", 3), ("/goals", 4), ("/decisions", 4), ("/editions", 2)])
def test_answers_take_the_same_few_queries_for_10_goals_and_for_200(ask, plan, path, most):
    def count(goals: int) -> int:
        make_published(plan, "".join(f"Stad {n}\n  Straat\n" for n in range(goals // 2)))
        with CaptureQueriesContext(connection) as queries:
            ask(PLAN + path)
        return len(queries)

    few, many = count(10), count(200)
    assert few == many <= most


def test_no_goal_of_the_api_is_the_hidden_root(ask, edition):
    assert Goal.objects.filter(edition=edition, kind="root").exists()
    assert "root" not in {goal["kind"] for goal in ask(f"{PLAN}/goals")["items"]}
