"""A plan as linked data: a SKOS tree in JSON-LD, with decisions in the terms of the Flemish councils' publications.

Only what the document and its origin say: no meeting that we do not know, no day where only the month is known,
no link to a register without a code. All languages are in it.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from ...vocabulary import DecisionKind, Kind, Precision
from ..document import DecisionEntry, GoalNode, PlanDocument
from . import jsonld_terms as terms
from .losses import of_the_register
from .writer import NOWHERE, Origin, Writer

Node = dict[str, Any]
SAME_AS = {"cbs": "https://identifier.overheid.nl/tooi/id/gemeente/{}"}
"""Addresses of municipalities as the registers themselves give them (TOOI)."""

REFNIS = "http://vocab.belgif.be/auth/refnis2019/"
WITHOUT_SITE = "urn:koers:"


def write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """UTF-8. ``language`` changes nothing; without ``origin.site`` the nodes have addresses within the file."""
    return (json.dumps(linked_data(document, origin), ensure_ascii=False, indent=2) + "\n").encode()


def linked_data(document: PlanDocument, origin: Origin = NOWHERE) -> Node:
    """The graph as a dict to serialise. Whoever puts it into a page escapes "<" there."""
    return _Graph(document, origin).read()


class _Graph:
    def __init__(self, document: PlanDocument, origin: Origin) -> None:
        self.document = document
        self.origin = origin
        self.is_belgian = origin.country == "be"
        self.town_id = f"{origin.site}/{document.language}/{document.municipality}/" if origin.site else "#municipality"
        self.plan_id = f"{self.town_id}{document.slug}/" if origin.site else "#plan"

    def read(self) -> Node:
        vocabulary = f"{self.origin.site}/ns#" if self.origin.site else WITHOUT_SITE
        return {"@context": terms.context(vocabulary), "@graph": [self._town(), *self._organisations(), self._plan()]}

    def _texts(self, entry: object, name: str) -> dict[str, str]:
        """A field in all its languages, as a language map."""
        own: str = getattr(entry, name)
        texts = {self.document.language: own} if own else {}
        translations: dict[str, dict[str, str]] = getattr(entry, "translations", {})
        return texts | {code: fields[name] for code, fields in translations.items() if fields.get(name)}

    def _town(self) -> Node:
        origin = self.origin
        kinds = ["schema:GovernmentOrganization", "org:Organization"]
        node: Node = {"id": self.town_id, "type": [*kinds, "besluit:Bestuurseenheid"] if self.is_belgian else kinds}
        name = origin.town or self.document.municipality
        if name:
            node["label"] = {self.document.language: name}
        code = origin.register_code
        if origin.register_scheme and code:
            node["identifier"] = {"type": "schema:PropertyValue", "register": origin.register_scheme, "value": code}
            if origin.register_scheme == "nis" and code not in terms.NEW_IN_2025:
                node["territory"] = f"{REFNIS}{code}"
            if origin.register_scheme in SAME_AS:
                node["sameAs"] = SAME_AS[origin.register_scheme].format(code.lower())
        return node

    def _organisation_id(self, name: str) -> str:
        names = [organisation.name for organisation in self.document.organisations]
        return f"{self.plan_id.partition('#')[0]}#organisation-{names.index(name) + 1}" if name in names else ""

    def _organisations(self) -> list[Node]:
        nodes = []
        for organisation in self.document.organisations:
            node: Node = {"id": self._organisation_id(organisation.name), "type": "org:Organization"}
            node["label"] = self._texts(organisation, "name")
            if organisation.identifier:
                node["identifier"] = organisation.identifier
            nodes.append(node)
        return nodes

    def _plan(self) -> Node:
        document = self.document
        node: Node = {"id": self.plan_id, "type": ["koers:Plan", "skos:ConceptScheme", "schema:CreativeWork"]}
        node["title"] = node["label"] = self._texts(document, "title")
        node["description"] = self._texts(document, "introduction")
        node["status"] = self.origin.status.capitalize()
        node["publisher"] = self.town_id
        node["binds"] = [self._organisation_id(organisation.name) for organisation in document.organisations]
        used = [document.language, *(code for code in terms.LANGUAGES if code in document.translations)]
        node["languages"] = [terms.LANGUAGES[code] for code in dict.fromkeys(used) if code in terms.LANGUAGES]
        if document.period and document.period[0]:
            years = {"firstYear": document.period[0], "lastYear": document.period[1]}
            node["period"] = {"type": "dct:PeriodOfTime", **{k: f"{v:04d}" for k, v in years.items() if v}}
        if self.origin.site and self.origin.edition is not None:
            node["version"] = f"{self.plan_id}editions/{self.origin.edition}/"
        node["statements"] = [self._goal(goal, str(i), i) for i, goal in enumerate(document.goals, start=1)]
        node["decisions"] = [self._decision(entry, i) for i, entry in enumerate(document.decisions, start=1)]
        return {name: value for name, value in node.items() if value}

    def _goal_id(self, goal: GoalNode, path: str) -> str:
        """The goal's public page; without a key, or without a site, a place in this file."""
        if goal.key and self.origin.site:
            return f"{self.plan_id}goals/{goal.key}/"
        return f"{self.plan_id.partition('#')[0]}#goal-{goal.key or path}"

    def _goal(self, goal: GoalNode, path: str, position: int, parent: str = "") -> Node:
        identity = self._goal_id(goal, path)
        node: Node = {
            "id": identity,
            "type": [f"koers:{terms.CLASSES[Kind(goal.kind)]}", "skos:Concept"],
            "plan": self.plan_id,
            "parent": parent,
            "code": goal.code,
            "position": position,
            "name": self._texts(goal, "title"),
            "shortName": self._texts(goal, "short_title"),
            "text": self._texts(goal, "text"),
            "isPriority": goal.is_priority,
            "sdgs": [terms.SDG.format(number) for number in goal.sdgs],
            "children": [
                self._goal(child, f"{path}.{index}", index, identity)
                for index, child in enumerate(goal.children, start=1)
            ],
        }
        return {name: value for name, value in node.items() if value}

    def _decision(self, entry: DecisionEntry, index: int) -> Node:
        own = f"{self.plan_id.partition('#')[0]}#decision-{index}"
        node: Node = {
            "id": entry.uri if terms.ADDRESS.fullmatch(entry.uri) else own,
            "type": "besluit:Besluit" if self.is_belgian else "eli:LegalResource",
            "outcome": terms.OUTCOMES[DecisionKind(entry.kind)] if entry.kind in DecisionKind.values else "",
            "number": entry.number,
            "inForceFrom": entry.effective_on,
            "passedBy": self._body(entry.body, index),
            "binds": [i for name in entry.organisations if (i := self._organisation_id(name))],
            "generatedBy": self._treatment(entry),
        }
        if entry.is_unanimous is not None:
            node["isUnanimous"] = entry.is_unanimous
        if entry.date and entry.precision in terms.DECIDED:
            name, length = terms.DECIDED[Precision(entry.precision)]
            node[name] = entry.date[:length]
        return {name: value for name, value in node.items() if value or value is False}

    def _body(self, name: str, index: int) -> Node:
        entry = next((body for body in self.document.bodies if body.name == name), None)
        names = [body.name for body in self.document.bodies]
        number = names.index(name) + 1 if entry else f"of-decision-{index}"
        node: Node = {"id": f"{self.plan_id.partition('#')[0]}#body-{number}"}
        node["type"] = "besluit:Bestuursorgaan" if self.is_belgian else "org:OrganizationalUnit"
        node["label"] = self._texts(entry, "name") if entry else {self.document.language: name}
        owner = self._organisation_id(entry.organisation) if entry else ""
        if owner:
            node["governs" if self.is_belgian else "unitOf"] = owner
        return node

    def _treatment(self, entry: DecisionEntry) -> Node:
        """The vote, which hangs on the treatment of the item in the council; nothing where it is not known."""
        counts = {
            "votesFor": entry.votes_for,
            "votesAgainst": entry.votes_against,
            "abstentions": entry.votes_abstained,
        }
        known = {name: count for name, count in counts.items() if count is not None}
        return (
            {"type": "besluit:BehandelingVanAgendapunt", "vote": {"type": "besluit:Stemming", **known}} if known else {}
        )


def losses(document: PlanDocument) -> list[str]:
    beside = document.milestones or document.attachments or document.levels or document.question
    said = _("Names of levels, the plan’s question, milestones, files and the form of texts are left out.")
    return [*([said] if beside else []), *of_the_register(document)]


JSONLD = Writer(suffix=".jsonld", media_type="application/ld+json", write=write, losses=losses)
