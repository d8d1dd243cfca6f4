"""Fall-back, filters, and what comes first."""

import pytest

from strategy.search import search
from strategy.search.question import understood
from strategy.search.results import results_of
from tests.factories import make_plan, make_published, make_town
from tests.search.conftest import goal


def results(typed: str, lang: str = "nl", **narrow):
    question = understood(typed)
    return results_of(search(question, lang=lang, **narrow).hits, question)


def test_text_that_is_shown_in_fall_back_is_found_and_says_its_language(publish, plan, town):
    publish(plan, goal(title_nl="Haven", title_en="Harbour", text_nl="Kade vol boten"))
    (one,) = results("kade", lang="en", town=town.pk)
    assert (one.title.text, one.title.language, one.hit.language) == ("Harbour", "en", "en")
    assert (one.excerpt.text, one.excerpt.language, one.is_fallback) == ("Kade vol boten", "nl", False)


def test_a_title_in_fall_back_comes_behind_those_in_the_readers_language(found, publish, plan, town):
    publish(plan, goal(title_nl="Park een"), goal(title_nl="Tuin", title_en="Park two"))
    assert found("park", lang="en", town=town) == ["Park two", "Park een"]


def test_a_town_without_the_readers_language_is_found_in_its_own(db, publish):
    danish = make_town("vigsted", language="da")
    publish(make_plan(danish, title_da="Kurs"), goal(title_da="Grøn havn"))
    (one,) = results("havn", lang="nl")
    assert (one.hit.language, one.title.language) == ("da", "da")


def test_titles_come_before_texts(found, publish, plan):
    publish(plan, goal(title_nl="Water", text_nl="Een haven"), goal(title_nl="Haven"))
    assert found("haven") == ["Haven", "Water"]


def test_a_plan_that_bears_the_name_comes_before_its_goals_and_new_terms_before_old(found, publish, town):
    old = make_plan(town, slug="oud", starts_in=2014, ends_in=2019, title_nl="Oude koers")
    new = make_plan(town, slug="nieuw", starts_in=2020, ends_in=2025, title_nl="Nieuwe tijd")
    publish(old, goal(title_nl="Koers oud"))
    publish(new, goal(title_nl="Koers nieuw"))
    assert found("koers") == ["(plan)", "Koers nieuw", "Koers oud"]


@pytest.fixture
def two_towns(publish, plan, town):
    publish(plan, goal("theme", title_nl="Haven", title_en="Port", children=(goal(title_nl="Haven zuid"),)))
    other = make_plan(make_town("elders"))
    make_published(other, "Haven elders")
    return town, other


@pytest.mark.parametrize(
    ("narrow", "titles"),
    [
        ({}, ["Haven", "Haven zuid", "Haven elders"]),
        ({"kind": "objective"}, ["Haven zuid"]),
        ({"kind": "plan"}, []),
        ({"language": "nl"}, ["Haven", "Haven zuid", "Haven elders"]),
        ({"language": "en"}, []),
    ],
)
def test_filters_narrow_what_is_found(found, two_towns, narrow, titles):
    assert found("haven", **narrow) == titles


def test_a_town_and_a_plan_narrow_too(found, two_towns):
    town, other = two_towns
    assert found("haven", town=town) == ["Haven", "Haven zuid"]
    assert found("haven", plan=other.pk) == ["Haven elders"]


def test_a_language_finds_what_is_written_in_it_whatever_the_reader_speaks(found, two_towns):
    assert found("port", lang="nl", language="en") == ["Port"]


def test_the_goals_above_come_along(publish, plan):
    deep = goal(title_nl="Licht in de haven")
    publish(
        plan,
        goal(
            "theme",
            title_nl="Veilig",
            children=(
                goal("objective", title_nl="Straat", children=(goal("ambition", title_nl=deep.content["title_nl"]),)),
            ),
        ),
    )
    (one,) = results("haven")
    assert [said.text for said in one.path] == ["Veilig", "Straat"]


def test_what_is_found_is_marked_in_the_text_as_it_was_written(publish, plan):
    publish(plan, goal(title_nl="Cafés, <b>bewoners</b> & groene ruimte", text_nl="x" * 300 + " bewoner " + "y" * 300))
    (one,) = results('bewoners cafe "groene ruimte"')
    marked = [text for text, is_hit in one.title.pieces() if is_hit]
    assert marked == ["Cafés", "bewoners", "groene", "ruimte"]
    assert "".join(text for text, _is_hit in one.title.pieces()) == "Cafés, <b>bewoners</b> & groene ruimte"
    assert [text for text, is_hit in one.excerpt.pieces() if is_hit] == ["bewoner"]
    assert one.excerpt.text.startswith("… ")
    assert len(one.excerpt.text) < 400


def test_results_take_two_queries_however_many(publish, plan, django_assert_num_queries):
    publish(plan, *(goal(title_nl=f"Haven {n}") for n in range(30)))
    question = understood("haven")
    hits = search(question, lang="nl").hits
    with django_assert_num_queries(2):
        assert len(results_of(hits[:20], question)) == 20


def test_more_than_can_be_read_is_said(publish, plan, monkeypatch):
    monkeypatch.setattr("strategy.search.database.MOST", 5)
    publish(plan, *(goal(title_nl=f"Haven {n}") for n in range(6)))
    found = search("haven", lang="nl")
    assert (len(found.hits), found.is_more) == (5, True)
