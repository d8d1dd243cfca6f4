"""Previews: the public pages of an edition that is not published yet, marked DRAFT and kept by nobody.

Who may see them is decided here: members of the town by their login, everybody else by a link that still works.
The pages themselves are made by the same builders and templates as the public ones.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipalities.models import User
from municipalities.roles import Right

from ..access import edition_for
from ..exchange.formats import WRITERS
from ..limiting import seconds_to_wait
from ..models import Edition, PreviewLink
from ..services.sharing import link_of, note_use
from ..vocabulary import LANGUAGES, Status
from . import downloads, files, proposals
from .addresses import Preview
from .answering import not_found, written
from .finding import find
from .pages.editions import editions_page
from .pages.frame import bare_frame
from .pages.goal import goal_page, slugs_of
from .pages.plan import plan_page
from .pages.succession import succession_page
from .pages.tree import tree_page
from .places import NotHere, OtherLanguage, Place
from .texts import When
from .visiting import Visit

GUESSES = 20
"""Links that do not exist, for which one address may ask in a minute."""

HUSHED = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
"""No cache keeps the page, no search engine lists it, and its address is told to no other site."""

View = Callable[..., HttpResponseBase]
Here = Callable[..., Place]
"""Finds the place of the preview, and with ``goal=`` the goal that the address names."""


class Ended(Exception):
    """The link has worked once and does not any more."""

    def __init__(self, link: PreviewLink) -> None:
        self.link = link


class TooMany(Exception):
    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


def begin(request: HttpRequest, edition: int | None = None, token: str = "") -> HttpResponseBase:
    """To the preview in the browser's language, where the town has it, or else in the authentic one."""
    door = {"token": token} if token else {"edition": edition}
    return _hushed(redirect("preview:plan", lang=_language(request), **door))


def _language(request: HttpRequest) -> str:
    asked = translation.get_language_from_request(request)
    return asked if asked in LANGUAGES else LANGUAGES[0]


def previewing(view: View) -> View:
    """Makes a view of a preview out of ``view(request, here, …)``: lets in whoever may read it, and leads to the public
    page where the edition is published by now."""

    @require_safe
    @functools.wraps(view)
    def wrapped(
        request: HttpRequest,
        lang: str,
        town: str = "",
        plan: str = "",
        edition: int | None = None,
        token: str = "",
        **kwargs: Any,
    ) -> HttpResponseBase:
        with translation.override(lang):
            if town:
                response = proposals.answer(view, request, lang, {"town": town, "plan": plan}, kwargs)
            else:
                response = _answer(view, request, lang, edition, token, kwargs)
        response.headers["Content-Language"] = lang
        return _hushed(response)

    return wrapped


def _hushed(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HUSHED.items():
        response.headers[name] = value
    return response


def _answer(
    view: View, request: HttpRequest, lang: str, edition: int | None, token: str, kwargs: dict[str, Any]
) -> HttpResponseBase:
    door = {"token": token} if token else {"edition": edition}
    try:
        opened, link = _opened(request, edition, token)
        if opened.is_sealed:
            return redirect(_public(request, opened, lang, kwargs))
        response = view(request, functools.partial(_find, request, opened, lang, door), **kwargs)
        if link and response.status_code == 200:
            note_use(link)
        return response
    except OtherLanguage as other:
        return redirect(reverse(Visit.of(request).view, kwargs={**kwargs, **door, "lang": other.lang}))
    except Ended as ended:
        return _ended(ended.link, lang)
    except TooMany as many:
        sentence = _("You tried too many addresses that do not exist. Try again in a minute.")
        return HttpResponse(sentence, status=429, headers={"Retry-After": str(many.seconds)}, content_type="text/plain")
    except NotHere as missing:
        return not_found(lang, str(missing))
    except Http404:
        return not_found(lang)


def _opened(request: HttpRequest, edition: int | None, token: str) -> tuple[Edition, PreviewLink | None]:
    """The edition to show, and the link that opens it where it is not the person's login that does.

    Raises Http404 for strangers and for links that never were, Ended, TooMany.
    """
    if not token:
        return edition_for(request.user, edition, Right.READ), None
    link = link_of(token)
    if link is None:
        if wait := seconds_to_wait(request, "preview", GUESSES):
            raise TooMany(wait)
        raise NotHere(_("There is no preview at this address. Check whether the whole address was copied."))
    if not link.is_valid:
        raise Ended(link)
    return link.edition, link


def _find(request: HttpRequest, edition: Edition, lang: str, door: dict[str, Any], goal: str = "") -> Place:
    plan = edition.plan
    way_back = "" if "token" in door else reverse("admin:strategy_edition_change", args=[edition.pk])
    preview = Preview(edition.pk, edition.status == Status.PROPOSED, door, way_back)
    return find(lang, plan.municipality.slug, plan.slug, goal=goal, preview=preview)


def _public(request: HttpRequest, edition: Edition, lang: str, kwargs: dict[str, Any]) -> str:
    """Where the public reads what the preview showed."""
    town = edition.plan.municipality
    name = Visit.of(request).view.partition(":")[2]
    lang = lang if lang in town.languages else town.language
    return reverse(f"public:{name}", kwargs={**kwargs, "lang": lang, "town": town.slug, "plan": edition.plan.slug})


def _ended(link: PreviewLink, lang: str) -> HttpResponse:
    """410: what has become of the link, and whom to ask."""
    town = link.edition.plan.municipality
    spoken = lang if lang in (town.language, *town.languages) else town.language
    with translation.override(spoken):
        name = getattr(town, f"formal_name_{spoken}") or getattr(town, f"name_{spoken}") or str(town)
        day = When(timezone.localdate(link.withdrawn_at or link.expires_at)).html(spoken)
        context = {
            "frame": bare_frame(spoken, _("This link has ended")),
            "day": day,
            "is_withdrawn": link.withdrawn_at is not None,
            "town": name,
            "person": link.made_by.get_full_name() if isinstance(link.made_by, User) else "",
            "home": reverse("public:town", kwargs={"lang": spoken, "town": town.slug})
            if town.plans.published().exists()
            else "",
        }
        return HttpResponse(render_to_string("strategy/ended.html", context), status=410)


def _page(place: Place, request: HttpRequest, template: str, build: Callable[[Place, Visit], Any]) -> HttpResponse:
    return written(template, build(place, Visit.of(request)))


@previewing
def plan(request: HttpRequest, here: Here) -> HttpResponseBase:
    return _page(here(), request, "strategy/plan.html", plan_page)


@previewing
def tree(request: HttpRequest, here: Here) -> HttpResponseBase:
    return _page(here(), request, "strategy/tree.html", tree_page)


@previewing
def goal(request: HttpRequest, here: Here, key: str, slug: str = "") -> HttpResponseBase:
    place = here(goal=key)
    right = slugs_of(place, key)[place.lang]
    if slug != right:
        return redirect(place.address("goal", key=key, slug=right))
    return _page(place, request, "strategy/goal.html", lambda at, visit: goal_page(at, visit, key))


@previewing
def editions(request: HttpRequest, here: Here) -> HttpResponseBase:
    return _page(here(), request, "strategy/editions.html", editions_page)


@previewing
def succession(request: HttpRequest, here: Here) -> HttpResponseBase:
    return _page(here(), request, "strategy/succession.html", succession_page)


@previewing
def data(request: HttpRequest, here: Here) -> HttpResponseBase:
    return _page(here(), request, "strategy/data.html", downloads.data_page)


@previewing
def data_file(request: HttpRequest, here: Here, format: str) -> HttpResponseBase:
    place = here()
    if format not in {name for _heading, names in downloads.groups_of(place) for name in names} & set(WRITERS):
        raise NotHere(_("There is no such file."))
    return downloads.written(place, request, format)


@previewing
def attachment(request: HttpRequest, here: Here, pk: int, name: str) -> HttpResponseBase:
    return files.attachment_at(here(), pk, name)


@previewing
def picture(request: HttpRequest, here: Here, pk: int, name: str) -> HttpResponseBase:
    return files.picture_at(here(), pk, name)


@previewing
def decision_document(request: HttpRequest, here: Here, pk: int, name: str) -> HttpResponseBase:
    return files.document_at(here(), pk, name)
