"""Whatever is typed, there is an answer; and everything that is found has every word of the question in it."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from strategy.models import SearchRow
from strategy.search import search, understood
from strategy.search.results import results_of
from tests.search.conftest import goal

TITLES = [
    "Bewoners fietsen naar school", "Groene ruimte in elke wijk", "Eén loket voor álle vragen", "Städte & Straßen",
    "Århus, Ærø og børn", "L’eau, l’œuvre et la propreté", "BD-01 tot BD-02.03", "100% <b>duurzaam</b> 'beleid'",
    "SELECT * FROM goals; -- \\ %_", "数字 城市 🌳 3½ ²", "naïef coöperatief reünie",
]  # fmt: skip
WORDS = sorted({word for title in TITLES for word in title.split()})
FREE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
PIECES = st.sampled_from(
    [*WORDS, "fiets", "stad", '"', "-", "*", "AND", "OR", "NOT", "NEAR(", "^", ":", "(", "\x00", "%"]
)
TYPED = st.one_of(FREE, st.lists(st.one_of(PIECES, FREE), max_size=6).map(" ".join))


@pytest.fixture
def plans(publish, plan):
    publish(plan, *(goal(title_nl=title, text_nl=other) for title, other in zip(TITLES, TITLES[::-1], strict=True)))
    assert SearchRow.objects.exclude(goal_id=None).count() == 2 * len(TITLES)


def letters(text: str) -> str:
    """``text`` without marks, in the plainest way that there is."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).lower()
    for sign, written in (
        ("æ", "ae"),
        ("œ", "oe"),
        ("ø", "o"),
        ("ß", "ss"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
    ):
        plain = plain.replace(sign, written)
    return plain


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
@example('"')
@example("\u0000")
@example("a" * 2000)
@example("'; DROP TABLE strategy_searchrow; --")
@example("İstanbul ŉ ǆ ﬁets")
def test_it_answers_and_what_it_finds_holds_every_word(plans, typed):
    question = understood(typed)
    found = search(question, lang="nl")
    for result in results_of(found.hits, question):
        row = SearchRow.objects.get(goal_id=result.hit.goal, language="nl", plan=result.hit.plan)
        there = f"{row.title_words} {row.title_forms} {row.text_words} {row.text_forms}".split()
        for term in question.required:
            begins = term.words if term.is_phrase else tuple(term.beginnings())
            own = term.marks(("nl",)) | term.stems("nl")
            assert any(token.startswith(begins) or token in own for token in there), (typed, term)
        for marked in (result.title, result.excerpt):
            assert "".join(text for text, _is_hit in marked.pieces()) == marked.text


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(WORDS), st.integers(3, 9))
def test_the_beginning_of_any_word_finds_it(plans, word, length):
    begun = "".join(re.findall(r"\w", word))[:length]
    if len(begun) < 3 or len(re.findall(r"\w+", word)) > 1:
        return
    titles = [result.title.text for result in results_of(search(begun, lang="nl").hits, understood(begun))]
    assert any(letters(begun) in letters(title) for title in titles), (begun, titles)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_pages_and_api_answer_whatever_is_asked(plans, client, settings, typed):
    settings.SEARCHES_PER_MINUTE = settings.API_REQUESTS_PER_MINUTE = 0
    for path in ("/nl/search/", "/nl/lindehoven/search/", "/nl/"):
        response = client.get(path, {"q": typed, "kind": typed, "town": typed, "plan": typed, "page": typed})
        assert response.status_code == 200
    assert client.get("/api/v1/search", {"q": typed}).status_code in {200, 422}
