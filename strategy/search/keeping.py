"""Keeps the rows of the search true to what is published, in the transaction that publishes it.

Where a search engine stands beside the database, it is told after the commit; SearchedPlan.is_sent remembers what it
has not been told yet, so that nothing is lost when it is away.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from ..models import Edition, Plan, SearchedPlan, SearchRow, search_index
from ..tree.planting import write_rows
from . import opensearch
from .rows import PLAN, VERSION, Source, source_of

log = logging.getLogger(__name__)


def follow(sender: Any, plans: Iterable[int], **more: Any) -> None:
    """Listens to services.planning.public_text_changed."""
    for plan in plans:
        refresh(plan)


def refresh(plan: int, *, anew: bool = False) -> int:
    """Brings the rows of one plan up to date; those of its goals only where another edition or language is shown, or
    ``anew``. Returns how many rows were written. To be called in a transaction that holds the plan's row.
    """
    source = source_of(plan, timezone.localdate())
    if source is None:
        return 0
    rows = SearchRow.objects.filter(plan=plan)
    state = SearchedPlan.objects.filter(plan=plan).first()
    if state is None and not source.stretches:
        return 0
    with transaction.atomic():
        if anew or state is None or state.made_from != source.made_from:
            rows._raw_delete(rows.db)
            count = _write([*source.of_plan(), *source.of_goals()])
        else:
            plans = rows.filter(kind=PLAN)
            plans._raw_delete(plans.db)
            count = _write([*source.of_plan()])
        _note(plan, source)
    return count


def rebuild(town: str = "") -> int:
    """Makes all rows anew, or those of the town with this slug. Returns how many there are."""
    plans = Plan.objects.filter(editions__status="published").distinct()
    if town:
        plans = plans.filter(municipality__slug=town)
    return sum(_renewed(pk) for pk in plans.order_by("pk").values_list("pk", flat=True))


def _renewed(plan: int) -> int:
    """A transaction for each plan, so that nobody who publishes has to wait for all of them."""
    with transaction.atomic():
        Plan.objects.select_for_update(no_key=True).get(pk=plan)
        return refresh(plan, anew=True)


def send_waiting() -> int:
    """Tells the search engine what it has not been told yet; returns how many plans that were.

    Raises opensearch.Away where it cannot be reached: what was not sent stays noted.
    """
    waiting = SearchedPlan.objects.filter(is_sent=False).order_by("pk").values_list("pk", flat=True)
    return sum(_sent(plan) for plan in list(waiting))


def _sent(plan: int) -> bool:
    """The engine is told under the plan's lock, so that two who publish cannot overtake one another."""
    with transaction.atomic():
        state = SearchedPlan.objects.select_for_update().filter(pk=plan).first()
        if state is None or state.is_sent:
            return False
        opensearch.send(plan)
        SearchedPlan.objects.filter(pk=plan).update(is_sent=True)
    return True


def catch_up(sender: Any, using: str, **more: Any) -> None:
    """After migrate: the database's text index stands, and no published plan is without its rows."""
    connection = connections[using]
    if SearchedPlan._meta.db_table not in connection.introspection.table_names():
        return
    search_index.install(connection)
    published = Edition.objects.published().values("plan")
    known = SearchedPlan.objects.filter(made_from__startswith=VERSION).values("plan")
    for plan in Plan.objects.filter(pk__in=published).exclude(pk__in=known):
        _renewed(plan.pk)


def _write(rows: list[list[Any]]) -> int:
    columns = [field for field in SearchRow._meta.concrete_fields if not field.primary_key]
    write_rows(connections[SearchRow.objects.db], SearchRow, columns, rows)
    return len(rows)


def _note(plan: int, source: Source) -> None:
    SearchedPlan.objects.update_or_create(plan_id=plan, defaults={"made_from": source.made_from, "is_sent": False})
    if settings.SEARCH_URL:
        transaction.on_commit(_tell)


def _tell() -> None:
    """A publication is never refused because a search engine is away."""
    try:
        send_waiting()
    except opensearch.Away:
        log.exception("The search engine was not told; manage.py rebuild_search --waiting tells it later")
