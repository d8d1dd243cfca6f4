"""How often one address may ask the API: settings say how many requests a minute, and what a large one counts for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from ..limiting import seconds_to_wait as counted

COSTS = {"everything.ndjson": 20}
"""What a request counts for, by the last word of its address; 1 for all others."""


def seconds_to_wait(request: HttpRequest) -> int:
    """0 where the visitor may ask now, else the seconds until they may."""
    return counted(request, "api", settings.API_REQUESTS_PER_MINUTE, cost=COSTS.get(request.path.rsplit("/", 1)[-1], 1))
