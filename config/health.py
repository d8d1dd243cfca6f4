"""Whether this process lives (/healthz) and can serve (/readyz): for load balancers and containers, who ask by any host
name and without TLS."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from strategy import replicas

log = logging.getLogger(__name__)
KEPT_BY_NOBODY = {"Cache-Control": "no-store"}


class Health:
    """Middleware; stands before those that look at host names and send visitors to https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain", headers=KEPT_BY_NOBODY)
        if request.path_info == "/readyz":
            return ready()
        return self.get_response(request)


def ready() -> HttpResponseBase:
    """200 where the database and the cache answer and no migration waits, else 503: {"database": "ok", …}. Why
    something fails stands in the log alone. A replica that is away or behind is named too; the site serves without."""
    found = {name: _tried(name, check) for name, check in CHECKS.items()}
    status = 200 if set(found.values()) == {"ok"} else 503
    found |= {replica.alias: replica.look() for replica in replicas.replicas()}
    return JsonResponse(found, status=status, headers=KEPT_BY_NOBODY)


def _tried(name: str, check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "fails"
    except Exception:
        log.exception("Not ready: %s", name)
        return "fails"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    word = secrets.token_hex(8)
    cache.set("readyz", word, 10)
    return cache.get("readyz") is not None


def _migrations() -> bool:
    """Nothing waits to be applied. More may be applied than this release knows: the next one is being rolled out."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "cache": _cache, "migrations": _migrations}
