"""What a page costs in this process: cold at any size, kept at any size, its queries and bytes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

from strategy.models import Edition, Goal
from strategy.public.keeping import KeptPages
from strategy.public.rows import rows_of
from strategy.vocabulary import Kind

from . import data

ROUNDS = {100: 15, 300: 15, 1_000: 11, 10_000: 7}


@dataclass
class Page:
    """``cold``, ``kept`` and ``by_hand`` in milliseconds of this process; ``by_hand``: the same rows, written into the
    plainest list by the shortest code that does it."""

    size: int
    queries: int
    plain: int
    brotli: int
    cold: float
    kept: float
    by_hand: float


def pages(editions: dict[int, Edition]) -> list[Page]:
    """The whole tree of each size, measured in turns."""
    with translation.override("nl"):
        return [_page(size, edition) for size, edition in editions.items()]


def goal_page(edition: Edition) -> tuple[int, float]:
    """(queries, milliseconds) of the cold page of one goal."""
    goal = edition.goals.filter(level=2).first()
    with translation.override("nl"):
        path = f"{address(edition)}goals/{goal.key}/"
        path = _view(path)().headers["Location"]
        return _queries(_view(path)), _milliseconds(_view(path), 15)


def address(edition: Edition) -> str:
    return f"/nl/{edition.plan.municipality.slug}/{edition.plan.slug}/"


def _page(size: int, edition: Edition) -> Page:
    path, site = f"{address(edition)}tree/", KeptPages(WSGIHandler(), 1 << 30)
    view, rounds = _view(path), ROUNDS[size]
    brotli = _kept(site, path, "br")
    return Page(
        size=size,
        queries=_queries(view),
        plain=len(view().content),
        brotli=len(brotli()),
        cold=_milliseconds(view, rounds),
        kept=_milliseconds(lambda: [brotli() for _time in range(200)], rounds) / 200,
        by_hand=_milliseconds(lambda: _by_hand(edition), rounds),
    )


def _view(path: str) -> Callable[[], Any]:
    """Makes the page anew at each call, without what stands around views."""
    match = resolve(path)

    def make() -> Any:
        request = RequestFactory(HTTP_HOST="localhost").get(path)
        request.resolver_match = match
        return match.func(request, **match.kwargs)

    return make


def _kept(site: KeptPages, path: str, encoding: str) -> Callable[[], bytes]:
    factory = RequestFactory(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING=encoding)
    return lambda: b"".join(site(factory._base_environ(PATH_INFO=path), lambda *begun: None))


def _queries(view: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        view()
    return len(queries)


def _by_hand(edition: Edition) -> str:
    rows = rows_of(Goal).filter(edition=edition.pk).exclude(kind=Kind.ROOT).order_by("lft")
    return "".join(
        f'<li class="goal" id="g-{key}"><a href="/goals/{key}/">{code}</a><h3>{escape(title)}</h3><p>{escape(text)}</p>'
        for key, code, title, text in rows.values_list("key", "code", "title", "text")
    )


def _milliseconds(act: Callable[[], object], rounds: int) -> float:
    """Median processor time of this process."""
    times = []
    for _round in range(rounds):
        gc.collect()
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return median(times) * 1000


def editions() -> dict[int, Edition]:
    """A published plan of each size."""
    return {size: data.make_published(data.make_town(f"town-{size}"), size) for size in data.SHAPES}
