"""Atom feeds (RFC 4287) of a town and of each of its plans: publications and decisions, in the language of the path."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from .addresses import Addresses
from .answering import conditional, reading
from .finding import find
from .pages.feed import clean, entries_of, feed_id
from .pages.for_programs import news_of
from .places import Place, PlanRow
from .visiting import Visit


@reading
def of_town(request: HttpRequest, lang: str, town: str) -> HttpResponseBase:
    return _feed(request, find(lang, town), None)


@reading
def of_plan(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponseBase:
    place = find(lang, town, plan)
    return _feed(request, place, place.plan)


def _feed(request: HttpRequest, place: Place, plan: PlanRow | None) -> HttpResponse:
    """``plan`` None: of all plans of the town."""
    response = conditional(
        request, place.mark, lambda: _written(place, plan, Visit.of(request)), town=place.town.slug, stamps=place.stamps
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _written(place: Place, plan: PlanRow | None, visit: Visit) -> HttpResponse:
    town, site = place.town, visit.site_of(place.town)
    name = plan.title.text if plan else town.formal_name.text
    page = Addresses(place.lang, town.slug, plan.slug).plan if plan else place.town_page
    feed = Atom1Feed(
        title=clean(news_of(name)),
        link=site + page,
        description=None,
        subtitle=clean(_("Publications of plans, and decisions on them.")),
        language=place.lang,
        author_name=clean(town.formal_name.text),
        author_link=f"{site}{place.town_page}",
        feed_url=site + visit.path,
        feed_guid=feed_id(place, plan),
    )
    for entry in entries_of(place, [plan] if plan else place.plans):
        feed.add_item(
            title=entry.title,
            link=site + entry.href,
            description=str(entry.summary),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[entry.category],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
