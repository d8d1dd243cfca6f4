"""A stand-in for OpenSearch: a real HTTP server that keeps documents and answers the part of the query language we use.

It refuses whatever it does not know, so that a request that the real one would refuse fails here too.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Engine:
    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] | None = None
        self.mapping: dict[str, Any] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.refused: list[str] = []
        """Requests that it did not take, other than while it is ill."""
        self.is_ill = False

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if self.is_ill:
            return 503, {"error": {"type": "unavailable"}}
        action = path.partition("?")[0]
        if (method, action) == ("PUT", "/koers"):
            return self._make(json.loads(body))
        if self.documents is None:
            return 404, {"error": {"type": "index_not_found_exception"}}
        if (method, action) == ("DELETE", "/koers"):
            self.documents = None
            return 200, {"acknowledged": True}
        if (method, action) == ("POST", "/koers/_bulk"):
            return self._bulk(body.decode())
        if (method, action) == ("POST", "/koers/_delete_by_query"):
            query = json.loads(body)["query"]
            self.documents = {key: row for key, row in self.documents.items() if not self._fits(row, query)}
            return 200, {"failures": []}
        if (method, action) == ("POST", "/koers/_search"):
            return self._search(json.loads(body))
        return 400, {"error": {"type": f"unknown request {method} {path}"}}

    def _make(self, mapping: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.documents is not None:
            return 400, {"error": {"type": "resource_already_exists_exception"}}
        self.documents, self.mapping = {}, mapping["mappings"]["properties"]
        return 200, {"acknowledged": True}

    def _bulk(self, body: str) -> tuple[int, dict[str, Any]]:
        assert body.endswith("\n")
        lines = [json.loads(line) for line in body.splitlines()]
        for act, row in zip(lines[::2], lines[1::2], strict=True):
            assert set(row) <= set(self.mapping), "the mapping is strict"
            self.documents[act["index"]["_id"]] = row
        return 200, {"errors": False}

    def _search(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        query = body["query"]
        options = [option["constant_score"] for option in query["bool"]["should"]]
        boosts = [(option["filter"], option["boost"]) for option in options]
        found = []
        for key, row in self.documents.items():
            if self._fits(row, {"bool": {name: query["bool"][name] for name in ("filter", "must_not")}}):
                score = sum(boost for condition, boost in boosts if self._fits(row, condition))
                found.append((key, {**row, "_score": score}))
        for rule in reversed(body["sort"]):
            ((name, direction),) = rule.items()
            found.sort(key=lambda pair, name=name: pair[1][name], reverse=direction == "desc")
        return 200, {"hits": {"hits": [{"_id": key} for key, _row in found[: body["size"]]]}}

    def _fits(self, row: dict[str, Any], query: dict[str, Any]) -> bool:
        ((kind, inner),) = query.items()
        if kind == "bool":
            return self._all(row, inner)
        if kind == "match_all":
            return True
        ((name, wanted),) = inner.items()
        assert name in self.mapping, name
        if kind == "range":
            ((bound, limit),) = wanted.items()
            return {"lt": row[name] < limit, "lte": row[name] <= limit, "gt": row[name] > limit}[bound]
        value = row[name]
        is_text = self.mapping[name]["type"] == "text"
        tokens = value.split() if is_text else value if isinstance(value, list) else [value]
        if kind == "term":
            return wanted in tokens
        if kind == "prefix":
            return any(token.startswith(wanted) for token in tokens)
        assert (kind, is_text) in (("match_phrase", True), ("match_phrase_prefix", True))
        return f" {wanted}{'' if kind.endswith('prefix') else ' '}" in f" {value} "

    def _all(self, row: dict[str, Any], parts: dict[str, Any]) -> bool:
        assert set(parts) <= {"filter", "must_not", "should", "minimum_should_match"}
        should = [self._fits(row, part) for part in parts.get("should", [])]
        return (
            all(self._fits(row, part) for part in parts.get("filter", []))
            and not any(self._fits(row, part) for part in parts.get("must_not", []))
            and sum(should) >= parts.get("minimum_should_match", 0)
        )


def _taken(engine: Engine, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    try:
        status, answer = engine.answer(method, path, body)
    except Exception as odd:
        status, answer = 400, {"error": {"type": repr(odd)}}
    usual = ("resource_already_exists_exception", "index_not_found_exception", "unavailable")
    if status >= 400 and answer["error"]["type"] not in usual:
        engine.refused.append(f"{method} {path}: {answer['error']['type']}")
    return status, answer


@contextmanager
def running() -> Iterator[tuple[Engine, str]]:
    """The engine, and its address for SEARCH_URL."""
    engine = Engine()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            engine.asked.append((self.command, self.path, dict(self.headers)))
            status, answer = _taken(engine, self.command, self.path, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815 - the names of http.server

        def log_message(self, *words: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield engine, f"http://reader:s%20ecret@127.0.0.1:{server.server_port}/koers"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
