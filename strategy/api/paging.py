"""Long lists in pieces: how many there are, and where the next piece is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from .asked import Window


def page_of(
    request: HttpRequest, window: Window, entries: Sequence[Any] | QuerySet[Any, Any], show: Callable[[Any], Any]
) -> dict[str, Any]:
    """The entries in ``window``, each as ``show`` gives it, with the addresses of those around them."""
    count = entries.count() if isinstance(entries, QuerySet) else len(entries)
    end = window.offset + window.limit
    before = max(min(window.offset, count) - window.limit, 0)
    return {
        "count": count,
        "next": _address(request, end) if end < count else None,
        "previous": _address(request, before) if window.offset else None,
        "items": [show(entry) for entry in entries[window.offset : end]],
    }


def _address(request: HttpRequest, offset: int) -> str:
    asked = request.GET.copy()
    asked["offset"] = str(offset)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
