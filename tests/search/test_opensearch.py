"""With SEARCH_URL a search engine answers the same as the database; it is told after each commit."""

import base64

import pytest
from django.core.management import CommandError, call_command

from strategy.models import SearchedPlan
from strategy.services.publishing import publish_edition, start_draft
from tests.factories import make_draft, make_plan, make_published, make_town
from tests.search.conftest import goal
from tests.search.engine import running
from tests.search.test_words import EXAMPLES


@pytest.fixture
def engine(settings, db):
    with running() as (engine, url):
        settings.SEARCH_URL = url
        yield engine
    assert engine.refused == []


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """committed(act) does it, and then what follows a commit."""

    def do(act):
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return do


@pytest.mark.parametrize(("language", "title", "typed", "is_found"), EXAMPLES)
def test_it_finds_what_the_database_finds(engine, committed, found, publish, language, title, typed, is_found):
    town = make_town(language=language)
    plan = make_plan(town, **{f"title_{language}": "P"})
    committed(lambda: publish(plan, goal(**{f"title_{language}": title})))
    assert found(typed, lang=language, town=town) == ([title] if is_found else [])
    assert engine.asked[-1][:2] == ("POST", "/koers/_search")


@pytest.mark.parametrize("typed", ["haven", '"haven zuid"', "BD-01", "havens -noord", "elders"])
@pytest.mark.parametrize("narrow", [{}, {"kind": "objective"}, {"language": "en"}])
def test_it_sorts_and_filters_as_the_database_does(engine, committed, found, publish, plan, settings, typed, narrow):
    goals = (
        goal(
            "theme", title_nl="Water", text_nl="De haven zuid", children=(goal(title_nl="Haven noord", code="BD-01"),)
        ),
        goal(title_nl="Haven zuid", title_en="Haven south"),
    )
    committed(lambda: publish(plan, *goals))
    committed(lambda: make_published(make_plan(make_town("elders")), "Haven elders"))
    by_engine = found(typed, **narrow)
    assert engine.asked[-1][1] == "/koers/_search"
    settings.SEARCH_URL = ""
    assert by_engine == found(typed, **narrow)


def test_it_is_told_after_the_commit_with_the_password_of_the_address(engine, committed, plan):
    draft = make_draft(plan, "Haven")
    assert engine.asked == []
    committed(lambda: publish_edition(draft, actor=None))
    secret = base64.b64encode(b"reader:s ecret").decode()
    assert {headers["authorization"] for _method, _path, headers in engine.asked} == {f"Basic {secret}"}
    assert len(engine.documents) == 4  # the goal and the plan, in two languages
    assert SearchedPlan.objects.get().is_sent


def test_what_an_edition_no_longer_shows_is_taken_away(engine, committed, found, plan):
    committed(lambda: make_published(plan, "Haven"))
    draft = start_draft(plan, actor=None, empty=True)
    committed(lambda: make_published_from(draft))
    assert (found("haven"), found("vliegveld")) == ([], ["Vliegveld"])
    assert len(engine.documents) == 4


def make_published_from(draft):
    from tests.outline import plant

    plant(draft, "Vliegveld")
    return publish_edition(draft, actor=None)


def test_an_engine_that_is_ill_stops_no_publication_and_no_search(engine, committed, found, plan, capsys):
    engine.is_ill = True
    committed(lambda: make_published(plan, "Haven"))
    assert found("haven") == ["Haven"]
    assert not SearchedPlan.objects.get().is_sent
    with pytest.raises(CommandError, match="--waiting"):
        call_command("rebuild_search", waiting=True)

    engine.is_ill = False
    call_command("rebuild_search", waiting=True)
    assert SearchedPlan.objects.get().is_sent
    assert found("haven") == ["Haven"]
    assert engine.asked[-1][1] == "/koers/_search"


def test_the_command_makes_the_index_anew(engine, committed, found, plan):
    committed(lambda: make_published(plan, "Haven"))
    engine.documents["999999"] = {**next(iter(engine.documents.values())), "row": 999999}
    committed(lambda: call_command("rebuild_search", verbosity=0))
    assert "999999" not in engine.documents
    assert found("haven") == ["Haven"]


def test_what_the_engine_makes_up_is_not_shown(engine, committed, found, plan):
    committed(lambda: make_published(plan, "Haven"))
    row = next(row for row in engine.documents.values() if row["kind"] == "theme")
    engine.documents["123456789"] = {**row, "row": 123456789}
    assert found("haven") == ["Haven"]
