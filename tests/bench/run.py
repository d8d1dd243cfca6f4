"""All measurements in their order, and what is printed of them."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from django.db import connection

from . import many, rendering, serving, serving_pages, writing
from .rendering import Page
from .serving_pages import Start, Target


def everything(folder: Path, *, is_full: bool) -> None:
    _conditions()
    editions = rendering.editions()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _served(serving_pages.measure(editions[300], editions[10_000], folder))
    _starts(*serving_pages.starts(editions[300]))
    _pages(rendering.pages(editions), rendering.goal_page(editions[300]))
    _writing()
    if is_full:
        many.measure()


def _conditions() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(
        f"{os.cpu_count()} processors, load {load} before the start; Python {platform.python_version()}, "
        f"PostgreSQL {version}; granian with {serving.WORKERS} workers."
    )


def _line(*cells: object) -> None:
    print("  ".join(f"{cell:<42}" if not place else f"{cell:>12}" for place, cell in enumerate(cells)))


def _ratio(value: float, to: float) -> str:
    return f"{value / to:.2f}"


def _served(targets: dict[str, Target]) -> None:
    print("\nUnder load, 8 connections, targets in turns. S: the same bytes behind Django's usual middleware.")
    _line("", "CPU ms", "x S", "requests/s", "body bytes")
    for target in targets.values():
        cost = _ratio(target.milliseconds, targets[target.same or target.name].milliseconds)
        _line(target.name, f"{target.milliseconds:.3f}", cost, f"{target.per_second:.0f}", target.loads[-1].size)
        if not target.statuses <= {200, 304}:
            print(f"  unexpected: {target.statuses}")


def _starts(ours: Start, usual: Start) -> None:
    print("\nA new server, with bytecode; medians of starts in turns.")
    _line("", "koers", "usual Django", "x")
    first = ours.first_answer, usual.first_answer
    _line("start to first answer, s", *(f"{seconds:.2f}" for seconds in first), _ratio(*first))
    memory = ours.memory, usual.memory
    _line("memory of a worker, MiB", *(f"{size:.0f}" for size in memory), _ratio(*memory))


def _pages(pages: list[Page], goal: tuple[int, float]) -> None:
    print("\nWhole tree by number of goals, in-process CPU. By hand: the plainest list of the same rows.")
    _line("goals", *(page.size for page in pages))
    _line("queries, cold", *(page.queries for page in pages))
    _line("bytes, plain", *(page.plain for page in pages))
    _line("bytes, brotli", *(page.brotli for page in pages))
    _line("cold page, ms", *(f"{page.cold:.1f}" for page in pages))
    _line("cold page, x by hand", *(_ratio(page.cold, page.by_hand) for page in pages))
    _line("kept page, ms", *(f"{page.kept:.4f}" for page in pages))
    _line("kept page, x that of 300", *(_ratio(page.kept, pages[1].kept) for page in pages))
    print(f"Cold page of one goal (of 300): {goal[0]} queries, {goal[1]:.1f} ms.")


def _writing() -> None:
    print("\nWriting, two languages, wall time with commit, x COPY of the same rows.")
    _line("goals", "COPY ms", "import x", "copy x", "move ms", "move all ms")
    for size in writing.ROUNDS:
        one = writing.writing(size)
        _line(
            size,
            f"{one.copy * 1000:.0f}",
            _ratio(one.imported, one.copy),
            _ratio(one.copied, one.copy),
            f"{one.moved * 1000:.0f}",
            f"{one.moved_through * 1000:.0f}",
        )
        print(f"  rows of other editions touched: {one.others}")
