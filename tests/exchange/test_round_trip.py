"""What is exported can be imported again, byte for byte; checked on the demo and on plans of Hypothesis's making."""

import itertools
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipalities.models import Municipality
from strategy.exchange import document as shapes
from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.exporting import document_of
from strategy.exchange.formats import plan_json
from strategy.exchange.importing import import_document
from strategy.models import Goal, Plan
from strategy.services.publishing import publish_edition
from strategy.tree.checking import faults
from tests.exchange.writers.plans import NO_PLANS
from tests.factories import make_town

DEMO = Path(shapes.__file__).parents[1] / "demo"
PLANS = sorted(path for path in DEMO.glob("*.json") if path.name not in NO_PLANS)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plan-document.schema.json").read_text())

fresh = itertools.count(1)


def exported(edition) -> str:
    return plan_json.dump(document_of(edition))


def town_like(document: PlanDocument) -> Municipality:
    return make_town(language=document.language, languages=("nl", "fr", "de", "en", "da"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_demo_plan_comes_out_as_it_went_in_again_and_again(path, media):
    document = plan_json.load(path.read_bytes())
    town = town_like(document)
    first = exported(import_document(document, town, actor=None).edition)
    jsonschema.validate(json.loads(first), SCHEMA)

    twin = town_like(document)
    second = exported(import_document(plan_json.load(first), twin, actor=None).edition)

    assert second.replace(twin.slug, town.slug) == first


@pytest.mark.django_db
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_nothing_of_a_demo_plan_is_lost_on_the_way(path, media):
    document = plan_json.load(path.read_bytes())
    town = town_like(document)
    came_out = document_of(import_document(document, town, actor=None).edition)

    assert came_out.goals == document.goals
    assert came_out.decisions == document.decisions
    assert came_out.milestones == document.milestones
    assert came_out.attachments == document.attachments
    assert came_out.levels == document.levels
    assert (came_out.period, came_out.title, came_out.translations) == (
        document.period,
        document.title,
        document.translations,
    )


@pytest.mark.django_db
def test_a_published_plan_can_be_imported_over_itself_as_the_next_draft(media):
    document = plan_json.load((DEMO / "vallensbaek-2018-2022.json").read_bytes())
    town = town_like(document)
    edition = publish_edition(import_document(document, town, actor=None).edition, actor=None)
    before = exported(edition)

    again = import_document(plan_json.load(before), town, actor=None)

    assert again.edition.number == 2
    assert exported(again.edition) == before
    assert Plan.objects.count() == 1


words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=20
)
kinds_below = {"theme": "objective", "objective": "ambition", "ambition": "action"}


@st.composite
def nodes(draw, kind="theme"):
    children = draw(st.lists(nodes(kind=kinds_below[kind]), max_size=3)) if kind in kinds_below else []
    return GoalNode(
        kind=kind,
        title=draw(words),
        text=draw(st.lists(words, max_size=3).map("\n\n".join)),
        lead_in=draw(st.just("") | words),
        form=draw(st.sampled_from(["prose", "verse", "quotation"])),
        is_priority=draw(st.booleans()),
        sdgs=draw(st.lists(st.integers(1, 17), max_size=3, unique=True).map(sorted)),
        translations=draw(st.dictionaries(st.sampled_from(["en", "da"]), words.map(lambda text: {"title": text}))),
        children=children,
    )


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goals=st.lists(nodes(), min_size=1, max_size=4), period=st.none() | st.integers(1990, 2040))
def test_any_tree_survives_export_and_import(db, goals, period):
    town = make_town(languages=("nl", "en", "da"))
    document = PlanDocument(
        municipality=town.slug,
        language="nl",
        slug=f"plan-{next(fresh)}",
        title="Plan",
        goals=goals,
        period=None if period is None else [period, None],
    )
    edition = import_document(document, town, actor=None).edition
    text = exported(edition)

    other = make_town(languages=("nl", "en", "da"))
    again = import_document(plan_json.load(text), other, actor=None).edition

    assert exported(again).replace(other.slug, town.slug) == text
    assert faults(again.pk) == []


def test_the_schema_names_every_field_of_the_document():
    for name, part in [("PlanDocument", SCHEMA), *SCHEMA["$defs"].items()]:
        if name != "Translations":
            fields = set(vars(shapes)[name].__dataclass_fields__)
            assert set(part["properties"]) - {"format", "status"} == fields, name


@pytest.mark.django_db
def test_a_key_of_another_plan_is_replaced_and_said(town):
    document = PlanDocument(
        municipality=town.slug,
        language="nl",
        slug="a",
        title="A",
        goals=[GoalNode(kind="theme", title="Groen", key="aaaaaaaa")],
    )
    import_document(document, town, actor=None)
    document.slug = "b"

    imported = import_document(document, town, actor=None)

    assert "aaaaaaaa" in imported.doubts[0].message
    assert not Goal.objects.filter(edition=imported.edition, key="aaaaaaaa").exists()
