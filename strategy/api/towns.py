"""Towns and their plans."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router

from . import reading, showing
from .answering import answer
from .asked import Asked, Window
from .finding import Addresses, Place, find, plans_of, published_plans, reader_of
from .paging import page_of
from .schemas import PlanDetail, PlanList, Problem, Town, TownList

router = Router(tags=["Municipalities and plans"])
PROBLEMS = {404: Problem, 422: Problem, 429: Problem}


@router.get("/towns", response={200: TownList, **PROBLEMS}, summary="Municipalities")
def towns(request: HttpRequest, asked: Query[Window]) -> HttpResponseBase:
    """All municipalities that have published a plan."""
    rows = list(published_plans())
    firsts = [next(plans) for _slug, plans in groupby(rows, key=lambda row: row["municipality__slug"])]
    return answer(request, rows, lambda: page_of(request, asked, firsts, lambda row: _town(request, row, asked.lang)))


@router.get("/towns/{slug:town}", response={200: Town, **PROBLEMS}, summary="A municipality")
def town(request: HttpRequest, town: str, asked: Query[Asked]) -> HttpResponseBase:
    """One municipality: its names, languages and code in the country's register."""
    rows = plans_of(town)
    return answer(request, rows, lambda: _town(request, rows[0], asked.lang))


@router.get("/towns/{slug:town}/plans", response={200: PlanList, **PROBLEMS}, summary="Plans of a municipality")
def plans(request: HttpRequest, town: str, asked: Query[Window]) -> HttpResponseBase:
    """The published plans, newest period first."""
    rows = plans_of(town)
    reader = reader_of(rows[0], asked.lang)
    addresses = Addresses(request, town, reader.lang)
    return answer(
        request, rows, lambda: page_of(request, asked, rows, lambda row: showing.plan(row, reader, addresses))
    )


@router.get("/towns/{slug:town}/plans/{slug:plan}", response={200: PlanDetail, **PROBLEMS}, summary="A plan")
def plan(request: HttpRequest, town: str, plan: str, asked: Query[Asked]) -> HttpResponseBase:
    """A plan with all that stands beside its goals: names of its levels, milestones, files, whom it binds."""
    place = find(request, town, plan, asked.lang)
    return answer(request, place.mark, lambda: _plan(place))


def _town(request: HttpRequest, row: Any, lang: str | None) -> dict[str, Any]:
    reader = reader_of(row, lang)
    return showing.town(row, reader, Addresses(request, row["municipality__slug"], reader.lang))


def _plan(place: Place) -> dict[str, Any]:
    url = place.addresses.plan(place.slug)
    return {
        **showing.plan(place.plan, place.reader, place.addresses),
        "edition": place.in_force,
        "levels": reading.levels(place),
        "organisations": reading.organisations(place),
        "milestones": reading.milestones(place),
        "attachments": reading.attachments(place),
        **{name: f"{url}/{name}" for name in ("tree", "goals", "editions", "decisions", "changes", "succession")},
    }
