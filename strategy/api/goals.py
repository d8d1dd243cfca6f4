"""The goals of a plan: as one tree, as a list in the order of reading, and one by one."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ..models import Goal
from ..vocabulary import Kind
from . import showing
from .answering import answer
from .asked import KEY, AskedGoals, AskedOfEdition
from .editions import PLAN
from .finding import Place, find, rows_of
from .paging import page_of
from .schemas import GoalDetail, GoalList, Tree
from .texts import columns
from .towns import PROBLEMS

router = Router(tags=["Goals"])
COLUMNS = (*showing.GOAL_SHAPE, *showing.GOAL_PLAIN, *columns(*showing.GOAL_TEXTS))


@router.get(f"{PLAN}/tree", response={200: Tree, **PROBLEMS}, summary="The tree of goals")
def tree(request: HttpRequest, town: str, plan: str, asked: Query[AskedOfEdition]) -> HttpResponseBase:
    """Everything of one edition in one answer: mission, vision and values too are goals, of those kinds."""
    place = find(request, town, plan, asked.lang, asked.edition)
    return answer(request, place.mark, lambda: _tree(place))


@router.get(f"{PLAN}/goals", response={200: GoalList, **PROBLEMS}, summary="Goals")
def goals(request: HttpRequest, town: str, plan: str, asked: Query[AskedGoals]) -> HttpResponseBase:
    """The goals of one edition in the order of reading: each before those below it."""
    place = find(request, town, plan, asked.lang, asked.edition)
    return answer(request, place.mark, lambda: _list(request, place, asked))


@router.get(f"{PLAN}/goals/{{key}}", response={200: GoalDetail, **PROBLEMS}, summary="A goal")
def goal(
    request: HttpRequest,
    town: str,
    plan: str,
    key: Annotated[str, Path(pattern=KEY, description="The goal's key.")],
    asked: Query[AskedOfEdition],
) -> HttpResponseBase:
    """One goal with those above it and those directly below it."""
    place = find(request, town, plan, asked.lang, asked.edition)
    row = goals_of(place).filter(key=key).first()
    if row is None:
        raise Http404(_("Edition %(number)d has no goal “%(key)s”.") % {"number": place.edition["number"], "key": key})
    return answer(request, place.mark, lambda: _goal(place, row))


def goals_of(place: Place) -> QuerySet[Any, Any]:
    """The rows of the place's edition in the order of reading, without the hidden root."""
    rows = rows_of(Goal).filter(edition=place.edition["pk"]).exclude(kind=Kind.ROOT)
    return rows.order_by("lft").values(*COLUMNS)


def _tree(place: Place) -> dict[str, Any]:
    shown = showing.Goals(place)
    nodes: dict[str, dict[str, Any]] = {}
    tops: list[dict[str, Any]] = []
    for row in goals_of(place):
        node = nodes[row["key"]] = {**shown.show(row), "children": []}
        (nodes[node["parent"]]["children"] if node["parent"] else tops).append(node)
    return {
        "town": place.plan["municipality__slug"],
        "plan": place.slug,
        "edition": place.edition["number"],
        "lang": place.reader.lang,
        "goals": tops,
    }


def _list(request: HttpRequest, place: Place, asked: AskedGoals) -> dict[str, Any]:
    wanted = {"kind": asked.kind, "parent__key": asked.parent, "code": asked.code}
    rows = goals_of(place).filter(**{name: value for name, value in wanted.items() if value is not None})
    return {"edition": place.edition["number"], **page_of(request, asked, rows, showing.Goals(place).show)}


def _goal(place: Place, row: Any) -> dict[str, Any]:
    shown = showing.Goals(place)
    above = goals_of(place).filter(lft__lt=row["lft"], rght__gt=row["rght"])
    below = goals_of(place).filter(parent=row["pk"])
    return {
        **shown.show(row),
        "edition": place.edition["number"],
        "ancestors": [shown.show(goal) for goal in above],
        "children": [shown.show(goal) for goal in below],
    }
