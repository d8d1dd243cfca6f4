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
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .finding import find
from .pages.frame import Link, addresses_of, bare_frame, tree_name
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
    lang: str, status: int, title: str, sentence: str, ways: Sequence[Link] = (), **headers: str
) -> HttpResponse:
    """A page that says why there is nothing to show, with ways on. ``lang`` is the page's."""
    frame = bare_frame(lang, title)
    frame.robots = "noindex"
    context = {"frame": frame, "title": title, "sentence": sentence, "ways": ways}
    return HttpResponse(render_to_string("404.html", context), status=status, headers=headers)


def not_found(lang: str, sentence: str = "", town: str = "", onward: tuple[str, str] = ("", "")) -> HttpResponse:
    """The 404 page, with what exactly is not there, and where the visitor can go on: first to ``onward`` (address,
    words), where that is known."""
    href, words = onward
    first = [Link(words, href)] if href else []
    return refused(lang, 404, _("Page not found"), sentence, [*first, *_ways_of(lang, town)])


def _ways_of(lang: str, town: str) -> list[Link]:
    """To the town and its tree, where there is such a town."""
    try:
        place = find(lang, town) if town else None
    except (NotHere, OtherLanguage):
        return []
    if place is None:
        return []
    kwargs = {"lang": lang, "town": place.town.slug}
    return [
        Link(place.town.name, reverse("public:town", kwargs=kwargs)),
        Link(tree_name(place), addresses_of(place).tree),
    ]


def _in_the_language(view: Callable[..., HttpResponseBase], methods: Sequence[str]) -> Callable[..., HttpResponseBase]:
    """404 in the language of the path, and 302 to a town's own language."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, lang: str, **kwargs: Any) -> HttpResponseBase:
        town = kwargs.get("town", "")
        if request.method not in methods:
            sentence = _("This page can be read, and nothing can be sent to it.")
            ways = _ways_of(lang, town)
            return refused(lang, 405, _("That is not possible here"), sentence, ways, Allow=", ".join(methods))
        try:
            return view(request, lang=lang, **kwargs)
        except OtherLanguage as other:
            address = reverse(Visit.of(request).view, kwargs={**kwargs, "lang": other.lang})
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{address}?{query}" if query else address)
        except NotHere as missing:
            return not_found(lang, str(missing), town, missing.onward)
        except Http404:
            return not_found(lang, "", town)

    return wrapped


def reading(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes a view of a public page: read-only, and with its refusals as pages in the language of the path."""
    return csrf_exempt(_in_the_language(view, ("GET", "HEAD")))  # a page that takes nothing says so itself


def replying(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes a view of a public page with a form."""
    return _in_the_language(view, ("GET", "HEAD", "POST"))
