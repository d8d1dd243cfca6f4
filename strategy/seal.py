"""The seal of a published edition: SHA-256 over the canonical JSON of its texts, order, kinds and languages.

Canonical JSON here: UTF-8, keys sorted, no white space between tokens, texts as stored; a goal's empty
fields are left out, children stand in their order. Anybody can compute it again from the published JSON
(docs/seal.md).
"""

import hashlib
import json
from typing import Any

from .models import Edition
from .models.goal import PLAIN_FIELDS, TEXT_FIELDS, unguarded_goals
from .vocabulary import LANGUAGES, Kind


def sealed_content(edition: Edition) -> dict[str, Any]:
    """What the seal covers: {"language", "edition", "kind", "goals": [nested nodes]}.

    A node has "key", the plain fields, each text as {language: text}, and "children".
    """
    columns = [f"{name}_{code}" for name in TEXT_FIELDS for code in LANGUAGES]
    rows = unguarded_goals().filter(edition=edition).order_by("lft")
    nodes: dict[int, dict[str, Any]] = {}
    for row in rows.values("pk", "parent_id", "key", *PLAIN_FIELDS, *columns):
        node: dict[str, Any] = {"key": row["key"], "children": []}
        node |= {name: row[name] for name in PLAIN_FIELDS if row[name]}
        for name in TEXT_FIELDS:
            texts = {code: row[f"{name}_{code}"] for code in LANGUAGES if row[f"{name}_{code}"]}
            if texts:
                node[name] = texts
        nodes[row["pk"]] = node
        if row["kind"] != Kind.ROOT:
            nodes[row["parent_id"]]["children"].append(node)
        else:
            top = node
    return {
        "language": edition.plan.municipality.language,
        "edition": edition.number,
        "kind": edition.kind,
        "goals": top["children"],
    }


def canonical(content: dict[str, Any]) -> bytes:
    """``content`` as canonical JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal_of(edition: Edition) -> str:
    """The seal as 64 hexadecimal digits, computed from what the database holds now."""
    return hashlib.sha256(canonical(sealed_content(edition))).hexdigest()
