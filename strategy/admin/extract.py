"""The extract for the council's file from the admin: as adopted, or, for the meeting, as proposed. Never of a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from municipalities.roles import Right

from ..access import edition_for
from ..exchange.extracting import extract_of
from ..models import Edition
from ..refusal import Refused
from ..services.content import language_name
from ..vocabulary import LANGUAGES, Status


@require_safe
def extract_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """The PDF in ?language=, or in the authentic one. A refusal is said on the edition's page."""
    edition = edition_for(request.user, pk, Right.READ)
    town = edition.plan.municipality
    asked = request.GET.get("language")
    language = asked if asked in town.languages else town.language
    try:
        written = extract_of(edition, language, site=f"{request.scheme}://{request.get_host()}")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("admin:strategy_edition_change", edition.pk)
    name = f"{town.slug}-{edition.plan.slug}-edition-{edition.number}-{edition.status}.{language}.pdf"
    disposition = content_disposition_header(True, name) or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(written, content_type="application/pdf", headers=headers)


def extracts_of(edition: Edition) -> list[tuple[str, str]]:
    """(name of a language, address) for each extract that can be had; none of a draft."""
    if edition.status == Status.DRAFT:
        return []
    address = reverse("admin:strategy_edition_extract", args=[edition.pk])
    spoken = [code for code in LANGUAGES if code in edition.plan.municipality.languages]
    return [(language_name(code), f"{address}?language={code}") for code in spoken]
