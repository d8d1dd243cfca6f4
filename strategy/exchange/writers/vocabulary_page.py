"""Our own few terms of linked data, as Turtle at /ns: what each means, in five languages, and its kin elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ...vocabulary import LANGUAGES, DecisionKind, Kind
from . import jsonld_terms as terms

PREFIXES = ("skos", "dct", "schema", "xsd", "eli", "org")
PROPERTIES = {
    "binds": (_("An organisation that the plan or the decision binds."), "rdf:Property"),
    "isPriority": (_("Whether the plan calls this goal a priority."), "rdf:Property"),
    "isUnanimous": (_("Whether everybody present voted for the decision."), "rdf:Property"),
}


def turtle(site: str) -> bytes:
    """The vocabulary with the addresses that our files use; ``site`` as in Origin."""
    title = _("Terms for the goals of municipalities")
    lines = [f"@prefix koers: <{site}/ns#> ."]
    lines += [f"@prefix {name}: <{terms.PREFIXES[name]}> ." for name in PREFIXES]
    lines += [
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "",
        f"<{site}/ns> a owl:Ontology ; dct:title {_said(title)} .",
        *_terms(),
    ]
    return "\n".join([*lines, ""]).encode()


def _terms() -> Iterator[str]:
    yield _term("Plan", "rdfs:Class", _("plan"), "rdfs:subClassOf skos:ConceptScheme")
    for kind, name in terms.CLASSES.items():
        yield _term(name, "rdfs:Class", Kind(kind).label, "rdfs:subClassOf skos:Concept")
    for decided, name in terms.OUTCOMES.items():
        yield _term(name.partition(":")[2], "skos:Concept", DecisionKind(decided).label)
    for name, (meaning, kind_of_term) in PROPERTIES.items():
        yield _term(name, kind_of_term, meaning)


def _term(name: str, kind: str, label: object, more: str = "") -> str:
    told = f" ; {more}" if more else ""
    return f"koers:{name} a {kind}{told} ;\n  rdfs:label {_said(label)} ."


def _said(label: object) -> str:
    """A text in every language of the interface, each once."""
    said: dict[str, str] = {}
    for code in LANGUAGES:
        with override(code):
            said[code] = str(label)
    return ", ".join(f"{json.dumps(text, ensure_ascii=False)}@{code}" for code, text in said.items())
