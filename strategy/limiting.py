"""How often one address may ask: so many times in a while, counted on the shared cache. Nothing is kept of anybody."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTE, HOUR = 60, 3600

log = logging.getLogger(__name__)


def seconds_to_wait(request: HttpRequest, scope: str, limit: int, *, window: int = MINUTE, cost: int = 1) -> int:
    """0 where the visitor may ask now, else the seconds until they may. A cache that is away refuses nobody.

    ``scope`` names what is counted together; ``limit`` requests (0: any number) in ``window`` seconds, of which this
    one takes ``cost``.
    """
    if not limit:
        return 0
    now = int(time.time())
    name = hashlib.sha256(f"{settings.SECRET_KEY}{visitor(request)}".encode()).hexdigest()[:32]
    key = f"{scope}-{name}-{now // window}"
    try:
        cache.add(key, 0, 2 * window)
        count = cache.incr(key, cost)
    except ValueError:  # a cache that keeps nothing (dummy://), or one that has just thrown the count out
        return 0
    except Exception:  # whatever the driver of the cache raises when its server is away
        log.exception("The cache cannot count requests; they are let through")
        return 0
    return window - now % window if count > limit else 0


def visitor(request: HttpRequest) -> str:
    """The network address that asks; of IPv6 the /64 that one household has. Behind our own proxy, the one it names."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip() if settings.BEHIND_PROXY else ""
    address = told or request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
