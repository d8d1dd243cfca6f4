"""From hits to what a reader is shown of them: titles, excerpts, the goals above, town and plan. Makes no HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..models import Goal, Plan
from ..models.goal import TEXT_FIELDS
from ..vocabulary import LANGUAGES
from .asking import Hit
from .excerpts import Marked, excerpt, marked
from .question import Question
from .rows import PLAN_TEXTS, PLAN_TITLES, said

PLAN_FIELDS = ("introduction", "question", "municipality__formal_name")
PLAN_COLUMNS = (
    *("pk", "slug", "municipality__slug", "municipality__language"),
    *(f"{name}_{code}" for name in (*PLAN_TITLES, *PLAN_TEXTS) for code in LANGUAGES),
)


@dataclass(frozen=True)
class Result:
    """``path``: the short titles of the goals above, from the top down. ``key`` is "" for the plan itself."""

    hit: Hit
    town: str
    plan: str
    key: str
    code: str
    town_name: Marked
    plan_title: Marked
    path: list[Marked]
    title: Marked
    slug_title: str
    """The title of which the goal's address is made."""
    excerpt: Marked
    authentic: str

    @property
    def is_fallback(self) -> bool:
        """Whether it is not in the language of its page."""
        return self.title.language != self.hit.language


def results_of(hits: Sequence[Hit], question: Question) -> list[Result]:
    """Two queries, whatever was found. A hit whose goal or plan is gone meanwhile is left out."""
    found = QuerySet(Plan).filter(pk__in={hit.plan for hit in hits}).order_by()
    plans = {row["pk"]: row for row in found.values(*PLAN_COLUMNS)}
    languages = {hit.language for hit in hits} | {row["municipality__language"] for row in plans.values()}
    goals = _goals({pk for hit in hits for pk in (*hit.path, hit.goal) if pk}, languages)
    return [
        _result(hit, plans[hit.plan], goals, question)
        for hit in hits
        if hit.plan in plans and (hit.goal is None or hit.goal in goals)
    ]


def _goals(wanted: set[int], languages: set[str]) -> dict[int, Mapping[str, Any]]:
    """Their texts in ``languages``, by id."""
    if not wanted:
        return {}
    texts = [f"{name}_{code}" for name in TEXT_FIELDS for code in LANGUAGES if code in languages]
    rows = QuerySet(Goal).filter(pk__in=wanted).order_by().values("pk", "key", "code", *texts)
    return {row["pk"]: row for row in rows}


def _result(hit: Hit, plan: Mapping[str, Any], goals: Mapping[int, Mapping[str, Any]], question: Question) -> Result:
    authentic = plan["municipality__language"]

    def text(row: Mapping[str, Any], *names: str) -> tuple[str, str]:
        """The first of these texts that there is."""
        return next(filter(all, (said(row, name, hit.language, authentic) for name in names)), ("", hit.language))

    goal = goals[hit.goal] if hit.goal else None
    row, fields = (plan, PLAN_FIELDS) if goal is None else (goal, ("text", "lead_in", "short_title"))
    title, language = text(row, "title")
    return Result(
        hit=hit,
        town=plan["municipality__slug"],
        plan=plan["slug"],
        key=goal["key"] if goal else "",
        code=goal["code"] if goal else "",
        town_name=Marked(*text(plan, "municipality__name")),
        plan_title=Marked(*text(plan, "title")),
        path=[Marked(*text(goals[pk], "short_title", "title")) for pk in hit.path if pk in goals],
        title=marked(title or (goal["code"] or goal["key"] if goal else plan["slug"]), language, question),
        slug_title=text(row, "short_title", "title")[0] if goal else "",
        excerpt=_best_of([excerpt(*said(row, name, hit.language, authentic), question) for name in fields]),
        authentic=authentic,
    )


def _best_of(excerpts: list[Marked]) -> Marked:
    """The first in which something was found, else the first of all."""
    return next((part for part in excerpts if part.places), excerpts[0])
