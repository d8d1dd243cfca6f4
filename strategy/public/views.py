"""The public pages: each view finds its place and lets the page be built, unless the visitor has it already."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..limiting import seconds_to_wait
from .answering import answer, answer_at, not_found, reading
from .finding import find, published_plans, stamps_in, stamps_of
from .pages.changes import changes_page, chosen, edition_of
from .pages.editions import editions_page
from .pages.frame import addresses_of
from .pages.goal import goal_page, slugs_of
from .pages.goal_history import last_with
from .pages.history import history_page
from .pages.plan import plan_page
from .pages.sdgs import sdgs_page
from .pages.search import search_page
from .pages.succession import succession_page
from .pages.towns import towns_page
from .pages.tree import tree_page
from .searching import Wanted
from .visiting import Visit


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


@reading
def editions(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponse:
    place = find(lang, town, plan)
    return answer_at(place, request, "strategy/editions.html", lambda visit: editions_page(place, visit))


@reading
def choose_changes(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponse:
    """From the form with two editions to their page; without it, to what the newest edition changed."""
    place = find(lang, town, plan)
    before, after = chosen(place, request.GET.get("from", ""), request.GET.get("to", ""))
    return redirect(addresses_of(place).between(before, after))


@reading
def changes(request: HttpRequest, lang: str, town: str, plan: str, before: int, after: int) -> HttpResponse:
    place = find(lang, town, plan)
    pair = edition_of(place, before), edition_of(place, after)
    return answer_at(place, request, "strategy/changes.html", lambda visit: changes_page(place, visit, *pair))


@reading
def succession(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponse:
    place = find(lang, town, plan)
    return answer_at(place, request, "strategy/succession.html", lambda visit: succession_page(place, visit))


@reading
def search(request: HttpRequest, lang: str, town: str = "") -> HttpResponse:
    """In one town or in all. Whoever searches very often gets the page without results."""
    place = find(lang, town) if town else None
    wanted = Wanted.of(request)
    if wanted.question.text:
        wait = seconds_to_wait(request, "search", settings.SEARCHES_PER_MINUTE)
        if wait:
            page = search_page(place, wanted, Visit.of(request), wait)
            html = render_to_string("strategy/search.html", {"page": page, "frame": page.frame})
            return HttpResponse(html, status=429, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})
    stamps = place.stamps if place else stamps_of("")
    mark = place.mark if place else repr((stamps, timezone.localdate()))
    return answer(
        request,
        mark,
        "strategy/search.html",
        lambda visit: search_page(place, wanted, visit),
        town=town,
        stamps=stamps,
    )


@reading
def history(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponse:
    place = find(lang, town, plan)
    return answer_at(place, request, "strategy/history.html", lambda visit: history_page(place, visit))


@reading
def sdgs(request: HttpRequest, lang: str, town: str, plan: str, number: int | None = None) -> HttpResponse:
    place = find(lang, town, plan, number)
    return answer_at(place, request, "strategy/sdgs.html", lambda visit: sdgs_page(place, visit))


@require_safe
def nowhere(request: HttpRequest, lang: str, rest: str = "") -> HttpResponse:
    """Any other address below a language: the 404 page in that language."""
    return not_found(lang)
