"""What search engines read: robots.txt, the index of sitemaps, and a sitemap for each town and language.

A sitemap is sent while it is made, and so takes the same memory for ten thousand goals as for ten. Of a plan it holds
the edition in force; what a search engine should not show (drafts, results of searches, forms) stands in none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from .. import replicas
from ..models import Goal, Plan
from ..vocabulary import Kind, Status
from .addresses import Addresses
from .answering import KEEP, conditional, reading
from .finding import NAMING, find
from .pages.goal import slug_in
from .places import Place, PlanRow, languages_of
from .rows import rows_of
from .texts import Reader
from .visiting import Visit

NOT_TO_CRAWL = (
    *("/admin/", "/preview/", "/*/proposal/", "/*/search/", "/*/feedback/", "/*/extract.pdf"),
    *("/*/compare/?", "/*?q=", "/*&q=", "/*?open="),
)
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one sitemap, by the protocol (sitemaps.org)."""

AT_ONCE = 500
"""Goals that are read together."""

PLAN_PAGES = ("", "tree/", "sdgs/", "history/", "editions/", "data/")
TOWN_PAGES = ("documents", "accessibility", "privacy", "contact", "help")

Page = tuple[dict[str, str], str]
"""(language -> path, day of the last change or "")"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_TO_CRAWL)]
    lines += ["", f"Sitemap: {_site(request)}{reverse('public:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers={"Cache-Control": KEEP})


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The sitemaps of all towns that are read at this host, with the day of the last publication."""
    parts = _index(_site(request), _towns(home=request.home_town))  # type: ignore[attr-defined]
    return StreamingHttpResponse(parts, content_type=XML, headers={"Cache-Control": KEEP})


@reading
def of_town(request: HttpRequest, lang: str, town: str) -> HttpResponseBase:
    place = find(lang, town)
    site = Visit.of(request).site_of(place.town)

    def make() -> HttpResponse:
        return StreamingHttpResponse(replicas.held(_sitemap(site, place)), content_type=XML)  # type: ignore[return-value]

    return conditional(request, place.mark, make, town=town, stamps=place.stamps)


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _towns(home: str) -> Iterable[Mapping[str, Any]]:
    """Of each town that is at home here (``home``: the one whose own domain this is): its languages, and when something
    of it was last published."""
    published = Q(editions__status=Status.PUBLISHED)
    names = [f"municipality__{name}" for name in ("slug", "language", "languages")]
    here = Q(municipality__slug=home) if home else Q(municipality__domain="")
    rows = rows_of(Plan).filter(published, here).values(*names)
    return rows.annotate(published=Max("editions__published_at")).order_by("municipality__slug").iterator()


def _index(site: str, towns: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    for row in towns:
        for code in sorted(languages_of(row)):
            kwargs = {"lang": code, "town": row["municipality__slug"]}
            address = site + reverse("public:town_sitemap", kwargs=kwargs)
            yield f"<sitemap><loc>{escape(address)}</loc>{_lastmod(row['published'].isoformat())}</sitemap>\n"
    yield "</sitemapindex>\n"


def _sitemap(site: str, place: Place) -> Iterator[str]:
    """Parts of a few hundred addresses, in ``place.lang``, each with the same page in the town's other languages."""
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    pages = itertools.islice(_pages(place), MOST)
    while part := list(itertools.islice(pages, AT_ONCE)):
        yield "".join(_url(site, place.lang, *page) for page in part)
    yield "</urlset>\n"


def _url(site: str, lang: str, paths: Mapping[str, str], changed: str) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(site + path)}"/>' for code, path in paths.items()
    )
    links = others if len(paths) > 1 else ""
    return f"<url><loc>{escape(site + paths[lang])}</loc>{_lastmod(changed)}{links}</url>\n"


def _lastmod(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def _pages(place: Place) -> Iterator[Page]:
    for plan in place.plans:
        yield from _of_plan(place, plan)
    for view in TOWN_PAGES:
        yield _paths(place, f"public:{view}"), ""


def _paths(place: Place, view: str) -> dict[str, str]:
    town = place.town
    return {code: reverse(view, kwargs={"lang": code, "town": town.slug}) for code in town.languages}


def _of_plan(place: Place, plan: PlanRow) -> Iterator[Page]:
    town, changed = place.town, plan.published_at.isoformat()
    addresses = {code: Addresses(code, town.slug, plan.slug) for code in town.languages}
    for part in PLAN_PAGES:
        yield {code: f"{own.plan}{part}" for code, own in addresses.items()}, changed
    readers = {code: Reader(code, town.language) for code in town.languages}
    for row in _goals(place.in_force[plan.pk]):
        slugs = {code: slug_in(reader, row, row["key"]) for code, reader in readers.items()}
        yield {code: f"{own.goals}{row['key']}/{slugs[code]}/" for code, own in addresses.items()}, changed


def _goals(edition: int) -> Iterator[Mapping[str, Any]]:
    rows = rows_of(Goal).filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
    return iter(rows.values("key", *NAMING).iterator(chunk_size=AT_ONCE))
