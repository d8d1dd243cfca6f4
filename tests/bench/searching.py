"""The search among many towns (BENCH=full): processor time of pages of results, and what the index costs to keep."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.db import connection, transaction
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from strategy.models import Plan
from strategy.search import keeping, search

from . import data

ROUNDS = 30
QUESTIONS = {
    "a common word": ["bewoners", "groene", "wonen"],
    "a word with its stem": ["investering", "pleintje", "gezin"],
    "the beginning of a word": ["inve", "school", "zelfst"],
    "two words": ["groene ruimte", "oudere inwoners", "propere straten"],
    "a phrase": ['"groene ruimte"', '"jonge gezinnen"', '"samen met"'],
    "a code": ["BD-007", "BD-04", "BD-021"],
    "a name of one town": ["many-17", "many-300", "many-724"],
    "a rare word": ["waterzuivering", "zeldzaam", "boekentoren"],
    "what is in every goal": ["de", "in", "een"],
}


def measure(towns: int) -> None:
    """``towns``: how many many-… there are. One search of a kind after the other, in this process."""
    settings.SEARCHES_PER_MINUTE = 0
    settings.ALLOWED_HOSTS = ["localhost"]
    _one_rare()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE strategy_searchrow")
        cursor.execute(
            "SELECT count(*), pg_size_pretty(pg_table_size('strategy_searchrow')),"
            " pg_size_pretty(pg_indexes_size('strategy_searchrow')) FROM strategy_searchrow"
        )
        rows, table, indexes = cursor.fetchone()
    print(f"\nSearch among {rows:,} rows (table {table}, indexes {indexes}); milliseconds of processor, whole pages.")
    print(f"{'':<28}{'all towns':>26}{'one town':>26}{'index alone, all':>20}")
    every: dict[str, list[float]] = {"all": [], "one": []}
    with translation.override("nl"):
        for kind, questions in QUESTIONS.items():
            everywhere = _times([_page(question) for question in questions])
            one = _times([_page(question, f"many-{towns // 2}") for question in questions])
            index = _times([lambda question=question: search(question, lang="nl") for question in questions])
            every["all"] += everywhere
            every["one"] += one
            print(f"{kind:<28}{_shown(everywhere):>26}{_shown(one):>26}{median(index):>20.1f}")
    print(f"{'all kinds':<28}{_shown(every['all']):>26}{_shown(every['one']):>26}")


def upkeep() -> None:
    """What a publication pays for being found, beside the publication itself."""
    print("\nRows of the search in two languages, made anew with commit.")
    for size in (300, 10_000):
        edition = data.make_published(data.make_town(f"found-{size}", ("nl", "en")), size)
        times = [_seconds(lambda plan=edition.plan: _anew(plan)) for _round in range(5)]
        print(f"{size:>6} goals: {median(times) * 1000:.0f} ms")


def _anew(plan: Plan) -> None:
    with transaction.atomic():
        keeping.refresh(plan.pk, anew=True)


def _one_rare() -> None:
    """A word that stands in one goal of one town."""
    from strategy.services.publishing import publish_edition, start_draft
    from strategy.tree import Branch, rearranging

    draft = start_draft(data.make_plan(data.make_town("many-rare")), actor=None)
    with rearranging(draft, actor=None) as tree:
        tree.build([Branch({"kind": "theme", "title_nl": "Waterzuivering voor iedereen"})])
    publish_edition(draft, actor=None)


def _page(question: str, town: str = "") -> Callable[[], object]:
    """Makes the page of results anew at each call, without what stands around views."""
    path = f"/nl/{town}/search/" if town else "/nl/search/"
    match = resolve(path)

    def make() -> object:
        request = RequestFactory(HTTP_HOST="localhost").get(path, {"q": question})
        request.resolver_match = match
        response = match.func(request, **match.kwargs)
        assert response.status_code == 200
        return response

    return make


def _times(acts: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of each act, in turns; the first turn is left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    turns = [[_processor(act, backend) for act in acts] for _turn in range(ROUNDS + 1)]
    return [time for turn in turns[1:] for time in turn]


def _processor(act: Callable[[], object], backend: int) -> float:
    """Milliseconds of processor that this process and the database's take, whatever else the machine does."""
    start = time.process_time() + _of_backend(backend)
    act()
    return (time.process_time() + _of_backend(backend) - start) * 1000


def _of_backend(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _shown(times: list[float]) -> str:
    return f"p50 {median(times):.1f}, p95 {quantiles(times, n=20)[18]:.1f}"
