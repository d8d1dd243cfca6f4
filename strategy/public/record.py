"""The record of an edition as files: what its seal covers, byte for byte, and the extract for the council's file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from ..exchange.extracting import extract_of
from ..exchange.offering import one_at_a_time
from ..exchange.typesetting import TooLarge
from ..refusal import Refused
from ..seal import canonical, sealed_content
from .addresses import sealed_name
from .answering import conditional, reading
from .downloads import edition_row, refused_page
from .finding import find
from .places import Place
from .visiting import Visit


@reading
def sealed(request: HttpRequest, lang: str, town: str, plan: str, number: int) -> HttpResponseBase:
    """The canonical JSON: its SHA-256 is the seal."""
    place = find(lang, town, plan, number)
    response = _kept(place, request, lambda: _sealed(place))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@reading
def extract(request: HttpRequest, lang: str, town: str, plan: str, number: int) -> HttpResponseBase:
    """The edition as it was adopted, as PDF."""
    place = find(lang, town, plan, number)
    return _kept(place, request, lambda: _extract(place, request))


def _kept(place: Place, request: HttpRequest, make) -> HttpResponse:
    return conditional(request, place.mark, make, town=place.town.slug, stamps=place.stamps)


def _sealed(place: Place) -> HttpResponse:
    content = canonical(sealed_content(edition_row(place)))
    name = sealed_name(place.town.slug, place.plan.slug, place.edition.number)
    return _file(content, "application/json", name)


def _extract(place: Place, request: HttpRequest) -> HttpResponse:
    edition, visit = edition_row(place), Visit.of(request)
    try:
        with one_at_a_time("pdf"):
            written = extract_of(edition, place.lang, site=visit.site_of(place.town))
    except Refused as refused:
        return refused_page(place, visit, refused, is_later=not isinstance(refused, TooLarge))
    name = f"{place.town.slug}-{place.plan.slug}-edition-{place.edition.number}-extract.{place.lang}.pdf"
    return _file(written, "application/pdf", name)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or ""
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
