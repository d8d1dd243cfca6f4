"""What a page says in its head to programs: the picture beside a link, how it is embedded, what can be followed."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .. import painting
from ..places import Place
from ..visiting import Visit

WITH_TREE = frozenset({"public:town", "public:plan", "public:tree", "public:goal"})
"""Pages of a plan itself, whose tree can stand on other sites."""


def image(place: Place, visit: Visit, site: str) -> str:
    """Of the goal that the page shows, else of the plan; "" where none can be made."""
    if place.preview or not painting.is_possible():
        return ""
    if "key" not in visit.kwargs:
        return site + place.address("image")
    number = {} if place.number is None else {"number": place.number}
    return site + place.address("edition_goal_image" if number else "goal_image", key=visit.kwargs["key"], **number)


def oembed(place: Place, visit: Visit, site: str, best: Mapping[str, str]) -> str:
    """For the pages of the plan itself, whose tree can stand on other sites."""
    if place.preview or place.number is not None or visit.view not in WITH_TREE:
        return ""
    return f"{site}{reverse('public:oembed')}?{urlencode({'url': best[place.lang], 'format': 'json'})}"


def feeds(place: Place) -> list[tuple[str, str]]:
    """(name, address) of the feed of the town and, where it has more plans than one, of the plan."""
    if place.preview:
        return []
    named = {"lang": place.lang, "town": place.town.slug}
    found = [(news_of(place.town.formal_name.text), reverse("public:town_feed", kwargs=named))]
    if len(place.plans) > 1:
        found.append((news_of(place.plan.title.text), place.address("feed")))
    return found


def news_of(name: str) -> str:
    """What a feed is called."""
    return _("What is new: %(name)s") % {"name": name}
