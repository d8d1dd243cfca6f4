"""The public pages that lead to goals in other ways than the tree: by words, and by Sustainable Development Goal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from ..limiting import seconds_to_wait
from .answering import answer, answer_at, reading
from .finding import find, stamps_of
from .pages.sdgs import sdgs_page
from .pages.search import search_page
from .searching import Wanted
from .visiting import Visit


@reading
def search(request: HttpRequest, lang: str, town: str = "") -> HttpResponse:
    """In one town or in all. Whoever searches very often gets the page without results."""
    place = find(lang, town) if town else None
    wanted = Wanted.of(request)
    if wanted.question.text:
        wait = seconds_to_wait(request, "search", settings.SEARCHES_PER_MINUTE)
        if wait:
            page = search_page(place, wanted, Visit.of(request), wait)
            html = render_to_string("strategy/search.html", {"page": page, "frame": page.frame})
            return HttpResponse(html, status=429, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})
    stamps = place.stamps if place else stamps_of("")
    mark = place.mark if place else repr((stamps, timezone.localdate()))
    return answer(
        request,
        mark,
        "strategy/search.html",
        lambda visit: search_page(place, wanted, visit),
        town=town,
        stamps=stamps,
    )


@reading
def sdgs(request: HttpRequest, lang: str, town: str, plan: str, number: int | None = None) -> HttpResponse:
    place = find(lang, town, plan, number)
    return answer_at(place, request, "strategy/sdgs.html", lambda visit: sdgs_page(place, visit))
