"""The public pages that most visitors read: a view finds its place and lets the page be built, unless it is known."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from .answering import answer, answer_at, not_found, reading
from .finding import find, published_plans, stamps_in
from .pages.goal import goal_page, slugs_of
from .pages.goal_history import last_with
from .pages.plan import plan_page
from .pages.towns import towns_page
from .pages.tree import tree_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the list of towns in the language that the browser asks for (the middleware has chosen it)."""
    return redirect("public:towns", lang=request.LANGUAGE_CODE)


@reading
def towns(request: HttpRequest, lang: str) -> HttpResponse:
    rows = list(published_plans())
    return answer(
        request,
        repr(rows),
        "strategy/towns.html",
        lambda visit: towns_page(rows, visit),
        town="",
        stamps=stamps_in(rows),
    )


@reading
def plan(
    request: HttpRequest,
    lang: str,
    town: str,
    plan: str | None = None,
    number: int | None = None,
    day: datetime.date | None = None,
) -> HttpResponse:
    """A plan; also a town (its plan for today), an edition, and a day (the edition in force then)."""
    place = find(lang, town, plan, number, day)
    return answer_at(place, request, "strategy/plan.html", lambda visit: plan_page(place, visit))


@reading
def tree(request: HttpRequest, lang: str, town: str, plan: str, number: int | None = None) -> HttpResponse:
    place = find(lang, town, plan, number)
    return answer_at(place, request, "strategy/tree.html", lambda visit: tree_page(place, visit))


@reading
def goal(
    request: HttpRequest, lang: str, town: str, plan: str, key: str, slug: str = "", number: int | None = None
) -> HttpResponse:
    place = find(lang, town, plan, number, goal=key)
    if place.named is None and number is None and (last := last_with(place, key)):
        # its address is permanent: the last edition that has it says that it was dropped
        kwargs = {"lang": lang, "town": town, "plan": plan, "key": key, "number": last}
        return redirect("public:edition_goal", **kwargs)
    right = slugs_of(place, key)[lang]
    if slug != right:
        kwargs = {"lang": lang, "town": town, "plan": plan, "key": key, "slug": right}
        if number is not None:
            return redirect("public:edition_goal", permanent=True, number=number, **kwargs)
        return redirect("public:goal", permanent=True, **kwargs)
    return answer_at(place, request, "strategy/goal.html", lambda visit: goal_page(place, visit, key))


@require_safe
def nowhere(request: HttpRequest, lang: str, rest: str = "") -> HttpResponse:
    """Any other address below a language: the 404 page in that language, of the town where its first word is one."""
    return not_found(lang, town=rest.split("/", 1)[0], site=f"{request.scheme}://{request.get_host()}")
