"""Asks OpenSearch or Elasticsearch instead of the database, where SEARCH_URL names one.

The engine only tells which rows: the facts are read from our own table, so what it has not been told yet can be
missing, but never wrong, and never a draft.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connections

from ..models import SearchRow
from ..models.search_index import TABLE
from .asking import MOST, Asked, Found
from .database import COLUMNS, filters_of, hit_of
from .question import Term
from .rows import PLAN

SECONDS = 3.0
"""How long a search waits for the engine; after that the database answers."""
PATIENCE = 60.0
"""How long sending may take."""
AT_ONCE = 2000
"""Rows in one request."""

TITLE, WHOLE = ("title",), ("title", "text")
PLAIN = ("language", "text_language", "kind", "shown_from", "shown_until")
WORDS = {"type": "text", "analyzer": "whitespace", "norms": False}
MAPPING = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            **{name: {"type": "keyword"} for name in (*PLAIN[:3], "serves")},
            **{name: {"type": "date", "format": "yyyy-MM-dd"} for name in PLAIN[3:]},
            **{name: {"type": "long"} for name in ("row", "municipality", "plan", "recency", "position")},
            "is_of_plan": {"type": "boolean"},
            **{f"{name}_{part}": WORDS for name in WHOLE for part in ("words", "forms")},
        },
    }
}


class Away(Exception):
    """The engine cannot be reached, or refuses what we ask."""


def ask(asked: Asked) -> Found:
    """As database.ask. Raises Away."""
    sorting = [{"_score": "desc"}, {"is_of_plan": "desc"}, {"recency": "desc"}, {"municipality": "asc"}]
    body = {
        "query": _query(asked),
        "sort": [*sorting, {"position": "asc"}, {"row": "asc"}],
        "size": MOST + 1,
        "track_total_hits": MOST + 1,
        "_source": False,
    }
    answer = _request("POST", "/_search", body)
    try:
        rows = [int(hit["_id"]) for hit in answer["hits"]["hits"]]
    except (KeyError, TypeError, ValueError) as odd:
        raise Away("The search engine answered something else than hits") from odd
    return Found(_facts(rows, asked), len(rows) > MOST)


def send(plan: int) -> None:
    """Tells the engine the rows of one plan as they are now, and takes away those that it had before. Raises Away."""
    make_index()
    rows = SearchRow.objects.filter(plan=plan).order_by("pk")
    documents = [_document(row) for row in rows.iterator(chunk_size=AT_ONCE)]
    for start in range(0, len(documents), AT_ONCE):
        lines = [json.dumps(line) for document in documents[start : start + AT_ONCE] for line in _lines(document)]
        answer = _request("POST", "/_bulk", "\n".join(lines) + "\n")
        if answer.get("errors"):
            raise Away(f"The search engine refused rows of plan {plan}")
    now = {"range": {"row": {"lt": documents[0]["row"]}}} if documents else {"match_all": {}}
    old = {"bool": {"filter": [{"term": {"plan": plan}}, now]}}
    _request("POST", "/_delete_by_query?conflicts=proceed&refresh=true", {"query": old})


def make_index() -> None:
    """Makes the index where it is not there."""
    _request("PUT", "", MAPPING, allowed=("resource_already_exists_exception",))


def forget() -> None:
    """Throws the index away, to be made anew."""
    _request("DELETE", "", None, allowed=("index_not_found_exception",))


def _document(row: SearchRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in PLAIN[:3]},
        **{name: getattr(row, name).isoformat() for name in PLAIN[3:]},
        "row": row.pk,
        "municipality": row.municipality_id,
        "plan": row.plan_id,
        "serves": row.serves.split(),
        "recency": row.recency,
        "position": row.position,
        "is_of_plan": row.kind == PLAN,
        **{f"{name}_{part}": getattr(row, f"{name}_{part}") for name in WHOLE for part in ("words", "forms")},
    }


def _lines(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"index": {"_id": str(document["row"])}}
    yield document


def _query(asked: Asked) -> dict[str, Any]:
    """All terms somewhere. Titles that have them all score highest, then texts in the reader's language."""
    required, day = asked.question.required, asked.today.isoformat()
    filters: list[dict[str, Any]] = [
        {"range": {"shown_from": {"lte": day}}},
        {"range": {"shown_until": {"gt": day}}},
        *([{"term": {name: asked.language}} for name in ("language", "text_language")] if asked.language else []),
        *([] if asked.language else [{"term": {"serves": asked.lang}}]),
    ]
    given = (("municipality", asked.town), ("plan", asked.plan), ("kind", asked.kind))
    filters += [{"term": {name: value}} for name, value in given if value]
    filters += [_term(term, asked, WHOLE) for term in required]
    titled = {"bool": {"filter": [_term(term, asked, TITLE) for term in required]}}
    return {
        "bool": {
            "filter": filters,
            "must_not": [_term(term, asked, WHOLE) for term in asked.question.excluded],
            "should": [
                {"constant_score": {"filter": titled, "boost": 2}},
                {"constant_score": {"filter": {"term": {"text_language": asked.language or asked.lang}}, "boost": 1}},
            ],
        }
    }


def _term(term: Term, asked: Asked, fields: tuple[str, ...]) -> dict[str, Any]:
    options: list[dict[str, Any]] = []
    for field in fields:
        if term.is_phrase:
            kind = "match_phrase_prefix" if term.is_open else "match_phrase"
            options.append({kind: {f"{field}_words": " ".join(term.words)}})
            continue
        words = sorted(term.beginnings())
        for part in ("words", "forms"):
            options += [{"prefix" if term.is_open else "term": {f"{field}_{part}": word}} for word in words]
        stems = {stem for language in asked.stem_languages for stem in term.stems(language)} - set(words)
        options += [{"term": {f"{field}_words": stem}} for stem in sorted(stems)]
        options += [{"term": {f"{field}_forms": mark}} for mark in sorted(term.marks(asked.stem_languages))]
    return {"bool": {"should": options, "minimum_should_match": 1}}


def _facts(rows: list[int], asked: Asked) -> list[Any]:
    """The rows that there still are, in the engine's order."""
    if not rows:
        return []
    filters, given = filters_of(asked)
    wanted = ", ".join(["%s"] * len(rows[:MOST]))
    sql = f"SELECT {COLUMNS} FROM {TABLE} WHERE id IN ({wanted}) AND {filters}"  # noqa: S608 - names of ours
    with connections[SearchRow.objects.db].cursor() as cursor:
        cursor.execute(sql, [*rows[:MOST], *given])
        known = {row[0]: hit_of(row) for row in cursor.fetchall()}
    return [known[row] for row in rows if row in known]


# -- HTTP ----------------------------------------------------------------------------------------------


@functools.cache
def _engine(url: str) -> tuple[Any, str, dict[str, str]]:
    import urllib3  # here, since most sites have no search engine

    parts = urlsplit(url)
    headers = {"Content-Type": "application/json"}
    if parts.username:
        headers |= urllib3.make_headers(basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
    host = f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"
    return urllib3.connection_from_url(host, maxsize=8), parts.path.rstrip("/"), headers


def _request(method: str, path: str, body: Any, allowed: tuple[str, ...] = ()) -> dict[str, Any]:
    from urllib3 import Retry, exceptions

    pool, index, headers = _engine(settings.SEARCH_URL)
    is_bulk = isinstance(body, str)
    sent = body.encode() if is_bulk else json.dumps(body).encode() if body is not None else None
    if is_bulk:
        headers = {**headers, "Content-Type": "application/x-ndjson"}
    seconds = SECONDS if path == "/_search" else PATIENCE
    try:
        answer = pool.request(
            method, index + path, body=sent, headers=headers, timeout=seconds, retries=Retry(1, redirect=0)
        )
        found = json.loads(answer.data)
    except (exceptions.HTTPError, ValueError) as problem:
        raise Away(f"{method} {index}{path}: {problem}") from problem
    if answer.status >= 400 and _reason(found) not in allowed:
        raise Away(f"{method} {index}{path}: {answer.status} {_reason(found)}")
    return found if isinstance(found, dict) else {}


def _reason(found: Any) -> str:
    error = found.get("error") if isinstance(found, dict) else None
    return str(error.get("type", "")) if isinstance(error, dict) else str(error or "")
