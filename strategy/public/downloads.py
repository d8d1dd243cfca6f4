"""The open data of a plan: one page that lists every format, and each of them to download. Published editions, and for
a preview what people read (never data, which programs would take for the record)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..exchange.document import PlanDocument
from ..exchange.formats import WRITERS
from ..exchange.offering import GROUPS, HOLD_FILES, Busy, draft_document, one_at_a_time, origin_of, public_document
from ..exchange.typesetting import why_too_large
from ..exchange.writers.vocabulary_page import turtle
from ..models import Edition
from ..refusal import Refused
from .answering import KEEP, answer_at, conditional, reading
from .finding import find
from .pages.embed import snippet
from .pages.frame import Frame, Link, crumbs_of, frame_of
from .pages.plan import banner
from .places import NotHere, Place
from .visiting import Visit

NEED_GOALS = frozenset({"stratml", "stratml2"})
NEED_LIBRARIES = frozenset({"pdf"})
"""Formats that a machine may be unable to write, which is no property of the plan."""


LARGEST_KEPT = 3_000_000
"""Bytes of a file up to which it stays in front of Django."""


@dataclass(frozen=True)
class Format:
    name: str | Promise
    href: str
    losses: list[str]
    """What it cannot hold of this plan, in sentences."""
    refusal: str
    """Why this plan cannot be had in it, or ""."""


@dataclass(frozen=True)
class Group:
    name: str | Promise
    formats: list[Format]

    @property
    def shared_losses(self) -> list[str]:
        """What none of its formats can hold, where they are all alike in that; it is said once then."""
        first, *others = self.formats
        return first.losses if others and all(other.losses == first.losses for other in others) else []


@dataclass
class DataPage:
    frame: Frame
    place: Place
    banner: str
    groups: list[Group]
    api: str
    reference: str
    refusal: str = ""
    embed: str = ""
    """Address of the tree for other sites, and what they put into their pages; "" in a preview."""
    snippet: str = ""


@reading
def data(request: HttpRequest, lang: str, town: str, plan: str, number: int | None = None) -> HttpResponseBase:
    place = find(lang, town, plan, number)
    return answer_at(place, request, "strategy/data.html", lambda visit: data_page(place, visit))


@reading
def file(
    request: HttpRequest, lang: str, town: str, plan: str, format: str, number: int | None = None
) -> HttpResponseBase:
    place = find(lang, town, plan, number)
    if format not in WRITERS:
        raise NotHere(_("There is no such file."))
    response = conditional(
        request, place.mark, lambda: written(place, request, format), town=place.town.slug, stamps=place.stamps
    )
    if response.status_code == 200 and len(response.content) > LARGEST_KEPT:
        del response.made_from  # type: ignore[attr-defined]
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """What our own terms in linked data mean, at the address that they begin with; a browser shows it as text."""
    kind = "text/turtle" if request.get_preferred_type(["text/turtle", "text/html"]) == "text/turtle" else "text/plain"
    headers = {"Cache-Control": KEEP, "Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(turtle(Visit.of(request).site), content_type=f"{kind}; charset=utf-8", headers=headers)


def written(place: Place, request: HttpRequest, format: str) -> HttpResponse:
    """The file; where the plan or the machine does not allow it, the page that says why."""
    writer, visit = WRITERS[format], Visit.of(request)
    edition = edition_row(place)
    document = _document(place, edition, with_files=format in HOLD_FILES)
    try:
        if why_not := _why_not(place, document, format):
            raise Refused(why_not)
        with one_at_a_time(format):
            written = writer.write(document, place.lang, origin_of(edition, visit.site_of(place.town)))
    except Refused as refused:
        return refused_page(place, visit, refused, is_later=format in NEED_LIBRARIES and not why_not)
    disposition = content_disposition_header(True, f"{file_name(place)}{writer.suffix}")
    return HttpResponse(written, content_type=writer.media_type, headers={"Content-Disposition": disposition or ""})


def refused_page(place: Place, visit: Visit, refused: Refused, *, is_later: bool) -> HttpResponse:
    """The page of all formats with why a file cannot be had; ``is_later``: now, though perhaps another time."""
    page = data_page(place, visit, str(refused))
    html = render_to_string("strategy/data.html", {"page": page, "frame": page.frame})
    status = 503 if is_later or isinstance(refused, Busy) else 409
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def _why_not(place: Place, document: PlanDocument, format: str) -> str:
    """Why this plan cannot be had in a format, or "". Cheap, and so asked before anything is written."""
    if format in NEED_GOALS and not place.edition.has_steps:
        return _("StratML asks for at least one goal, and this plan has none. Choose another format.")
    return why_too_large(format, document)


def file_name(place: Place) -> str:
    """ "aalst-2020-2025.nl", "aalst-2020-2025-edition-1.nl": without the format's own ending."""
    edition = f"-edition-{place.number}" if place.number is not None else ""
    edition = "-draft" if place.preview else edition
    return f"{place.town.slug}-{place.plan.slug}{edition}.{place.lang}"


def edition_row(place: Place) -> Edition:
    return Edition.objects.select_related("plan__municipality").get(pk=place.edition.pk)


def _document(place: Place, edition: Edition, *, with_files: bool) -> PlanDocument:
    return draft_document(edition) if place.preview else public_document(edition, with_files=with_files)


def groups_of(place: Place) -> tuple[tuple[str | Promise, Mapping[str, str | Promise]], ...]:
    """What is offered: of a preview what people read, with DRAFT in its title."""
    return GROUPS[:1] if place.preview else GROUPS


def data_page(place: Place, visit: Visit, refusal: str = "") -> DataPage:
    """The same few queries whatever the number of goals."""
    document = _document(place, edition_row(place), with_files=False)
    title = _("Open data")
    frame = frame_of(
        place,
        visit,
        title,
        section="data",
        description=_("This plan to download and to use again, in every format."),
        crumbs=crumbs_of(place, Link(title, current="page")),
    )
    reference = reverse("api:reference")
    frame.has_form = not place.preview  # it has a field to copy from
    return DataPage(
        frame=frame,
        place=place,
        banner=banner(place),
        groups=[
            Group(heading, [_format(place, document, frame.data, key, name) for key, name in names.items()])
            for heading, names in groups_of(place)
        ],
        api="" if place.preview else f"{visit.site}{reference}towns/{place.town.slug}/plans/{place.plan.slug}",
        reference=reference,
        refusal=refusal,
        embed="" if place.preview else place.address("embed"),
        snippet="" if place.preview else str(snippet(place, visit.site_of(place.town))),
    )


def _format(place: Place, document: PlanDocument, folder: str, key: str, name: str | Promise) -> Format:
    return Format(name, f"{folder}{key}", WRITERS[key].losses(document), _why_not(place, document, key))
