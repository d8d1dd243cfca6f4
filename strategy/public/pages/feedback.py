"""The page on which a visitor says how a page can be better, and the one that thanks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Edition
from ..finding import find
from ..places import NotHere, OtherLanguage, Place
from ..saying import Form
from ..texts import Text
from ..visiting import Visit
from .frame import Frame, Link, crumbs_of, frame_of, tree_name


@dataclass(frozen=True)
class About:
    """The page that a message is about: its path, and the plan and goal that the path names."""

    path: str
    plan: str = ""
    key: str = ""
    edition: Edition | None = None
    """The proposal, where it is a remark on one."""

    @classmethod
    def of(cls, place: Place, path: str, edition: Edition | None = None) -> About:
        """From what an address carries, which anybody can have written: a page of this town, or its first one."""
        home = place.address("plan") if edition else place.town_page
        try:
            match = resolve(path)
        except Resolver404:
            return cls(home, edition=edition)
        is_ours = match.namespaces[:1] == ["public"] and match.kwargs.get("town") == place.town.slug
        if not is_ours or len(path) > 400:
            return cls(home, edition=edition)
        return cls(path, str(match.kwargs.get("plan", "")), str(match.kwargs.get("key", "")), edition)

    @property
    def query(self) -> str:
        return urlencode({"edition": self.edition.pk, "page": self.path} if self.edition else {"page": self.path})

    @property
    def is_closed(self) -> bool:
        return self.edition is not None and not self.edition.is_open_for_remarks


PAGES: dict[str, str | Promise] = {
    "documents": gettext_lazy("Documents"),
    "editions": gettext_lazy("Editions"),
    "changes": gettext_lazy("What changed"),
    "history": gettext_lazy("How this plan came about"),
    "sdgs": gettext_lazy("Our goals by SDG"),
    "data": gettext_lazy("Open data"),
    "town_search": gettext_lazy("Search"),
    "accessibility": gettext_lazy("Accessibility statement"),
    "privacy": gettext_lazy("Privacy"),
    "contact": gettext_lazy("Contact"),
    "help": gettext_lazy("Help"),
}
"""What pages call themselves, by the names of their addresses. Those of plans and goals have their titles."""


def name_of(place: Place, about: About) -> Text:
    """What the page is called that a message is about; its address, where it has no name. At most one query."""
    match = resolve(about.path)
    here = match.url_name or ""
    if about.edition or here in ("town", "plan", "edition"):
        return place.plan.title
    if here in ("tree", "edition_tree"):
        return Text(tree_name(place), place.lang)
    if here in ("goal", "edition_goal"):
        title = _title_of_goal(place, match.kwargs)
        return title or Text(about.path, place.lang)
    return Text(str(PAGES.get(here, about.path)), place.lang)


def _title_of_goal(place: Place, asked: dict[str, Any]) -> Text | None:
    try:
        found = find(place.lang, place.town.slug, asked["plan"], asked.get("number"), goal=asked["key"])
    except (NotHere, OtherLanguage):
        return None
    return found.reader.read(found.named, "title") if found.named else None


@dataclass
class FeedbackPage:
    frame: Frame
    place: Place
    about: About
    title: str
    subject: Text | None = None
    """What the page is called that the message is about."""
    form: Form | None = None


def form_of(place: Place, about: About) -> Form:
    address = reverse("public:feedback", kwargs={"lang": place.lang, "town": place.town.slug})
    return Form(
        action=f"{address}?{about.query}",
        question=_("What do you want to say about this proposal?") if about.edition else _("What can be better?"),
        button=_("Send"),
        kept_days=place.town.feedback_kept_days,
    )


def feedback_page(place: Place, visit: Visit, about: About, form: Form) -> FeedbackPage:
    title = _("Send a remark on the proposal") if about.edition else _("Can this page be better?")
    frame = _frame(place, visit, title, about)
    frame.has_form = True
    if form.errors:
        frame.title = _("Error: %(title)s") % {"title": frame.title}
    return FeedbackPage(frame, place, about, title, name_of(place, about), form)


def thanks_page(place: Place, visit: Visit, about: About) -> FeedbackPage:
    return FeedbackPage(_frame(place, visit, _("Thank you"), about), place, about, _("Thank you"))


def _frame(place: Place, visit: Visit, title: str, about: About) -> Frame:
    frame = frame_of(place, visit, title, section="feedback", crumbs=crumbs_of(place, Link(title, current="page")))
    frame.is_own_text, frame.feedback, frame.robots = True, "", "noindex"
    frame.languages = [
        Link(link.text, f"{link.href}?{about.query}", link.current, link.lang) for link in frame.languages
    ]
    return frame
