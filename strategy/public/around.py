"""Pages around the plans: documents, statement, privacy, help, contact, comparing, and the form for feedback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from municipalities.models import Municipality

from ..models import Edition, Feedback, Plan
from ..services.listening import hear
from .answering import answer, answer_at, reading, replying
from .finding import find, published_plans, stamps_in
from .pages.compare import SIDES, compare_page, place_of
from .pages.documents import documents_page
from .pages.feedback import About, feedback_page, form_of, thanks_page
from .pages.own_texts import (
    contact_page,
    help_page,
    privacy_page,
    site_help_page,
    site_privacy_page,
    site_statement_page,
    statement_page,
)
from .places import NotHere, Place
from .proposals import place_of as proposal_of
from .saying import answer_form
from .visiting import Visit


def _of_town(template: str, build: Callable[[Place, Visit], Any]) -> Callable[..., Any]:
    """The view of a page that every town has once."""

    @reading
    def view(request: HttpRequest, lang: str, town: str) -> HttpResponse:
        place = find(lang, town)
        return answer_at(place, request, template, lambda visit: build(place, visit))

    return view


def _of_site(template: str, build: Callable[[Visit], Any]) -> Callable[..., Any]:
    """The view of a page that the site has once in each language."""

    @reading
    def view(request: HttpRequest, lang: str) -> HttpResponse:
        return answer(request, template, template, build, town="-", stamps=())

    return view


documents = _of_town("strategy/documents.html", documents_page)
accessibility = _of_town("strategy/accessibility.html", statement_page)
privacy = _of_town("strategy/privacy.html", privacy_page)
contact = _of_town("strategy/contact.html", contact_page)
help = _of_town("strategy/help.html", help_page)
site_accessibility = _of_site("strategy/accessibility.html", site_statement_page)
site_privacy = _of_site("strategy/privacy.html", site_privacy_page)
site_help = _of_site("strategy/help.html", site_help_page)


@reading
def compare(request: HttpRequest, lang: str) -> HttpResponse:
    """?a=town/plan&b=town/plan; a form to choose from in any case."""
    rows = list(published_plans())
    asked = {side: request.GET[side] for side in SIDES if request.GET.get(side)}
    places: dict[str, Place | None] = {}
    for side, value in asked.items():
        try:
            places[side] = place_of(lang, value)
        except NotHere:
            places[side] = None
    mark = repr((rows, [place and place.mark for place in places.values()]))
    build = lambda visit: compare_page(rows, places, visit)  # noqa: E731
    return answer(request, mark, "strategy/compare.html", build, town="", stamps=stamps_in(rows))


@csrf_exempt  # saying.py has its own way, without a cookie
@replying
def feedback(request: HttpRequest, lang: str, town: str) -> HttpResponse:
    """About any page or, with ?edition=, a remark on a proposal."""
    place, edition = _asked_about(request, lang, town)
    about, visit = About.of(place, request.GET.get("page", ""), edition), Visit.of(request)
    address = reverse("public:thanks", kwargs={"lang": lang, "town": town})

    def take(text: str, email: str) -> Feedback:
        return hear(
            Municipality.objects.get(pk=place.town.pk),
            actor=None,
            page=about.path,
            language=lang,
            text=text,
            email=email,
            plan=Plan.objects.filter(municipality=place.town.pk, slug=about.plan or place.plan.slug).first(),
            key=about.key,
            edition=edition,
        )

    return answer_form(
        request,
        form_of(place, about),
        template="strategy/feedback.html",
        build=lambda form: feedback_page(place, visit, about, form),
        hear=take,
        thanks=f"{address}?{about.query}",
    )


def _asked_about(request: HttpRequest, lang: str, town: str) -> tuple[Place, Edition | None]:
    """The town, or its proposal that the address names; and that proposal."""
    if number := request.GET.get("edition", ""):
        edition, place = proposal_of(number, lang, town)
        return place, edition
    return find(lang, town), None


@reading
def thanks(request: HttpRequest, lang: str, town: str) -> HttpResponse:
    place, edition = _asked_about(request, lang, town)
    about = About.of(place, request.GET.get("page", ""), edition)
    return answer_at(place, request, "strategy/thanks.html", lambda visit: thanks_page(place, visit, about))
