"""The tree on other sites: the page that may stand in any frame, and oEmbed (oembed.com), by which they find it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .. import replicas
from .answering import KEEP, answer_at, reading
from .finding import find
from .pages.embed import HEIGHT, WIDTH, embed_page, snippet
from .pages.frame import tree_name
from .places import NotHere, OtherLanguage, Place
from .visiting import Visit

CAN_BE_EMBEDDED = frozenset({"town", "plan", "tree", "goal", "embed"})
"""Pages for whose address the tree of their plan is given."""

FOR_ALL = {"Access-Control-Allow-Origin": "*"}


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@reading
def embed(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponseBase:
    place = find(lang, town, plan)
    return answer_at(place, request, "strategy/embed.html", lambda visit: embed_page(place, visit))


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """400 without an address or with a size that is none, 404 for one that is not ours, 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return _refused(501, "Only format=json is given.")
    address = request.GET.get("url", "")
    if not address:
        return _refused(400, "Give the address of a page: ?url=https://…")
    try:
        width, height = _size(request, "maxwidth", WIDTH), _size(request, "maxheight", HEIGHT)
    except ValueError:
        return _refused(400, "maxwidth and maxheight are whole numbers above zero.")
    site = Visit.of(request).site
    place = replicas.read(lambda: _place(request, address))
    if place is None:
        return _refused(404, "No page of this site that can be embedded has this address.")
    with translation.override(place.lang):
        headers = {**FOR_ALL, "Cache-Control": KEEP}
        return JsonResponse(_described(place, site, width, height), headers=headers)


def _described(place: Place, site: str, width: int, height: int) -> dict[str, Any]:
    home = Visit(site, "", {}).site_of(place.town)
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{tree_name(place)} – {place.town.formal_name.text}",
        "author_name": place.town.formal_name.text,
        "author_url": home + place.town_page,
        "provider_name": "Koers",
        "provider_url": f"{site}/",
        "html": snippet(place, home, width, height),
        "width": width,
        "height": height,
    }


def _place(request: HttpRequest, address: str) -> Place | None:
    """The plan that the page at ``address`` shows; None where that is no public page of this host or the town's."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
        if match.namespace != "public" or match.url_name not in CAN_BE_EMBEDDED:
            return None
        place = find(match.kwargs["lang"], match.kwargs["town"], match.kwargs.get("plan"))
    except (Resolver404, NotHere, OtherLanguage, ValueError):
        return None
    hosts = {request.get_host().lower(), place.town.domain} - {""}
    is_here = parts.scheme in ("http", "https") and parts.netloc.lower() in hosts
    at_home = getattr(request, "home_town", "")
    return place if is_here and at_home in ("", place.town.slug) else None


def _size(request: HttpRequest, name: str, most: int) -> int:
    asked = request.GET.get(name, "")
    if not asked:
        return most
    if not asked.isascii() or not asked.isdecimal() or not 0 < len(asked) < 7 or int(asked) == 0:
        raise ValueError(asked)
    return min(most, int(asked))


def _refused(status: int, sentence: str) -> HttpResponse:
    headers = {**FOR_ALL, "Cache-Control": "no-store"}
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
