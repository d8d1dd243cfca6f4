"""Figures for Prometheus at /metrics, for whoever brings METRICS_TOKEN; without that setting nothing is counted.

Every worker writes to files in DATA_DIR/metrics, so that one answer has the sums of all of them.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from strategy.replicas import has_read

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Figures:
    """What is counted. Made once per process, where METRICS_TOKEN is set."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault(SHARED, str(folder))  # the library reads it when it is loaded
        from prometheus_client import Counter, Histogram

        self.requests = Counter("koers_requests", "Requests that Django answered", ["method", "route", "status"])
        self.seconds = Histogram("koers_request_seconds", "Seconds until Django answered", ["part"], buckets=BUCKETS)
        self.kept = Counter("koers_kept_pages", "Public pages, by how they were answered", ["answer"])
        self.reads = Counter("koers_public_reads", "What a replica could answer, by what did", ["answer"])
        has_read.connect(self._read)

    def page(self, answer: str) -> None:
        """``answer``: kept or built."""
        self.kept.labels(answer).inc()

    def _read(self, answer: str, **more: Any) -> None:
        self.reads.labels(answer).inc()


_figures: list[Figures] = []


def figures() -> Figures | None:
    """The figures of this process; None where nothing is counted."""
    if not settings.METRICS_TOKEN:
        return None
    if not _figures:
        _figures.append(Figures(settings.DATA_DIR / "metrics"))
    return _figures[0]


class Metrics:
    """Middleware: counts every request that reaches Django, by the address's pattern, and answers /metrics."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        counted = figures()
        if counted is None:
            raise MiddlewareNotUsed
        self.get_response, self.figures = get_response, counted

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/metrics":
            return answer(request)
        start = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "none"
        self.figures.requests.labels(request.method, route, str(response.status_code)).inc()
        self.figures.seconds.labels(part_of(request.path_info)).observe(time.perf_counter() - start)
        return response


def part_of(path: str) -> str:
    """admin, api, static or public."""
    first = path.split("/", 2)[1]
    return first if first in ("admin", "api", "static") else "public"


def answer(request: HttpRequest) -> HttpResponseBase:
    """All workers' figures, to a caller with ``Authorization: Bearer`` and the token; to others there is no such
    page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=404)
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return HttpResponse(
        generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )
