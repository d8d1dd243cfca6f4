"""Files of an edition for those who may read it, drafts too: every format and language, by the public writers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from municipalities.roles import Right

from ..access import edition_for, plan_for
from ..exchange.document import PlanDocument
from ..exchange.formats import WRITERS
from ..exchange.offering import GROUPS, HOLD_FILES, one_at_a_time, origin_of, own_document
from ..exchange.typesetting import why_too_large
from ..models import Edition
from ..refusal import Refused
from ..services.content import language_name

OF_ALL_LANGUAGES = frozenset({"json", "jsonld", "xlsx", "ods", "csv"})
"""Formats in which every language stands at once."""


def export_view(request: HttpRequest, pk: int, model_admin, refusal: str = "") -> HttpResponse:
    """The list of formats, each with what it cannot hold of this edition."""
    edition = edition_for(request.user, pk, Right.READ)
    document = own_document(edition, with_files=False)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Download %(edition)s") % {"edition": edition},
        "opts": model_admin.opts,
        "edition": edition,
        "refusal": refusal,
        "groups": [
            (label, [_format(edition, document, key, name) for key, name in names.items()]) for label, names in GROUPS
        ],
    }
    return TemplateResponse(request, "admin/strategy/edition/export.html", context, status=409 if refusal else 200)


def _format(edition: Edition, document: PlanDocument, key: str, name: object) -> dict[str, object]:
    town = edition.plan.municipality
    languages = [town.language] if key in OF_ALL_LANGUAGES else town.languages
    links = [
        (language_name(code), reverse("admin:strategy_edition_export_file", args=[edition.pk, key, code]))
        for code in languages
    ]
    return {
        "name": name,
        "links": links,
        "is_one_file": key in OF_ALL_LANGUAGES,
        "losses": WRITERS[key].losses(document),
        "refusal": why_too_large(key, document),
    }


def export_file_view(request: HttpRequest, pk: int, format: str, language: str, model_admin) -> HttpResponse:
    """The file. What the edition or the machine does not allow is said on the list of formats."""
    edition = edition_for(request.user, pk, Right.READ)
    if format not in WRITERS or language not in edition.plan.municipality.languages:
        raise Http404
    writer = WRITERS[format]
    document = own_document(edition, with_files=format in HOLD_FILES)
    try:
        if why_not := why_too_large(format, document):
            raise Refused(why_not)
        with one_at_a_time(format):
            site = f"{request.scheme}://{request.get_host()}"
            written = writer.write(document, language, origin_of(edition, site))
    except Refused as refused:
        return export_view(request, pk, model_admin, str(refused))
    status = "" if edition.is_sealed else f"-{edition.status}"
    plan = edition.plan
    name = f"{plan.municipality.slug}-{plan.slug}-edition-{edition.number}{status}.{language}{writer.suffix}"
    disposition = content_disposition_header(True, name)
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(written, content_type=writer.media_type, headers=headers)


def export_plan_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """To the files of a plan's newest edition."""
    plan = plan_for(request.user, pk, Right.READ)
    newest = Edition.objects.filter(plan=plan).order_by("-number").first()
    if newest is None:
        return redirect("admin:strategy_plan_change", plan.pk)
    return redirect("admin:strategy_edition_export", newest.pk)
