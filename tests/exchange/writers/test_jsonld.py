"""JSON-LD is read by another program, and says what the plan says and no more."""

import json

import pytest
import rdflib
from rdflib import RDF, SKOS, Literal, URIRef

from strategy.exchange.document import BodyEntry, DecisionEntry, GoalNode, PlanDocument
from strategy.exchange.formats import WRITERS
from strategy.exchange.sheets.template import nodes_of
from strategy.exchange.writers.jsonld import linked_data
from strategy.exchange.writers.writer import Origin

from .plans import DEMO_PLANS, demo

SITE = "https://doelen.example"
AALST = Origin(site=SITE, town="Aalst", country="be", register_scheme="nis", register_code="41002", edition=2)
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
BESLUIT = rdflib.Namespace("http://data.vlaanderen.be/ns/besluit#")
SCHEMA = rdflib.Namespace("http://schema.org/")


def graph(document: PlanDocument, origin: Origin = AALST) -> rdflib.Graph:
    data = WRITERS["jsonld"].write(document, "", origin)
    return rdflib.Graph().parse(data=data, format="json-ld", publicID="https://file.example/plan.jsonld")


@pytest.mark.parametrize("name", DEMO_PLANS)
def test_every_goal_of_a_demo_plan_is_a_concept_in_its_place(name):
    document = demo(name)
    found = graph(document)
    base = f"{SITE}/{document.language}/{document.municipality}/{document.slug}/"

    nodes = list(nodes_of(document.goals))
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == len(nodes)
    for goal, _depth in nodes:
        address = URIRef(f"{base}goals/{goal.key}/")
        assert Literal(goal.title, lang=document.language) in set(found.objects(address, SKOS.prefLabel))
        for child in goal.children:
            assert (address, SKOS.narrower, URIRef(f"{base}goals/{child.key}/")) in found
            assert (URIRef(f"{base}goals/{child.key}/"), SKOS.broader, address) in found
    assert set(found.objects(URIRef(base), SKOS.hasTopConcept)) == {
        URIRef(f"{base}goals/{goal.key}/") for goal in document.goals
    }


def test_without_a_site_nothing_pretends_to_have_an_address():
    text = WRITERS["jsonld"].write(demo("gent"), "").decode()

    assert f'"{SITE}' not in text
    assert '"id": "#plan"' in text
    assert len(set(graph(demo("gent"), Origin()).subjects(RDF.type, SKOS.Concept))) == 25


@pytest.mark.parametrize(
    ("origin", "name", "value"),
    [
        (AALST, "territory", "http://vocab.belgif.be/auth/refnis2019/41002"),
        (
            Origin(country="nl", register_scheme="cbs", register_code="GM0344"),
            "sameAs",
            "https://identifier.overheid.nl/tooi/id/gemeente/gm0344",
        ),
    ],
)
def test_a_register_code_becomes_the_registers_own_address(origin, name, value):
    assert linked_data(demo("gent"), origin)["@graph"][0][name] == value


def test_a_code_without_an_address_of_its_own_is_only_an_identifier():
    town = linked_data(demo("gent"), Origin(country="dk", register_scheme="kommunekode", register_code="0187"))[
        "@graph"
    ][0]

    assert town["identifier"]["value"] == "0187"
    assert "sameAs" not in town
    assert "territory" not in town


def test_no_code_no_fact():
    town = linked_data(demo("gent"))["@graph"][0]

    assert set(town) == {"id", "type", "label"}


def decided(**fields) -> rdflib.Graph:
    document = PlanDocument(
        municipality="aalst",
        language="nl",
        slug="p",
        goals=[GoalNode(kind="theme", title="Groen")],
        bodies=[BodyEntry(name="gemeenteraad")],
        decisions=[DecisionEntry(body="gemeenteraad", kind="adopts", **fields)],
    )
    return graph(document)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", Literal("2019-12-17", datatype=rdflib.XSD.date)),
        ("month", Literal("2019-12", datatype=rdflib.XSD.gYearMonth)),
        ("year", Literal("2019", datatype=rdflib.XSD.gYear)),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision, expected):
    found = decided(date="2019-12-17", precision=precision)

    assert list(found.objects(None, ELI.date_document)) == [expected]


def test_a_decision_has_its_own_address_and_its_votes():
    found = decided(uri="https://data.aalst.be/id/besluiten/23.1", votes_for=21, votes_against=0)
    decision = URIRef("https://data.aalst.be/id/besluiten/23.1")

    assert (decision, RDF.type, BESLUIT.Besluit) in found
    assert (decision, rdflib.DCTERMS.hasPart, URIRef(f"{SITE}/nl/aalst/p/")) in found
    assert [int(count) for count in found.objects(None, BESLUIT.aantalVoorstanders)] == [21]
    assert [int(count) for count in found.objects(None, BESLUIT.aantalTegenstanders)] == [0]
    assert not list(found.objects(None, BESLUIT.aantalOnthouders))


def test_no_date_no_vote_no_meeting():
    found = decided()

    assert not list(found.objects(None, ELI.date_document))
    assert not list(found.subjects(RDF.type, BESLUIT.Stemming))
    assert not list(found.subjects(RDF.type, BESLUIT.Zitting))


def test_an_address_that_is_none_stays_out():
    found = decided(uri="javascript:alert(1)")

    assert "javascript" not in found.serialize(format="nt")


def test_years_are_years():
    found = graph(demo("vallensbaek-2018-2022"))

    assert list(found.objects(None, SCHEMA.startDate)) == [Literal("2018", datatype=rdflib.XSD.gYear)]


def test_all_languages_stand_side_by_side():
    data = json.loads(WRITERS["jsonld"].write(demo("aalst-2020-2025"), "fr", AALST))
    plan = next(node for node in data["@graph"] if "skos:ConceptScheme" in node["type"])

    assert set(plan["title"]) == {"nl", "en", "fr"}
