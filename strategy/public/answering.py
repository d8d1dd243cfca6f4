"""How public pages answer: the same for everybody, without session or cookie, to be kept by any cache.

A page is built only when its ETag is not the one that the visitor has already.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .. import replicas
from .finding import find
from .pages.frame import Frame, Link, addresses_of, bare_frame, frame_of, tree_name
from .places import NotHere, OtherLanguage, Place, Stamps
from .rendering import Tree
from .visiting import Visit

KEEP = "public, max-age=60, stale-while-revalidate=600"
KEEP_FOR_EVER = "public, max-age=31536000, immutable"
SOURCES = (".py", ".html", ".mo", ".css", ".js")


@functools.cache
def release() -> str:
    """Changes with every text and template from which pages are made, on every machine alike."""
    folders = (settings.BASE_DIR / name for name in ("municipalities", "strategy", "templates", "config/locale"))
    files = (f"{at}/{name}" for folder in folders for at, _folders, names in os.walk(folder) for name in names)
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.endswith(SOURCES)):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def answer(
    request: HttpRequest, mark: str, template: str, build: Callable[[Visit], Any], *, town: str, stamps: Stamps
) -> HttpResponse:
    """The page that ``build`` makes, in ``template``, or 304. ``mark`` changes with everything that the page shows;
    ``stamps`` of ``town`` ("": all) tell keeping.py how long the page holds."""
    visit = Visit.of(request)

    def make() -> HttpResponse:
        return written(template, build(visit))

    return conditional(request, mark, make, town=town, stamps=stamps)


def written(template: str, page: Any) -> HttpResponse:
    """``page`` in its template."""
    html = render_to_string(template, {"page": page, "frame": page.frame})
    tree = getattr(page, "tree", None)
    return HttpResponse(tree.into(html) if isinstance(tree, Tree) else html)


def conditional(
    request: HttpRequest, mark: str, make: Callable[[], HttpResponse], *, town: str, stamps: Stamps
) -> HttpResponse:
    """What ``make`` makes, or 304; to be kept where it is not a refusal. Arguments as in ``answer``."""
    parts = (release(), mark, f"{request.scheme}://{request.get_host()}", request.get_full_path())
    etag = f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = make()
        if response.status_code != 200:
            return response
        response.made_from = town, stamps  # type: ignore[attr-defined]
    response.headers["ETag"], response.headers["Cache-Control"] = etag, KEEP
    return response


def answer_at(place: Place, request: HttpRequest, template: str, build: Callable[[Visit], Any]) -> HttpResponse:
    """The answer of a page of one town."""
    return answer(request, place.mark, template, build, town=place.town.slug, stamps=place.stamps)


def refused(
    lang: str, status: int, title: str, sentence: str, *, town: str = "", site: str = "", onward: Sequence[Link] = ()
) -> HttpResponse:
    """A page that says why there is nothing to show, with ways on: first those of ``onward``. ``lang`` is the page's.
    Where there is such a ``town`` it looks like a page of that town."""
    try:
        place = find(lang, town) if town else None
    except (NotHere, OtherLanguage):
        place = None
    frame = _frame_in(place, title, site) if place else bare_frame(lang, title)
    frame.robots = "noindex"
    ways = [*onward, *(_ways_of(place) if place else ())]
    context = {"frame": frame, "title": title, "sentence": sentence, "ways": ways}
    return HttpResponse(render_to_string("404.html", context), status=status)


def not_found(
    lang: str, sentence: str = "", town: str = "", onward: tuple[str, str] = ("", ""), site: str = ""
) -> HttpResponse:
    """The 404 page, with what exactly is not there, and where the visitor can go on: first to ``onward`` (address,
    words), where that is known."""
    href, words = onward
    first = [Link(words, href)] if href else []
    return refused(lang, 404, _("Page not found"), sentence, town=town, site=site, onward=first)


def _frame_in(place: Place, title: str, site: str) -> Frame:
    """Around a page of the town that is none: its languages lead to the town's page, and nothing names it to others."""
    visit = Visit(site, "public:town", {"lang": place.lang, "town": place.town.slug})
    frame = frame_of(place, visit, title, section="")
    frame.canonical, frame.alternates, frame.oembed, frame.updated = "", [], "", SafeString()
    return frame


def _ways_of(place: Place) -> list[Link]:
    """To the town and its tree."""
    return [Link(place.town.name, place.town_page), Link(tree_name(place), addresses_of(place).tree)]


def _in_the_language(view: Callable[..., HttpResponseBase], methods: Sequence[str]) -> Callable[..., HttpResponseBase]:
    """404 in the language of the path, and 302 to a town's own language."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, lang: str, **kwargs: Any) -> HttpResponseBase:
        town, site = kwargs.get("town", ""), f"{request.scheme}://{request.get_host()}"
        if request.method not in methods:
            sentence = _("You can read this page, but you cannot send anything to it.")
            response = refused(lang, 405, _("That is not possible here"), sentence, town=town, site=site)
            response.headers["Allow"] = ", ".join(methods)
            return response
        try:
            return view(request, lang=lang, **kwargs)
        except OtherLanguage as other:
            address = reverse(Visit.of(request).view, kwargs={**kwargs, "lang": other.lang})
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{address}?{query}" if query else address)
        except NotHere as missing:
            return not_found(lang, str(missing), town, missing.onward, site)
        except Http404:
            return not_found(lang, "", town, site=site)

    return wrapped


def reading(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes a view of a public page: read-only, from a replica where there is one, and with its refusals as pages in
    the language of the path."""
    shown = _in_the_language(view, ("GET", "HEAD"))

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return replicas.read(lambda: shown(request, **kwargs))

    return csrf_exempt(wrapped)  # a page that takes nothing says so itself


def replying(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes a view of a public page with a form."""
    return _in_the_language(view, ("GET", "HEAD", "POST"))
