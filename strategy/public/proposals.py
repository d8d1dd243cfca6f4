"""A proposal that its town shows to everybody: the pages of a preview, at an address below the plan's, open to all.

It is marked as not yet decided, says until when remarks can be sent, and is kept by no cache and no search engine.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Edition
from .addresses import Preview
from .answering import not_found
from .finding import find
from .places import NotHere, OtherLanguage, Place
from .visiting import Visit

PAGES = "public:proposal"


def answer(
    view: Callable[..., HttpResponseBase], request: HttpRequest, lang: str, door: Mapping[str, str], kwargs: dict
) -> HttpResponseBase:
    """What ``view(request, here, …)`` makes of the proposal at ``door`` (town and plan). Where there is none any more,
    the way leads to what is published instead."""
    edition = (
        Edition.objects.filter(plan__municipality__slug=door["town"], plan__slug=door["plan"], is_proposal_public=True)
        .select_related("plan__municipality")
        .first()
    )
    try:
        if edition is None:
            find(lang, **door)  # 404 where nothing is published either
            return redirect("public:plan", lang=lang, **door)
        response = view(request, functools.partial(_find, edition, lang, door), **kwargs)
        # no cache keeps it, so keeping.py does not compress it; there is no secret in it that its size could tell
        return GZipMiddleware(lambda _request: response).process_response(request, response)
    except OtherLanguage as other:
        return redirect(reverse(Visit.of(request).view, kwargs={**kwargs, **door, "lang": other.lang}))
    except NotHere as missing:
        return not_found(lang, str(missing) if edition else _("There is no proposal to read at this address."))
    except Http404:
        return not_found(lang)


def place_of(number: str, lang: str, town: str) -> tuple[Edition, Place]:
    """The proposal of ``town`` with this id, as an address carries it, and its place. Raises NotHere where the public
    can read none."""
    shown = Edition.objects.filter(is_proposal_public=True, plan__municipality__slug=town)
    edition = shown.select_related("plan__municipality").filter(pk=number if is_id(number) else 0).first()
    if edition is None:
        raise NotHere(_("This proposal can no longer be read: it was decided on, or taken back."))
    return edition, _find(edition, lang, {"town": town, "plan": edition.plan.slug})


def is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _find(edition: Edition, lang: str, door: Mapping[str, str], goal: str = "") -> Place:
    in_force = edition.plan.editions.published().exists()
    preview = Preview(
        edition.pk,
        is_proposed=True,
        door=door,
        way_back=reverse("public:plan", kwargs={"lang": lang, **door}) if in_force else "",
        pages=PAGES,
        is_public=True,
        remarks_until=edition.remarks_until,
    )
    return find(lang, **door, goal=goal, preview=preview)
