"""The JSON-LD context: which public term each of our words stands for (INTEROP 2.2). Tables only."""

from __future__ import annotations

import re
from typing import Any

from ...vocabulary import DecisionKind, Kind, Precision

CLASSES = {
    Kind.MISSION: "Mission",
    Kind.VISION: "Vision",
    Kind.VALUE: "Value",
    Kind.THEME: "Theme",
    Kind.OBJECTIVE: "Objective",
    Kind.AMBITION: "Ambition",
    Kind.ACTION_PLAN: "ActionPlan",
    Kind.ACTION: "Action",
    Kind.TOPIC: "Topic",
}
OUTCOMES = {
    DecisionKind.ADOPTS: "koers:Adopts",
    DecisionKind.APPROVES_PART: "koers:ApprovesPart",
    DecisionKind.TAKES_NOTE: "koers:TakesNote",
    DecisionKind.AMENDS: "koers:Amends",
    DecisionKind.REJECTS: "koers:Rejects",
}
DECIDED = {
    Precision.DAY: ("decidedOn", 10),
    Precision.MONTH: ("decidedInMonth", 7),
    Precision.YEAR: ("decidedInYear", 4),
}
"""How exactly a day is known: (term, length of its date)."""

ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""What can stand for a thing in a graph."""

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "lang": "http://publications.europa.eu/resource/authority/language/",
}

LANGUAGES = {"nl": "lang:NLD", "fr": "lang:FRA", "de": "lang:DEU", "en": "lang:ENG", "da": "lang:DAN"}

SDG = "http://metadata.un.org/sdg/{}"
"""Addresses of the goals of the United Nations, as these publish them (http, not https)."""

NEW_IN_2025 = frozenset({
    "23106", "37021", "37022", "44086", "44087", "44088", "46029", "46030", "71071", "71072", "73110", "73111", "82039",
})  # fmt: skip
"""NIS codes that came with the mergers of 2025: the published list of 2019 has no address for them."""


def _by_language(term: str) -> dict[str, str]:
    return {"@id": term, "@container": "@language"}


def _link(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _typed(term: str, datatype: str) -> dict[str, str]:
    return {"@id": term, "@type": f"xsd:{datatype}"}


def context(vocabulary: str) -> dict[str, Any]:
    """The context, with ``koers:`` standing for the absolute address ``vocabulary``."""
    return {
        "@version": 1.1,
        "koers": vocabulary,
        **PREFIXES,
        "id": "@id",
        "type": "@type",
        "name": _by_language("skos:prefLabel"),
        "shortName": _by_language("skos:altLabel"),
        "text": _by_language("skos:definition"),
        "title": _by_language("dct:title"),
        "label": _by_language("schema:name"),
        "description": _by_language("dct:description"),
        "code": "skos:notation",
        "position": _typed("schema:position", "integer"),
        "languages": {**_link("dct:language"), "@container": "@set"},
        "status": "schema:creativeWorkStatus",
        "publisher": _link("dct:publisher"),
        "binds": {**_link("koers:binds"), "@container": "@set"},
        "period": "dct:temporal",
        "firstYear": _typed("schema:startDate", "gYear"),
        "lastYear": _typed("schema:endDate", "gYear"),
        "statements": {"@id": "skos:hasTopConcept", "@container": "@set"},
        "plan": _link("skos:inScheme"),
        "children": {"@id": "skos:narrower", "@container": "@set"},
        "parent": _link("skos:broader"),
        "isPriority": _typed("koers:isPriority", "boolean"),
        "sdgs": {**_link("skos:relatedMatch"), "@container": "@set"},
        "version": _link("dct:hasVersion"),
        "territory": _link("besluit:werkingsgebied"),
        "sameAs": _link("schema:sameAs"),
        "identifier": "schema:identifier",
        "register": "schema:propertyID",
        "value": "schema:value",
        "decisions": {"@reverse": "dct:hasPart", "@container": "@set"},
        "outcome": _link("dct:type"),
        "decidedOn": _typed("eli:date_document", "date"),
        "decidedInMonth": _typed("eli:date_document", "gYearMonth"),
        "decidedInYear": _typed("eli:date_document", "gYear"),
        "inForceFrom": _typed("eli:first_date_entry_in_force", "date"),
        "number": "eli:id_local",
        "passedBy": _link("eli:passed_by"),
        "governs": _link("besluit:bestuurt"),
        "unitOf": _link("org:unitOf"),
        "generatedBy": {"@reverse": "prov:generated"},
        "vote": {"@id": "besluit:heeftStemming"},
        "votesFor": _typed("besluit:aantalVoorstanders", "integer"),
        "votesAgainst": _typed("besluit:aantalTegenstanders", "integer"),
        "abstentions": _typed("besluit:aantalOnthouders", "integer"),
        "isUnanimous": _typed("koers:isUnanimous", "boolean"),
    }
