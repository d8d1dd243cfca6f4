"""The public record of a plan: its published editions, their seals, and the decisions on them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router

from ..models import Edition
from ..seal import canonical, sealed_content
from . import reading, showing
from .answering import answer, conditional
from .asked import LargestNumber, Window
from .finding import Place, find
from .paging import page_of
from .schemas import DecisionList, EditionDetail, EditionList, Sealed
from .towns import PROBLEMS, Asked

router = Router(tags=["Record"])
PLAN = "/towns/{slug:town}/plans/{slug:plan}"
Number = Annotated[int, Path(ge=1, le=LargestNumber, description="Number of a published edition.")]


@router.get(f"{PLAN}/editions", response={200: EditionList, **PROBLEMS}, summary="Editions of a plan")
def editions(request: HttpRequest, town: str, plan: str, asked: Query[Window]) -> HttpResponseBase:
    """All published editions, newest first: what was published stays for ever."""
    place = find(request, town, plan, asked.lang)
    return answer(
        request, place.mark, lambda: page_of(request, asked, place.editions, lambda row: showing.edition(row, place))
    )


@router.get(f"{PLAN}/editions/{{number}}", response={200: EditionDetail, **PROBLEMS}, summary="An edition")
def edition(request: HttpRequest, town: str, plan: str, number: Number, asked: Query[Asked]) -> HttpResponseBase:
    """One edition with the decisions on it."""
    place = find(request, town, plan, asked.lang, number)
    return answer(request, place.mark, lambda: _edition(place))


@router.get(f"{PLAN}/editions/{{number}}/sealed", response={200: Sealed, **PROBLEMS}, summary="What the seal covers")
def sealed(request: HttpRequest, town: str, plan: str, number: Number) -> HttpResponseBase:
    """The canonical JSON of an edition, byte for byte: its SHA-256 is the seal."""
    place = find(request, town, plan, None, number)
    return conditional(request, place.mark, lambda: _sealed(place))


@router.get(f"{PLAN}/decisions", response={200: DecisionList, **PROBLEMS}, summary="Decisions on a plan")
def decisions(request: HttpRequest, town: str, plan: str, asked: Query[Window]) -> HttpResponseBase:
    """What bodies decided on the plan's published editions, oldest first."""
    place = find(request, town, plan, asked.lang)
    return answer(
        request, place.mark, lambda: page_of(request, asked, reading.decisions_of(place), lambda shown: shown)
    )


def _edition(place: Place) -> dict[str, Any]:
    decided = reading.decisions_of(place, place.edition["pk"])
    return {**showing.edition(place.edition, place), "decisions": decided}


def _sealed(place: Place) -> HttpResponse:
    edition = Edition.objects.select_related("plan__municipality").get(pk=place.edition["pk"])
    return HttpResponse(canonical(sealed_content(edition)), content_type="application/json")
