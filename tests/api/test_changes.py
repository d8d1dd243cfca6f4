"""What changed between two editions, as data."""

import jsonschema
import pytest

from strategy.services.editing import delete_goal, edit_goal
from strategy.services.publishing import publish_edition
from tests.api.conftest import PLAN
from tests.factories import make_draft
from tests.outline import by_title


@pytest.fixture
def amended(published, plan):
    """A second edition with a theme reworded and its objective dropped."""
    draft = make_draft(plan)
    goals = by_title(draft)
    edit_goal(goals["Safe city"], actor=None, changes={"title_nl": "Safe town", "title_en": "Town"})
    delete_goal(goals["Light in every street"], actor=None)
    return publish_edition(draft, actor=None)


def test_changes_are_told_goal_by_goal_and_word_by_word(ask, amended):
    told = ask(f"{PLAN}/changes?from=1&to=2&lang=en")
    theme, objective = told["goals"]

    assert (told["before"], told["after"]) == (1, 2)
    assert told["counts"] == {"dropped": {"objective": 1}, "reworded": {"theme": 1}, "translated": {"theme": 1}}
    assert (theme["title"], theme["changes"]) == ("Town", ["reworded", "translated"])
    dutch, english = theme["fields"]
    assert (dutch["name"], dutch["language"], dutch["before"], dutch["after"]) == (
        "title",
        "nl",
        "Safe city",
        "Safe town",
    )
    assert dutch["words"] == [
        {"op": "same", "text": "Safe "},
        {"op": "removed", "text": "city"},
        {"op": "added", "text": "town"},
    ]
    assert (english["language"], english["before"]) == ("en", "")
    assert (objective["changes"], objective["after"]) == (["dropped"], None)
    assert objective["before"]["parent"] == theme["key"]
    assert "/editions/1/goals/" in objective["before"]["page"]


def test_the_answer_is_as_the_contract_describes_it(ask, amended):
    contract = ask("openapi.json")
    (path,) = (path for path in contract["paths"] if path.endswith("/changes"))
    shape = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(ask(f"{PLAN}/changes"), {**shape, **contract})
    parameters = {parameter["name"] for parameter in contract["paths"][path]["get"]["parameters"]}
    assert parameters == {"town", "plan", "lang", "from", "to"}


def test_either_order_and_the_usual_pair(ask, amended):
    assert ask(f"{PLAN}/changes?from=2&to=1")["counts"]["added"] == {"objective": 1}
    assert ask(f"{PLAN}/changes") == ask(f"{PLAN}/changes?from=1&to=2")
    assert ask(f"{PLAN}/changes?from=1&to=1")["goals"] == []
    assert ask(PLAN)["changes"].endswith(f"{PLAN}/changes")


def test_one_edition_alone_changed_nothing(ask, published):
    assert ask(f"{PLAN}/changes")["goals"] == []


@pytest.mark.parametrize(("query", "status"), [("from=9", 404), ("to=9", 404), ("from=x", 422), ("to=0", 422)])
def test_wrong_numbers_are_refused_with_a_sentence(refused, amended, query, status):
    assert refused(f"{PLAN}/changes?{query}", status)


def test_a_draft_is_not_compared(refused, published, plan):
    make_draft(plan)
    assert refused(f"{PLAN}/changes?from=1&to=2", 404) == "This plan has no published edition 2."


def test_the_answer_is_not_sent_twice(client, amended):
    etag = client.get(f"{PLAN}/changes?from=1&to=2")["ETag"]
    assert client.get(f"{PLAN}/changes?from=1&to=2", headers={"If-None-Match": etag}).status_code == 304
    assert client.get(f"{PLAN}/changes?from=1&to=1", headers={"If-None-Match": etag}).status_code == 200
