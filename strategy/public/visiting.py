"""What a page may know of the request that asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from .places import Town


@dataclass(frozen=True)
class Visit:
    """Nothing about who asks, so that the answer is the same for everybody."""

    site: str
    view: str
    kwargs: dict[str, Any] = field(hash=False)
    question: str = ""
    is_all_open: bool = False
    path: str = ""
    query: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Visit:
        match = request.resolver_match
        assert match is not None  # noqa: S101 - a view has been found
        return cls(
            site=f"{request.scheme}://{request.get_host()}",
            view=match.view_name,
            kwargs=match.kwargs,
            question=" ".join(request.GET.get("q", "").split())[:100],
            is_all_open=request.GET.get("open") == "all",
            path=request.path,
            query=request.META.get("QUERY_STRING", ""),
        )

    def site_of(self, town: Town) -> str:
        """Where a town's pages are at home: on its own domain, if it has one. For addresses that are kept elsewhere."""
        return f"{self.site.partition('://')[0]}://{town.domain}" if town.domain else self.site

    def is_at_home(self, town: Town) -> bool:
        """Whether the page is asked for on the town's own domain."""
        return bool(town.domain) and self.site.partition("://")[2].partition(":")[0].lower() == town.domain
