"""What a page says as linked data (JSON-LD inside its head): the plan or the goal that it shows, and no more.

The same terms and addresses as in the whole graph (exchange.writers.jsonld), so that both can be joined. A fact that
the page does not know is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ..exchange.writers import jsonld_terms as terms
from ..vocabulary import DecisionKind, Kind, Precision, sdg_numbers
from .decisions import DecisionView
from .outline import Node
from .places import Place
from .texts import Text

Graph = dict[str, Any]
UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
"""Nothing in a text can end the script element, or begin another."""

ALWAYS = ("@version", "koers", *terms.PREFIXES, "id", "type")


def of_plan(place: Place, site: str, tops: Iterable[Node], decisions: Iterable[DecisionView]) -> SafeString:
    """The plan with the goals at its top and the decisions on the edition that the page shows; of a preview nothing."""
    if place.preview:
        return SafeString()
    town, plan = _ids(place, site)
    node = {
        **_plan(place, town, plan),
        "version": f"{plan}editions/{place.edition.number}/",
        "statements": [_named(top, plan) for top in tops],
        "decisions": [_decision(decision) for decision in decisions],
    }
    return _script(site, [_town(place, town), node])


def of_goal(place: Place, site: str, node: Node) -> SafeString:
    """The goal with those directly above and below it; of a preview nothing."""
    if place.preview:
        return SafeString()
    town, plan = _ids(place, site)
    goal = {
        **_named(node, plan),
        "plan": plan,
        "parent": _id(node.parent, plan) if node.parent else "",
        "code": node.code,
        "shortName": _text(node.short_title),
        "text": _text(node.text),
        "sdgs": [terms.SDG.format(number) for number in sdg_numbers(node.sdgs)],
        "children": [_named(child, plan) for child in node.children],
    }
    return _script(site, [_town(place, town), _plan(place, town, plan), goal])


def _ids(place: Place, site: str) -> tuple[str, str]:
    """Of the town and the plan: their pages in the authentic language."""
    town = f"{site}/{place.town.language}/{place.town.slug}/"
    return town, f"{town}{place.plan.slug}/"


def _id(node: Node, plan: str) -> str:
    return f"{plan}goals/{node.key}/"


def _text(text: Text) -> dict[str, str]:
    return {text.lang: text.text} if text else {}


def _town(place: Place, identity: str) -> Graph:
    kinds = ["schema:GovernmentOrganization", "org:Organization"]
    return {"id": identity, "type": kinds, "label": _text(place.town.formal_name)}


def _plan(place: Place, town: str, identity: str) -> Graph:
    plan = place.plan
    node: Graph = {"id": identity, "type": ["koers:Plan", "skos:ConceptScheme", "schema:CreativeWork"]}
    node |= {"title": _text(plan.title), "description": _text(plan.introduction), "publisher": town}
    if plan.starts_in is not None:
        years = {"firstYear": plan.starts_in, "lastYear": plan.ends_in}
        node["period"] = {"type": "dct:PeriodOfTime", **{name: f"{year:04d}" for name, year in years.items() if year}}
    return node


def _named(node: Node, plan: str) -> Graph:
    kinds = [f"koers:{terms.CLASSES[Kind(node.kind)]}", "skos:Concept"]
    return {"id": _id(node, plan), "type": kinds, "name": _text(node.title)}


def _decision(decision: DecisionView) -> Graph:
    node: Graph = {"id": decision.uri if terms.ADDRESS.fullmatch(decision.uri) else "", "type": "eli:LegalResource"}
    node |= {"outcome": terms.OUTCOMES[DecisionKind(decision.kind)], "number": decision.number}
    node["passedBy"] = {"type": "org:OrganizationalUnit", "label": _text(decision.body)}
    if decision.when:
        name, length = terms.DECIDED[Precision(decision.when.precision)]
        node[name] = decision.when.date.isoformat()[:length]
    if decision.effective:
        node["inForceFrom"] = decision.effective.date.isoformat()
    return node


def _script(site: str, graph: list[Graph]) -> SafeString:
    """The content of the script element; of the context only what the graph needs."""
    nodes = [_without_empty(node) for node in graph]
    used = {*ALWAYS, *(name for node in nodes for name in _names(node))}
    context = {name: term for name, term in terms.context(f"{site}/ns#").items() if name in used}
    text = json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(UNSAFE))  # noqa: S308 - what could end the element is escaped


def _without_empty(node: Graph) -> Graph:
    return {
        name: [_without_empty(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for name, value in node.items()
        if value not in ("", {}, [])
    }


def _names(value: Any) -> Iterable[str]:
    """Every key in the graph."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _names(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
