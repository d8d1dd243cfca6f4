"""Many towns in one database (BENCH=full): 725 towns of 300 goals in two languages, beside the first one alone."""

from __future__ import annotations

import random
from statistics import median, quantiles

from django.db import connection

from strategy.models import Edition
from strategy.models.goal import unguarded_goals

from . import data, searching
from .load import Load, load
from .serving import serving

TOWNS, SECONDS = 725, 30
LANGUAGES = ("nl", "en")


def measure() -> None:
    editions = [data.make_published(data.make_town("many-0", LANGUAGES), 300)]
    alone = _random_goals(editions, 400)
    with serving("tests.bench.wsgi", {}, "/nl/") as server:
        one = load(server.port, alone, 5)
    editions += [
        data.make_published(data.make_town(f"many-{number}", LANGUAGES), 300, seed=number) for number in range(1, TOWNS)
    ]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\n{TOWNS} towns, {unguarded_goals().count():,} goals in two languages; milliseconds of an answer.")
    with serving("tests.bench.wsgi", {}, "/nl/") as server:
        _print("goal pages at random, one town in the database", one)
        _print("the same pages, all towns in the database", load(server.port, alone, 5))
        cold = load(server.port, _random_goals(editions, 20_000), SECONDS)
        _print(f"goal pages at random of all towns, {SECONDS} s", cold)
        _print("search in a tree at random", load(server.port, _searches(editions, 5_000), 5))
        _print("list of towns", load(server.port, ["/nl/"], 5))
    _judge(cold)
    searching.measure(TOWNS)
    searching.upkeep()


def _random_goals(editions: list[Edition], count: int) -> list[str]:
    """Addresses of goals, as the site itself links them."""
    from strategy.public.addresses import Addresses

    draw = random.Random(count)
    chosen = draw.choices(editions, k=count)
    keys: dict[int, list[tuple[str, str, str]]] = {}
    for edition in set(chosen):
        rows = unguarded_goals().filter(edition=edition, level__gt=0)
        keys[edition.pk] = list(rows.values_list("key", "title_nl", "title_en"))
    paths = []
    for edition in chosen:
        key, dutch, english = draw.choice(keys[edition.pk])
        language, title = draw.choice((("nl", dutch), ("en", english)))
        paths.append(Addresses(language, edition.plan.municipality.slug, edition.plan.slug).goal(key, title))
    return paths


def _searches(editions: list[Edition], count: int) -> list[str]:
    draw = random.Random(count)
    words = [word for word in data.WORDS if len(word) > 4 and word.isascii()]
    return [
        f"/nl/{draw.choice(editions).plan.municipality.slug}/2025-2030/tree/?q={draw.choice(words)}"
        for _number in range(count)
    ]


def _print(name: str, result: Load) -> None:
    middle, p99 = _middle_and_p99(result)
    print(
        f"{name:<50}  median {middle:.1f}  p99 {p99:.1f} ({p99 / middle:.1f}x)  "
        f"{result.per_second:.0f} requests/s  {result.errors} errors"
    )


def _judge(result: Load) -> None:
    """The goal: no error, and p99 below ten times the median."""
    middle, p99 = _middle_and_p99(result)
    is_reached = not result.errors and p99 < 10 * middle
    print(
        f"A load of {result.seconds:.0f} s over {TOWNS} towns: {result.count:,} answers, {result.errors} errors "
        f"{dict(sorted(result.statuses.items()))}, p99 {p99 / middle:.1f} times the median: "
        f"{'reached' if is_reached else 'NOT REACHED'}."
    )


def _middle_and_p99(result: Load) -> tuple[float, float]:
    """In milliseconds."""
    times = [seconds * 1000 for seconds in result.times]
    return median(times), quantiles(times, n=100)[98]
