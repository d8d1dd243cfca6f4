"""The public pages about how a plan became what it is: its editions, what they changed, its history, its succession."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .answering import answer_at, reading
from .finding import find
from .pages.changes import changes_page, chosen, edition_of
from .pages.editions import editions_page
from .pages.frame import addresses_of
from .pages.history import history_page
from .pages.succession import succession_page


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
def history(request: HttpRequest, lang: str, town: str, plan: str) -> HttpResponse:
    place = find(lang, town, plan)
    return answer_at(place, request, "strategy/history.html", lambda visit: history_page(place, visit))
