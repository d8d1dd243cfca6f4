"""Linked data in pages: another program reads the same goals from it, and nothing in it can break the page."""

import json
import re

import pytest
import rdflib
from rdflib import RDF, SKOS, Literal, URIRef

from strategy.services.planning import save_plan
from strategy.tree import Branch
from tests.factories import make_body, make_decision, make_published
from tests.outline import by_title

SITE = "http://testserver/nl/lindehoven/"
PLAN = f"{SITE}2020-2025/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
DCT, ORG, SCHEMA = rdflib.DCTERMS, rdflib.ORG, rdflib.Namespace("http://schema.org/")


@pytest.fixture
def graph(read, client):
    def parse(path: str) -> rdflib.Graph:
        html = client.get(path, follow=True).content.decode()
        (text,) = SCRIPT.findall(html)
        return rdflib.Graph().parse(data=text, format="json-ld", publicID="http://elsewhere.example/")

    return parse


def address(goal) -> URIRef:
    return URIRef(f"{PLAN}goals/{goal.key}/")


def test_a_plans_page_names_the_plan_its_town_and_its_top_goals(graph, published):
    found = graph("/nl/lindehoven/")
    top = by_title(published)["Safe city"]

    assert (URIRef(PLAN), DCT.title, Literal("Plan 2020-2025", lang="nl")) in found
    assert (URIRef(PLAN), DCT.publisher, URIRef(SITE)) in found
    assert list(found.objects(URIRef(PLAN), SKOS.hasTopConcept)) == [address(top)]
    assert (address(top), SKOS.prefLabel, Literal("Safe city", lang="nl")) in found


def test_a_goals_page_names_what_is_directly_above_and_below_it(graph, plan):
    goals = by_title(make_published(plan, "Safe city\n  Light\n    Ask the street\n"))
    found = graph(f"/nl/lindehoven/2020-2025/goals/{goals['Light'].key}/")
    goal = address(goals["Light"])

    assert (goal, SKOS.broader, address(goals["Safe city"])) in found
    assert (goal, SKOS.narrower, address(goals["Ask the street"])) in found
    assert (goal, SKOS.inScheme, URIRef(PLAN)) in found


def test_a_page_and_the_whole_graph_agree(client, graph, published, town):
    make_decision(published, body=make_body(town, "gemeenteraad"), number="2019_GR_1")
    whole = rdflib.Graph().parse(data=client.get("/nl/lindehoven/2020-2025/data/jsonld").content, format="json-ld")
    named = (SKOS.prefLabel, SKOS.narrower, SKOS.hasTopConcept, SKOS.inScheme, DCT.title, DCT.publisher)

    for path in ("/nl/lindehoven/", f"/nl/lindehoven/2020-2025/goals/{by_title(published)['Safe city'].key}/"):
        facts = [fact for fact in graph(path) if fact[1] in named]
        assert facts
        assert all(fact in whole for fact in facts)


def test_a_decision_is_said_as_exactly_as_it_is_known(graph, published, town):
    make_decision(published, body=make_body(town, "gemeenteraad"), date="2019-12-01", precision="month")
    found = graph("/nl/lindehoven/")
    (decision,) = found.subjects(DCT.hasPart, URIRef(PLAN))

    assert str(found.value(decision, ELI.date_document)) == "2019-12"
    assert found.value(decision, ELI.date_document).datatype == rdflib.XSD.gYearMonth
    assert found.value(decision, ELI.id_local) is None
    assert str(found.value(found.value(decision, ELI.passed_by), SCHEMA.name)) == "gemeenteraad"


def test_what_is_not_known_is_not_said(graph, plan, publish):
    plan.starts_in = plan.ends_in = None
    save_plan(plan, actor=None)
    publish(plan, Branch({"kind": "mission", "title_nl": "Missie"}))
    found = graph("/nl/lindehoven/")

    for term in (DCT.temporal, DCT.description, SKOS.notation, SKOS.definition, ELI.date_document):
        assert not list(found.subject_objects(term))
    assert not list(found.subjects(RDF.type, ELI.LegalResource))


def test_a_text_that_is_not_translated_keeps_its_own_language(graph, plan, publish):
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen"}))
    assert Literal("Groen", lang="nl") in set(graph("/en/lindehoven/").objects(None, SKOS.prefLabel))


def test_no_text_can_leave_the_script(read, client, plan, publish):
    nasty = "</script><script>alert(1)</script><!-- & \u2028"
    edition = publish(plan, Branch({"kind": "theme", "title_nl": nasty, "text_nl": nasty}))
    (goal,) = by_title(edition).values()

    for path in ("/nl/lindehoven/", f"/nl/lindehoven/2020-2025/goals/{goal.key}/"):
        html = client.get(path, follow=True).content.decode()
        (text,) = SCRIPT.findall(html)
        assert not set("<>&\u2028") & set(text)
        assert nasty in json.dumps(json.loads(text), ensure_ascii=False)
        assert "<script>alert" not in html


def test_the_whole_stands_behind_a_link(client, read, published):
    html = read("/nl/lindehoven/")
    link = '<link rel="alternate" type="application/ld+json" href="/nl/lindehoven/2020-2025/data/jsonld">'
    assert link in html
    assert client.get("/nl/lindehoven/2020-2025/data/jsonld")["Content-Type"] == "application/ld+json"
