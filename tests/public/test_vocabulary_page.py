"""The address that our own terms begin with leads somewhere: to what they mean."""

import rdflib
from rdflib.namespace import RDFS, SKOS

from strategy.exchange.writers import jsonld_terms as terms

SITE = "http://testserver"


def graph_of(client) -> rdflib.Graph:
    answer = client.get("/ns", headers={"accept": "text/turtle"})
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    return rdflib.Graph().parse(data=answer.content, format="turtle")


def test_every_term_of_ours_is_explained(client, db):
    graph = graph_of(client)
    ours = {*terms.CLASSES.values(), "Plan", *(name.partition(":")[2] for name in terms.OUTCOMES.values())}
    ours |= {term["@id"].partition(":")[2] for term in terms.context("").values() if is_ours(term)}
    for name in ours:
        assert (rdflib.URIRef(f"{SITE}/ns#{name}"), RDFS.label, None) in graph, name


def is_ours(term: object) -> bool:
    return isinstance(term, dict) and str(term.get("@id", "")).startswith("koers:")


def test_kinds_are_concepts_with_a_name_in_every_language(client, db):
    theme = rdflib.URIRef(f"{SITE}/ns#Theme")
    graph = graph_of(client)
    assert (theme, RDFS.subClassOf, SKOS.Concept) in graph
    assert {label.language for label in graph.objects(theme, RDFS.label)} == {"nl", "fr", "de", "en", "da"}


def test_a_browser_shows_it_as_text(client, db):
    answer = client.get("/ns", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Accept" in answer.headers["Vary"]
    assert not answer.cookies
