"""The search: goals and plans by words, in what is published and in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from ..models import Plan
from ..search import Hit, Problem, search, understood
from ..search.excerpts import Marked
from ..search.results import Result, results_of
from ..vocabulary import Status
from .answering import answer
from .asked import AskedSearch
from .finding import Addresses, plans_of, rows_of
from .paging import page_of
from .schemas import SearchList
from .towns import PROBLEMS

router = Router(tags=["Search"])
PROBLEM_WORDS = {
    Problem.EMPTY: "Say in q what you are looking for.",
    Problem.SHORT: "One letter is not enough to search with.",
    Problem.ONLY_EXCLUDES: "q only says what to leave out.",
}


@router.get("/search", response={200: SearchList, **PROBLEMS}, summary="Search")
def find(request: HttpRequest, asked: Query[AskedSearch]) -> HttpResponseBase:
    """Goals and plans in which all words of `q` stand, the best first: titles before texts, the language asked for
    before others. The beginning of a word is enough (from three letters), stems and accents do not matter, "words in
    quotation marks" follow one another, and a word after `-` must not be there. Only what is in force today."""
    town, plan, stamps = _place(asked)
    mark = (stamps, timezone.localdate())
    return answer(request, mark, lambda: _found(request, asked, town, plan))


def _place(asked: AskedSearch) -> tuple[int | None, int | None, list[tuple[int, int]]]:
    """Ids of the town and the plan to search in, and the stamps of all plans that may be found."""
    if asked.plan and not asked.town:
        raise Http404(_("Say in “town” whose plan “%(plan)s” is.") % {"plan": asked.plan})
    if not asked.town:
        plans = rows_of(Plan).filter(editions__status=Status.PUBLISHED).order_by("pk").distinct()
        return None, None, list(plans.values_list("pk", "stamp"))
    rows = plans_of(asked.town)
    stamps = [(row["pk"], row["stamp"]) for row in rows]
    if not asked.plan:
        return rows[0]["municipality"], None, stamps
    plan = next((row["pk"] for row in rows if row["slug"] == asked.plan), None)
    if plan is None:
        raise Http404(_("%(town)s has published no plan “%(plan)s”.") % {"town": asked.town, "plan": asked.plan})
    return rows[0]["municipality"], plan, stamps


def _found(request: HttpRequest, asked: AskedSearch, town: int | None, plan: int | None) -> dict[str, Any]:
    question = understood(asked.q)
    narrow = {"town": town, "plan": plan, "kind": asked.kind or "", "language": asked.language or ""}
    found = search(question, lang=asked.lang or asked.language or "nl", **narrow)  # type: ignore[arg-type]
    shown = _Shown(found.hits, lambda hits: results_of(hits, question))
    page = page_of(request, asked, shown, lambda result: _result(request, result))
    return {**page, "is_more": found.is_more, "note": PROBLEM_WORDS.get(question.problem, "")}


@dataclass
class _Shown(Sequence[Result]):
    """Hits, of which only those that are shown are read."""

    hits: list[Hit]
    read: Callable[[list[Hit]], list[Result]]

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, wanted: Any) -> Any:
        return self.read(self.hits[wanted])


def _result(request: HttpRequest, result: Result) -> dict[str, Any]:
    addresses = Addresses(request, result.town, result.hit.language)
    url, page = addresses.plan(result.plan), addresses.plan_page(result.plan)
    behind = f"goals/{result.key}" if result.key else ""
    return {
        "town": result.town,
        "plan": result.plan,
        "key": result.key or None,
        "kind": result.hit.kind,
        "code": result.code,
        "lang": result.hit.language,
        "title": _marked(result.title),
        "excerpt": _marked(result.excerpt),
        "path": [{"text": said.text, "lang": said.language} for said in result.path],
        "url": f"{url}/{behind}" if behind else url,
        "page": f"{page}{behind}/" if behind else page,
    }


def _marked(said: Marked) -> Mapping[str, Any]:
    return {"text": said.text, "lang": said.language, "marks": [list(place) for place in said.places]}
