"""Files of the public pages: themes and pictures of towns, pictures beside shared links, attachments, documents of
decisions. No draft's file."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipalities.colours import DEFAULT_BRAND, scale, theme_css

from ..models import Attachment, Decision, Milestone, Plan
from ..vocabulary import Status
from . import painting
from .answering import KEEP, KEEP_FOR_EVER, conditional, not_found, reading
from .drawing import shield_file
from .finding import PLAN_COLUMNS, find, published_plans
from .pages.frame import digest_of
from .places import NotHere, Place, Town
from .rows import rows_of
from .texts import Reader

SHOWN_IN_THE_BROWSER = {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"}
"""Everything else is offered for saving, so that no uploaded page or drawing runs on our address."""


def _town(slug: str) -> tuple[Town | None, bool]:
    """(the town, whether the public can read a plan of it)"""
    rows = rows_of(Plan).filter(municipality__slug=slug).values("pk", *PLAN_COLUMNS)
    row = published_plans().filter(municipality__slug=slug).first()
    found = row or rows.first()
    if found is None:
        return None, False
    return Town.of(found, Reader(found["municipality__language"], found["municipality__language"])), row is not None


def _for_town(request: HttpRequest, town: str, digest: str) -> Town | HttpResponseBase:
    """The town, or a redirect to the address of what it looks like now. Of a town without anything published only what
    a preview of its draft asks for, by its right address."""
    found, is_public = _town(town)
    if found is None or not (is_public or digest == digest_of(found)):
        return not_found(translation.get_language())
    now = digest_of(found)
    return found if digest == now else redirect(request.path.replace(f"-{digest}", f"-{now}"))


@require_safe
def theme(request: HttpRequest, town: str, digest: str) -> HttpResponseBase:
    found = _for_town(request, town, digest)
    if isinstance(found, HttpResponseBase):
        return found
    return _kept(HttpResponse(theme_css(found.brand_colour), content_type="text/css"))


@require_safe
def shield(request: HttpRequest, town: str, digest: str) -> HttpResponseBase:
    found = _for_town(request, town, digest)
    if isinstance(found, HttpResponseBase):
        return found
    return _kept(HttpResponse(shield_file(scale(found.brand_colour)["500"]), content_type="image/svg+xml"))


@require_safe
def logo(request: HttpRequest, town: str, digest: str) -> HttpResponseBase:
    found = _for_town(request, town, digest)
    if isinstance(found, HttpResponseBase):
        return found
    if not found.logo or not default_storage.exists(found.logo):
        return redirect("public:shield", town=town, digest=digest)
    response = FileResponse(default_storage.open(found.logo), content_type=_type_of(found.logo))
    # an uploaded drawing may hold scripts: as a picture they never run, opened on its own they may not either
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _kept(response)


@require_safe
def header_picture(request: HttpRequest, town: str, digest: str) -> HttpResponseBase:
    found = _for_town(request, town, digest)
    if isinstance(found, HttpResponseBase):
        return found
    if not found.header_picture or not default_storage.exists(found.header_picture):
        return not_found(translation.get_language())
    return _kept(FileResponse(default_storage.open(found.header_picture), content_type="image/webp"))


def _kept(response: HttpResponseBase, rule: str = KEEP_FOR_EVER) -> HttpResponseBase:
    response.headers["Cache-Control"], response.headers["X-Content-Type-Options"] = rule, "nosniff"
    return response


@reading
def attachment(request: HttpRequest, lang: str, town: str, plan: str, pk: int, name: str) -> HttpResponseBase:
    return attachment_at(find(lang, town, plan), pk, name)


def attachment_at(place: Place, pk: int, name: str) -> HttpResponseBase:
    row = Attachment.objects.rewrite(False).filter(plan=place.plan.pk, pk=pk).values("file", "media_type").first()
    return _stream(row and row["file"], name, row["media_type"] if row else "")


@reading
def picture(request: HttpRequest, lang: str, town: str, plan: str, pk: int, name: str) -> HttpResponseBase:
    """A picture of a milestone."""
    return picture_at(find(lang, town, plan), pk, name)


def picture_at(place: Place, pk: int, name: str) -> HttpResponseBase:
    rows = Milestone.objects.rewrite(False).filter(plan=place.plan.pk, pk=pk)
    return _stream(rows.values_list("picture", flat=True).first(), name)


@reading
def decision_document(request: HttpRequest, lang: str, town: str, plan: str, pk: int, name: str) -> HttpResponseBase:
    return document_at(find(lang, town, plan), pk, name)


def document_at(place: Place, pk: int, name: str) -> HttpResponseBase:
    """The document of a decision on a published edition, or on the one that a preview opens."""
    opened = Q(edition=place.preview.edition) if place.preview and not place.preview.is_public else Q()
    rows = Decision.objects.filter(Q(edition__status=Status.PUBLISHED) | opened, edition__plan=place.plan.pk, pk=pk)
    return _stream(rows.values_list("document", flat=True).first(), name)


@reading
def plan_image(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponseBase:
    place = find(lang, town, plan)
    words = place.plan.question or place.plan.title
    above = place.plan.period if words is place.plan.title else place.plan.title.text
    return _painted(request, place, words.text, above)


@reading
def goal_image(
    request: HttpRequest, lang: str, town: str, plan: str, key: str, number: int | None = None
) -> HttpResponseBase:
    place = find(lang, town, plan, number, goal=key)
    if place.named is None:
        raise NotHere(_("This edition has no goal at this address. It may be in another edition."))
    title = place.reader.read(place.named, "title") or place.reader.read(place.named, "short_title")
    return _painted(request, place, title.text or place.named["code"], place.plan.title.text)


@reading
def site_image(request: HttpRequest, lang: str) -> HttpResponseBase:
    """The picture beside links to pages that belong to no municipality."""
    if not painting.is_possible():
        raise NotHere

    def make() -> HttpResponse:
        image = painting.paint(_("Where is your municipality heading?"), "", "Koers", DEFAULT_BRAND)
        return HttpResponse(image, content_type="image/png")

    return conditional(request, "site image", make, town="-", stamps=())


def _painted(request: HttpRequest, place: Place, title: str, above: str) -> HttpResponse:
    if not painting.is_possible():
        raise NotHere
    town = place.town

    def make() -> HttpResponse:
        image = painting.paint(title, above, town.formal_name.text, town.brand_colour)
        return HttpResponse(image, content_type="image/png")

    return conditional(request, place.mark, make, town=town.slug, stamps=place.stamps)


def _stream(path: str | None, name: str, media_type: str = "") -> HttpResponseBase:
    """The stored file ``path`` if its name is ``name``. Raises NotHere otherwise."""
    if not path or PurePosixPath(path).name != name or not default_storage.exists(path):
        raise NotHere(_("There is no such file."))
    kind = media_type or _type_of(name)
    response = FileResponse(
        default_storage.open(path), content_type=kind, filename=name, as_attachment=kind not in SHOWN_IN_THE_BROWSER
    )
    return _kept(response, KEEP)


def _type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
