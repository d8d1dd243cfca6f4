"""The search of the API: the same finds as the pages, as data."""

import pytest

from strategy.tree import Branch
from tests.api.conftest import API
from tests.factories import make_plan, make_published, make_town


@pytest.fixture
def haven(publish, plan):
    below = Branch({"kind": "objective", "title_nl": "Licht aan de kade", "code": "BD-01", "text_nl": "Bij de haven."})
    top = Branch({"kind": "theme", "title_nl": "Havenstad", "title_en": "Port"}, children=[below])
    return publish(plan, top)


def titles(answer: dict) -> list[str]:
    return [item["title"]["text"] for item in answer["items"]]


def test_a_result_says_what_was_found_where(ask, haven):
    (item,) = ask("search?q=kade")["items"]
    key = haven.goals.get(code="BD-01").key
    assert {name: item[name] for name in ("town", "plan", "key", "kind", "code", "lang")} == {
        "town": "lindehoven", "plan": "2020-2025", "key": key, "kind": "objective", "code": "BD-01", "lang": "nl",
    }  # fmt: skip
    assert item["title"] == {"text": "Licht aan de kade", "lang": "nl", "marks": [[13, 17]]}
    assert item["path"] == [{"text": "Havenstad", "lang": "nl"}]
    assert ask(item["url"])["key"] == key


def test_the_language_decides_the_page_and_the_text_says_its_own(ask, haven):
    (item,) = ask("search?q=kade&lang=en")["items"]
    assert (item["lang"], item["title"]["lang"], item["path"]) == ("en", "nl", [{"text": "Port", "lang": "en"}])


def test_a_plan_is_found_too(ask, haven):
    (item,) = ask("search?q=lindehoven")["items"]
    assert (item["kind"], item["key"]) == ("plan", None)
    assert ask(item["url"])["slug"] == "2020-2025"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=haven", ["Havenstad", "Haven", "Licht aan de kade"]),
        ("q=haven&town=lindehoven", ["Havenstad", "Licht aan de kade"]),
        ("q=haven&town=lindehoven&plan=2020-2025&kind=objective", ["Licht aan de kade"]),
        ("q=haven&language=en", []),
        ("q=port&language=en", ["Port"]),
        ("q=haven&limit=1&offset=1", ["Haven"]),
    ],
)
def test_filters_and_pages(ask, haven, query, found):
    make_published(make_plan(make_town("elders")), "Haven")
    assert titles(ask(f"search?{query}")) == found


@pytest.mark.parametrize(("q", "note"), [("", "Say in q"), ("a", "One letter"), ("-haven", "what to leave out")])
def test_a_question_that_cannot_be_asked_has_no_results_and_a_note(ask, haven, q, note):
    answer = ask(f"search?q={q}")
    assert (answer["count"], answer["items"]) == (0, [])
    assert note in answer["note"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("q=haven&town=nergens", 404, "No municipality here is called “nergens”."),
        ("q=haven&town=lindehoven&plan=1999", 404, "lindehoven has published no plan “1999”."),
        ("q=haven&plan=2020-2025", 404, "Say in “town” whose plan “2020-2025” is."),
        ("q=haven&kind=root", 422, "The parameter kind is not valid"),
        ("q=%00", 422, "The parameter q is not valid"),
    ],
)
def test_no_is_said_in_a_sentence(refused, haven, query, status, sentence):
    assert refused(f"search?{query}", status).startswith(sentence)


def test_an_answer_that_did_not_change_is_not_sent_again(client, haven):
    etag = client.get(f"{API}search?q=haven")["ETag"]
    assert client.get(f"{API}search?q=haven", headers={"If-None-Match": etag}).status_code == 304
    make_published(make_plan(make_town("elders")), "Haven")
    assert client.get(f"{API}search?q=haven", headers={"If-None-Match": etag}).status_code == 200
